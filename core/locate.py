"""Where the files that ship with the program stand."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, e.g. resource("editions", "2021.toml")."""
    return Path(__file__).resolve().parent.parent.joinpath("resources", *parts)
