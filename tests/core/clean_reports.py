"""Five whole reports of invented bodies, as good clerks would write them: nothing in them is wrong."""

from collections.abc import Mapping
from typing import NamedTuple

from core.form import Form
from core.report import PREVIOUS, Entry, Previous, Report
from core.wording import first_wording
from tests.core.rule_examples import column
from tests.core.sheets import typed


class Clean(NamedTuple):
    """A report: its profile, its texts, the numbers that are not 0, and last year's as far as they are known."""

    profile: Mapping[str, str]
    overview: str
    problems: str
    other: str
    numbers: Mapping[str, str] = {}
    last: Mapping[str, int] = {}


STREET = Clean(
    {
        "unit": "澄塘市青石区柳荫街道办事处",
        "kind": "subdistrict",
        "year": "2024",
        "scope": "own",
        "permits": "none",
        "published": "2025年1月17日",
        "office": "柳荫街道党政综合办公室",
        "address": "澄塘市青石区柳荫路88号",
        "postcode": "231400",
        "phone": "0557-6612045",
        "email": "liuyinjiedao@chengtang.gov.cn",
        "website": "www.qingshi.gov.cn",
    },
    "2024年，柳荫街道坚持以习近平新时代中国特色社会主义思想为指导，认真贯彻《中华人民共和国政府信息公开条例》，"
    "按照区政府办公室的统一部署，围绕群众关心的事项做好政府信息公开工作。\n"
    "（一）主动公开。全年通过区政府门户网站主动公开政府信息128条，其中工作动态76条、通知公告31条、财政信息12条、"
    "其他9条；通过“柳荫家园”微信公众号发布信息215条，累计阅读4.6万次。街道未制发行政规范性文件。\n"
    "（二）依申请公开。公布了受理申请的地址、电话和邮箱，指定专人负责。全年未收到政府信息公开申请，无上年结转的申请，"
    "未发生因政府信息公开引起的行政复议、行政诉讼。\n"
    "（三）政府信息管理。严格执行“先审查、后公开”，由各科室起草、分管负责人审核、党政综合办公室复核后发布，"
    "全年清理失效信息23条，没有发生泄密情况。\n"
    "（四）政府信息公开平台建设。在街道便民服务中心和6个社区设置政府信息查阅点，配备电子触摸屏2台，"
    "更新政务公开栏14期。\n"
    "（五）监督保障。明确党政综合办公室1名工作人员负责日常工作，全年组织业务培训2次、参加培训37人次；"
    "将政府信息公开纳入科室年度考核，本年度未发生因政府信息公开被追究责任的情况。",
    "（一）存在的主要问题。一是主动公开的内容以工作动态为主，涉及民生资金使用等群众关心的信息还不够细；"
    "二是社区公开栏更新不够及时，个别社区更新间隔超过一个月。\n"
    "（二）改进情况。一是梳理了低保、残疾人补贴等8类民生资金的公开内容，自2024年9月起按月公布；"
    "二是把公开栏更新列入社区月度检查，由专人拍照留痕。下一步，将继续细化公开目录，加强对社区工作人员的业务培训。",
    "本年度未发出信息处理费收费通知，未收取信息处理费。没有其他需要报告的事项。",
    {"other/fee_notices": "0", "other/fee_noticed": "0", "other/fee_collected": "0"},
    {"requests/carried_forward/total": 0, "requests/new_received/total": 0},
)

TOWN = Clean(
    {
        "unit": "沙河县枫桥镇人民政府",
        "kind": "township",
        "year": "2023",
        "scope": "own",
        "permits": "some",
        "published": "2024年1月25日",
        "office": "枫桥镇党政办公室",
        "address": "沙河县枫桥镇人民路12号",
        "postcode": "318200",
        "phone": "0576-83310021",
        "email": "fengqiaozhen@126.com",
        "website": "www.shahe.gov.cn",
    },
    "2023年，枫桥镇人民政府按照县委、县政府的部署，认真执行政府信息公开条例，有序推进各项公开工作。\n"
    "（一）主动公开。全年在县政府门户网站公开各类信息342条，涉及乡村振兴补助、危房改造、征地补偿等重点领域86条。"
    "办理行政许可45件，作出行政处罚决定7件，均按规定公示。年末现行有效的行政规范性文件2件。\n"
    "（二）依申请公开。全年收到政府信息公开申请6件，其中自然人申请5件，法人或其他组织申请1件，较上年增加2件；"
    "上年结转1件。全年办结7件，其中予以公开4件，部分公开1件，不予公开1件，无法提供1件。没有结转下年的申请。"
    "因政府信息公开引起的行政复议1件，结果维持；没有行政诉讼。\n"
    "（三）政府信息管理。修订信息发布审核单，明确起草、审核、发布三级责任，对2019年以来的征地信息逐条核对，"
    "补充公开缺失信息15条。\n"
    "（四）政府信息公开平台建设。升级镇便民服务中心公开专区，18个村全部设置村务公开栏，开通“枫桥发布”视频号，"
    "全年发布短视频48个。\n"
    "（五）监督保障。县政府对我镇政府信息公开工作的年度考核结果为良好；通过问卷开展社会评议，收回有效问卷126份，"
    "满意率为96%；全年没有因政府信息公开工作被追究责任的人员。",
    "（一）存在的主要问题。一是对征地补偿类申请的答复说理不够充分，有1件答复被申请行政复议；二是村级公开内容的格式不统一。\n"
    "（二）改进情况。针对2022年报告中提出的重点领域公开不全的问题，已经补齐征地补偿信息。针对今年的问题，"
    "一是制定答复文书样式5种，答复前请县司法局审核；二是统一村务公开目录，分两批培训村级人员40人。"
    "2024年将继续完善村级公开的检查办法。",
    "本年度没有发出信息处理费收费通知，也没有收取信息处理费。",
    {
        **column("natural_person", new_received="5", carried_over="1", granted="4", denied_other_law="1"),
        "requests/unable_not_held/natural_person": "1",
        **column("business", new_received="1", partially_granted="1"),
        "disputes/review/upheld": "1",
        "proactive/normative_documents/in_force": "2",
        "proactive/licensing/decisions": "45",
        "proactive/punishment/decisions": "7",
        "other/fee_notices": "0",
        "other/fee_noticed": "0",
        "other/fee_collected": "0",
    },
    {
        "requests/new_received/total": 4,
        "requests/carried_forward/natural_person": 1,
        "requests/carried_forward/business": 0,
        "requests/carried_forward/total": 1,
        "proactive/normative_documents/in_force": 2,
        "proactive/licensing/decisions": 51,
        "proactive/punishment/decisions": 5,
    },
)

BUREAU = Clean(
    {
        "unit": "澄塘市青石区市场监督管理局",
        "kind": "department",
        "year": "2024",
        "scope": "own",
        "permits": "some",
        "published": "2025-01-20",
        "office": "澄塘市青石区市场监督管理局办公室",
        "address": "澄塘市青石区建设东路6号",
        "postcode": "231400",
        "phone": "0557-6628801",
        "email": "qsscjg@163.com",
        "website": "www.qingshi.gov.cn",
    },
    "2024年，区市场监督管理局围绕食品安全、产品质量、消费者权益保护等重点工作，依法公开政府信息。\n"
    "（一）主动公开。本年度通过区政府门户网站公开政府信息516条，“双公示”数据及时归集。全年作出行政许可决定5120件、"
    "行政处罚决定312件、行政强制决定4件，收取行政事业性收费36.8万元。制发行政规范性文件1件，废止1件，现行有效3件。\n"
    "（二）依申请公开。2024年共新收政府信息公开申请46件，同比增长15%，其中自然人申请39件、法人或其他组织申请7件；"
    "上年结转3件。全年办结45件，其中予以公开14件、部分公开5件、不予公开8件、无法提供9件、不予处理6件、其他处理3件；"
    "结转下年度继续办理4件。申请内容主要涉及投诉举报处理情况，占申请总量的六成左右。\n"
    "因政府信息公开引起的行政复议5件，结果维持3件、结果纠正1件、其他结果1件；行政诉讼2件，结果维持1件、尚未审结1件。\n"
    "（三）政府信息管理。完善拟稿环节的公开属性认定，全年认定公文1360件；对已公开的信息每季度检查一次。\n"
    "（四）政府信息公开平台建设。优化局网页栏目设置，新增“抽检结果”专栏，公布食品抽检信息42期，涉及样品2318批次。\n"
    "（五）监督保障。局主要负责人全年听取汇报2次，组织培训3场，培训210人次。办理12345热线转办工单1874件，"
    "按时办结率100%。没有发生责任追究的情况。",
    "（一）存在的主要问题。一是个别答复对法律依据的引用不够准确，1件行政复议被纠正；二是对举报人重复提出的申请，"
    "答复口径不够统一。\n"
    "（二）改进情况。一是建立重大、疑难申请会商制度，全年会商21次；二是编印答复参考案例30个，统一文书格式；"
    "三是对被纠正的案件复盘，重新作出答复。下一步，将加强对基层所的指导，提高答复质量。",
    "本年度发出信息处理费收费通知1件，总金额300元，实际收取300元。无其他需要报告的事项。",
    {
        **column(
            "natural_person",
            new_received="39",
            carried_over="3",
            granted="11",
            partially_granted="5",
            denied_other_law="2",
            denied_third_party="3",
            denied_enforcement_file="2",
            unable_not_held="6",
            unable_needs_creation="2",
            refused_petition="4",
            refused_repeat="2",
            other_misc="2",
            carried_forward="3",
        ),
        **column(
            "business",
            new_received="5",
            granted="2",
            denied_third_party="1",
            unable_still_unclear="1",
            carried_forward="1",
        ),
        **column("legal_service", new_received="2", granted="1", other_no_correction="1"),
        "proactive/licensing/decisions": "5120",
        "proactive/punishment/decisions": "312",
        "proactive/coercion/decisions": "4",
        "proactive/fees/fees_wan_yuan": "36.8",
        "proactive/normative_documents/issued": "1",
        "proactive/normative_documents/abolished": "1",
        "proactive/normative_documents/in_force": "3",
        "disputes/review/upheld": "3",
        "disputes/review/corrected": "1",
        "disputes/review/other": "1",
        "disputes/direct/upheld": "1",
        "disputes/post_review/pending": "1",
        "other/fee_notices": "1",
        "other/fee_noticed": "300",
        "other/fee_collected": "300",
    },
    {
        "requests/new_received/total": 40,
        "requests/carried_forward/natural_person": 3,
        "requests/carried_forward/business": 0,
        "requests/carried_forward/legal_service": 0,
        "requests/carried_forward/total": 3,
        "proactive/normative_documents/in_force": 3,
        "proactive/licensing/decisions": 4876,
        "proactive/punishment/decisions": 287,
    },
)

COUNTY = Clean(
    {
        "unit": "沙河县人民政府",
        "kind": "county",
        "year": "2024",
        "scope": "all",
        "permits": "some",
        "published": "2025年3月20日",
        "office": "沙河县人民政府办公室政务公开科",
        "address": "沙河县中心大道1号",
        "postcode": "318200",
        "phone": "0576-83312345",
        "email": "shxzwgk@shahe.gov.cn",
        "website": "www.shahe.gov.cn",
    },
    "2024年，沙河县深入贯彻习近平新时代中国特色社会主义思想，全面落实党中央、国务院关于政务公开的决策部署，"
    "以公开促落实、促规范、促服务，政府信息公开工作取得新进展。\n"
    "（一）主动公开。全县各级行政机关全年主动公开政府信息2.3万条，其中县政府门户网站发布1.2万条，政务新媒体发布1.1万条。"
    "围绕优化营商环境、稳岗就业、义务教育等发布政策文件86件、解读材料132篇，召开新闻发布会9场。"
    "全县制发行政规范性文件12件，废止5件，年末现行有效87件。作出行政许可决定58214件、行政处罚决定3260件、"
    "行政强制决定95件，行政事业性收费2150.36万元。\n"
    "（二）依申请公开。全县新收政府信息公开申请412件，比2023年增加37件，增长9.87%。其中，自然人申请371件，占90.0%；"
    "法人或其他组织申请41件，占10.0%。上年结转28件。全年办结申请415件，其中予以公开168件、部分公开42件、不予公开51件、"
    "无法提供96件、不予处理33件、其他处理25件；结转下年度继续办理25件。从申请内容看，涉及征地拆迁的占43%，"
    "涉及规划建设的占21%，涉及社会保障的占12%。\n"
    "全县因政府信息公开引起的行政复议31件，其中维持19件、纠正4件、其他结果6件、尚未审结2件；行政诉讼12件，"
    "其中维持8件、纠正1件、其他结果2件、尚未审结1件。\n"
    "（三）政府信息管理。建立规章、行政规范性文件集中公开库，对现行有效文件实行动态调整，全年调整公开属性64件。"
    "县政府办公室对各单位拟不予公开的信息进行抽查，抽查率为10%。\n"
    "（四）政府信息公开平台建设。县政府门户网站完成适老化改造，全年访问量达到380万人次；关停“僵尸”政务新媒体账号11个，"
    "保留账号46个；在15个乡镇（街道）便民服务中心、县档案馆、县图书馆设置查阅点17处，接待查阅2400人次。\n"
    "（五）监督保障。把政府信息公开纳入全县综合考核，分值权重为4%，对67家单位进行了考核，其中优秀14家、良好45家、"
    "一般8家。委托第三方开展社会评议，公众满意度为92.5%。全年举办业务培训4期，培训560人次。"
    "本年度没有因政府信息公开工作被追究责任的情况。",
    "（一）存在的主要问题。一是部分单位对公开申请的答复不够规范，行政复议纠正率为12.9%，比上年提高1.2个百分点；"
    "二是政策解读形式较为单一，图解、视频解读占比不高；三是基层公开队伍人员变动频繁，业务能力有待提高。\n"
    "（二）改进情况。对2023年度报告指出的平台整合不到位的问题，已经完成政务新媒体清理。对今年存在的问题，"
    "一是由县司法局、县政府办公室联合开展答复文书评查，评查文书120份；二是要求政策文件与解读材料同步公开，"
    "全年图解和视频解读52件；三是组建县级业务骨干库，入库23人，对乡镇开展上门指导30次。\n"
    "2025年，将进一步规范依申请公开办理，提升政策解读质量，稳定基层队伍。",
    "（一）收取信息处理费情况。本年度全县发出信息处理费收费通知3件，总金额2230元，实际收取1150元。\n"
    "（二）办理人大代表建议和政协提案公开情况。全年公开建议办理结果98件、提案办理结果113件。\n"
    "（三）无其他需要报告的事项。",
    {
        **column(
            "natural_person",
            new_received="371",
            carried_over="25",
            granted="150",
            partially_granted="38",
            denied_state_secret="1",
            denied_other_law="9",
            denied_security_stability="2",
            denied_third_party="10",
            denied_internal_affairs="8",
            denied_process_info="9",
            denied_enforcement_file="5",
            denied_admin_inquiry="2",
            unable_not_held="70",
            unable_needs_creation="12",
            unable_still_unclear="5",
            refused_petition="20",
            refused_repeat="8",
            refused_excessive="3",
            other_no_correction="6",
            other_fee_unpaid="1",
            other_misc="15",
            carried_forward="22",
        ),
        **column(
            "business",
            new_received="33",
            carried_over="3",
            granted="15",
            partially_granted="3",
            denied_third_party="4",
            unable_not_held="6",
            unable_needs_creation="2",
            refused_reconfirm="2",
            other_misc="2",
            carried_forward="2",
        ),
        **column("legal_service", new_received="6", granted="3", denied_process_info="1", unable_not_held="1"),
        "requests/other_misc/legal_service": "1",
        **column("public_welfare", new_received="2", partially_granted="1", carried_forward="1"),
        "proactive/normative_documents/issued": "12",
        "proactive/normative_documents/abolished": "5",
        "proactive/normative_documents/in_force": "87",
        "proactive/licensing/decisions": "58214",
        "proactive/punishment/decisions": "3260",
        "proactive/coercion/decisions": "95",
        "proactive/fees/fees_wan_yuan": "2150.36",
        "disputes/review/upheld": "19",
        "disputes/review/corrected": "4",
        "disputes/review/other": "6",
        "disputes/review/pending": "2",
        "disputes/direct/upheld": "3",
        "disputes/direct/other": "2",
        "disputes/post_review/upheld": "5",
        "disputes/post_review/corrected": "1",
        "disputes/post_review/pending": "1",
        "other/fee_notices": "3",
        "other/fee_noticed": "2230",
        "other/fee_collected": "1150",
    },
    {
        "requests/new_received/total": 375,
        "requests/carried_forward/natural_person": 25,
        "requests/carried_forward/business": 3,
        "requests/carried_forward/legal_service": 0,
        "requests/carried_forward/public_welfare": 0,
        "requests/carried_forward/total": 28,
        "proactive/normative_documents/in_force": 80,
        "proactive/licensing/decisions": 60127,
        "proactive/punishment/decisions": 3011,
        "proactive/coercion/decisions": 101,
    },
)

TAX = Clean(
    {
        "unit": "国家税务总局沙河县税务局",
        "kind": "vertical",
        "year": "2024",
        "scope": "own",
        "permits": "some",
        "published": "2025年1月24日",
        "office": "国家税务总局沙河县税务局办公室",
        "address": "沙河县税务路20号",
        "postcode": "318200",
        "phone": "0576-83319966、0576-83319967",
        "email": "shxswj@zj.chinatax.gov.cn",
        "website": "zhejiang.chinatax.gov.cn",
    },
    "2024年，国家税务总局沙河县税务局按照上级税务机关和县委、县政府的要求，持续做好政府信息公开工作，"
    "服务纳税人缴费人。\n"
    "（一）主动公开情况。在税务网站公开信息284条，其中税收政策及解读62条、通知公告108条、税收执法信息114条。"
    "全年作出税务行政处罚决定1085件、行政许可决定37件、行政强制决定12件，无行政事业性收费。\n"
    "（二）依申请公开情况。本年度收到政府信息公开申请2件，均为自然人提出，已全部在法定期限内答复：1件予以公开，"
    "1件不属于本机关掌握的信息，无法提供。上年没有结转的申请，也没有需要结转下年办理的申请。\n"
    "全年未发生涉及政府信息公开的行政复议和行政诉讼案件。\n"
    "（三）政府信息管理情况。落实政府信息公开保密审查和公平竞争审查制度，做到“一事一审”，全年审查信息284条。\n"
    "（四）平台建设情况。充分利用税务网站、办税服务厅、征纳互动平台公开信息，办税服务厅设置公告栏3块、"
    "自助查询终端5台。\n"
    "（五）监督保障情况。调整政府信息公开工作领导小组，开展业务培训2次，把公开工作列入组织绩效考评，"
    "公布监督电话，全年没有收到对政府信息公开工作的投诉、举报。",
    "（一）存在的问题。一是税收政策解读的语言还不够通俗；二是公开信息的检索功能不够便捷，查找效率有待提高。\n"
    "（二）改进情况。一是选派业务骨干12人组成解读小组，用问答、案例等形式编写解读18篇；二是在网站按税种、按主体设置标签，"
    "方便纳税人查询。下一步，将继续丰富解读形式，及时更新办税指南。",
    "本年度未收取信息处理费，未发出收费通知。无其他需要报告的事项。",
    {
        **column("natural_person", new_received="2", granted="1", unable_not_held="1"),
        "proactive/licensing/decisions": "37",
        "proactive/punishment/decisions": "1085",
        "proactive/coercion/decisions": "12",
        "other/fee_notices": "0",
        "other/fee_noticed": "0",
        "other/fee_collected": "0",
    },
    {
        "requests/new_received/total": 3,
        "requests/carried_forward/total": 0,
        "proactive/licensing/decisions": 41,
        "proactive/punishment/decisions": 978,
    },
)

CLEAN = {"street": STREET, "town": TOWN, "bureau": BUREAU, "county": COUNTY, "tax": TAX}


def clean_report(form: Form, name: str) -> Report:
    """One of the reports, whole: its preamble worded by the program, every cell it doesn't speak of 0."""
    clean = CLEAN[name]
    profile = {f"profile/{key}": text for key, text in clean.profile.items()}
    zeros = {cell.key: "0" for cell in form.cells.values() if not cell.parts}
    texts = {"overview/text": clean.overview, "problems/text": clean.problems, "other/text": clean.other}
    report = typed(form, Report(form.edition), zeros | profile | texts | dict(clean.numbers))
    cells = {key: Entry(value) for key, value in clean.last.items()}
    last = Previous("2021", int(clean.profile["year"]) - 1, "去年.nianbao", cells)
    return report.with_changes({"profile/preamble": first_wording(form, report, "profile/preamble"), PREVIOUS: last})
