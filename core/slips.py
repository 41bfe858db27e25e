"""How people mistype numbers: which slip makes one number of another, and how likely it is."""

from math import log
from typing import NamedTuple


class Slip(NamedTuple):
    """A way to get a number wrong: its name for the clerk, and the logarithm of how likely it is."""

    name: str
    weight: float

    @property
    def known(self) -> bool:
        """Whether it's one of the ways in which people get numbers wrong."""
        return self.name != _OTHER


_SWAPPED, _DROPPED, _DOUBLED, _PLACE = "数字颠倒", "漏了一位", "多按了一下", "多写或少写了一个 0"
_INSERTED = "多打了一位"
_ONE_OFF, _MISREAD, _LEFT_OUT, _ADDED, _OTHER = "数漏或数重了 1 件", "看错了一个数字", "漏填", "多填", "填错"


def slip(typed: int, meant: int) -> Slip:
    """The likeliest slip by which somebody who meant one number typed another; both are >= 0 and differ."""
    ways = list(_ways(str(typed), str(meant)))
    if abs(typed - meant) == 1:
        ways.append(Slip(_ONE_OFF, log(0.5)))
    if not meant:
        ways.append(Slip(_ADDED, log(0.03)))
    if not typed:
        ways.append(Slip(_LEFT_OUT, log(0.03)))
    return max(ways, key=lambda way: way.weight, default=Slip(_OTHER, log(0.0005)))


def _ways(typed: str, meant: str) -> list[Slip]:
    """The slips of the fingers and the eye; one of several places where it could happen is less likely."""
    ways: list[Slip] = []
    places = len(meant)
    if typed == meant + "0":
        ways.append(Slip(_PLACE, log(0.5)))
    if meant == typed + "0":
        ways.append(Slip(_PLACE, log(0.5)))
    if any(meant[:at] + meant[at + 1] + meant[at] + meant[at + 2 :] == typed for at in range(places - 1)):
        ways.append(Slip(_SWAPPED, log(1 / (places - 1))))
    if any(meant[:at] + meant[at + 1 :] == typed for at in range(places)):
        ways.append(Slip(_DROPPED, log(1 / places)))
    if any(meant[: at + 1] + meant[at:] == typed for at in range(places)):
        ways.append(Slip(_DOUBLED, log(1 / places)))
    if meant != "0" and any(typed[:at] + typed[at + 1 :] == meant for at in range(len(typed))):
        ways.append(Slip(_INSERTED, log(0.1 / len(typed))))
    if len(typed) == places and sum(a != b for a, b in zip(typed, meant, strict=True)) == 1:
        ways.append(Slip(_MISREAD, log(0.02)))
    return ways
