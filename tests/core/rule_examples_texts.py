"""Examples of the rules on last year, on texts and tables, on the fee, on wording and on the kind of body."""

from tests.core.rule_examples import Example, column
from tests.core.sheets import TEXTS

_OVERVIEW, _PROBLEMS, _PREAMBLE = TEXTS["overview/text"], TEXTS["problems/text"], TEXTS["profile/preamble"]
_STREET = "青石区柳荫街道办事处"

YEARS = {
    "X-R1": Example(
        column("business", carried_over="2", granted="2"),
        column("business", carried_over="3", granted="3"),
        "商业企业：上年结转填了 3 件，去年报告的结转下年度是 2 件，差 1",
        last={"requests/carried_forward/business": 2},
    ),
    "X-R1#2": Example(
        column("business", carried_over="2", granted="2"),
        column("business", carried_over="1", granted="1"),
        "总计：上年结转是 1 件，去年报告的结转下年度是 2 件，差 1；机构合并、拆分或更正去年的，请写明理由",
        last={"requests/carried_forward/total": 2},
    ),
    "X-R2": Example(
        {
            "proactive/normative_documents/issued": "2",
            "proactive/normative_documents/abolished": "1",
            "proactive/normative_documents/in_force": "11",
        },
        {"proactive/normative_documents/issued": "2", "proactive/normative_documents/in_force": "11"},
        "行政规范性文件：现行有效填了 11 件；去年 10 件，加本年制发 2 件，减废止 0 件，应为 12 件",
        last={"proactive/normative_documents/in_force": 10},
    ),
    "X-H1": Example(
        {"disputes/direct/upheld": "2"},
        {"disputes/direct/upheld": "1"},
        "未经复议直接起诉·总计：今年 1 件，少于去年尚未审结的 2 件；去年未审结的今年应计在内",
        last={"disputes/direct/pending": 2},
    ),
    "X-H2": Example(
        column("other", carried_over="0"),
        column("other", carried_over="1", granted="1"),
        "上年结转填了 1 件，但没有去年报告的数可以核对；可以填入去年的数（菜单“核对”）",
    ),
    "X-H3": Example(
        {"proactive/licensing/decisions": "15"},
        {"proactive/licensing/decisions": "16"},
        "本年处理决定数量 × 行政许可：今年 16，去年 5，增加到三倍以上；请核对，属实的准备好说明",
        last={"proactive/licensing/decisions": 5},
    ),
    "X-H3#2": Example(
        column("natural_person", new_received="10", granted="10"),
        column("natural_person", new_received="9", granted="9"),
        "总计 × 一、本年新收政府信息公开申请数量：今年 9，去年 30，减少到三分之一以下；请核对，属实的准备好说明",
        last={"requests/new_received/total": 30},
    ),
    "X-H4": Example(
        {"overview/text": _OVERVIEW.replace("都按要求做了", "还要改进，也要让群众看得懂、查得到")},
        {"overview/text": _OVERVIEW.replace("12", "340")},
        "一、总体情况：有 100% 与 2022 年度报告的文字相同",
        last_texts={"overview/text": _OVERVIEW},
    ),
    "X-H5": Example(
        {"problems/text": _PROBLEMS + "今年又有新的问题：依申请公开的答复还不够规范，正在统一文书的格式。"},
        {"problems/text": _PROBLEMS},
        "五、存在的主要问题及改进情况：有 100% 与 2022 年度报告的文字相同；去年的问题改进了没有，请写今年的情况",
        last_texts={"problems/text": _PROBLEMS},
    ),
    "X-H6": Example(
        {"profile/preamble": TEXTS["profile/preamble"] + "《条例》自2008年起施行。"},
        {"profile/preamble": TEXTS["profile/preamble"] + "现公布2022年的情况。"},
        "前言：“现公布2022年的情况”里的年份不是 2023 年；是不是从往年报告里留下来的",
    ),
    "X-H6#2": Example(
        {"overview/text": _OVERVIEW + "比2022年增加2条。"},
        {"overview/text": _OVERVIEW + "2022年增加2条。"},
        "一、总体情况：“2022年增加2条”里的年份不是 2023 年；是不是从往年报告里留下来的",
    ),
}

STATED = {
    "N-01": Example(
        {**column("natural_person", new_received="3", granted="3"), "overview/text": _OVERVIEW + "收到公开申请3件。"},
        {**column("natural_person", new_received="3", granted="3"), "overview/text": _OVERVIEW + "收到公开申请4件。"},
        "一、总体情况“收到公开申请4件”：本年新收申请写的是 4，表里是 3",
    ),
    "N-02": Example(
        {
            **column("business", new_received="3", denied_other_law="1", denied_internal_affairs="2"),
            "overview/text": _OVERVIEW + "予以公开0件，不予公开3件。",
        },
        {
            **column("business", new_received="3", denied_other_law="1", denied_internal_affairs="2"),
            "overview/text": _OVERVIEW + "予以公开0件，不予公开2件。",
        },
        "一、总体情况“予以公开0件，不予公开2件”：不予公开写的是 2，表里是 3",
    ),
    "N-03": Example(
        {"proactive/fees/fees_wan_yuan": "12.5", "overview/text": _OVERVIEW + "行政事业性收费12.50万元。"},
        {"proactive/fees/fees_wan_yuan": "12.5", "overview/text": _OVERVIEW + "行政事业性收费125万元。"},
        "一、总体情况“行政事业性收费125万元”：行政事业性收费写的是 125，表里是 12.5",
    ),
    "N-04": Example(
        {"overview/text": _OVERVIEW + "未收到公开申请。"},
        {**column("business", new_received="1", granted="1"), "overview/text": _OVERVIEW + "未收到公开申请。"},
        "一、总体情况“未收到公开申请”说没有本年新收申请，表里是 1",
    ),
    "N-05": Example(
        {
            "disputes/direct/upheld": "1",
            "disputes/post_review/other": "1",
            "disputes/review/other": "1",
            "overview/text": _OVERVIEW + "行政复议1件，行政诉讼2件。",
        },
        {"disputes/direct/upheld": "1", "overview/text": _OVERVIEW + "行政诉讼2件。"},
        "一、总体情况“行政诉讼2件”：行政诉讼写的是 2，表里是 1",
    ),
    "N-06": Example(
        {
            **column("business", new_received="13", granted="13"),
            "overview/text": _OVERVIEW + "收到公开申请13件，同比增长8.3%。",
        },
        {
            **column("business", new_received="13", granted="13"),
            "overview/text": _OVERVIEW + "收到公开申请13件，同比增长10%。",
        },
        "一、总体情况“收到公开申请13件，同比增长10%”：写的是 10%，按表格和去年的数算是 8.33%",
        last={"requests/new_received/total": 12},
    ),
    "N-07": Example(
        {"overview/text": _OVERVIEW + "公开文件12件（网站9件、公开栏3件）。"},
        {"overview/text": _OVERVIEW + "公开文件12件（网站9件、公开栏2件）。"},
        "一、总体情况“12件（网站9件、公开栏2件）”：各部分加起来是 11，总数写的是 12",
    ),
    "N-08": Example(
        {
            **column("business", new_received=""),
            "overview/text": _OVERVIEW + "收到公开申请3件。",
            "problems/text": _PROBLEMS + "全年收到公开申请3件。",
        },
        {
            **column("business", new_received=""),
            "overview/text": _OVERVIEW + "收到公开申请3件。",
            "problems/text": _PROBLEMS + "全年收到公开申请4件。",
        },
        "五、存在的主要问题及改进情况“全年收到公开申请4件”：本年新收申请写的是 4，前面写的是 3",
    ),
    "N-09": Example(
        {
            **{"other/fee_notices": "1", "other/fee_noticed": "100", "other/fee_collected": "80"},
            "other/text": "发出信息处理费收费通知1件，总金额100元，实际收取80元。",
        },
        {
            **{"other/fee_notices": "1", "other/fee_noticed": "100", "other/fee_collected": "80"},
            "other/text": "发出信息处理费收费通知1件，总金额100元，实际收取180元。",
        },
        "六、其他需要报告的事项“发出信息处理费收费通知1件，总金额100元，实际收取180元”："
        "信息处理费实收金额写的是 180，上面填的是 80",
    ),
}

FEES = {
    "F-01": Example(
        {"other/text": "本年度没有收费。"},
        {"other/text": "无。"},
        "六、其他需要报告的事项：没有写信息处理费收取情况；没有收取也要写明",
    ),
    "F-01#2": Example(
        {"other/fee_noticed": "300.5", "other/text": "本年度通知收取信息处理费300.5元。"},
        {"other/fee_noticed": "300.5", "other/text": "本年度通知收取信息处理费30035元。"},
        "六、其他需要报告的事项：正文里没有上面填的通知收费总金额，正文和数不一致",
    ),
    "F-01#3": Example(
        {"other/fee_collected": "200", "other/text": "本年度实际收取信息处理费200元。"},
        {"other/fee_collected": "200", "other/text": "本年度实际收取信息处理费20元。"},
        "六、其他需要报告的事项：正文里没有上面填的实际收取总金额，正文和数不一致",
    ),
    "F-02": Example(
        {"other/fee_notices": "０", "other/fee_noticed": "0元"},
        {"other/fee_notices": " ", "other/fee_collected": ""},
        "信息处理费的三个数没有填全：发出收费通知（件）、实际收取总金额（元）；没有的填 0",
    ),
    "F-02#2": Example(
        {"other/fee_noticed": "1,200.00元"},
        {"other/fee_noticed": "0.12万元"},
        "通知收费总金额（元）：“0.12万元”不是能读的数，按未填计",
    ),
    "F-03": Example(
        {"other/fee_collected": "300", "proactive/fees/fees_wan_yuan": "0.03"},
        {"other/fee_collected": "310", "proactive/fees/fees_wan_yuan": "0.03"},
        "信息处理费收取 310 元，而表二行政事业性收费只有 0.03 万元；信息处理费也是行政事业性收费，应计在内",
    ),
    "F-03#2": Example(
        {"other/fee_collected": "300", "other/fee_noticed": "300"},
        {"other/fee_collected": "310", "other/fee_noticed": "300"},
        "实际收取 310 元，多于通知收费的 300 元；含上年通知、今年收取的请写明",
    ),
    "F-04": Example(
        {**column("other", new_received="1", other_fee_unpaid="1"), "other/fee_notices": "1"},
        {**column("other", new_received="1", other_fee_unpaid="1"), "other/fee_notices": "0"},
        "表三“逾期未缴费”有 1 件，而发出收费通知是 0 件；未缴费的一定先发过通知",
    ),
    "F-04#2": Example(
        {"other/fee_collected": "100", "other/fee_notices": "1"},
        {"other/fee_collected": "100", "other/fee_notices": "0"},
        "实际收取 100 元，而发出收费通知是 0 件",
    ),
    "F-05": Example(
        {"other/fee_noticed": "110"},
        {"other/fee_noticed": "110.5"},
        "通知收费总金额（元）：110.5 元不是 10 的倍数，按收费标准不会有这样的数",
    ),
    "F-06": Example(
        {"other/fee_collected": "120", "proactive/fees/fees_wan_yuan": "0.012"},
        {"other/fee_collected": "120", "proactive/fees/fees_wan_yuan": "120"},
        "信息处理费 120（元）与表二行政事业性收费 120（万元）是同一个数；是不是单位或项目弄混了",
    ),
}

STRUCTURE = {
    "S-01": Example(
        {"profile/office": ""},
        {"other/text": "\u3000"},
        "六、其他需要报告的事项：尚未填写",
    ),
    "S-02": Example(
        {"overview/text": "总体情况如下。\n" + _OVERVIEW},
        {"overview/text": "一、总体情况\n" + _OVERVIEW},
        "一、总体情况：正文里又写了一遍标题“一、总体情况”；标题由程序印出，请删去这一行",
    ),
    "S-03": Example(
        {"other/text": "没有其他需要报告的事项，没有收费。"},
        {"other/text": "没有其它需要报告的事项，没有收费。"},
        "六、其他需要报告的事项：“其它需要报告的事项”与年度报告格式的标题不一致，请照规定的标题写",
    ),
    "S-05": Example(
        {"profile/preamble": _PREAMBLE.replace("函〔2021〕30号", "函 〔2021〕 30 号")},
        {"profile/preamble": _PREAMBLE.replace("〔2021〕", "（2021）")},
        "前言：没有写编制依据 国办公开办函〔2021〕30号（年份用六角括号〔〕）",
    ),
    "S-05#2": Example(
        {"profile/preamble": _PREAMBLE + "某政办函（2019）60号要求的内容。"},
        {"profile/preamble": _PREAMBLE + "国办公开办函（2019）60号要求的内容。"},
        "前言：“国办公开办函（2019）60号”已经废止；现行的是国务院令第711号和国办公开办函〔2021〕30号",
    ),
    "S-06": Example(
        {"overview/text": "主动公开12条；依申请公开0件；加强信息管理；办好网站；组织培训。"},
        {"overview/text": "公开12条；依申请公开0件；加强信息管理；办好网站。"},
        "一、总体情况：没有写到 主动公开、监督保障",
    ),
    "S-06#2": Example(
        {"profile/kind": "township", "overview/text": _OVERVIEW + "已纳入考核，评议良好，没有追究责任的情况。"},
        {"profile/kind": "township", "overview/text": _OVERVIEW + "已纳入考核。"},
        "一、总体情况：各级人民政府还要写社会评议、责任追究结果情况，没有发生的也写明",
    ),
    "S-07": Example(
        {"problems/text": "公开得不够及时，" * 8 + "今后要及时。"},
        {"problems/text": "公开得不够及时，" * 8},
        "五、存在的主要问题及改进情况：没有写到改进情况",
    ),
    "S-07#2": Example(
        {"problems/text": "问题：" + "公开得不及时，" * 8 + "。"},
        {"problems/text": "问题：\n" + "公开得不及时，" * 8},
        "五、存在的主要问题及改进情况：只有 59 个字，太短了，会被认为敷衍",
    ),
    "S-08": Example(
        {"profile/year": "２０２５"},
        {"profile/year": "今年"},
        "报告年度“今年”应是四位数字的年份，如 2025",
    ),
    "S-08#2": Example(
        {"profile/preamble": "统计期限为2023年1月1日至12月31日。"},
        {"profile/preamble": "统计期限为2022年1月1日至2022年12月31日。"},
        "前言：统计期限写作“2022年1月1日至2022年12月31日”，应为 2023年1月1日至2023年12月31日；"
        "年中新设或撤销的单位请写明理由",
    ),
    "S-09": Example(
        {"profile/unit": " 乙镇人民政府 ", "profile/preamble": _PREAMBLE.replace("已写", "甲县乙镇人民政府")},
        {"profile/unit": "乙镇人民政府", "profile/preamble": _PREAMBLE.replace("已写", "乙镇")},
        "前言：没有出现与标题一致的单位全称；是不是还写着别的单位或简称",
    ),
    "S-09#2": Example(
        {"profile/unit": _STREET, "overview/text": _OVERVIEW + "请联系青石区柳荫街道办事处办公室，再到柳荫街道。"},
        {"profile/unit": _STREET, "overview/text": _OVERVIEW + "请联系青石区柳阴街道办事处。"},
        "一、总体情况：“青石区柳阴街道办事处”与单位名称“青石区柳荫街道办事处”只差一点，是不是写错了",
    ),
    "S-09#3": Example(
        {"profile/unit": _STREET, "overview/text": _OVERVIEW + "我街道办事处即柳荫街道办事处。"},
        {"profile/unit": _STREET, "overview/text": _OVERVIEW + "桂湖街道办事处公开12条。"},
        "一、总体情况：“桂湖街道办事处”不是本单位，是不是别处抄来的",
    ),
}

CONTACT = {
    "S-10": Example(
        {"profile/email": "", "profile/website": ""},
        {"profile/address": "", "profile/phone": ""},
        "联系方式没有填全：地址、联系电话",
    ),
    "S-10#2": Example(
        {"profile/postcode": " 223800 "},
        {"profile/postcode": "22380"},
        "邮政编码：“22380”不是六位数字",
    ),
    "S-10#3": Example(
        {"profile/phone": "（0527）84338003转801、84338004"},
        {"profile/phone": "13800000000"},
        "联系电话：“13800000000”不像固定电话号码；公开的报告里请写办公电话",
    ),
    "S-10#4": Example(
        {"profile/email": "zwgk@163.com"},
        {"profile/email": "zwgk@163"},
        "电子邮箱：“zwgk@163”不是完整的电子邮箱",
    ),
    "S-10#5": Example(
        {"profile/website": "https://www.b.gov.cn:8080/xxgk/"},
        {"profile/website": "www,b,gov,cn"},
        "公开网址：“www,b,gov,cn”不是完整的网址",
    ),
    "S-11": Example(
        {"profile/published": "2024/1/5"},
        {"profile/published": "1月5日"},
        "拟公开日期：“1月5日”不是日期，请写成 2026年1月20日 这样",
    ),
    "S-11#2": Example(
        {"profile/due": "2024.01.31"},
        {"profile/due": "2024年13月1日"},
        "本地截止日期：“2024年13月1日”不是日期，请写成 2026年1月20日 这样",
    ),
    "S-11#3": Example(
        {"profile/kind": "county", "profile/published": "2024年3月31日", "profile/due": ""},
        {"profile/kind": "county", "profile/published": "2024-4-1", "profile/due": ""},
        "拟公开日期 2024年4月1日，晚于期限 2024年3月31日",
    ),
    "S-11#4": Example(
        {"profile/kind": "", "profile/published": "2024年1月31日", "profile/due": ""},
        {"profile/kind": "", "profile/published": "2024年2月1日", "profile/due": ""},
        "拟公开日期 2024年2月1日，晚于期限 2024年1月31日",
    ),
}

WORDING = {
    "S-12": Example(
        {"overview/text": _OVERVIEW + "X光机，AXXB，__"},
        {"overview/text": _OVERVIEW + "受理申请XX件"},
        "一、总体情况：还留有占位文字“XX”",
    ),
    "S-13": Example(
        {"overview/text": _OVERVIEW + "网址www.b.gov.cn,电话84338003,共 12 件……"},
        {"overview/text": _OVERVIEW + "已公开。。"},
        "一、总体情况：“。。”处标点或空格不合中文习惯",
    ),
    "S-14": Example(
        {"overview/text": _OVERVIEW + "电话0527-84338003，2023年1月13日。"},
        {"overview/text": _OVERVIEW + "申请人电话13800000000。"},
        "一、总体情况：“13800000000”像是身份证号或手机号；报告要公开，请不要写个人信息",
    ),
    "S-15": Example(
        {"overview/text": "以习近平新时代中国特色社会主义思想为指导，" + _OVERVIEW},
        {"overview/text": "以习近平新时代社会主义思想为指导，" + _OVERVIEW},
        "一、总体情况：“习近平新时代社会主义思想为指导”不是固定提法的完整写法，请核对原文",
    ),
    "S-16": Example(
        {"overview/text": _OVERVIEW + "按政府信息公开条例，政务公开工作有进步。"},
        {"overview/text": _OVERVIEW + "收到政务公开申请3件。"},
        "一、总体情况：“政务公开申请”应为“政府信息公开”，与“政务公开”不是一回事",
    ),
    "S-16#2": Example(
        {"overview/text": _OVERVIEW + "没有公开国家秘密。"},
        {"overview/text": _OVERVIEW + "没有公开国家机密。"},
        "一、总体情况：“国家机密”应为“国家秘密”",
    ),
    "S-16#3": Example(
        {"overview/text": _OVERVIEW + "收到申请3件，公开3条。"},
        {"overview/text": _OVERVIEW + "收到申请3条。"},
        "一、总体情况：“申请3条”：申请以件计，不以条计",
    ),
    "S-17": Example(
        {"overview/text": "主动公开；未收到公开申请；信息管理、平台、监督都按要求做了。"},
        {"overview/text": "主动公开；依申请公开；信息管理、平台、监督都按要求做了。"},
        "一、总体情况：没有一个数字，看不出本单位自己的情况",
    ),
    "S-17#2": Example(
        {"profile/kind": "township", "profile/scope": "own", "problems/text": _PROBLEMS + "各部门、部分单位不重视。"},
        {"profile/kind": "township", "profile/scope": "own", "problems/text": _PROBLEMS + "部分部门不重视。"},
        "五、存在的主要问题及改进情况：“部分部门”像是上级报告里的话，本单位的报告请写本单位的情况",
    ),
    "S-18": Example(
        {"other/text": "没有收费。【注】"},
        {"other/text": "没有收费。【待核实】"},
        "六、其他需要报告的事项：还留有内部标记“【待核实】”",
    ),
    "S-18#2": Example(
        {"other/text": "没有收费。征求意见稿《某办法（送审稿）》。"},
        {"other/text": "没有收费。《某办法》（送审稿）"},
        "六、其他需要报告的事项：“（送审稿）”像是内部稿的标记，公开的报告里不要留",
    ),
    "P-04": Example(
        {"profile/kind": "city", "profile/scope": "all"},
        {"profile/kind": "city", "profile/scope": ""},
        "请选一下统计口径：只统计本机关，还是本级及所属各单位汇总",
    ),
}
