"""Variants of labelled pages: copies, the article alone, a short report, parts of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from transforms.documents.line_model.hashed_choice import HashedChoice
from transforms.documents.line_model.training_pages import LabelledPage
from transforms.documents.lines.shapes import strip_bullet

_LABELS = (
    *("Related", "Read more", "READ MORE", "More on this", "Advertisement", "World", "Politics", "Business"),
    *("Lifestyle", "Recommended", "Most read", "Also read", "Sport", "Opinion", "Don't miss", "Trending"),
    *("For subscribers", "Video"),
)
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")
_SENTENCE_GAP = re.compile(r"(?<=[a-z\d”\"][.!?]) (?=[A-Z“\"])")
_SHORT_WEIGHT, _MIXED_WEIGHT = 0.6, 1.0
_MIXED_COPIES = 3
_OWN_HEAD = 4


def list_teasers(pages: Sequence[LabelledPage]) -> list[str]:
    """Lines of pages that read like headlines of other articles, for `vary_page`."""
    teasers = {
        strip_bullet(text)
        for page in pages
        for text, is_content in zip(page.texts, page.is_content.tolist(), strict=True)
        if not is_content and 4 <= text.count(" ") <= 16 and not text.endswith((".", ":"))
    }
    return sorted(teasers)


def vary_page(page: LabelledPage, teasers: Sequence[str]) -> Iterator[LabelledPage]:
    """The page as it is, a copy cut to the surroundings of the article, and one of little but the article.

    A text that somebody copied has few lines around the article, no bullets, and empty lines
    everywhere or nowhere. Half of the copies have links to other articles between the paragraphs.
    The name of the page decides how it is varied.
    """
    yield page
    choice = HashedChoice(page.name)
    content = np.flatnonzero(page.is_content)
    if not len(content):
        return
    first, last = int(content[0]), int(content[-1]) + 1
    start, end = max(0, first - choice.draw_between(0, 8)), last + choice.draw_between(0, 25)
    copied = _cut(page, start, end, choice, weight=0.6)
    yield _insert_teasers(copied, teasers, choice) if choice.draw() < 0.5 else copied
    start, end = max(0, first - choice.draw_between(0, 2)), last + choice.draw_between(0, 2)
    yield _cut(page, start, end, choice, weight=0.3)
    if _is_running_text(page):
        yield _shorten(page, choice)


def _insert_teasers(page: LabelledPage, teasers: Sequence[str], choice: HashedChoice) -> LabelledPage:
    texts, blanks, labels = list(page.texts), list(page.blanks), page.is_content.tolist()
    for _ in range(choice.draw_between(1, 3)):
        place = choice.draw_between(len(texts) // 4, len(texts) - 1)
        lines = choice.choose_several(teasers, choice.draw_between(1, 3))
        if choice.draw() < 0.6:
            lines.insert(0, choice.choose(_LABELS))
        blank = choice.choose((0, 1))
        texts[place:place] = lines
        blanks[place:place] = [blank] * len(lines)
        labels[place:place] = [False] * len(lines)
    return LabelledPage(page.name, texts, blanks, np.array(labels), page.weight)


def _cut(page: LabelledPage, start: int, end: int, choice: HashedChoice, weight: float) -> LabelledPage:
    texts, blanks = page.texts[start:end], page.blanks[start:end]
    style = choice.draw()
    if style < 0.55:
        blanks = [1 if style < 0.4 else 0] * len(texts)
    if choice.draw() < 0.5:
        texts = [strip_bullet(text) for text in texts]
    return LabelledPage(page.name, texts, blanks, page.is_content[start:end], weight)


def _is_running_text(page: LabelledPage) -> bool:
    """Whether most words of the content stand in whole sentences."""
    told = [
        (t.count(" ") + 1, t) for t, keep in zip(page.texts, page.is_content.tolist(), strict=True) if keep
    ]
    whole = sum(words for words, text in told if words >= 10 and _ENDS_SENTENCE.search(text))
    return whole > 0.8 * sum(words for words, _ in told)


def _shorten(page: LabelledPage, choice: HashedChoice) -> LabelledPage:
    """A short report: the first paragraphs cut to a sentence or two, and what the page prints around."""
    content = np.flatnonzero(page.is_content)
    last_kept = content[min(choice.draw_between(2, 7), len(content)) - 1]
    first, end = max(0, int(content[0]) - choice.draw_between(0, 20)), len(page.texts)
    end = min(end, int(content[-1]) + 1 + choice.draw_between(0, 25))
    blank = choice.choose((0, 0, 1))
    texts, blanks, labels = [], [], []
    for number in range(first, end):
        is_content = bool(page.is_content[number])
        if last_kept < number < content[-1] + 1 and (is_content or choice.draw() < 0.8):
            continue
        text = strip_bullet(page.texts[number])
        sentences = _SENTENCE_GAP.split(text) if is_content else [text]
        texts.append(" ".join(sentences[: choice.draw_between(1, 2)]))
        blanks.append(blank if choice.draw() < 0.9 else page.blanks[number])
        labels.append(is_content)
    return LabelledPage(page.name, texts, blanks, np.array(labels), _SHORT_WEIGHT)


def mix_pages(pages: Sequence[LabelledPage]) -> list[LabelledPage]:
    """Copies of the marked pages that take what stands above and below the article from other pages.

    What is around an article thus tells nothing of what is in it.
    """
    usable = [page for page in pages if page.is_marked and page.is_content.any()]
    mixed = []
    for page in usable:
        choice = HashedChoice(f"mixed {page.name}")
        for number in range(_MIXED_COPIES):
            above, below = choice.choose(usable), choice.choose(usable)
            mixed.append(_put_between(page, above, below, f"{page.name} {number}"))
    return mixed


def _put_between(page: LabelledPage, above: LabelledPage, below: LabelledPage, name: str) -> LabelledPage:
    first, last = np.flatnonzero(page.is_content)[[0, -1]].tolist()
    head, tail = np.flatnonzero(above.is_content)[0], np.flatnonzero(below.is_content)[-1]
    own_head = max(0, first - _OWN_HEAD)  # title, byline and date stay with their article
    parts = (
        (above, 0, max(0, int(head) - _OWN_HEAD)),
        (page, own_head, last + 1),
        (below, int(tail) + 1, len(below.texts)),
    )
    return LabelledPage(
        name,
        [text for source, start, end in parts for text in source.texts[start:end]],
        [blank for source, start, end in parts for blank in source.blanks[start:end]],
        np.concatenate([source.is_content[start:end] for source, start, end in parts]),
        _MIXED_WEIGHT,
    )
