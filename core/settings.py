"""What the program remembers on this machine: a readable file; a bad one never stops the start."""

from pathlib import Path

import msgspec
from msgspec import Struct, structs

from core.durable import write_durably
from core.errors import SaveFailed
from core.values import well_formed

_RECENT = 8


class Settings(Struct, frozen=True, omit_defaults=True):
    """Recent drafts, newest first; the window's size in pixels, 0 x 0 before the first start; the clerk's choices.

    `fonts` names the choice of fonts and `template` the office's own Word template; `archival` asks for PDF/A.
    `zoom` is the size of pages in percent, `enter_goes_right` where Enter leads in a table. `data_seen` says that
    journals and versions have been kept on this machine, `history_beside` that versions stand beside the drafts.
    `due` is the day of the year ("1月20日") by which the office has to hand its report in, `type_size` the size of
    all letters in percent, `folder` where drafts and exports are kept.
    """

    recent: tuple[str, ...] = ()
    window: tuple[int, int] = (0, 0)
    maximized: bool = False
    zoom: int = 100
    enter_goes_right: bool = False
    help_shown: bool = True
    data_seen: bool = False
    history_beside: bool = False
    fonts: str = "standard"
    template: str = ""
    archival: bool = False
    due: str = ""
    type_size: int = 100
    folder: str = ""


def settings_folder() -> Path:
    """The folder for settings: LOCALAPPDATA on Windows, XDG elsewhere."""
    from platformdirs import user_config_path

    return user_config_path("nianbao", appauthor=False, roaming=False)


def data_folder() -> Path:
    """The folder for journals and versions: LOCALAPPDATA on Windows, XDG elsewhere."""
    from platformdirs import user_data_path

    return user_data_path("nianbao", appauthor=False, roaming=False)


def journals_folder(data: Path) -> Path:
    """Where, in the folder for data, edits stand that were not saved."""
    return data / "journals"


def log_folder(data: Path) -> Path:
    """Where, in the folder for data, events are written down."""
    return data / "log"


def load_settings(folder: Path) -> Settings:
    """Read the settings; defaults where the file is absent or can't be understood."""
    try:
        return msgspec.json.decode((folder / "settings.json").read_bytes(), type=Settings)
    except (OSError, UnicodeDecodeError, RecursionError, msgspec.DecodeError):
        return Settings()


def save_settings(settings: Settings, folder: Path) -> None:
    """Write the settings; a folder that can't be written costs convenience, not work, so nothing is raised."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(folder / "settings.json", msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
    except (OSError, SaveFailed):
        return


class Memory:
    """The settings as they are now, and where they are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = load_settings(folder)

    def remember(self, settings: Settings) -> None:
        """Keep settings for the next start."""
        self.settings = settings
        save_settings(settings, self.folder)


def with_recent(settings: Settings, path: Path) -> Settings:
    """Put a draft on top of the recent ones; a name that isn't Unicode (Linux) can't be remembered."""
    name = str(path)
    if name != well_formed(name):
        return settings
    others = [other for other in settings.recent if other != name]
    return structs.replace(settings, recent=(name, *others)[:_RECENT])
