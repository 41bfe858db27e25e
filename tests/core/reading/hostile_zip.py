"""Hostile zip packages: bombs, damage, members that lie, parts that are missing, relations that lead outside."""

import random
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.core.reading.hostile_base import (
    DOCUMENT,
    MB,
    RELS,
    TYPES,
    Files,
    good_docx,
    good_parts,
    inflating,
    packed,
    relation,
    with_body,
    with_document,
    with_rels,
)


@dataclass(frozen=True)
class Member:
    """A member of a zip, each number of which may lie; None is the truth."""

    name: str
    stored: bytes  # as it stands in the file
    method: int = 0
    flags: int = 0
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    local: dict[str, int] = field(default_factory=dict[str, int])  # what the header before it says otherwise
    offset: int | None = None
    extra: bytes = b""

    def numbers(self) -> tuple[int, int, int]:
        """Checksum, packed size, size."""
        real = len(self.stored)
        return (
            zlib.crc32(self.stored) if self.crc is None else self.crc,
            real if self.packed_size is None else self.packed_size,
            real if self.size is None else self.size,
        )

    def header(self) -> bytes:
        """The header before the content."""
        name = self.name.encode()
        says = replace(self, **self.local)
        numbers = (20, says.flags, says.method, 0, 0x21, *says.numbers(), len(name), len(self.extra))
        return struct.pack("<4s5H3L2H", b"PK\x03\x04", *numbers) + name + self.extra

    def entry(self, offset: int) -> bytes:
        """The entry in the list at the end."""
        name = self.name.encode()
        numbers = (20, 20, self.flags, self.method, 0, 0x21, *self.numbers(), len(name), len(self.extra), 0, 0, 0, 0)
        at = offset if self.offset is None else self.offset
        return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *numbers, at) + name + self.extra


def raw_zip(members: Sequence[Member], front: bytes = b"") -> bytes:
    """A zip written to the letter of its members."""
    content, entries = bytearray(front), bytearray()
    for member in members:
        entries += member.entry(len(content))
        content += member.header() + member.stored
    count = min(len(members), 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(content), 0)
    return bytes(content + entries) + end


def members(document: Member | None = None) -> list[Member]:
    """The members of the good file, stored, its text put in another way."""
    kept = [Member(name, content) for name, content in good_parts().items() if name != DOCUMENT]
    return [*kept, document] if document else kept


def _text(**says: object) -> list[Member]:
    return members(replace(Member(DOCUMENT, good_parts()[DOCUMENT]), **says))  # pyright: ignore[reportArgumentType]


def bombs() -> Files:
    """Little that becomes much."""
    huge = Member(DOCUMENT, inflating(1000), method=8, size=1000 * MB)
    yield "bomb_1_gb.docx", raw_zip(members(huge))
    yield "bomb_30_gb.docx", raw_zip(members(replace(huge, stored=inflating(30_000), size=0xFFFFFFF0)))
    yield "bomb_says_10_bytes.docx", raw_zip(members(replace(huge, size=10)))
    yield "bomb_says_10_bytes_in_front_only.docx", raw_zip(members(replace(huge, local={"size": 10})))
    yield "bomb_in_the_relations.docx", raw_zip([replace(huge, name=RELS), *_text()[2:]])
    yield "bomb_just_below_the_limit.docx", with_document(b" " * 15_999_999)
    yield "bomb_in_an_unread_part.docx", raw_zip([*_text(), replace(huge, name="word/media/image1.png")])
    yield "bomb_of_100000_members.docx", raw_zip([*_text(), *(Member(f"m{at}", b"") for at in range(100_000))])
    yield "bomb_of_4000_members_1_mb_each.docx", raw_zip(_many(3900, Member("", inflating(1), method=8, size=MB)))
    yield "bomb_of_long_names.docx", raw_zip([*_text(), *(Member(f"{at:065000}", b"") for at in range(200))])
    yield "bomb_42.docx", packed({f"lib {at}.zip": _nested(4) for at in range(16)})
    yield "bomb_nested_10_deep.docx", packed({DOCUMENT: _nested(10)})
    yield "bomb_with_itself_as_text.docx", _quine()
    yield "bomb_all_at_one_place.docx", _at_one_place()
    yield "bomb_of_overlapping_members.docx", _overlapping()


def _many(count: int, one: Member) -> list[Member]:
    return [*_text(), *(replace(one, name=f"word/media/{at}.png") for at in range(count))]


def _nested(depth: int) -> bytes:
    content = raw_zip([Member("0.dll", inflating(200), method=8, size=200 * MB)])
    for at in range(depth):
        content = packed({f"{at} {copy}.zip": content for copy in range(3)})
    return content


def _quine() -> bytes:
    """A zip whose text is the whole zip, as in one that unpacks to itself for ever."""
    head = Member(DOCUMENT, b"", offset=0)
    length = len(raw_zip([head]))
    return raw_zip([replace(head, size=length, packed_size=length)])


def _at_one_place() -> bytes:
    kernel = Member(DOCUMENT, inflating(10), method=8, size=10 * MB)
    return raw_zip([kernel, *(Member(f"word/{at}.xml", b"", offset=0, method=8, size=10 * MB) for at in range(1000))])


def _overlapping() -> bytes:
    """Each member holds all that follow it, headers and all."""
    inner = [Member(f"word/{at}.xml", b"x") for at in range(500)]
    lengths = [len(member.header()) + 1 for member in inner]
    rest = sum(lengths)
    nested: list[Member] = []
    for member, length in zip(inner, lengths, strict=True):
        rest -= length
        nested.append(replace(member, packed_size=1 + rest, size=1 + rest))
    return raw_zip([Member(DOCUMENT, good_parts()[DOCUMENT]), *nested])


def damage() -> Files:
    """A good file cut short, or with bits turned."""
    good = good_docx()
    for cut in (1, 3, 4, 21, 30, 100, 1000, 5000):
        yield f"cut_after_{cut}.docx", good[:cut]
    for cut in (1, 2, 21, 22, 23, 500, 2000):
        yield f"cut_{cut}_before_its_end.docx", good[:-cut]
    yield "without_its_first_half.docx", good[len(good) // 2 :]
    yield "without_its_first_byte.docx", good[1:]
    yield "with_a_megabyte_in_front.docx", b"\0" * MB + good
    yield "with_a_megabyte_behind.docx", good + b"\0" * MB
    yield "twice_itself.docx", good * 2
    yield "a_hole_of_zeros.docx", good[:2000] + b"\0" * 2000 + good[4000:]
    yield "line_ends_changed.docx", good.replace(b"\n", b"\r\n")
    yield "read_as_utf8.docx", good.decode("utf-8", "replace").encode()
    for seed in range(30):
        yield f"bits_turned_in_the_zip_{seed:02}.docx", turned(good, seed)
        text = turned(good_parts()[DOCUMENT], seed)
        yield f"bits_turned_in_the_text_{seed:02}.docx", packed({**good_parts(), DOCUMENT: text})


def turned(content: bytes, seed: int) -> bytes:
    """Some bits turned, more of them with each seed."""
    chance = random.Random(seed)
    damaged = bytearray(content)
    for _ in range(1 + seed * seed // 10):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def tricks() -> Files:
    """Members that lie about themselves."""
    good = good_parts()[DOCUMENT]
    yield "wrong_checksum.docx", raw_zip(_text(crc=1))
    yield "encrypted.docx", raw_zip(_text(flags=1))
    yield "encrypted_in_front_only.docx", raw_zip(_text(local={"flags": 1}))
    yield "strongly_encrypted.docx", raw_zip(_text(flags=0x41))
    yield "patched_data.docx", raw_zip(_text(flags=0x20))
    yield "not_deflated_though_it_says_so.docx", raw_zip(_text(method=8))
    yield "method_unknown_99.docx", raw_zip(_text(method=99))
    yield "method_in_front_differs.docx", raw_zip(_text(local={"method": 99}))
    yield "method_bzip2.docx", packed(good_parts(), zipfile.ZIP_BZIP2)
    yield "method_lzma.docx", packed(good_parts(), zipfile.ZIP_LZMA)
    yield "smaller_than_it_says.docx", raw_zip(_text(size=0xFFFFFFFE))
    yield "packed_size_beyond_the_end.docx", raw_zip(_text(packed_size=0x7FFFFFFF))
    yield "packed_size_0.docx", raw_zip(_text(packed_size=0))
    yield "size_0.docx", raw_zip(_text(size=0))
    yield (
        "zip64_of_9_exabytes.docx",
        raw_zip(
            _text(size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=struct.pack("<2H2Q", 1, 16, 2**63 - 1, 2**63 - 1))
        ),
    )
    yield "zip64_cut_short.docx", raw_zip(_text(size=0xFFFFFFFF, extra=struct.pack("<2H", 1, 16)))
    yield "extra_field_without_end.docx", raw_zip(_text(extra=struct.pack("<2H", 0x7075, 0xFFFF)))
    yield "offset_beyond_the_end.docx", raw_zip(_text(offset=0x7FFFFFFF))
    yield "offset_of_another_member.docx", raw_zip(_text(offset=0))
    yield "list_beyond_the_file.docx", raw_zip(_text())[:-6] + struct.pack("<LH", 0x7FFFFFFF, 0)
    yield "two_texts.docx", raw_zip([*_text(), Member(DOCUMENT, b"<other/>")])
    yield "two_texts_one_in_capitals.docx", raw_zip([*_text(), Member("WORD/DOCUMENT.XML", b"<other/>")])
    yield "name_in_front_differs.docx", raw_zip(members()).replace(b"word/styles.xml", b"word/document.xm", 1)
    names = ("/etc/passwd", "../../../evil.txt", "..\\..\\evil.txt", "C:\\Windows\\evil.dll", "\\\\host\\share\\evil")
    for at, name in enumerate((*names, "word/\0document.xml", "CON", "a" * 60_000, "名/\u202egpj.exe", "")):
        yield f"name_of_a_member_{at}.docx", raw_zip([*_text(), Member(name, good)])
    yield "comment_of_60000_bytes.docx", raw_zip(_text())[:-2] + struct.pack("<H", 60_000) + b"PK\x01\x02" * 15_000


def parts() -> Files:
    """Parts that are missing, and relations that lead elsewhere."""
    good = good_parts()
    for name in (TYPES, RELS, DOCUMENT):
        without = {part: content for part, content in good.items() if part != name}
        yield f"without_{name.rpartition('/')[2].strip('.')}.docx", packed(without)
    yield "only_the_text.docx", packed({DOCUMENT: good[DOCUMENT]})
    yield "no_members.docx", packed({})
    yield "text_is_a_folder.docx", packed({**good, DOCUMENT: b"", DOCUMENT + "/": b""})
    yield "relations_empty.docx", packed({**good, RELS: b""})
    yield "relations_no_xml.docx", packed({**good, RELS: b"\xff\xfe\x00relations"})
    yield "relations_none.docx", with_rels("")
    yield "relations_100000.docx", with_rels(relation("word/document.xml") * 100_000)
    yield "relations_with_a_doctype.docx", packed({**good, RELS: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})
    targets = ("file:///etc/passwd", "http://127.0.0.1:9/a", "..\\..\\..\\a.xml", "../../../etc/passwd", "\\\\host\\a")
    for at, target in enumerate((*targets, "", "/", "_rels/.rels", "word/", "a" * 100_000, "word/document.xml#a")):
        yield f"relation_to_elsewhere_{at}.docx", with_rels(relation(target))
        yield f"relation_to_elsewhere_outside_{at}.docx", with_rels(relation(target, 'TargetMode="External"'))
    yield "relation_to_a_template_on_a_share.docx", packed({**good, "word/_rels/settings.xml.rels": _template()})
    yield (
        "altchunk_from_elsewhere.docx",
        with_body(
            '<w:altChunk r:id="rId1"/>',
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
        ),
    )
    acting = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/embeddings/a.exe": b"MZ"}
    yield "macros_and_ole.docx", packed({**good, **acting})


def _template() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    target = f'Id="rId1" Type="{kind}" Target="file://host/share/a.dotm" TargetMode="External"'
    xmlns = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{xmlns}"><Relationship {target}/></Relationships>'.encode()
