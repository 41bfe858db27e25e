"""The installer, made by NSIS; it takes away only what it brought."""

from pathlib import Path

from shared import HERE, VERSION, run, size


def make_installer(folder: Path, work: Path, target: Path, version: str = VERSION) -> None:
    """Make the installer of a folder."""
    listing = work / "remove.nsh"
    listing.write_text(removal(folder), encoding="utf-8-sig")
    numbers = ".".join((version + ".0.0.0").split(".")[:4])
    marks = {
        "SOURCE": folder,
        "TARGET": target,
        "VERSION": version,
        "NUMBERS": numbers,
        "ICON": work / "nianbao.ico",
        "REMOVE": listing,
        "KILOBYTES": round(size(folder) * 1000),
    }
    words = [f"-D{name}={value}" for name, value in marks.items()]
    run("makensis", "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8", *words, HERE / "installer.nsi")


def removal(folder: Path) -> str:
    """The lines that delete each file we bring, then each folder that is left empty: nobody else's file is touched."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    folders = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    lines = [f'Delete "$INSTDIR\\{_windows(path, folder)}"' for path in files]
    lines += [f'RMDir "$INSTDIR\\{_windows(path, folder)}"' for path in folders]
    return "\n".join(lines) + "\n"


def _windows(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)).replace("/", "\\").replace("$", "$$")
