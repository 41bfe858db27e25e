"""Names for files, made from what a report says (SAFETY P13)."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_DEVICES = re.compile(r"(?i)(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(\.|$)")
_LONGEST = 60  # characters


def file_name(wanted: str) -> str:
    """Make a name, without suffix, that Windows and Linux accept and a person still reads."""
    name = _FORBIDDEN.sub("", unicodedata.normalize("NFC", wanted))[:_LONGEST].strip(" .")
    return f"_{name}" if _DEVICES.match(name) else name or "未命名"
