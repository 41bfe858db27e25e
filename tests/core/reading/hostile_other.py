"""Files of other kinds under the names of ours, plain text, drafts and data files."""

import gzip
import json
import random
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core.draft import FORMAT, MAGIC
from tests.core.reading.hostile_base import (
    MB,
    Files,
    as_draft,
    good_data,
    good_docx,
    good_draft,
    good_html,
    packed,
)
from tests.core.reading.hostile_zip import turned

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes], fat: Mapping[int, int] | None = None) -> bytes:
    """An OLE2 compound file of streams (at least 4096 bytes each); `fat` puts other links into the table."""
    table, content = [_FAT, _END], b""
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for at, (name, stream) in enumerate(streams.items(), 1):
        padded = stream.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        start, count = len(table), len(padded) // 512
        table += [*range(start + 1, start + count), _END]
        entries.append(_entry(name, 2, right=at + 1 if at < len(streams) else _FREE, start=start, size=len(padded)))
        content += padded
    for sector, link in (fat or {}).items():
        table[sector] = link
    table += [_FREE] * (128 - len(table))
    directory = b"".join(entries[:4]).ljust(512, b"\0")
    head = _OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9L", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109L", 0, *[_FREE] * 108)
    return head + struct.pack("<128L", *table[:128]) + directory + content


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3L", _FREE, right, child)
    name_and_kind = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
    return name_and_kind + links + bytes(36) + struct.pack("<LQ", start, size)


def old_word() -> Files:
    """OLE2: what Word wrote before .docx, and what it wraps an encrypted .docx in."""
    head = struct.pack("<HH", 0xA5EC, 0xC1)
    word = ole({"WordDocument": head.ljust(4096, b"\0"), "1Table": b"\0"})
    package = random.Random(1).randbytes(8000)
    secret = ole({"EncryptionInfo": struct.pack("<HHL", 4, 4, 0x40), "EncryptedPackage": package})
    yield "ole_header_only.doc", _OLE
    yield "ole_header_and_zeros.doc", _OLE.ljust(512, b"\0")
    for suffix in ("doc", "docx", "wps"):
        yield f"ole_word_stub.{suffix}", word
        yield f"ole_encrypted_package.{suffix}", secret
    yield "ole_word_encrypted.doc", word.replace(head + bytes(8), head + bytes(7) + b"\1")
    for cut in (9, 76, 511, 600, 1024, 1600, len(word) - 1):
        yield f"ole_cut_at_{cut}.doc", word[:cut]
    yield "ole_loop_in_the_fat.doc", ole({"WordDocument": b"\xec\xa5"}, {2: 2})
    yield "ole_loop_of_two.doc", ole({"WordDocument": b"\xec\xa5"}, {2: 3, 3: 2})
    yield "ole_loop_of_the_directory.doc", ole({"WordDocument": b"\xec\xa5"}, {1: 1})
    yield "ole_link_beyond_the_end.doc", ole({"WordDocument": b"\xec\xa5"}, {2: 0xFFFFFF})
    yield "ole_sectors_of_2_to_the_65535.doc", word[:30] + b"\xff\xff" + word[32:]
    yield "ole_4_billion_fat_sectors.doc", word[:44] + b"\xff\xff\xff\xff" + word[48:]
    yield "ole_stream_of_4_gb.doc", word.replace(struct.pack("<Q", 4096), struct.pack("<Q", 0xFFFFFFFF))
    yield "ole_other.doc", ole({"Workbook": b"\x09\x08"})
    for seed in range(8):
        yield f"ole_bits_turned_{seed}.doc", turned(word, seed)


def wrong_kinds() -> Files:
    """One kind of file under the name of another."""
    chance = random.Random(7).randbytes(2000)
    heads = {
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\6\0\0\0",
        "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        "gif": b"GIF89a\xff\xff\xff\xff",
        "pdf": b"%PDF-1.7\n1 0 obj\n<</Length 99999999999>>\nstream\n",
        "exe": b"MZ\x90\0".ljust(60, b"\0") + b"\x80\0\0\0PE\0\0",
        "elf": b"\x7fELF\2\1\1",
        "rar": b"Rar!\x1a\7\1\0",
        "7z": b"7z\xbc\xaf\x27\x1c\0\4",
        "cab": b"MSCF\0\0\0\0",
        "lnk": b"L\0\0\0\1\x14\2\0",
        "sqlite": b"SQLite format 3\0",
        "ofd": packed({"OFD.xml": b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"}),
    }
    for name, head in heads.items():
        yield f"{name}.docx", head + chance
    yield "gzip.docx", gzip.compress(good_docx(), mtime=0)
    yield "gzip_bomb.docx", gzip.compress(b"\0" * 10 * MB, 9, mtime=0)
    yield "tar.docx", b"word/document.xml".ljust(257, b"\0") + b"ustar  \0" + chance
    for suffix in ("doc", "wps", "txt", "html", "htm", "rtf", "json", "nianbao", "docm", "dotx", "zip"):
        yield f"really_docx.{suffix}", good_docx()
    yield "rtf.doc", b"{\\rtf1\\ansi\\ansicpg936 {\\object\\objdata 0105} \\'c4\\'ea}"
    yield "rtf_100000_deep.doc", b"{\\rtf1" + b"{" * 100_000
    yield "rtf_bin.doc", b"{\\rtf1\\bin2147483647 "
    for suffix in ("doc", "docx", "wps", "xls"):
        yield f"really_html.{suffix}", good_html().encode()
    mht = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="
    yield "mht.doc", mht + b"a\r\n\r\n--a\r\n" + good_html().encode()
    yield "mht.mht", mht + b"a" * 100_000
    xmlns = "http://schemas.microsoft.com/office/word/2003/wordml"
    old = f'<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{xmlns}"><w:body/></w:wordDocument>'
    yield "word_2003.doc", old.encode()
    yield "word_2003.xml", old.encode()
    yield "flat_opc.doc", b"<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>"
    yield "xlsx.docx", packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    yield "pptx.docx", packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
    yield "odt.docx", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    yield "jar.docx", packed({"META-INF/MANIFEST.MF": b"Main-Class: Evil"})
    yield "text.docx", "2023年政府信息公开工作年度报告".encode("gbk")
    yield "email_download_page.docx", b"<html><head><title>404</title></head></html>"
    yield "owner_file_of_word.docx", b"\4user".ljust(162, b"\0")
    for suffix in ("docx", "doc", "html", "txt", "json", "nianbao"):
        yield f"no_byte.{suffix}", b""
        yield f"one_byte.{suffix}", b"P"
        yield f"zeros_1_mb.{suffix}", bytes(MB)
        yield f"random_1_mb.{suffix}", random.Random(suffix).randbytes(MB)


def texts() -> Files:
    """Plain text."""
    line = "受理\t自然人\t法人\n1\t2\t3\n"
    for code in ("gbk", "utf-16", "utf-16-le", "utf-8-sig", "utf-32", "big5"):
        yield f"text_in_{code}.txt", line.encode(code, "replace")
    yield "nulls.txt", line.encode() + b"\0" * MB
    yield "one_line_of_20_mb.txt", b"1" * 20 * MB
    yield "one_line_of_tabs.txt", b"\t" * 20 * MB
    for name, piece in {
        "line_ends": "\n",
        "carriage_returns": "\r",
        "line_ends_of_windows": "\r\n",
        "lines": "1\n",
        "lines_in_chinese": "公\n",
        "long_lines_in_chinese": "公开\n",
        "cells_in_chinese": "公开\t",
        "lines_of_cells": "\t\n",
        "quotes": '"',
        "quotes_in_lines": '"\n',
        "quoted_cells": '"公"\t',
        "quoted_lines": '"公"\n',
        "breaks_of_pages": "\f",
        "separators": "\u2028",
    }.items():
        yield f"text_of_{name}.txt", (piece * (MB // len(piece))).encode()
    yield "lines_in_chinese_then_a_quote.txt", ("公\n" * 1_000_000 + '"').encode()
    yield "cells_in_chinese_then_a_quote.txt", ("公开\t" * 1_600_000 + 'a"a').encode()
    yield "cell_of_4900000_characters.txt", ("a\t" + "1" * 4_900_000).encode()
    yield "cell_in_quotes_of_200000_lines.txt", ('"' + "1\n" * 200_000 + '"').encode()
    yield "marks_of_direction.txt", "\u202e1\t\u2066\u200f2\u2069\t\ufeff3\n".encode()
    yield "no_utf8.txt", b"\xff\xfe\xfd\xc0\xaf\xed\xa0\x80\t1\n"


def drafts() -> Files:
    """Damaged drafts; drafts whose checksum is right, and nothing else."""
    good = good_draft()
    body = good.partition(b"\n")[2]
    for seed in range(12):
        yield f"bits_turned_{seed:02}.nianbao", turned(good, seed)
        yield f"bits_turned_checksum_right_{seed:02}.nianbao", as_draft(turned(body, seed))
    for cut in (5, 20, 60, 90, 100, len(good) // 2, len(good) - 1):
        yield f"cut_at_{cut}.nianbao", good[:cut]
    yield "later_format.nianbao", as_draft(body, FORMAT + 1)
    yield "format_999999.nianbao", as_draft(body, 999_999)
    yield "format_0.nianbao", as_draft(body, 0)
    yield "format_not_of_the_body.nianbao", as_draft(body, 1)
    yield "length_of_999999999.nianbao", MAGIC + b"3 " + b"0" * 64 + b" 999999999\n" + body
    yield "header_of_1_mb.nianbao", MAGIC + b"3" * MB
    yield "body_of_17_mb.nianbao", as_draft(b" " * 17 * MB)
    yield "body_of_another_program.nianbao", as_draft(b'{"name": "npm", "version": "1.0.0"}')
    for name, content in _jsons():
        yield f"json_{name}.nianbao", as_draft(content)
    for name, change in _wrong().items():
        yield f"draft_{name}.nianbao", as_draft(json.dumps({"format": FORMAT, "edition": "2021", **change}).encode())


def _wrong() -> dict[str, dict[str, Any]]:
    return {
        "edition_unknown": {"edition": "1999"},
        "edition_a_path": {"edition": "../../../etc/passwd"},
        "edition_in_other_digits": {"edition": "２０２１"},
        "texts_a_list": {"texts": []},
        "text_of_200001": {"texts": {"a": "1" * 200_001}},
        "text_with_controls": {"texts": {"a": "\0\x1b\u202e\ud800"}},
        "texts_30000": {"texts": {f"a{at}": "1" for at in range(30_000)}},
        "value_a_float": {"cells": {"a": {"value": 1.5}}},
        "value_a_bool": {"cells": {"a": {"value": True}}},
        "value_10_to_the_30": {"cells": {"a": {"value": 10**30}}},
        "value_of_long_digits": {"cells": {"a": {"value": "9" * 1000}}},
        "value_null": {"cells": {"a": None}},
        "origin_unknown": {"cells": {"a": {"value": 1, "origin": "evil"}}},
        "rules_huge": {"rules": 10**300},
        "extra_no_json": {"extra": "{"},
        "previous_wrong": {"previous": {"year": "a", "numbers": []}},
        "answers_wrong": {"answers": {"a": 1}},
        "unknown_names": {"evil": {"deep": [[[[]]]]}},
    }


def _jsons() -> Iterator[tuple[str, bytes]]:
    """Bodies that a reader of JSON has to bear, of 16 MB at most."""
    most = 15_900_000
    start = b'{"format": 3, "edition": "2021", "a": '

    def filled(piece: bytes, end: bytes = b"]}", first: bytes = b"[") -> bytes:
        return start + first + piece * ((most - len(start)) // len(piece)) + piece.rstrip(b",") + end

    yield "100000_deep", b"[" * 100_000
    yield "100000_deep_closed", start + b"[" * 100_000 + b"]" * 100_000 + b"}"
    yield "objects_100000_deep", start + b'{"a":' * 100_000 + b"1" + b"}" * 100_001
    yield "41_deep", start + b"[" * 41 + b"]" * 41 + b"}"
    yield "900_deep", start + b"[" * 900 + b"]" * 900 + b"}"
    yield "lists", filled(b"[],")
    yield "objects", filled(b"{},")
    yield "numbers", filled(b"1,")
    yield "floats", filled(b"1.5,")
    yield "strings", filled('"公",'.encode())
    yield "quotes", filled(b'ab"', b"")
    yield "escapes", filled(b"\\u4e00", b'"}', b'"')
    yield "names", start + b"{" + _names(1_500_000, b"0") + b"}}"
    yield "texts", start.replace(b'"a"', b'"texts"') + b"{" + _names(1_200_000, b'"1"') + b"}}"
    yield "name_twice", b'{"format": 3, "format": 3, "edition": "2021"}'
    yield "nan", start + b"NaN}"
    yield "infinity", start + b"-Infinity}"
    yield "number_1e400", start + b"1e400}"
    yield "number_of_4000_digits", start + b"9" * 4000 + b"}"
    yield "number_of_10_mb", start + b"9" * 10 * MB + b"}"
    yield "null", b"null"
    yield "list", b"[1, 2, 3]"
    yield "string", b'"2021"'
    yield "number", b"1"
    yield "surrogate", start + b'"\\ud800"}'
    yield "no_utf8", start + b'"\xff"}'
    yield "null_byte", start + b"\0}"
    yield "comment", b"/* */" + start + b"1}"
    yield "utf16", (start + b"1}").decode().encode("utf-16")


def _names(count: int, value: bytes) -> bytes:
    return b",".join(b'"%x":%b' % (at, value) for at in range(count))


def data_files() -> Files:
    """Data files: JSON of any kind, and the good one with something wrong in it."""
    good = json.loads(good_data())
    for name, content in _jsons():
        yield f"json_{name}.json", content.replace(b'"format": 3, "edition": "2021"', b'"format": "2021"', 1)
    for depth in range(960, 996, 5):
        content = b'{"format": "2021", "a": %b}' % (b"[" * depth + b"]" * depth)
        yield f"data_{depth}_deep.json", content
        yield f"format_{depth}_deep.json", content.replace(b'"2021"', b"[" * depth + b"]" * depth)
    for seed in range(12):
        yield f"bits_turned_{seed:02}.json", turned(good_data().encode(), seed)
    yield "cut.json", good_data().encode()[:3000]
    yield "package.json", b'{"name": "npm", "version": "1.0.0"}'
    for name, change in {
        "format_a_number": {"format": 2021},
        "format_a_path": {"format": "../../../../etc/passwd"},
        "format_of_1_mb": {"format": "2021" * 250_000},
        "year_huge": {"year": 10**4000},
        "year_text": {"year": "\u202e二〇二三\0"},
        "unit_of_5_mb": {"unit": "公" * 5 * MB},
        "unit_a_list": {"unit": ["a"]},
        "contact_a_list": {"contact": []},
        "prose_with_surrogates": {"prose": {"overview": "\ud800\udfff\ud800"}},
        "name_of_1_mb": {"x" * MB: 1},
        **{f"cell_{kind}": _with_cell(good, value) for kind, value in _CELLS.items()},
        **_with_rows(good),
    }.items():
        yield f"data_{name}.json", json.dumps({**good, **change}).encode()


_CELLS: dict[str, Any] = {
    "huge": 10**4000,
    "negative": -1,
    "float": 1.5,
    "bool": True,
    "list": [[1]],
    "of_2_mb_of_digits": "9" * 2 * MB,
    "of_2_mb_of_letters": "公" * 2 * MB,
    "of_2_mb_of_blanks": "1" + " " * 2 * MB + "1",
    "of_2_mb_of_commas": "1," * MB,
    "of_2_mb_of_brackets": "(" * 2 * MB,
    "of_2_mb_of_chinese_digits": "一百" * MB,
    "of_2_mb_of_points": "1." * MB,
    "of_2_mb_of_full_width_digits": "９" * 2 * MB,
    "of_controls": "1\0\u202e\ud800",
    "of_other_digits": "٣²",
}


def _with_cell(good: dict[str, Any], value: Any) -> dict[str, Any]:
    """The first row of the first table with another value in its first cell."""
    return _changed(good, lambda numbers: [value, *numbers[1:]])


def _changed(good: dict[str, Any], change: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    for name, content in good.items():
        if isinstance(content, dict):
            for key, numbers in content.items():
                if isinstance(numbers, list) and numbers:
                    return {name: {**content, key: change(numbers)}}
    raise AssertionError("no table of lists of numbers")


def _with_rows(good: dict[str, Any]) -> dict[str, dict[str, Any]]:
    ((name, rows),) = _changed(good, list).items()
    return {
        "row_too_short": _changed(good, lambda numbers: numbers[1:]),
        "row_of_1000000": _changed(good, lambda numbers: [0] * MB),
        "row_unknown": {name: {**rows, "x\u202e" * 100_000: []}},
        "rows_a_list": {name: []},
        "rows_none": {name: {}},
        "rows_100000": {name: {**rows, **{f"a{at}": [] for at in range(100_000)}}},
    }
