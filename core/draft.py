"""The draft file (.nianbao): one header line with a checksum, then the report as JSON (SAFETY P5, P8).

nianbao-draft <format> <sha256 of the body> <length of the body in bytes>
"""

import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from core.durable import write_durably
from core.errors import DraftError, SaveFailed
from core.report import YEAR, Answer, Entry, Previous, Report
from core.strictness import parse_strictly, without_odd

FORMAT = 3  # 1: no last year's numbers, 2: no answers; both are read as they are
SUFFIX = ".nianbao"
MAGIC = b"nianbao-draft "
_HEADER = re.compile(rb"nianbao-draft ([0-9]{1,6}) ([0-9a-f]{64}) ([0-9]{1,9})\r?\n")
_LIMIT = 16 * 1024 * 1024  # bytes
_MOST = 20_000  # texts, cells and answers together
_SAFE = "这个文件没有被改动"

_Text = Annotated[str, Meta(max_length=200_000)]


class _Body(Struct, omit_defaults=True):
    """The JSON body; `year` is the year as typed, kept on top so that a reader of many drafts finds it."""

    format: int
    edition: Annotated[str, Meta(pattern=r"^[0-9]{4}$")]
    year: _Text = ""
    texts: dict[str, _Text] = {}
    cells: dict[str, Entry] = {}
    extra: str = ""
    tables_only: bool = False
    previous: Previous | None = None
    answers: dict[str, Answer] = {}
    rules: int = 0


def encode(report: Report) -> bytes:
    """Write a report as the bytes of a draft; equal reports give equal bytes."""
    encoded = msgspec.json.encode(_body_of(report), order="deterministic")
    if report.unknown:
        whole = {**msgspec.json.decode(encoded), **msgspec.json.decode(report.unknown)}
        encoded = msgspec.json.encode(whole)
    content = msgspec.json.format(encoded, indent=1) + b"\n"
    check = digest(content)
    return MAGIC + f"{FORMAT} {check} {len(content)}\n".encode() + content


def _body_of(report: Report) -> _Body:
    return _Body(
        FORMAT,
        report.edition,
        report.text(YEAR),
        {key: text for key, text in report.texts.items() if text and key != YEAR},
        dict(report.cells),
        report.extra,
        report.tables_only,
        report.previous,
        dict(report.answers),
        report.rules,
    )


class Opened(Struct, frozen=True):
    """A draft that was read, and what the clerk should know about how it was read, a sentence each."""

    report: Report
    remarks: tuple[str, ...] = ()


def decode(data: bytes, name: str = "草稿") -> Report:
    """Read the bytes of a draft. Raises DraftError if they are none, damaged, or from a newer program."""
    return open_draft(data, name).report


def open_draft(data: bytes, name: str = "草稿") -> Opened:
    """Read the bytes of a draft, and say what was left out of it. Raises DraftError.

    What a later program of the same format has added is kept and written again; characters that nobody can see
    (controls, marks of writing direction) are left out of texts and told.
    """
    written_in, content = _checked(data, name)
    try:
        whole = parse_strictly(content)
        body = _read_body(content)
    except (msgspec.DecodeError, ValueError, RecursionError) as problem:
        raise DraftError(f"“{name}”的内容不合草稿的格式", safe=_SAFE, do="请打开备份") from problem
    if _too_many(body):
        raise DraftError(f"“{name}”的内容不合草稿的格式：格数太多", safe=_SAFE, do="请打开备份")
    if body.format != written_in:
        raise DraftError(f"“{name}”已损坏，开头写的格式与内容不符", safe=_SAFE, do="请打开备份")
    typed = {**body.texts, **({YEAR: body.year} if body.year else {})}
    texts = {key: without_odd(text) for key, text in typed.items()}
    odd = sum(len(typed[key]) - len(text) for key, text in texts.items())
    remarks = (f"“{name}”的文字里有 {odd} 个看不见的控制字符，已经去掉。",) if odd else ()
    unknown = {key: value for key, value in whole.items() if key not in _Body.__struct_fields__}
    report = Report(
        body.edition,
        {key: text for key, text in texts.items() if text},
        body.cells,
        body.extra,
        body.tables_only,
        body.previous,
        body.answers,
        body.rules,
        msgspec.json.encode(unknown, order="deterministic").decode() if unknown else "",
    )
    return Opened(report, remarks)


def _read_body(content: bytes) -> _Body:
    return msgspec.json.decode(content, type=_Body)


def _too_many(body: _Body) -> bool:
    return len(body.texts) + len(body.cells) + len(body.answers) > _MOST


def _checked(data: bytes, name: str) -> tuple[int, bytes]:
    """The format and the body of a draft whose header and checksum are right. Raises DraftError."""
    if len(data) > _LIMIT:
        raise DraftError(f"“{name}”太大，不像是年报草稿", safe=_SAFE, do="请确认选对了文件")
    data = data.removeprefix(b"\xef\xbb\xbf")
    header = _HEADER.match(data)
    if not header or int(header[1]) < 1:
        raise DraftError(f"“{name}”不是年报填报的草稿，或开头已损坏", safe=_SAFE, do="请确认选对了文件，或打开备份")
    if int(header[1]) > FORMAT:
        raise DraftError(
            f"“{name}”由更新版本的程序保存（格式 {int(header[1])}，本程序能读到 {FORMAT}）",
            safe=_SAFE,
            do="请升级本程序后再打开",
        )
    content = data[header.end() :]
    if header[0].endswith(b"\r\n"):
        content = content.replace(b"\r\n", b"\n")  # a mail program turned the line ends; the checksum decides
    if len(content) != int(header[3]) or digest(content) != header[2].decode():
        raise DraftError(f"“{name}”已损坏，内容与校验码不符", safe=_SAFE, do="请打开备份，或向最后保存的人再要一份")
    return int(header[1]), content


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    import hashlib  # OpenSSL is slow to load and not needed to open the window

    return hashlib.sha256(content).hexdigest()


def save_draft(report: Report, path: Path) -> str:
    """Save a report under `path`, atomically and durably; returns the SHA-256 of its bytes. Raises SaveFailed."""
    try:
        data = encode(report)
        _, content = _checked(data, path.name)
        body = _read_body(content)
        same = body == _body_of(report) and not _too_many(body)
    except (DraftError, UnicodeEncodeError, msgspec.DecodeError):
        data, same = b"", False
    if not same:
        raise SaveFailed(
            "failed", f"“{path.name}”没有写入：写出的内容读不回来", do="请看看是否有一段文字超过20万字，缩短后再保存"
        )
    write_durably(path, data)
    return digest(data)


def load_draft(path: Path) -> Report:
    """Open a draft. Raises DraftError with one sentence if it can't be read."""
    return decode(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """Read a file of at most 16 MB (and one byte, so that a longer one shows). Raises DraftError."""
    try:
        with path.open("rb") as file:
            return file.read(_LIMIT + 1)
    except FileNotFoundError as problem:
        raise DraftError(f"没有找到“{path.name}”", do="请检查文件是否已被移走或改名，U盘是否还在") from problem
    except OSError as problem:
        raise DraftError(
            f"“{path.name}”打不开（{type(problem).__name__}）", do="请检查文件是否被占用或没有权限"
        ) from problem
