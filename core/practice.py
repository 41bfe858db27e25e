"""练习: the sample with three errors planted in it, to be found and put right."""

import tomllib

import msgspec
from msgspec import Struct

from core.form import Form
from core.locate import resource
from core.report import Change, Report, entry


class Planted(Struct, frozen=True, forbid_unknown_fields=True):
    """An error: what is put into a cell or field, in the place of what is found there; and what is wrong with it."""

    key: str
    put: str
    hint: str
    find: str = ""


class _Practice(Struct, frozen=True, forbid_unknown_fields=True):
    planted: tuple[Planted, ...]


def planted() -> tuple[Planted, ...]:
    """The errors of the practice report."""
    text = resource("samples", "practice.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Practice).planted


def practice(form: Form, sample: Report) -> Report:
    """The sample with its errors."""
    return sample.with_changes({error.key: _change(form, sample, error) for error in planted()})


def _change(form: Form, sample: Report, error: Planted) -> Change:
    if error.find:
        return sample.text(error.key).replace(error.find, error.put, 1)
    cell = form.cells.get(error.key)
    return entry(cell.kind, error.put) if cell else error.put
