"""Defects as clerks leave them in reports, each put into one that has none."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.form import Form
from core.report import PREVIOUS, Previous, Report
from tests.core.clean_reports import CLEAN, clean_report
from tests.core.sheets import typed

OVERVIEW, PROBLEMS, OTHER, PREAMBLE = "overview/text", "problems/text", "other/text", "profile/preamble"


class Defect(NamedTuple):
    """A defect: the report it's put into, the field, what stood there and what stands there then; the rule for it.

    `old` "" puts `new` at the end of the text; `typed` is what is typed besides. What is found must have this code.
    """

    what: str
    report: str
    field: str
    old: str
    new: str
    code: str
    typed: Mapping[str, str] = {}


def planted(form: Form, defect: Defect) -> Report:
    """The report with the defect in it."""
    report = clean_report(form, defect.report)
    text = report.text(defect.field)
    assert defect.old in text, defect
    changed = text.replace(defect.old, defect.new, 1) if defect.old else text + defect.new
    return typed(form, report, {defect.field: changed, **defect.typed})


def as_last_year(field: str) -> Callable[[Form, str], Report]:
    """A report whose text in a field is last year's, word for word."""

    def made(form: Form, name: str) -> Report:
        report = clean_report(form, name)
        last = report.previous
        assert last
        texts = {field: report.text(field)}
        return report.with_changes({PREVIOUS: Previous(last.edition, last.year, last.source, last.cells, texts)})

    return made


YEARS = [
    Defect("last year in the first line", "street", OVERVIEW, "2024年，柳荫", "2023年，柳荫", "X-H6"),
    Defect("an old year within", "town", OVERVIEW, "全年收到", "2022年收到", "X-H6"),
    Defect("an old year with 度", "bureau", OVERVIEW, "2024年共新收", "2021年度共新收", "X-H6"),
    Defect("an old year in section six", "county", OTHER, "本年度全县", "2022年全县", "X-H6"),
    Defect("a year far back among the problems", "town", PROBLEMS, "2022年报告", "2020年工作", "X-H6"),
    Defect("the mark of a carried year", "street", OVERVIEW, "2024年，柳荫", "【2023】年，柳荫", "S-12"),
    Defect("next year's plan as done", "county", OVERVIEW, "2024年，沙河", "2025年，沙河", "X-H6"),
    Defect("an old year in the preamble", "tax", PREAMBLE, "", "现公布2022年的情况。", "X-H6"),
]
PERIODS = [
    Defect("last year's period", "street", PREAMBLE, "2024年1月1日至2024年", "2023年1月1日至2023年", "S-08"),
    Defect("a period that ends too early", "town", PREAMBLE, "2023年12月31日", "2023年11月30日", "S-08"),
    Defect("a period that begins in last year", "county", PREAMBLE, "2024年1月1日", "2023年12月1日", "S-08"),
    Defect("a period with a dash", "tax", PREAMBLE, "1月1日至2024年12月31日", "1月1日—2025年1月31日", "S-08"),
    Defect("a year that is none", "bureau", PREAMBLE, "", "", "S-08", {"profile/year": "二四年"}),
    Defect("published too late", "county", PREAMBLE, "", "", "S-11", {"profile/published": "2025年4月2日"}),
    Defect("published too late by a street", "street", PREAMBLE, "", "", "S-11", {"profile/published": "2025-2-10"}),
]
NAMES = [
    Defect("another body's name", "street", PREAMBLE, "柳荫街道办事处", "桂湖街道办事处", "S-09"),
    Defect("the short form of the own name", "town", PREAMBLE, "沙河县枫桥镇人民政府编制", "枫桥镇编制", "S-09"),
    Defect(
        "a letter of the own name mistyped", "bureau", PREAMBLE, "市场监督管理局编制", "市场监督管理委员会编制", "S-09"
    ),
    Defect("two spellings of the own name", "street", PREAMBLE, "", "请联系青石区柳阴街道办事处。", "S-09"),
    Defect("another town's name in the text", "town", OVERVIEW, "2023年，枫桥镇", "2023年，石桥镇", "S-09"),
    Defect("another office's name in the text", "bureau", OVERVIEW, "区市场监督管理局围绕", "区应急管理局围绕", "S-09"),
]
LEFT = [
    Defect("XX件", "street", OVERVIEW, "215条", "XX条", "S-12"),
    Defect("ＸＸ", "town", OVERVIEW, "126份", "ＸＸ份", "S-12"),
    Defect("××", "bureau", PROBLEMS, "会商21次", "会商××次", "S-12"),
    Defect("（文字描述）", "tax", OVERVIEW, "", "\n（六）其他。（文字描述）", "S-12"),
    Defect("a gap", "county", OVERVIEW, "2.3万条", "____条", "S-12"),
    Defect("a full-width gap", "street", OVERVIEW, "23条", "＿＿条", "S-12"),
    Defect("此处填写", "town", PROBLEMS, "", "【此处填写：下一步措施】", "S-12"),
    Defect("示例", "county", OTHER, "", "\n（示例）", "S-12"),
    Defect("三个叉", "tax", OVERVIEW, "284条", "XXX条", "S-12"),
    Defect("dots for a number", "street", OVERVIEW, "128条", "……条", "S-12"),
]
HEADINGS = [
    Defect("其它", "street", OTHER, "没有其他需要报告的事项", "没有其它需要报告的事项", "S-03"),
    Defect(
        "a heading repeated", "town", OVERVIEW, "2023年，枫桥镇人民政府", "一、总体情况\n2023年，枫桥镇人民政府", "S-02"
    ),
    Defect("a heading altered", "bureau", PROBLEMS, "（一）存在", "存在的主要问题和改进情况\n（一）存在", "S-03"),
    Defect("an old heading", "county", OTHER, "", "\n见收到和办理政府信息公开申请情况。", "S-03"),
    Defect("section six with its number", "tax", OTHER, "本年度", "六、其他需要报告的事项\n本年度", "S-02"),
]
LAW = [
    Defect("the old form's number", "street", PREAMBLE, "〔2021〕30号", "〔2019〕60号", "S-05"),
    Defect("wrong brackets", "town", PREAMBLE, "〔2021〕", "[2021]", "S-05"),
    Defect("round brackets", "county", PREAMBLE, "〔2021〕", "（2021）", "S-05"),
    Defect("the old order of the State Council", "bureau", PREAMBLE, "国务院令第711号", "国务院令第492号", "S-05"),
    Defect("a digit of the number mistyped", "tax", PREAMBLE, "30号", "20号", "S-05"),
    Defect("no basis named", "street", PREAMBLE, "（国办公开办函〔2021〕30号）", "", "S-05"),
]
WORDS = [
    Defect("国家机密", "street", OVERVIEW, "没有发生泄密情况", "没有公开国家机密", "S-16"),
    Defect("政务公开条例", "town", OVERVIEW, "政府信息公开条例", "政务公开条例", "S-16"),
    Defect("政务公开申请", "bureau", OVERVIEW, "新收政府信息公开申请", "新收政务公开申请", "S-16"),
    Defect("0条 of requests", "street", OVERVIEW, "全年未收到政府信息公开申请", "全年收到政府信息公开申请0条", "S-16"),
    Defect("requests counted in 条", "town", OVERVIEW, "政府信息公开申请6件", "政府信息公开申请6条", "S-16"),
    Defect("a phrase cut short", "county", OVERVIEW, "新时代中国特色社会主义思想", "新时代特色社会主义思想", "S-15"),
    Defect("half-width comma", "tax", OVERVIEW, "工作，服务", "工作,服务", "S-13"),
    Defect("half-width colon", "tax", OVERVIEW, "答复：", "答复:", "S-13"),
    Defect("two full stops", "county", PROBLEMS, "基层队伍。", "基层队伍。。", "S-13"),
    Defect("comma and full stop", "street", PROBLEMS, "业务培训。", "业务培训，。", "S-13"),
    Defect("a blank within a number", "bureau", OVERVIEW, "5120件", "51 20件", "S-13"),
    Defect("half-width brackets", "town", PROBLEMS, "（二）改进", "(二)改进", "S-13"),
    Defect("the voice of a higher body", "street", PROBLEMS, "个别社区更新", "个别部门更新", "S-17"),
]
PEOPLE = [
    Defect("a mobile number", "street", OVERVIEW, "公布了受理申请的地址", "公布了13905571234", "S-14"),
    Defect("an ID number", "town", PROBLEMS, "", "申请人身份证号33262119800101123X。", "S-14"),
    Defect("a mobile number as contact", "bureau", PREAMBLE, "", "", "S-10", {"profile/phone": "13905571234"}),
    Defect("a mobile number in the preamble", "tax", PREAMBLE, "", "手机：13905571234。", "S-14"),
    Defect("a postcode of five digits", "county", PREAMBLE, "", "", "S-10", {"profile/postcode": "31820"}),
    Defect("an address of mail cut short", "town", PREAMBLE, "", "", "S-10", {"profile/email": "fengqiaozhen@126"}),
]
FIGURES = [
    Defect("received, off by one", "bureau", OVERVIEW, "公开申请46件", "公开申请45件", "N-01"),
    Defect("digits swapped", "county", OVERVIEW, "公开申请412件", "公开申请421件", "N-01"),
    Defect("handled as last year", "town", OVERVIEW, "全年办结7件", "全年办结4件", "N-02"),
    Defect("an outcome of another", "county", OVERVIEW, "部分公开42件", "部分公开24件", "N-02"),
    Defect("carried forward", "bureau", OVERVIEW, "继续办理4件", "继续办理3件", "N-02"),
    Defect("natural persons", "county", OVERVIEW, "自然人申请371件", "自然人申请317件", "N-01"),
    Defect("documents in force", "county", OVERVIEW, "年末现行有效87件", "年末现行有效78件", "N-03"),
    Defect("permits", "bureau", OVERVIEW, "许可决定5120件", "许可决定512件", "N-03"),
    Defect("penalties", "tax", OVERVIEW, "处罚决定1085件", "处罚决定1058件", "N-03"),
    Defect("fees in the wrong unit", "bureau", OVERVIEW, "36.8万元", "36.8元", "N-03"),
    Defect(
        "none received though the table has some", "tax", OVERVIEW, "收到政府信息公开申请2件", "未收到公开申请", "N-04"
    ),
    Defect("none in court though the table has one", "bureau", OVERVIEW, "行政诉讼2件", "未发生行政诉讼", "N-04"),
    Defect(
        "a review in the table that the text denies", "street", OVERVIEW, "", "", "N-04", {"disputes/review/other": "1"}
    ),
    Defect("reviews", "county", OVERVIEW, "行政复议31件", "行政复议13件", "N-05"),
    Defect("what became of them", "county", OVERVIEW, "维持19件", "维持18件", "N-05"),
    Defect("growth", "county", OVERVIEW, "增长9.87%", "增长8.97%", "N-06"),
    Defect("a share", "county", OVERVIEW, "占90.0%", "占80.0%", "N-06"),
    Defect("parts that don't add up", "street", OVERVIEW, "", "\n公开文件20件（网站12件、公众号7件）。", "N-07"),
    Defect(
        "parts, no bracket around, that are more than the whole", "street", OVERVIEW, "公告31条", "公告131条", "N-07"
    ),
    Defect("fees noticed", "county", OTHER, "总金额2230元", "总金额2320元", "N-09"),
    Defect("fees collected", "bureau", OTHER, "实际收取300元", "实际收取0元", "N-09"),
    Defect("a notice of a fee that was none", "tax", OTHER, "未发出收费通知", "发出收费通知2件", "N-09"),
    Defect("a number changed later", "town", OVERVIEW, "", "", "N-02", {"requests/granted/natural_person": "3"}),
]
MARKS = [
    Defect("内部资料", "street", OVERVIEW, "", "内部资料", "S-18"),
    Defect("机密★", "county", OVERVIEW, "", "\n机密★一年", "S-18"),
    Defect("仅供内部", "tax", PROBLEMS, "", "（仅供内部使用）", "S-18"),
    Defect("a note to check", "bureau", OVERVIEW, "1360件", "1360件【数字待核实】", "S-18"),
    Defect("征求意见稿", "town", OTHER, "", "\n（征求意见稿）", "S-18"),
    Defect("送审稿 on its own line", "county", PROBLEMS, "", "\n送审稿", "S-18"),
]
LACKING = [
    Defect("nothing on fees", "street", OTHER, CLEAN["street"].other, "没有其他需要报告的事项。", "F-01"),
    Defect("section six blank", "tax", OTHER, CLEAN["tax"].other, "", "S-01"),
    Defect("no evaluation by the public", "town", OVERVIEW, "开展社会评议", "听取群众意见", "S-06"),
    Defect("no word on accountability", "county", OVERVIEW, "被追究责任", "受到通报", "S-06"),
    Defect(
        "two sentences on problems", "tax", PROBLEMS, CLEAN["tax"].problems, "存在问题：力度不够。下一步加强。", "S-07"
    ),
    Defect(
        "problems without improvements", "street", PROBLEMS, CLEAN["street"].problems, "公开还不够细，" * 12, "S-07"
    ),
]
DEFECTS = [*YEARS, *PERIODS, *NAMES, *LEFT, *HEADINGS, *LAW, *WORDS, *PEOPLE, *FIGURES, *MARKS, *LACKING]
COPIED = {"X-H4": OVERVIEW, "X-H5": PROBLEMS}

# what the program does not find yet, and why
MISSED = {
    "a letter of the own name mistyped": "S-09 is content with the name once, here within that of the office",
    "another office's name in the text": "S-09 looks for other streets and towns, not for other offices",
}
