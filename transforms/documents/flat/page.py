"""A flat text as it is looked at: its lines, and what is known of each before anything is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transforms.documents.line_model.model import load_line_model
from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.lines.lines import Line
from transforms.documents.lines.rules import LineRule, match_rule
from transforms.documents.lines.verdict import Verdict
from transforms.documents.metadata.datelines import is_bare_dateline

_WHOLE_PAGE_LINES = 60  # lines that are not content, from which a text is a page with all its navigation
_ENDS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class FlatPage:
    """Lines with the model's score, the rule that matches, whether they are a date, and known."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    rules: tuple[LineRule | None, ...]
    is_date: tuple[bool, ...]
    is_template: tuple[bool, ...]

    def is_known(self, number: int) -> bool:
        """Whether a rule, a date or the memory says that the line is not content."""
        return self.rules[number] is not None or self.is_date[number] or self.is_template[number]

    def get_text(self, number: int) -> str:
        """The line of that number; empty below the last."""
        return self.texts[number] if number < len(self.texts) else ""

    def count_words(self, numbers: Sequence[int]) -> int:
        """Words of those of the lines that are paragraphs."""
        texts = (self.texts[number] for number in numbers)
        return sum(text.count(" ") + 1 for text in texts if is_paragraph(text))


def look_at_lines(lines: Sequence[Line], is_template: Callable[[str], bool]) -> FlatPage:
    """Score the lines and look each up in the rules and, by `is_template`, in the memory of the site."""
    texts = tuple(line.text for line in lines)
    scores = load_line_model().score_lines(texts, [line.blank_before for line in lines])
    return FlatPage(
        texts,
        tuple(round(float(score), 4) for score in scores),
        tuple(match_rule(text) for text in texts),
        tuple(is_date_line(text) or is_bare_dateline(text) for text in texts),
        tuple(is_template(text) for text in texts),
    )


def is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence, or is too long for anything else."""
    return text.count(" ") >= 30 or (text.count(" ") >= 6 and text.rstrip("\"'”’)").endswith((*_ENDS, ":")))


def is_paragraph(text: str) -> bool:
    """Whether a line is long enough for a paragraph, or a whole sentence."""
    return text.count(" ") >= 11 or (text.count(" ") >= 6 and text.rstrip("\"'”’)").endswith(_ENDS))


def is_whole_page(verdicts: Sequence[Verdict]) -> bool:
    """Whether so much is dropped that the text is a page with all its navigation, not a copied article."""
    return sum(1 for verdict in verdicts if not verdict.is_kept) >= _WHOLE_PAGE_LINES


def list_stretches(verdicts: Sequence[Verdict], gap: int) -> list[list[int]]:
    """Numbers of the kept lines, in stretches that more than `gap` lines part."""
    stretches: list[list[int]] = []
    for number, verdict in enumerate(verdicts):
        if not verdict.is_kept:
            continue
        if stretches and number - stretches[-1][-1] <= gap:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return stretches
