"""Where the files that ship with the program stand."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, given its parts below resources/."""
    return Path(__file__).resolve().parent.parent.joinpath("resources", *parts)


def sample() -> Path:
    """Return the path of the filled-in report that ships."""
    return resource("samples", "sample.nianbao")
