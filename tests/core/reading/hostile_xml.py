"""Hostile XML inside a sound package: encodings, entities, depth, spans, sheer numbers, odd markup."""

from tests.core.reading.hostile_base import (
    DOCUMENT,
    MB,
    RELS,
    STRICT,
    Files,
    W,
    cell,
    good_parts,
    in_body,
    nest,
    packed,
    row,
    table,
    with_body,
    with_document,
)

_P = "<w:p><w:r><w:t>一、概述</w:t></w:r></w:p>"
_WORD = '<document xmlns="%s"><body>%s</body></document>'  # the shortest tags


def encodings() -> Files:
    """The text of the good file in other bytes than it should be."""
    good = good_parts()[DOCUMENT].decode()
    bare = good.partition("?>")[2].strip()
    yield "text_empty.docx", with_document(b"")
    yield "text_no_xml.docx", with_document("这不是 XML")
    yield "text_binary.docx", with_document(bytes(range(256)) * 1000)
    yield "text_of_zeros.docx", with_document(b"\0" * MB)
    yield "text_only_a_declaration.docx", with_document('<?xml version="1.0" encoding="UTF-8"?>')
    yield "text_wrong_root.docx", with_document("<html><body><p>一</p></body></html>")
    yield "text_without_body.docx", with_document(f'<w:document xmlns:w="{W}"/>')
    yield "text_with_two_bodies.docx", with_document(bare.replace("</w:body>", "</w:body><w:body/>"))
    yield "text_cut.docx", with_document(good[: len(good) // 2])
    yield "text_unclosed.docx", with_document(good.removesuffix("</w:document>"))
    yield "text_with_more_behind.docx", with_document(good + good)
    yield "text_with_a_blank_in_front.docx", with_document("\n" + good)
    yield "text_with_a_null.docx", with_document(good.replace("年", "年\0"))
    yield "text_with_a_control_character.docx", with_document(good.replace("年", "&#1;年"))
    yield "text_with_a_bom.docx", with_document(b"\xef\xbb\xbf" + good.encode())
    for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030", "utf-7"):
        yield f"text_in_{code}_undeclared.docx", with_document(bare.encode(code, "replace"))
        declared = f'<?xml version="1.0" encoding="{code}"?>{bare}'
        yield f"text_in_{code}_declared.docx", with_document(declared.encode(code, "replace"))
        yield f"text_in_utf8_declared_as_{code}.docx", with_document(declared)
    for code in ("x-none", "", "a" * 100_000, "ebcdic-cp-us", "utf-8\0"):
        yield (
            f"text_declared_as_{code[:9] or 'empty'!a}.docx",
            with_document(f'<?xml version="1.0" encoding="{code}"?>{bare}'),
        )
    yield "text_of_version_9.docx", with_document(f'<?xml version="9.9"?>{bare}')
    yield "text_with_surrogates.docx", with_document(bare.replace("年", "&#xD800;年"))


def entities() -> Files:
    """Declarations that fetch files, or grow."""
    for name, where in (("file", "file:///etc/passwd"), ("http", "http://127.0.0.1:9/a"), ("share", "//host/share/a")):
        yield f"entity_{name}.docx", _declaring(f'<!ENTITY e SYSTEM "{where}">')
        yield f"entity_{name}_as_parameter.docx", _declaring(f'<!ENTITY % p SYSTEM "{where}"> %p;<!ENTITY e "a">')
        yield f"dtd_{name}.docx", with_document(f'<!DOCTYPE w:document SYSTEM "{where}">{in_body(_P)}')
        yield (
            f"entity_{name}_in_the_relations.docx",
            packed({**good_parts(), RELS: f'<!DOCTYPE a [<!ENTITY e SYSTEM "{where}">]><a>&e;</a>'.encode()}),
        )
        yield (
            f"include_{name}.docx",
            with_body(f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text" href="{where}"/>{_P}'),
        )
    laughs = '<!ENTITY e0 "ha ha ha ha ">' + "".join(
        f'<!ENTITY e{at + 1} "' + f"&e{at};" * 10 + '">' for at in range(9)
    )
    yield "entities_billion_laughs.docx", _declaring(laughs + '<!ENTITY e "&e9;">')
    yield "entities_billion_laughs_in_an_attribute.docx", _declaring(laughs, '<w:p w:a="&e9;"/>')
    yield (
        "entities_billion_laughs_as_parameters.docx",
        _declaring(laughs.replace("&e", "&#37;e").replace(" e", " % e"), _P),
    )
    yield (
        "entities_quadratic.docx",
        _declaring(f'<!ENTITY e "{"a" * MB}">', f"<w:p><w:r><w:t>{'&e;' * 50_000}</w:t></w:r></w:p>"),
    )
    yield "entities_in_attributes.docx", _declaring(f'<!ENTITY e "{"a" * MB}">', '<w:p w:a="&e;"/>' * 10_000)
    yield "entity_in_itself.docx", _declaring('<!ENTITY e "&f;"><!ENTITY f "&e;">')
    yield "entities_200000_declared.docx", _declaring("".join(f'<!ENTITY e{at} "a">' for at in range(200_000)), _P)
    yield "entity_undeclared.docx", with_body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")
    yield "attributes_by_default.docx", _declaring(f'<!ATTLIST w:p a CDATA "{"x" * 100_000}">', "<w:p/>" * 200_000)
    yield "doctype_harmless.docx", with_document(f"<!DOCTYPE w:document>{in_body(_P)}")
    yield (
        "doctype_in_utf16.docx",
        with_document(f"<!DOCTYPE w:document [<!ENTITY e 'a'>]>{in_body(_P)}".encode("utf-16")),
    )
    yield "doctype_not_closed.docx", with_document("<!DOCTYPE w:document [" + "<!ENTITY e 'a'>" * 1000)
    yield "stylesheet.docx", with_document('<?xml-stylesheet href="file:///etc/passwd"?>' + in_body(_P))


def _declaring(declarations: str, body: str = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>") -> bytes:
    return with_document(f"<!DOCTYPE w:document [{declarations}]>{in_body(body)}")


def depths() -> Files:
    """Things in themselves; a parser refuses what is deeper than 256, so what is less deep is wide."""
    nested = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
    for depth in (20, 80, 300, 5000, 200_000):
        yield f"tables_{depth}_deep.docx", with_body(nest(*nested, depth, _P))
    for name in ("sdt", "ins", "hyperlink", "p", "tr", "tc", "r", "txbxContent"):
        for depth in (240, 5000):
            yield f"{name}_{depth}_deep.docx", with_body(nest(f"<w:{name}>", f"</w:{name}>", depth, _P))
    short = ("<tbl><tr><tc>", "</tc></tr></tbl>")
    yield (
        "tables_80_deep_around_200000_cells.docx",
        _short(nest(*short, 80, "<tbl>" + "<tc/>" * 200_000 + "<tbl/></tbl>")),
    )
    yield (
        "tables_80_deep_a_wide_one_in_each.docx",
        _short(nest("<tbl><tr><tc>" + "<tc/>" * 5000, short[1], 80, _short_cell())),
    )
    boxes = nest("<p><txbxContent>", "</txbxContent></p>", 120, "<p>" + "<txbxContent/>" * 100_000 + "</p>")
    yield "text_boxes_120_deep_around_100000.docx", _short(boxes)
    yield "text_boxes_in_250_elements.docx", _short(f"<p>{nest('<a>', '</a>', 250, '<txbxContent/>' * 100_000)}</p>")
    yield (
        "insertions_240_deep_around_3000000_words.docx",
        _short(f"<p>{nest('<ins>', '</ins>', 240, '<t/>' * 3 * MB)}</p>"),
    )
    yield "sdt_240_deep_around_40000_paragraphs.docx", _short(nest("<sdt>", "</sdt>", 240, "<p/>" * 40_000))
    yield "rows_240_deep_around_1000000_elements.docx", _short(f"<tbl>{nest('<tr>', '</tr>', 240, '<a/>' * MB)}</tbl>")
    yield "cells_240_deep.docx", _short(f"<tbl><tr>{nest('<tc>', '</tc>', 240, '<p/>' * 1000)}</tr></tbl>")


def _short(body: str, *more: str) -> bytes:
    return with_document(_WORD % (W, body + "".join(more)))


def _short_cell() -> str:
    return "<tbl><tr><tc/></tr></tbl>"


def spans() -> Files:
    """Merges that no table has."""
    huge = ("2147483647", "99999999", "-1", "0", "64", "9" * 100_000, "zwei", "²", "٣", "1e9", "0x7fffffff", "")
    for value in huge:
        said = f"{value[:12]!a}".strip("'").replace("\\", "") + ("_digits" if len(value) > 12 else "")
        yield f"gridspan_{said or 'empty'}.docx", _spanned(f'<w:gridSpan w:val="{value}"/>')
        yield f"gridbefore_{said or 'empty'}.docx", _before(f'<w:gridBefore w:val="{value}"/>')
    yield "gridspan_without_value.docx", _spanned("<w:gridSpan/>")
    yield "gridspan_twice.docx", _spanned('<w:gridSpan w:val="2"/><w:gridSpan w:val="2147483647"/>')
    yield "gridspan_of_another_namespace.docx", _spanned('<w:gridSpan xmlns:a="a" a:val="2147483647" w:val="1"/>')
    yield (
        "gridspan_63_in_10000_cells.docx",
        with_body(table(*[row(*[cell("", '<w:gridSpan w:val="63"/>')] * 100)] * 100)),
    )
    yield "gridbefore_in_200000_rows.docx", _short(_before_only(200_000))
    yield "gridbefore_in_20000_rows.docx", _short(_before_only(20_000))
    yield "gridafter_huge.docx", _before('<w:gridAfter w:val="2147483647"/>')
    yield "vmerge_without_start.docx", _spanned("<w:vMerge/>")
    yield (
        "vmerge_starting_everywhere.docx",
        with_body(table(*[row(*[cell("1", '<w:vMerge w:val="restart"/>')] * 10)] * 500)),
    )
    yield "vmerge_without_end.docx", with_body(table(*[row(*[cell("1", "<w:vMerge/>")] * 10)] * 1000))
    yield (
        "vmerge_of_rows_of_other_lengths.docx",
        with_body(table(*(row(*[cell("1", '<w:vMerge/><w:gridSpan w:val="7"/>')] * (at % 9)) for at in range(300)))),
    )
    yield "hmerge_without_start.docx", _spanned("<w:hMerge/>")
    yield (
        "tblgrid_of_100000_columns.docx",
        with_body("<w:tbl><w:tblGrid>" + "<w:gridCol/>" * 100_000 + "</w:tblGrid></w:tbl>"),
    )


def _spanned(properties: str) -> bytes:
    return with_body(table(row(cell("1", properties), cell("2")), row(cell("3"), cell("4", properties))))


def _before(properties: str) -> bytes:
    return with_body(table(row(cell(), properties=properties), row(cell(), cell(), properties=properties)))


def _before_only(rows: int) -> str:
    return "<tbl>" + '<tr><trPr><gridBefore val="63"/></trPr></tr>' * rows + "</tbl>"


def numbers() -> Files:
    """More of everything than a report has."""
    for count in (49_000, 60_000, MB):
        yield f"cells_{count}.docx", _short(f"<tbl>{('<tr>' + '<tc/>' * 10 + '</tr>') * (count // 10)}</tbl>")
        yield f"paragraphs_{count}.docx", _short("<p/>" * count)
        yield f"tables_{count}.docx", _short("<tbl/>" * count)
        yield f"rows_{count}.docx", _short(f"<tbl>{'<tr/>' * count}</tbl>")
    yield "row_of_100000_cells.docx", with_body(table(row(*[cell("")] * 100_000)))
    yield "row_of_40000_cells.docx", with_body(table(row(*[cell("")] * 40_000)))
    yield "cell_of_9900000_characters.docx", with_body(table(row(cell("1" * 9_900_000))))
    yield "cell_of_10000000_characters.docx", with_body(table(row(cell("1" * 10 * MB))))
    yield "cell_of_5000000_chinese_characters.docx", with_body(table(row(cell("公" * 5 * MB))))
    yield "paragraph_of_1000000_runs.docx", _short(f"<p>{'<r><t>1</t></r>' * 900_000}</p>")
    yield "paragraph_of_2000000_line_ends.docx", _short(f"<p><r>{'<br/>' * 2 * MB}</r></p>")
    yield "elements_3900000.docx", _short("<a/>" * 3_900_000)
    yield "elements_3000000_with_a_letter.docx", _short("<a/>b" * 3 * MB)
    yield "elements_1500000_with_an_attribute.docx", _short('<a b="c"/>' * 1_500_000)
    yield "elements_of_2_mb_in_the_relations.docx", packed({**good_parts(), RELS: b"<a>" + b"<a/>b" * 3 * MB + b"</a>"})
    yield "comments_2000000.docx", _short("<!---->" * 2 * MB)
    yield "instructions_2000000.docx", _short("<?a?>" * 2 * MB)
    yield "cdata_1000000.docx", _short(f"<p><r><t>{'<![CDATA[1]]>' * MB}</t></r></p>")
    yield "character_references_2000000.docx", _short(f"<p><r><t>{'&#49;' * 2 * MB}</t></r></p>")
    yield "attributes_50000.docx", with_body(f"<w:p {_attributes(50_000)}/>{_P}")
    yield "attributes_500000.docx", with_body(f"<w:p {_attributes(500_000)}/>{_P}")
    yield "attributes_50000_at_the_span.docx", _spanned(f"<w:gridSpan {_attributes(50_000)}/>")
    yield "attribute_twice.docx", with_body('<w:p w:a="1" w:a="2"/>')
    yield "attribute_of_5_mb.docx", with_body(f'<w:p w:a="{"1" * 5 * MB}"/>')
    yield "attribute_of_11_mb.docx", with_body(f'<w:p w:a="{"1" * 11 * MB}"/>')
    yield "name_of_1_mb.docx", with_body(f"<w:{'a' * MB}/>")
    yield "names_300000_different.docx", _short("".join(f"<a{at}/>" for at in range(300_000)))
    yield "blanks_15_mb.docx", _short(" " * 9 * MB + "<p/>" + "\n" * 6 * MB)


def _attributes(count: int) -> str:
    return " ".join(f'a{at}="9"' for at in range(count))


def markup() -> Files:
    """Markup that Word has, but not like this; names that mean another thing than they seem to."""
    good = good_parts()[DOCUMENT].decode()
    yield "namespace_strict.docx", with_document(good.replace(W, STRICT))
    yield "namespace_none.docx", with_document(f"<document><body>{_P.replace('w:', '')}</body></document>")
    yield "namespace_of_another.docx", with_document(good.replace(W, "http://example.com/w"))
    yield "namespace_under_another_prefix.docx", with_document(good.replace("w:", "x:").replace("xmlns:x:", "xmlns:"))
    yield "namespace_prefix_redefined.docx", with_body(f'<w:p xmlns:w="http://example.com"><w:r/></w:p>{_P}')
    yield "namespace_prefix_undeclared.docx", with_body("<x:p/>")
    yield "namespace_of_1_mb.docx", with_body(f'<x:p xmlns:x="{"a" * MB}"/>')
    many = " ".join(f'xmlns:a{at}="{at}"' for at in range(20_000))
    yield "namespaces_20000.docx", with_body(f"<w:p {many}>{'<a19999:t/><a1:t/>' * 50_000}</w:p>")
    yield (
        "namespaces_in_each_of_240.docx",
        with_body(
            "".join("<w:sdt " + " ".join(f'xmlns:a{at}n{one}="a"' for one in range(200)) + ">" for at in range(240))
            + _P * 10_000
            + "</w:sdt>" * 240
        ),
    )
    yield "braces_in_a_namespace.docx", with_body('<x:p xmlns:x="}{*}p{"/>')
    yield (
        "changes_nested.docx",
        with_body(
            nest("<w:p><w:ins><w:del><w:moveTo>", "</w:moveTo></w:del></w:ins></w:p>", 50, "<w:r><w:t>1</w:t></w:r>")
        ),
    )
    yield "changes_in_rows.docx", with_body(table(*[row(cell(), properties="<w:ins/><w:del/>")] * 100))
    yield (
        "changes_everywhere.docx",
        with_body(
            "<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>2</w:t></w:r></w:ins></w:p>"
            * 20_000
        ),
    )
    yield (
        "text_boxes_nested.docx",
        with_body(nest("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 50, _P)),
    )
    yield "text_boxes_nested_100000_wide.docx", with_body("<w:p><w:txbxContent><w:p/></w:txbxContent></w:p>" * 24_000)
    yield (
        "fallbacks_nested.docx",
        with_body(
            "<w:p>"
            + nest(
                '<m:AlternateContent xmlns:m="m"><m:Fallback>',
                "</m:Fallback></m:AlternateContent>",
                100,
                "<w:txbxContent/>",
            )
            + "</w:p>"
        ),
    )
    command = r'<w:instrText>DDEAUTO c:\\cmd.exe "/k calc"</w:instrText>'
    begun = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/>{command}</w:r></w:p>'
    yield "fields_without_end.docx", with_body(begun * 100)
    yield "include_text_field.docx", with_body('<w:p><w:fldSimple w:instr="INCLUDETEXT file:///etc/passwd"/></w:p>')
    yield "hidden_everything.docx", with_body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r></w:p>" * 1000)
    yield (
        "table_outside_the_body.docx",
        with_document(f'<w:document xmlns:w="{W}">{table(row(cell()))}<w:body/></w:document>'),
    )
    yield "body_in_a_body.docx", with_body(f"<w:body>{_P}</w:body>")
    yield "row_outside_a_table.docx", with_body(row(cell()))
    yield "cell_outside_a_row.docx", with_body(table(cell()))
    yield (
        "marks_of_direction.docx",
        with_body(
            "<w:p><w:r><w:t>\u202e\u2066\u200b\ufeff12\u202c\U000e0001</w:t></w:r></w:p>" + table(row(cell("\u202e21")))
        ),
    )
