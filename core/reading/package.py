"""A zip package from elsewhere (.docx), unpacked within bounds: sizes in its headers may lie (SAFETY P10)."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from core.errors import ReadError

MOST_BYTES = 30_000_000
MOST_MEMBERS = 4000
MOST_IN_PART = 16_000_000
MOST_IN_ALL = 60_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY = b"PK\x01\x02"  # begins each entry of the list of members
_ENCRYPTED = 0x1
SAFE = "文件没有改动"


class Package:
    """The members of a package; nothing is unpacked before it's asked for, and nothing is written anywhere."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name

    def part(self, member: str, most: int = MOST_IN_PART) -> bytes | None:
        """The content of a member, None if there is no such one. Raises ReadError if it's larger than `most`."""
        if member not in self._archive.NameToInfo:
            return None
        try:
            with self._archive.open(member) as stream:
                content = stream.read(most + 1)
        except Exception as problem:  # zipfile lets zlib.error, EOFError, struct.error and more escape
            raise damaged(self._name) from problem
        if len(content) > most:
            raise too_large(self._name)
        return content

    def parts(self) -> Iterator[str]:
        """The names of all members."""
        yield from self._archive.NameToInfo


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file that isn't larger than `most` bytes. Raises ReadError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as problem:
        raise ReadError(f"“{path.name}”打不开（{type(problem).__name__}）", safe=SAFE, do="请确认文件还在") from problem
    if len(data) > most:
        raise too_large(path.name)
    return data


def unpack(data: bytes, name: str) -> Package:
    """Open a package; `name` is for the sentences. Raises ReadError if it's none, or a trick."""
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise too_large(name)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except Exception as problem:  # BadZipFile, NotImplementedError, struct.error, ...
        raise damaged(name) from problem
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ReadError(f"“{name}”有密码", safe=SAFE, do="请用 Word 打开它，去掉密码另存一份")
    odd = any(member.compress_type not in _METHODS for member in members)
    if odd or len(archive.NameToInfo) < len(members) or _overlap(members):
        raise damaged(name)
    return Package(archive, name)


def unpack_whole(data: bytes, name: str) -> Package:
    """Open a package that another library will unpack: each member is read first, within bounds. Raises ReadError."""
    package = unpack(data, name)
    left = MOST_IN_ALL
    for member in package.parts():
        left -= len(package.part(member, min(left, MOST_IN_PART)) or b"")
    return package


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes, as in a bomb."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False


def damaged(name: str) -> ReadError:
    """The sentence for a file that is broken."""
    return ReadError(f"“{name}”损坏了，或者不是它的后缀所说的文件", safe=SAFE, do="请用 Word 打开它，另存为 .docx 再试")


def too_large(name: str) -> ReadError:
    """The sentence for a file that no report is as large as."""
    return ReadError(f"“{name}”太大，不像一份年度报告", safe=SAFE, do="请另存一份只有报告文字和表格的再试")
