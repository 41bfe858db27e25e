"""Malformed and hostile files that a clerk might drop on the program, the same at each run, built from the sample."""

from collections.abc import Callable

from tests.core.reading import hostile_html, hostile_other, hostile_xml, hostile_zip
from tests.core.reading.hostile_base import Files

FAMILIES: dict[str, Callable[[], Files]] = {
    "zip_bombs": hostile_zip.bombs,
    "zip_damage": hostile_zip.damage,
    "zip_tricks": hostile_zip.tricks,
    "zip_parts": hostile_zip.parts,
    "xml_encodings": hostile_xml.encodings,
    "xml_entities": hostile_xml.entities,
    "xml_depths": hostile_xml.depths,
    "xml_spans": hostile_xml.spans,
    "xml_numbers": hostile_xml.numbers,
    "xml_markup": hostile_xml.markup,
    "html_tables": hostile_html.tables,
    "html_tricks": hostile_html.tricks,
    "html_numbers": hostile_html.numbers,
    "old_word": hostile_other.old_word,
    "wrong_kinds": hostile_other.wrong_kinds,
    "texts": hostile_other.texts,
    "drafts": hostile_other.drafts,
    "data_files": hostile_other.data_files,
}
