"""Install the Windows program under wine, use it as a clerk would, remove it. Run it by dev.py smoke."""

import argparse
import shutil
import sys
import time

from installer import make_installer
from make_windows import build_folder
from shared import BUILD, FOLDER, SETUP, VERSION
from trial import Trial
from try_commands import try_commands
from try_window import try_window
from windows_tests import run_tests
from wine import wine

INTERPRETER = (3, 11)
OUT = BUILD / "smoke"
OPEN_COMMAND = r"Software\Classes\nianbao.draft\shell\open\command"
ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"


def main() -> int:
    """Build, try, report; exit 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="dev.py smoke", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="不重新构建，用上次的")
    parser.add_argument("--no-tests", action="store_true", help="不在 Windows 的 Python 里跑测试")
    parser.add_argument("--all-tests", action="store_true", help="core 的测试也全部跑（慢）")
    options = parser.parse_args()
    if sys.version_info[:2] != INTERPRETER:
        print(f"Windows 试验没有做：标准库要从 Python 3.11 里取，这里是 {sys.version.split()[0]}")
        return 0
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    if not (options.keep and SETUP.exists() and FOLDER.exists()):
        build_folder(None, loose=True)
        make_installer(FOLDER, BUILD / "windows", SETUP)
    with wine() as machine:
        trial = Trial(machine)
        refuse(trial)
        install(trial)
        try_commands(trial)
        try_window(trial, OUT)
        uninstall(trial)
        if not options.no_tests:
            run_tests(trial, OUT, everything=options.all_tests)
    print(f"Windows 试验（wine）：{trial.passed} passed, {trial.failed} failed")
    return 1 if trial.failed else 0


def refuse(trial: Trial) -> None:
    """A Windows that is too old is left as it was."""
    trial.machine.pretend("win81")
    trial.see("Windows 8.1 上不安装", trial.setup() == 4 and not trial.folder.exists())
    trial.machine.pretend("win10")


def install(trial: Trial) -> None:
    """Install over an older version: what was the clerk's stays, what was the older program's goes."""
    older, setup = BUILD / "windows" / "older", BUILD / "windows" / "older-setup.exe"
    (older / "app").mkdir(parents=True, exist_ok=True)
    (older / "app" / "gone.py").write_text("", encoding="utf-8")
    make_installer(older, BUILD / "windows", setup, "0.0.1")
    trial.see("旧版安静地装上", trial.setup(setup) == 0)
    trial.settings.parent.mkdir(parents=True)
    trial.settings.write_text('{"zoom": 110}', encoding="utf-8")
    trial.foreign.write_text("", encoding="utf-8")
    began = time.monotonic()
    trial.see("新版安静地装上", trial.setup() == 0)
    print(f"        安装用了 {time.monotonic() - began:.0f} 秒")
    trial.see("程序在", (trial.folder / "nianbao.exe").exists())
    trial.see("许可证在", (trial.folder / "licences" / "说明.txt").exists())
    trial.see("旧版的文件没有了", not (trial.folder / "app" / "gone.py").exists())
    trial.see("设置还在，别人的文件还在", "110" in trial.zoom() and trial.foreign.exists())
    trial.see("开始菜单里有", trial.menu.exists())
    trial.see("桌面上有", trial.shortcut.exists())
    trial.see("双击草稿就打开", '\\nianbao.exe" "%1"' in trial.machine.registry(OPEN_COMMAND))
    trial.see("“应用和功能”里有", VERSION in trial.machine.registry(ENTRY))
    trial.see("没有动系统的文件夹", not list((trial.machine.drive / "Program Files").rglob("*nianbao*")))


def uninstall(trial: Trial) -> None:
    """Remove the program; what is the clerk's stays."""
    drafts = set(trial.documents.glob("*.nianbao"))
    code, _ = trial.machine.run(rf"{trial.windows_folder}\uninstall.exe", "/S", rf"_?={trial.windows_folder}")
    trial.see("安静地卸载", code == 0)
    left = [path for path in trial.folder.rglob("*") if path.is_file()]
    # told where it stands, as here, an NSIS uninstaller can't remove itself under wine
    trial.see("程序没有了", {path.name for path in left} <= {trial.foreign.name, "uninstall.exe"}, left[:5])
    trial.see("别人放在那里的文件还在", trial.foreign.exists())
    trial.see("草稿还在", drafts and drafts == set(trial.documents.glob("*.nianbao")))
    trial.see("设置还在", "110" in trial.zoom())
    trial.see("开始菜单和桌面上没有了", not (trial.menu.exists() or trial.shortcut.exists()))
    trial.see("关联没有了", not trial.machine.registry(OPEN_COMMAND) and not trial.machine.registry(ENTRY))


if __name__ == "__main__":
    raise SystemExit(main())
