"""What happened is written down for whoever has to help, and nothing of what was typed."""

import errno
import os
import re
import traceback
from pathlib import Path
from types import TracebackType

import pytest

from core.draft import decode
from core.errors import DraftError
from core.log import Log, where
from tests.core.test_durable import files, posix

SECRET = "平房区新疆街道办事处"
LIMIT = 1024 * 1024


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "log"


def lines(folder: Path, name: str = "nianbao.log") -> list[str]:
    return (folder / name).read_text(encoding="utf-8").splitlines()


# ------------------------------------------------------------ events


def test_an_event_is_a_line_with_the_time_and_the_facts(folder: Path) -> None:
    log = Log(folder)
    log.event("start", version="0.5.0", system="linux")
    log.event("save", kind="ok", warning=0)
    log.event("end")
    time = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"
    expected = ["start version=0.5.0 system=linux", "save kind=ok warning=0", "end"]
    assert len(lines(folder)) == 3
    for line, told in zip(lines(folder), expected, strict=True):
        assert re.fullmatch(f"{time} {re.escape(told)}", line)
    assert files(folder) == ["nianbao.log"]


def test_signs_of_formatting_are_written_as_they_are(folder: Path) -> None:
    Log(folder).event("100%s", a="%d{}", b="年")
    assert lines(folder)[0].endswith(" 100%s a=%d{} b=年")


def test_an_event_is_one_line_of_whatever_lines_a_fact_is(folder: Path) -> None:
    Log(folder).event("crash", where="OSError\na.py:1 f\n\nb.py:2 g", number=1)
    (line,) = lines(folder)
    assert line.endswith(" crash where=OSError a.py:1 f  b.py:2 g number=1")


@pytest.mark.parametrize("end", ["\r", "\v", "\f", "\x1e", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_an_event_is_one_line_however_the_lines_of_a_fact_end(folder: Path, end: str) -> None:
    Log(folder).event("crash", where=f"OSError{end}a.py:1 f")
    assert len(lines(folder)) == 1


def test_two_programs_write_into_the_same_log(folder: Path) -> None:
    logs = [Log(folder), Log(folder)]
    for number in range(6):
        logs[number % 2].event("save", number=number)
    assert [line[-1] for line in lines(folder)] == list("012345")


@posix
def test_nothing_is_held_open(folder: Path) -> None:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("no /proc")
    Log(folder).event("start")
    assert not any(handle.resolve() == folder / "nianbao.log" for handle in handles.iterdir())


# ------------------------------------------------------------ its length


def test_a_log_of_one_megabyte_is_begun_anew_and_three_are_kept(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(6):
        (folder / "nianbao.log").write_bytes(b"%d" % number * LIMIT)
        Log(folder).event("start", number=number)
        assert [line.rpartition(" ")[2] for line in lines(folder)] == [f"number={number}"]
    assert files(folder) == ["nianbao.log", "nianbao.log.1", "nianbao.log.2", "nianbao.log.3"]
    assert [(folder / f"nianbao.log.{at}").read_bytes()[:1] for at in (1, 2, 3)] == [b"5", b"4", b"3"]


def test_a_log_that_is_not_yet_full_goes_on(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "nianbao.log").write_bytes(b"x" * (LIMIT - 1000))
    Log(folder).event("start")
    assert files(folder) == ["nianbao.log"]
    assert (folder / "nianbao.log").stat().st_size > LIMIT - 1000


# ------------------------------------------------------------ a disk that can't be written


def test_a_folder_that_can_not_be_made_is_no_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    Log(tmp_path / "file").event("start")
    Log(tmp_path / "file" / "log").event("start")
    assert files(tmp_path) == ["file"]
    assert capfd.readouterr() == ("", "")


def test_a_log_that_can_not_be_opened_is_no_error(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "nianbao.log").mkdir(parents=True)
    Log(folder).event("start")
    assert capfd.readouterr() == ("", "")


def test_older_logs_that_can_not_be_moved_are_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuses(*args: object) -> None:
        raise PermissionError(errno.EACCES, "held by a scanner")

    folder.mkdir(parents=True)
    (folder / "nianbao.log").write_bytes(b"x" * LIMIT)
    monkeypatch.setattr(os, "rename", refuses)
    Log(folder).event("start")
    assert capfd.readouterr() == ("", "")


def test_a_fact_that_can_not_be_written_is_no_error(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Log(folder).event("open", file="\udcff")
    Log(folder).event("save")
    assert lines(folder)[-1].endswith(" save")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_no_error(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder.mkdir(parents=True)
    (folder / "nianbao.log").symlink_to("/dev/full")
    Log(folder).event("save", kind="full")
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------ where an exception came from


def raised(text: str) -> Exception:
    """An exception whose message, cause and values hold a text."""
    held = {"overview/text": text}
    try:
        try:
            raise ValueError(text)
        except ValueError as problem:
            raise KeyError(held["overview/text"]) from problem
    except KeyError as problem:
        problem.add_note(text)
        return problem


def test_an_exception_is_told_by_its_class_and_its_steps() -> None:
    told = where(raised(SECRET)).splitlines()
    assert told[0] == "KeyError"
    assert len(told) == 2
    assert re.fullmatch(r"test_log\.py:\d+ raised", told[1])


def test_each_step_is_a_line() -> None:
    with pytest.raises(DraftError) as told:
        decode(b"", SECRET)
    steps = where(told.value).splitlines()
    assert steps[0] == "DraftError"
    trace = traceback.extract_tb(told.value.__traceback__)
    assert steps[1:] == [f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in trace]
    assert all(re.fullmatch(r"(test_log|draft)\.py:\d+ \w+", step) for step in steps[1:])
    assert steps[1].endswith(" test_each_step_is_a_line")
    assert steps[2].endswith(" decode")


def test_neither_messages_nor_values_nor_folders_are_told() -> None:
    with pytest.raises(DraftError) as told:
        decode(b"nianbao-draft", SECRET)
    for problem in (raised(SECRET), told.value):
        assert SECRET not in where(problem)
        assert str(Path(__file__).parent) not in where(problem)
    assert SECRET in str(raised(SECRET))


def test_the_trace_that_is_given_is_told() -> None:
    trace: TracebackType | None = raised("").__traceback__
    assert where(KeyboardInterrupt(), trace).splitlines()[0] == "KeyboardInterrupt"
    assert where(KeyboardInterrupt(), trace).endswith(" raised")


def test_an_exception_that_was_never_raised_is_told_by_its_class() -> None:
    assert where(RuntimeError(SECRET)) == "RuntimeError"
