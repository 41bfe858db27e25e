"""Examples of the rules on the three tables and the ledger."""

from tests.core.rule_examples import Example, column

REQUESTS = {
    "T3-R1": Example(
        column("business", new_received="2", granted="2", total_handled="2"),
        column("business", granted="2", total_handled="3"),
        "商业企业：各项办理结果之和为 2，（七）总计为 3，差 1",
    ),
    "T3-R2": Example(
        column("research", carried_over="2", carried_forward="2"),
        column("research", new_received="5", granted="3", carried_forward="1"),
        "科研机构：本年新收与上年结转之和为 5，（七）总计与结转下年度之和为 4，差 1",
    ),
    "T3-R3": Example(
        {**column("other", new_received="1", other_misc="1"), "requests/new_received/total": "1"},
        {"requests/denied_state_secret/total": "4"},
        "（三）1.属于国家秘密：自然人至其他六类申请人之和为 0，总计列为 4，差 4",
    ),
    "T3-R4": Example(
        {"requests/granted/other": "０"},
        {"requests/granted/other": "1.5"},
        "其他 × （一）予以公开：“1.5”不能读作件数，按未填计；请填整数，没有的填 0",
    ),
    "T3-R5": Example(
        {"requests/granted/other": "零"},
        {"requests/granted/other": "无"},
        "其他 × （一）予以公开：“无”不等于 0，按未填计；确实没有的，请填 0",
    ),
    "T3-R6": Example(
        {"requests/new_received/natural_person": "2", "requests/granted/other": "1", "requests/granted/research": "1"},
        {"requests/new_received/natural_person": "1", "requests/granted/other": "1"},
        "自然人 +1、其他 -1，合起来正好平：疑似一件记错了申请人类型",
    ),
    "T3-R7": Example(
        {"requests/new_received/natural_person": "3", "requests/granted/business": "3"},
        {
            **{"requests/new_received/natural_person": "3", "requests/new_received/business": "2"},
            **{"requests/granted/business": "3", "requests/granted/research": "2"},
        },
        "一、本年新收政府信息公开申请数量：这一行整行向右移一格，各列就都平了；疑似粘贴时错了一格",
    ),
    "T3-H1": Example(
        column("natural_person", new_received="10", granted="9", refused_excessive="1"),
        column("natural_person", new_received="9", granted="8", refused_excessive="1"),
        "自然人：“无正当理由大量反复申请”有 1 件，而本年新收只有 9 件",
    ),
    "T3-H2": Example(
        column("other", new_received="2", carried_forward="2"),
        column("other", new_received="2", carried_forward="5"),
        "其他：结转下年度 5 件，多于本年新收与上年结转之和 2 件，多 3",
    ),
    "T3-H3": Example(
        column("business", new_received="15", carried_over="5", granted="14", carried_forward="6"),
        column("business", new_received="15", carried_over="5", granted="13", carried_forward="7"),
        "结转下年度 7 件，超过新收与上年结转之和的三成，比一般的多；请核对是否都未到答复期限",
    ),
    "T3-H4": Example(
        column("business", new_received="9", unable_not_held="1", refused_petition="8"),
        column("business", new_received="9", refused_repeat="1", refused_petition="8"),
        "办结 9 件，全部是不予处理或其他处理，没有一件公开、不予公开或无法提供；请核对是否填错了行",
    ),
    "T3-H5": Example(
        {"profile/kind": "subdistrict", **column("business", new_received="1", denied_other_law="1")},
        {"profile/kind": "subdistrict", **column("business", new_received="1", denied_security_stability="1")},
        "街道、乡镇以国家秘密或“三安全一稳定”为由不予公开的有 1 件，很少见；请核对是否填错了行",
    ),
    "T3-H6": Example(
        {"requests/new_received/natural_person": "1", "requests/new_received/other": "2"},
        {"requests/new_received/other": "2", "requests/new_received/research": "1"},
        "一、本年新收政府信息公开申请数量：自然人为 0，法人的“其他”有 2 件；请核对是否把自然人填到了“其他”",
    ),
}

_THREE = column("business", new_received="2", carried_over="1", granted="2", carried_forward="1")
LEDGER = {
    "L-01": Example(
        {**_THREE, "requests/ledger_received": "２件"},
        {**_THREE, "requests/ledger_received": "3"},
        "台账上新收 3 件，表三“一、本年新收”总计 2 件，差 1",
    ),
    "L-02": Example(
        {**_THREE, "requests/ledger_carried": "1"},
        {**_THREE, "requests/ledger_carried": "0"},
        "台账上上年结转 0 件，表三“二、上年结转”总计 1 件，差 1",
    ),
    "L-03": Example(
        {**_THREE, "requests/ledger_handled": "2"},
        {**_THREE, "requests/ledger_handled": "3"},
        "台账上办结 3 件，表三“（七）总计”是 2 件，差 1",
    ),
    "L-04": Example(
        {**_THREE, "requests/ledger_forward": "1"},
        {**_THREE, "requests/ledger_forward": "4"},
        "台账上结转下年 4 件，表三“四、结转下年度”总计 1 件，差 3",
    ),
}

PROACTIVE = {
    "T2-R1": Example(
        {"proactive/normative_documents/issued": "22（其中修订16件）"},
        {"proactive/normative_documents/issued": "22人"},
        "本年制发件数 × 行政规范性文件：“22人”不能读作件数，按未填计；"
        "说明只能放在数字后的括号里，如 22（其中修订16件）",
    ),
    "T2-R1#2": Example(
        {"proactive/normative_documents/issued": "零"},
        {"proactive/normative_documents/issued": " / "},
        "本年制发件数 × 行政规范性文件：“ / ”不等于 0，按未填计；确实没有的，请填 0",
    ),
    "T2-R2": Example(
        {"proactive/fees/fees_wan_yuan": "18.8710"},
        {"proactive/fees/fees_wan_yuan": "1,23元"},
        "本年收费金额（单位：万元） × 行政事业性收费：“1,23元”不能读作金额，按未填计；"
        "请只填以万元为单位的数，不写“元”，不加分节的逗号",
    ),
    "T2-R2#2": Example(
        {"proactive/fees/fees_wan_yuan": "0.123456"},
        {"proactive/fees/fees_wan_yuan": "0.1234567"},
        "本年收费金额（单位：万元） × 行政事业性收费：0.1234567 万元的小数超过六位，比一分钱还小；是否把单位弄错了",
    ),
    "T2-P1": Example(
        {"proactive/normative_documents/issued": "2", "proactive/normative_documents/in_force": "2"},
        {"proactive/normative_documents/issued": "2", "proactive/normative_documents/in_force": "1"},
        "行政规范性文件：本年制发 2 件、没有废止，现行有效却只有 1 件；年底尚未生效的请写明",
    ),
    "T2-P2": Example(
        {"proactive/normative_documents/issued": "1", "proactive/normative_documents/abolished": "1"},
        {"proactive/normative_documents/issued": "1"},
        "行政规范性文件：本年制发 1 件、没有废止，现行有效却为 0",
    ),
    "T2-P3": Example(
        {"profile/kind": "city", "proactive/regulations/in_force": "3"},
        {"profile/kind": "county", "proactive/regulations/in_force": "3", "proactive/regulations/abolished": "1"},
        "“规章”一行填了数（制发 0、废止 1、现行有效 3），而本单位一般没有规章制定权；是不是应填到“行政规范性文件”",
    ),
    "P-02": Example(
        {"profile/kind": "township", "proactive/normative_documents/issued": "1"},
        {"profile/kind": "subdistrict", "proactive/normative_documents/issued": "1"},
        "街道办事处制发行政规范性文件 1 件；请核对当地是否允许街道办事处制发",
    ),
    "T2-P4": Example(
        {"profile/kind": "department", "proactive/fees/fees_wan_yuan": "9999.99"},
        {"profile/kind": "department", "proactive/fees/fees_wan_yuan": "10000"},
        "行政事业性收费 10000 万元，合 1 亿元以上；是不是把元当成了万元",
    ),
    "T2-P4#2": Example(
        {"proactive/fees/fees_wan_yuan": "109.99"},
        {"proactive/fees/fees_wan_yuan": "110"},
        "行政事业性收费 110 万元，是上年 5.5 万元的二十倍以上；是不是把元当成了万元",
        last={"proactive/fees/fees_wan_yuan": "5.5"},
    ),
    "T2-P5": Example(
        {"proactive/coercion/decisions": "2", "proactive/punishment/decisions": "2"},
        {"proactive/coercion/decisions": "3", "proactive/punishment/decisions": "2"},
        "行政强制 3 件，比行政处罚 2 件还多，不多见；请核对是否填反了",
    ),
    "T2-P6": Example(
        {"profile/unit": "甲市公安局", "profile/kind": "department", "proactive/fees/fees_wan_yuan": "0.01"},
        {"profile/unit": "甲市公安局", "profile/kind": "department", "proactive/fees/fees_wan_yuan": "0.00"},
        "表二全部为 0，而单位名称像是行政执法部门；请向业务科室核对许可、处罚、强制、收费的数",
    ),
    "T2-P7": Example(
        {"profile/permits": "", "proactive/licensing/decisions": "1"},
        {"profile/permits": "none", "proactive/licensing/decisions": "1"},
        "行政许可填了 1 件，而基本信息里写明本单位没有行政许可事项",
    ),
}

DISPUTES = {
    "T4-R1": Example(
        {"disputes/post_review/other": "3"},
        {"disputes/post_review/other": "3", "disputes/post_review/total": "1"},
        "复议后起诉：四种结果之和为 3，总计为 1，差 2",
    ),
    "T4-R2": Example(
        {"disputes/review/pending": "１"},
        {"disputes/review/pending": "1/2"},
        "行政复议·尚未审结：“1/2”不能读作件数，按未填计；请填整数，没有的填 0",
    ),
    "T4-R2#2": Example(
        {"disputes/review/pending": "0件"},
        {"disputes/review/pending": "——"},
        "行政复议·尚未审结：“——”不等于 0，按未填计；确实没有的，请填 0",
    ),
    "T4-H1": Example(
        {"disputes/post_review/upheld": "1", "disputes/review/upheld": "1"},
        {"disputes/post_review/upheld": "1"},
        "复议后起诉有 1 件，而行政复议今年、去年都是 0；请核对是否应填“未经复议直接起诉”",
        last={"disputes/review/total": 0},
    ),
    "T4-H2": Example(
        {**column("other", new_received="2", granted="2"), "disputes/review/upheld": "5"},
        {**column("other", new_received="2", granted="2"), "disputes/review/upheld": "5", "disputes/direct/other": "1"},
        "复议、诉讼共 6 件，比今年、去年的申请合计 5 件还多；表四只填因政府信息公开引起的",
        last={"requests/new_received/total": 2, "requests/carried_over/total": 1},
    ),
    "T4-H3": Example(
        {**column("other", carried_over="1", granted="1"), "disputes/direct/upheld": "1"},
        {"disputes/direct/upheld": "1"},
        "今年、去年都没有申请，表四却有 1 件；表四只填因政府信息公开引起的",
        last={"requests/new_received/total": 0, "requests/carried_over/total": 0},
    ),
}
