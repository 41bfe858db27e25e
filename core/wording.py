"""First wordings: texts of the edition file filled with what the profile says."""

import re

from core.form import Form
from core.report import Report


def first_wording(form: Form, report: Report, key: str) -> str:
    """Fill a field's first wording from the other fields of its section.

    A part in [brackets] is left out where a field named in it is blank; a blank field elsewhere leaves a gap
    to be seen, "____".
    """
    section = form.section_of(key)

    def value(match: re.Match[str]) -> str:
        return report.text(f"{section.id}/{match[1]}").strip() or "____"

    def part(match: re.Match[str]) -> str:
        filled = re.sub(r"\{(\w+)\}", value, match[1])
        return "" if "____" in filled else filled

    return re.sub(r"\{(\w+)\}", value, re.sub(r"\[(.*?)\]", part, form.fields[key].draft))
