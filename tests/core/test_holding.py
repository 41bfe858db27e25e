"""Who holds a file holds it alone, and only as long as the program lives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.holding import hold

HOLDER = """
import os, sys
from core.holding import hold
hold(os.open(sys.argv[1], os.O_RDWR))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "年报.journal"
    path.write_bytes("内容".encode())
    return path


@pytest.fixture
def handle(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR)
    yield handle
    os.close(handle)


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that holds the file."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline().startswith(b"held")
        yield running
        running.kill()


def test_a_file_is_held_once(path: Path, handle: int) -> None:
    hold(handle)
    other = os.open(path, os.O_RDWR)
    with pytest.raises(OSError):  # noqa: PT011 - each system says it otherwise
        hold(other)
    os.close(other)


def test_a_file_is_free_once_its_handle_is_closed(path: Path, handle: int) -> None:
    first = os.open(path, os.O_RDWR)
    hold(first)
    os.close(first)
    hold(handle)


def test_a_held_file_can_be_read_and_written(path: Path, handle: int) -> None:
    hold(handle)
    assert path.read_bytes() == "内容".encode()
    assert os.write(handle, "新的".encode()) == 6
    assert path.read_bytes() == "新的".encode()


def test_what_another_program_holds_is_free_once_it_is_killed(handle: int, holder: subprocess.Popen[bytes]) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - each system says it otherwise
        hold(handle)
    holder.kill()
    holder.wait()
    hold(handle)


def test_a_handle_that_is_closed_holds_nothing(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        hold(handle)
