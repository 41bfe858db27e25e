"""Do the quantities and sentences of an edition file make sense? Each finding is a sentence for its author."""

import re
from collections.abc import Collection, Iterator

from core.form import Form
from core.terms import parse_condition, parse_sum
from core.text_rules import WordingRule
from core.words import Quantity, Sentence


def verify_prose(form: Form) -> Iterator[str]:
    """Yield what is wrong: sums and conditions that can't be read, names nobody knows, texts that can't be put in."""
    known = {*form.cells, *form.number_fields}
    for quantity in form.quantity:
        if quantity.id in known:
            yield f"正文里的数“{quantity.id}”的名字已经有了"
        yield from _verify_quantity(quantity, known)
        known.add(quantity.id)
    for sentence in form.sentence:
        yield from _verify_sentence(form, sentence, known)
    for rule in form.check:
        if isinstance(rule, WordingRule):
            yield from _verify_fix(rule)


def _verify_quantity(quantity: Quantity, known: Collection[str]) -> Iterator[str]:
    sums = [quantity.sum, *quantity.also]
    if (quantity.kind == "sum") == bool(quantity.of):
        yield f"正文里的数“{quantity.id}”标作 {quantity.kind}，与它有没有 of 不符"
    elif quantity.of:
        sums.append(quantity.of)
    for terms in sums:
        try:
            names = [term.name.name for term in parse_sum(terms) if term.name]
        except ValueError:
            yield f"正文里的数“{quantity.id}”的和“{terms}”读不懂"
            continue
        for name in names:
            if name not in known:
                yield f"正文里的数“{quantity.id}”提到的“{name}”不存在"


def _verify_sentence(form: Form, sentence: Sentence, known: Collection[str]) -> Iterator[str]:
    if sentence.field not in form.fields:
        yield f"常用语句“{sentence.id}”的文字栏“{sentence.field}”不存在"
    if not sentence.variant or sentence.variant[-1].when:
        yield f"常用语句“{sentence.id}”最后要有一种没有条件的说法"
    for variant in sentence.variant:
        names = re.findall(r"\{(.*?)\}", variant.text)
        for condition in variant.when:
            try:
                names += [name.name for name in parse_condition(condition).names]
            except ValueError:
                yield f"常用语句“{sentence.id}”的条件“{condition}”读不懂"
        for name in names:
            if name not in known:
                yield f"常用语句“{sentence.id}”提到的“{name}”不存在"


def _verify_fix(rule: WordingRule) -> Iterator[str]:
    for pattern, instead in rule.fix.items():
        try:
            re.compile(f"(?:{pattern})|").sub(instead, "")
        except (re.error, IndexError) as problem:
            yield f"规则 {rule.code} 的改法“{instead}”不对（{problem}）"
