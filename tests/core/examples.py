"""For every rule of edition 2021 a change that breaks it, starting from a report that passes."""

from core.form import Form
from core.report import Origin, Report, entry

Changes = dict[str, str]

# (code, kind of check) -> what to type into a full report of zeros; overriding a total writes "!" before it
BREAKING: dict[tuple[str, str], list[Changes]] = {
    ("T3-R1", "total"): [{"requests/total_handled/natural_person": "!1"}, {"requests/total_handled/other": "!7"}],
    ("T3-R2", "balance"): [
        {"requests/new_received/natural_person": "1", "requests/granted/other": "1"},
        {"requests/carried_over/legal_service": "3"},
    ],
    ("T3-R3", "total"): [{"requests/granted/total": "!1"}, {"requests/total_handled/total": "!2"}],
    ("T3-R4", "number"): [{"requests/granted/business": "一件"}],
    ("T3-H2", "at_most"): [{"requests/carried_forward/research": "2"}],
    ("T2-R1", "number"): [{"proactive/licensing/decisions": "很多"}],
    ("T2-R2", "number"): [{"proactive/fees/fees_wan_yuan": "1,5"}, {"proactive/fees/fees_wan_yuan": "12元"}],
    ("T2-R2", "decimals"): [{"proactive/fees/fees_wan_yuan": "0.1234567"}],
    ("T4-R1", "total"): [{"disputes/review/total": "!1"}, {"disputes/post_review/total": "!4"}],
    ("T4-R2", "number"): [{"disputes/direct/pending": "-1"}],
    ("S-01", "filled"): [{"overview/text": ""}, {"profile/unit": " "}, {"requests/granted/other": ""}],
    ("S-08", "year"): [{"profile/year": "23"}],
    ("S-08", "period"): [
        {"profile/preamble": "统计期限为2022年1月1日至2022年12月31日。"},
        {"profile/preamble": "统计期限为2023年1月1日到11月30日。"},
    ],
    ("S-12", "placeholder"): [
        {"other/text": "本年度收费XX元"},
        {"profile/unit": "××街道"},
        {"problems/text": "（文字描述）"},
    ],
}


def changed(form: Form, report: Report, changes: Changes) -> Report:
    """Type the changes; "!" overrides a total."""
    return report.with_changes(
        {
            key: entry(form.cells[key].kind, text.lstrip("!"), Origin.OVERRIDDEN if text[:1] == "!" else Origin.TYPED)
            if key in form.cells
            else text
            for key, text in changes.items()
        }
    )
