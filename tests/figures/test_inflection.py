"""Participles and plurals as they are written in items."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from transforms.figures.inflection import form_participle, form_plural

PARTICIPLES = {
    "beg": "begged",
    "break": "broken",
    "confer": "conferred",
    "cost": "cost",
    "fall": "fallen",
    "flee": "fled",
    "have": "had",
    "offer": "offered",
    "overlap": "overlapped",
    "rebuild": "rebuilt",
    "sign": "signed",
    "stand": "stood",
    "vary": "varied",
}
PLURALS = {"city": "cities", "crisis": "crises", "salesman": "salesmen", "tax": "taxes", "wife": "wives"}


@pytest.mark.parametrize("lemma", PARTICIPLES)
def test_participle(lemma: str) -> None:
    verb: Any = SimpleNamespace(lemma_=lemma, tag_="VB", lower_=lemma)
    assert form_participle(verb) == PARTICIPLES[lemma]


@pytest.mark.parametrize("noun", PLURALS)
def test_plural(noun: str) -> None:
    assert form_plural(noun) == PLURALS[noun]
