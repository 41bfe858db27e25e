"""Limits on a JSON body before it's read as anything (SAFETY P8): depth, names that stand twice, odd characters."""

import re
from typing import Any, cast

DEEPEST, _MOST_BRACKETS, _MOST_MARKS = 40, 400_000, 1_000_000
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ODD = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def depth(body: bytes) -> int:
    """How deep brackets stand in each other, strings left out. Raises ValueError if there are too many."""
    if body.count(b",") > _MOST_MARKS or body.count(b'"') > 2 * _MOST_MARKS:
        raise ValueError("too many values")
    unescaped = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    outside = b"".join(unescaped.split(b'"')[::2]).translate(None, _NO_BRACKETS)
    if len(outside) > _MOST_BRACKETS:
        raise ValueError("too many brackets")
    deepest = now = 0
    for mark in outside:
        now += 1 if mark in b"[{" else -1
        deepest = max(deepest, now)
    return deepest


def parse_strictly(body: bytes) -> dict[str, Any]:
    """Read a JSON object. Raises ValueError if it's too deep, has a name twice, a NaN, or is no object."""
    import json  # not needed to open the window

    if depth(body) > DEEPEST:
        raise ValueError("too deep")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name stands twice")
        return found

    def refuse(literal: str) -> None:
        raise ValueError(literal)

    content = json.loads(body.decode("utf-8"), object_pairs_hook=once, parse_constant=refuse)
    if not isinstance(content, dict):
        raise ValueError("no object")
    return cast(dict[str, Any], content)


def without_odd(text: str) -> str:
    """Drop characters that nobody can see: controls, marks of writing direction, zero widths."""
    return _ODD.sub("", text)
