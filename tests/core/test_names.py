"""Names for files, that Windows and Linux accept and a person still reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import file_name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("平房区新疆街道办事处2023年年报", "平房区新疆街道办事处2023年年报"),
        ('a\\b/c:d*e?f"g<h>i|j', "abcdefghij"),
        ("甲\u200b乙\u202e丙\ufeff", "甲乙丙"),
        ("甲\n乙\t\x00\x7f\x85", "甲乙"),
        ("甲\ud800乙", "甲乙"),
        (" . 甲 . ", "甲"),
        ("", "未命名"),
        (" ... ", "未命名"),
        ("///", "未命名"),
        ("CON", "_CON"),
        ("con", "_con"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("lpt³", "_lpt³"),
        ("CONGRESS", "CONGRESS"),
        ("COM0", "_COM0"),
        ("e\u0301", "é"),
        ("甲" * 61, "甲" * 60),
        ("甲" * 59 + " 乙", "甲" * 59),
    ],
)
def test_a_name_keeps_what_may_stand_in_one(wanted: str, name: str) -> None:
    assert file_name(wanted) == name


@given(st.text(max_size=80))
def test_any_text_makes_a_name_both_systems_take(wanted: str) -> None:
    name = file_name(wanted)
    assert 1 <= len(name) <= 61
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name == name.strip(" .")
    assert name.encode()


@given(st.text(max_size=80))
def test_a_name_once_made_stays(wanted: str) -> None:
    assert file_name(file_name(wanted)) in (file_name(wanted), file_name(wanted)[:60].strip(" ."))
