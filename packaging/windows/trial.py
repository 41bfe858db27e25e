"""What the steps of the smoke test share: the installed program, the clerk's folder, the count of what was seen."""

import time
from pathlib import Path

from shared import SETUP
from wine import Wine


class Trial:
    """One trial in one prefix; `passed` and `failed` count what was looked at."""

    def __init__(self, machine: Wine) -> None:
        self.machine = machine
        self.passed = self.failed = 0
        self._began = time.monotonic()
        local = machine.user / "AppData" / "Local"
        self.folder = local / "Programs" / "nianbao"
        self.windows_folder = rf"C:\users\{machine.user.name}\AppData\Local\Programs\nianbao"
        self.settings = local / "nianbao" / "settings.json"
        self.foreign = self.folder / "app" / "别人的.txt"
        programs = machine.user / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        self.menu = programs / "年报填报" / "年报填报.lnk"
        self.shortcut = machine.user / "Desktop" / "年报填报.lnk"
        self.documents = machine.home / "我的 文档"
        self.documents.mkdir()

    def see(self, told: str, so: object, detail: object = "") -> None:
        """Note whether something is as it should be."""
        self.passed, self.failed = self.passed + bool(so), self.failed + (not so)
        print(f"{time.monotonic() - self._began:5.0f} 秒 {'通过' if so else '未通过'}：{told}", flush=True)
        if not so and detail:
            print(f"        {detail}", flush=True)

    def cli(self, *words: object) -> tuple[int, str]:
        """Run nianbao-cli as installed; paths are given as they are here."""
        told = [self.machine.path(word) if isinstance(word, Path) else word for word in words]
        return self.machine.run(rf"{self.windows_folder}\nianbao-cli.exe", *told)

    def setup(self, setup: Path = SETUP) -> int:
        """Run an installer quietly; returns its exit code."""
        return self.machine.run(self.machine.path(setup), "/S")[0]

    def zoom(self) -> str:
        """What the settings file says; "" if it's gone."""
        return self.settings.read_text(encoding="utf-8") if self.settings.exists() else ""
