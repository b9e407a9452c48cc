"""Repairs of damaged text that keep the way back to the raw text."""

from __future__ import annotations

from transforms.documents.repair.character_repairs import (
    find_character_edits,
    find_entity_edits,
    find_mojibake_edits,
    find_surrogate_edits,
)
from transforms.documents.repair.text_edits import RepairedText, apply_edits
from transforms.documents.repair.word_repairs import (
    find_broken_word_edits,
    find_decimal_edits,
    find_glued_sentence_edits,
    find_look_alike_edits,
)

__all__ = ["RepairedText", "repair_further", "repair_text"]

# In this order: encodings before characters, characters before the words that are made of them.
_REPAIRS = (
    find_surrogate_edits,
    find_mojibake_edits,
    find_entity_edits,
    find_character_edits,
    find_look_alike_edits,
    find_broken_word_edits,
    find_glued_sentence_edits,
    find_decimal_edits,
)


def repair_text(text: str) -> RepairedText:
    """Repair a decoded text.

    Repaired are surrogates, mojibake, HTML entities, odd spaces and hyphens, invisible and control
    characters, ligatures, wide and look-alike letters, words broken at line ends, glued sentences and
    torn decimals. The number of lines stays the same; quotation marks stay as the source prints them.
    """
    return repair_further(RepairedText(text))


def repair_further(repaired: RepairedText) -> RepairedText:
    """Repair a text that was edited before; its offsets still lead to the text before all edits."""
    for find_edits in _REPAIRS:
        repaired = apply_edits(repaired, tuple(find_edits(repaired.text)))
    return repaired
