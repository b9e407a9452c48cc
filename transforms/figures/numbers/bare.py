"""Numbers that no cardinal opens: "a hundred", "half a million", "a quarter of", "dozens", "doubled"."""

from __future__ import annotations

import re
from decimal import Decimal

from transforms.figures.lexicon import load_word_list
from transforms.figures.numbers.atoms import Atom
from transforms.figures.numbers.cardinals import is_gap, read_cardinal
from transforms.figures.numbers.number import Number
from transforms.lexicon.patterns import load_pattern

OF_A_SCALE = re.compile(r"\s+of\s+an?\s+", re.IGNORECASE)
AND_A = load_pattern("figures", "and_a")


def compose_bare(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    """Numbers without a leading cardinal: "a hundred", "half a million", "a quarter of", "doubled"."""
    first = atoms[at]
    article = load_pattern("figures", "each_before").search(text[max(0, first.start - 6) : first.start])
    start = first.start - len(article[0]) if article else first.start
    if first.kind == "multiplier":
        return Number(first.start, first.end, first.value, "multiplier", False, first.text), 1
    if first.kind == "half":
        return _compose_half(text, atoms, at)
    if first.kind == "denominator":
        return _compose_denominator(
            text, atoms, at, start, bool(article and article[1].lower() in ("a", "an"))
        )
    if (
        first.kind == "dozen"
        and first.text.lower() == "score"
        and not re.match(r"\s+of\b", text[first.end :])
    ):
        return None, 1
    few = load_pattern("figures", "few_before").search(text[max(0, first.start - 11) : first.start])
    if few:
        return _compose_few(text, atoms, at, few)
    if not article or article[1].lower() in ("every", "per"):
        if first.kind == "scale" and first.text.lower() in load_word_list("scales_with_digits"):
            return None, 1
        if (
            not load_pattern("figures", "large_scale_behind").match(text[first.end : first.end + 12])
            and first.kind != "dozen"
        ):
            return None, 1
    value, used = read_cardinal(
        text,
        [
            *atoms[:at],
            Atom(start, first.end, "scale" if first.kind == "scale" else "hundred", first.value, first.text),
            *atoms[at + 1 :],
        ],
        at,
    )
    value, used = _add_half_of_scale(text, atoms, at, used, value)
    end = atoms[at + used - 1].end
    return Number(start, end, value, "cardinal", False, text[start:end]), used


def _compose_few(text: str, atoms: list[Atom], at: int, few: re.Match[str]) -> tuple[Number, int]:
    """As in "several hundred million", "a couple of thousand"."""
    first = atoms[at]
    factor = Decimal(2) if few[1].lower().startswith("couple") else Decimal(1)
    start = first.start - len(few[0])
    lead = re.search(r"(?<!\w)a\s+$", text[max(0, start - 3) : start], re.IGNORECASE)
    start -= len(lead[0]) if lead else 0
    value, used = factor * first.value, 1
    while (
        at + used < len(atoms)
        and atoms[at + used].kind == "scale"
        and is_gap(text, atoms[at + used - 1], atoms[at + used])
    ):
        value, used = value * atoms[at + used].value, used + 1
    end = atoms[at + used - 1].end
    return Number(start, end, value, "vague", False, text[start:end]), used


def _add_half_of_scale(
    text: str, atoms: list[Atom], at: int, used: int, value: Decimal
) -> tuple[Decimal, int]:
    """As in "a million and a half": half of the scale too."""
    left, half = atoms[at + used - 1], atoms[at + used] if at + used < len(atoms) else None
    if half is None or half.kind != "half" or left.kind != "scale":
        return value, used
    if not AND_A.fullmatch(text, left.end, half.start) or text[half.end : half.end + 3] == " of":
        return value, used
    return value + left.value / half.value, used + 1


def _compose_half(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    first = atoms[at]
    before = text[max(0, first.start - 12) : first.start]
    if load_pattern("figures", "one_of_two_before").search(before):
        return None, 1
    scale = atoms[at + 1] if at + 1 < len(atoms) else first
    joined = re.fullmatch(r"\s+(?:an?\s+)?|-", text[first.end : scale.start], re.IGNORECASE)
    if scale.kind in ("scale", "dozen", "hundred") and joined:
        surface = text[first.start : scale.end]
        return Number(first.start, scale.end, scale.value / 2, "cardinal", False, surface), 2
    article = re.search(r"(?<!\w)(?:a|one)[\s-]+$", before, re.IGNORECASE)
    start = first.start - len(article[0]) if article else first.start
    return Number(start, first.end, Decimal(1) / 2, "fraction", False, text[start : first.end]), 1


def _compose_denominator(
    text: str, atoms: list[Atom], at: int, start: int, has_article: bool
) -> tuple[Number | None, int]:
    """As in "a third of", "by a quarter": only with an article and a sign that it is a share."""
    first = atoms[at]
    scale = atoms[at + 1] if at + 1 < len(atoms) else None
    between = text[first.end : scale.start] if scale is not None else ""
    if (
        scale is not None
        and scale.kind == "scale"
        and (
            (first.text.lower() == "quarter" and is_gap(text, first, scale))
            or (has_article and OF_A_SCALE.fullmatch(between))
        )
    ):
        return Number(
            start, scale.end, scale.value / first.value, "cardinal", False, text[start : scale.end]
        ), 2
    if not has_article or first.text.lower().endswith("s"):
        return None, 1
    return Number(start, first.end, Decimal(1) / first.value, "fraction", False, text[start : first.end]), 1


def compose_vague(text: str, atoms: list[Atom], at: int) -> tuple[Number | None, int]:
    """As in "dozens", "tens of thousands", "hundreds of thousands of"."""
    value, used = atoms[at].value, 1
    while at + used < len(atoms) and atoms[at + used].kind in ("vague", "scale"):
        if not re.fullmatch(
            r"\s+of\s+|\s+(?:upon\s+)", text[atoms[at + used - 1].end : atoms[at + used].start]
        ):
            break
        value *= atoms[at + used].value
        used += 1
    end = atoms[at + used - 1].end
    return Number(atoms[at].start, end, value, "vague", False, text[atoms[at].start : end]), used
