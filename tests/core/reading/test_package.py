"""A zip package from elsewhere is unpacked within bounds, whatever its list of members says."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ReadError
from core.reading import package
from core.reading.package import MOST_IN_PART, MOST_MEMBERS, read_file, unpack, unpack_whole
from tests.core.reading.packages import flagged, of_method, of_size, packed, standing_at
from tests.core.reading.test_grid import within

TWO = packed({"a.xml": "甲" * 100, "b.xml": "乙" * 100})


def refused(told: pytest.ExceptionInfo[ReadError]) -> str:
    """What happened, in one sentence that names the file and says what to do."""
    assert told.value.happened.startswith("“甲.docx”")
    assert told.value.safe == "文件没有改动"
    assert told.value.do
    assert "\n" not in str(told.value)
    return told.value.happened.removeprefix("“甲.docx”")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_found_by_their_names(method: int) -> None:
    found = unpack(packed({"a.xml": b"1", "b/c.xml": "甲"}, method), "甲.docx")
    assert list(found.parts()) == ["a.xml", "b/c.xml"]
    assert (found.part("a.xml"), found.part("b/c.xml")) == (b"1", "甲".encode())
    assert found.part("c.xml") is None


def test_a_package_behind_other_bytes_is_found_as_zip_allows() -> None:
    assert unpack(b"MZ" * 100 + packed({"a.xml": b"1"}), "甲.docx").part("a.xml") == b"1"


def test_a_package_without_members_is_one() -> None:
    assert list(unpack_whole(packed({}), "甲.docx").parts()) == []


DAMAGED = {
    "nothing": b"",
    "a text": "甲".encode(),
    "another kind of Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "only the end": TWO[-22:],
    "cut off at the end": TWO[:-1],
    "cut off in the middle": TWO[: len(TWO) // 2],
    "a name that stands twice": None,
    "members that are the same bytes": standing_at(TWO, 0, member=1),
    "bzip2": packed({"a": "甲"}, zipfile.ZIP_BZIP2),
    "LZMA": packed({"a": "甲"}, zipfile.ZIP_LZMA),
    "a method there is not": of_method(TWO, 99),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_no_sound_package_is_refused(what: str) -> None:
    data = DAMAGED[what]
    if data is None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            data = packed([("a.xml", "甲"), ("a.xml", "乙")])
    with pytest.raises(ReadError) as told:
        unpack(data, "甲.docx")
    assert refused(told) == "损坏了，或者不是它的后缀所说的文件"


@pytest.mark.parametrize("member", [0, 1])
def test_a_package_with_a_password_is_told_from_a_broken_one(member: int) -> None:
    with pytest.raises(ReadError) as told:
        unpack(flagged(TWO, 0x1, member), "甲.docx")
    assert refused(told) == "有密码"


def test_members_that_share_bytes_are_a_bomb() -> None:
    inside = len(packed({"a.xml": ""})) // 4
    with pytest.raises(ReadError):
        unpack(standing_at(packed({"a.xml": bytes(1000), "b.xml": "1"}, 0), inside, member=1), "甲.docx")


@pytest.mark.parametrize(("count", "fits"), [(MOST_MEMBERS, True), (MOST_MEMBERS + 1, False)])
def test_there_are_not_more_members_than_a_bound(count: int, fits: bool) -> None:
    data = packed({str(at): b"" for at in range(count)})
    if fits:
        assert len(list(unpack(data, "甲.docx").parts())) == count
    else:
        with pytest.raises(ReadError) as told:
            unpack(data, "甲.docx")
        assert refused(told) == "太大，不像一份年度报告"


# ------------------------------------------------------------ sizes


@pytest.mark.parametrize(("size", "fits"), [(0, True), (MOST_IN_PART, True), (MOST_IN_PART + 1, False)])
def test_a_member_is_not_larger_than_a_bound(size: int, fits: bool) -> None:
    found = unpack(packed({"a.xml": bytes(size)}), "甲.docx")
    if fits:
        assert found.part("a.xml") == bytes(size)
    else:
        with pytest.raises(ReadError) as told:
            found.part("a.xml")
        assert refused(told) == "太大，不像一份年度报告"


def test_a_bomb_is_not_unpacked_to_see_that_it_is_one() -> None:
    data = packed({"a.xml": bytes(200_000_000)})
    with within(1), pytest.raises(ReadError):
        unpack(data, "甲.docx").part("a.xml")


@pytest.mark.parametrize("size", [0, 1, 299])
def test_a_member_that_is_larger_than_it_says_is_damaged(size: int) -> None:
    with pytest.raises(ReadError) as told:
        unpack(of_size(TWO, size), "甲.docx").part("a.xml")
    assert refused(told) == "损坏了，或者不是它的后缀所说的文件"


def test_a_member_that_says_it_is_huge_is_read_as_it_is() -> None:
    assert unpack(of_size(TWO, 0xFFFF_FFF0), "甲.docx").part("a.xml") == ("甲" * 100).encode()


def test_a_changed_byte_is_noticed() -> None:
    data = bytearray(packed({"a.xml": "甲" * 100}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    with pytest.raises(ReadError) as told:
        unpack(bytes(data), "甲.docx").part("a.xml")
    assert refused(told) == "损坏了，或者不是它的后缀所说的文件"


def test_all_members_together_are_not_larger_than_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_IN_ALL", 600)
    assert unpack_whole(TWO, "甲.docx").part("b.xml")
    for bound in (599, 300, 1):
        monkeypatch.setattr(package, "MOST_IN_ALL", bound)
        with pytest.raises(ReadError) as told:
            unpack_whole(TWO, "甲.docx")
        assert refused(told) == "太大，不像一份年度报告"


@given(st.data())
def test_any_package_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(TWO)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = unpack_whole(bytes(broken), "甲.docx")
    except ReadError:
        return
    assert all((found.part(name) or b"") in (b"", *(char.encode() * 100 for char in "甲乙")) for name in found.parts())


# ------------------------------------------------------------ files


def test_a_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"12345")
    assert read_file(path) == read_file(path, 5) == b"12345"
    with pytest.raises(ReadError) as told:
        read_file(path, 4)
    assert refused(told) == "太大，不像一份年度报告"


def test_a_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as told:
        read_file(tmp_path / "甲.docx")
    assert refused(told) == "打不开（FileNotFoundError）"
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(ReadError) as told:
        read_file(tmp_path / "甲.docx")
    assert refused(told).startswith("打不开（")
