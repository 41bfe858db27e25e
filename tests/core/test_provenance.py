"""What is said of a cell's value: how it got there, from where, and what it was read from."""

import pytest

from core.form import Form
from core.provenance import provenance
from core.report import Entry, Origin, Report, reckon

CELL, OTHER = "sheet/x/a", "sheet/x/b"
TOTAL = "sheet/x/sum"


def told(form: Form, key: str, **cells: Entry | None) -> list[str]:
    """What is said of a cell where a, b and sum of the first row hold this."""
    report = Report(form.edition).with_changes({f"sheet/x/{name}": held for name, held in cells.items()})
    return list(provenance(form.cells[key], report, reckon(form, report)))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (None, []),
        (Entry(3), ["键入"]),
        (Entry(3, raw="３"), ["由“３”读作"]),
        (Entry(3, raw="3件", origin=Origin.PASTED), ["由“3件”读作", "粘贴"]),
        (Entry(3, origin=Origin.PASTED), ["粘贴"]),
        (Entry(0, origin=Origin.DECLARED), ["确认为 0"]),
        (Entry(3, origin=Origin.CARRIED, source="去年.nianbao"), ["承接上年：去年.nianbao"]),
        (Entry(3, origin=Origin.IMPORTED, source="甲.docx 表一"), ["导入：甲.docx 表一"]),
        (Entry(raw="三四"), ["读不成数，按未填计"]),
        (Entry(raw="三四", origin=Origin.PASTED, source="剪贴板"), ["读不成数，按未填计", "粘贴：剪贴板"]),
    ],
)
def test_how_a_value_got_into_its_cell_is_said(mini: Form, held: Entry | None, said: list[str]) -> None:
    assert told(mini, CELL, a=held) == said


def test_a_total_is_added_up_as_far_as_its_parts_are_there(mini: Form) -> None:
    assert told(mini, TOTAL) == ["自动合计，尚缺 2 格"]
    assert told(mini, TOTAL, a=Entry(3), b=Entry(raw="三四")) == ["自动合计，尚缺 1 格"]
    assert told(mini, TOTAL, a=Entry(3), b=Entry(0)) == ["自动合计"]


def test_of_a_total_typed_over_the_sum_is_said_too(mini: Form) -> None:
    over = Entry(9, origin=Origin.OVERRIDDEN, reason="原件如此")
    assert told(mini, TOTAL, a=Entry(3), b=Entry(4), sum=over) == ["改写合计：原件如此", "各项之和为 7"]
    assert told(mini, TOTAL, a=Entry(3), sum=over) == ["改写合计：原件如此", "各项之和为 未知"]


def test_why_a_total_was_typed_over_goes_before_where_it_stood(mini: Form) -> None:
    both = Entry(9, origin=Origin.OVERRIDDEN, source="甲.docx", reason="原件如此")
    assert told(mini, TOTAL, sum=both)[0] == "改写合计：原件如此"
    imported = Entry(9, origin=Origin.IMPORTED, source="甲.docx")
    assert told(mini, TOTAL, a=Entry(0), b=Entry(0), sum=imported) == ["导入：甲.docx", "各项之和为 0"]


def test_every_origin_has_its_words(mini: Form) -> None:
    said = [told(mini, CELL, a=Entry(1, origin=origin))[0] for origin in Origin]
    assert said == [origin.label for origin in Origin]
    assert len(set(said)) == len(said)
