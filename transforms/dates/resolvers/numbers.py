"""Values of the number words that stand in time expressions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.tokens import DateToken


def read_number(tokens: Sequence[DateToken]) -> Fraction | None:
    """The value of a number in digits or words ("twenty-seven", "two and a half", "1 1/2"); None if vague."""
    grammar = load_grammar()
    total, current, is_found = Fraction(0), Fraction(0), False
    forms = [t.form for t in tokens if t.form not in ("-", "–")]
    if len(forms) >= 3 and forms[-2] == "/":
        if not int(forms[-1]):
            return None
        whole = Fraction(forms[0]) if len(forms) > 3 else Fraction(0)
        return whole + Fraction(int(forms[-3]), int(forms[-1]))
    for n, form in enumerate(forms):
        number = _read_word(form)
        if number is not None:
            current, is_found = current + number, True
        elif grammar.value("scale", form) is not None:
            scale = Fraction(grammar.value("scale", form))
            current, is_found = (current or Fraction(1)) * scale, True
            if scale >= 1000:
                total, current = total + current, Fraction(0)
        elif form == "half" and (n == 0 or forms[n - 1] in ("a", "and")):
            current, is_found = current + Fraction(1, 2), True
        elif form == "quarter":
            current, is_found = current + Fraction(1, 4), True
    if not is_found and forms in (["a"], ["an"], ["one"]):
        return Fraction(1)
    return total + current if is_found else None


def read_ordinal(tokens: Sequence[DateToken]) -> int | None:
    """The value of an ordinal: "27th", "third", "twenty-first"."""
    grammar, total = load_grammar(), 0
    for token in tokens:
        if token.kind == "ordinal":
            return int("".join(c for c in token.form if c.isdigit()))
        for name in ("ordinal_word", "tens"):
            total += grammar.value(name, token.form) or 0
    return total or None


def _read_word(form: str) -> Fraction | None:
    if form[0].isdigit():
        return Fraction(form.replace(",", ""))
    for name in ("cardinal", "tens"):
        value = load_grammar().value(name, form)
        if value is not None:
            return Fraction(value)
    return None


def format_number(value: Fraction) -> str:
    """Decimal form without trailing zeros, as TIMEX3 writes it (P2.5Y)."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
