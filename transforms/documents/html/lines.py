"""An HTML tree to its lines in reading order, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from transforms.documents.html.zones import Zone, find_zone

_SKIPPED = frozenset(
    ("script", "style", "head", "noscript", "template", "iframe", "svg", "math", "noframes", "frameset")
)
_BLOCK_NAMES = """
address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select
summary table tbody td textarea tfoot th thead tr ul video audio
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPANS = frozenset(("span", "a", "b", "i", "em", "strong"))
# Inline elements of dates, places and labels, none of parts of words.
_LABELS = frozenset(("span", "time", "small", "label", "cite"))
_PARAGRAPHS = frozenset(("p", "blockquote", "li", "pre", "dd"))
# A zone that holds more than this share of the text in paragraphs is no zone: its name misleads.
_LARGE = 0.4
# Names of these zones also style single paragraphs ("teaser" for a lead, "label").
_DOUBTFUL = frozenset(("metadata", "related", "advertisement", "media", "footer", "navigation"))


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """One line of a page.

    `tag` is the block element that holds it and `name` its class, `path` the elements around it, outermost
    first, `zone` the part of the page that is not the article (None where no element says so), `link_share`
    the share of its characters in links. `around` numbers the block elements of `path`, to tell siblings.
    """

    text: str
    tag: str
    path: tuple[str, ...]
    zone: str | None
    link_share: float
    around: tuple[int, ...]
    name: str

    @property
    def block(self) -> int:
        """Number of the element that holds the line."""
        return self.around[-1]

    @property
    def parent(self) -> int:
        """Number of the element around that."""
        return self.around[-2] if len(self.around) > 1 else 0


@dataclass(slots=True)
class _Block:
    tag: str
    number: int
    name: str


class _Walk:
    """The state of one walk through a tree."""

    def __init__(self, paragraph_length: int) -> None:
        self.lines: list[HtmlLine] = []
        self.blocks: list[_Block] = [_Block("body", 0, "")]
        self.pieces: list[str] = []
        self.link_length = 0
        self.links = 0
        self.zones: list[tuple[int, str]] = []
        self.depth = 0
        self.paragraph_length = paragraph_length

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.link_length += len(text.strip())

    def flush(self) -> None:
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if text:
            block = self.blocks[-1]
            line = HtmlLine(
                text=text,
                tag=block.tag,
                path=tuple(b.tag for b in self.blocks),
                zone=self.zones[-1][1] if self.zones else None,
                link_share=min(1.0, self.link_length / len(text)),
                around=tuple(b.number for b in self.blocks),
                name=block.name,
            )
            if self.lines and _runs_on(self.lines[-1], line):
                self.lines[-1] = replace(self.lines[-1], text=f"{self.lines[-1].text} {text}")
            else:
                self.lines.append(line)
        self.link_length = 0


def _runs_on(first: HtmlLine, second: HtmlLine) -> bool:
    """Whether a break inside of an element parts a sentence: "Cars will pay 3 euros<br>an hour"."""
    return (
        first.around == second.around
        and first.text.count(" ") >= 2
        and first.text[-1].isalnum()
        and second.text[0].islower()
        and max(first.link_share, second.link_share) == 0
    )


def read_lines(tree: HtmlElement) -> tuple[HtmlLine, ...]:
    """All lines of a page that hold text, in reading order; scripts and styles left out.

    Linear in the size of the page, without recursion.
    """
    walk = _Walk(measure_paragraphs(tree))
    walker = etree.iterwalk(tree, events=("start", "end"))
    number = 0
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if event == "start":
            number += 1
            if tag in _SKIPPED or tag == "comment":
                walker.skip_subtree()
                continue
            _open(walk, element, tag, number)
        else:
            _close(walk, element, tag)
    walk.flush()
    return tuple(walk.lines)


def _open(walk: _Walk, element: HtmlElement, tag: str, number: int) -> None:
    walk.depth += 1
    zone = None if walk.zones and walk.zones[-1][1] != "caption" else find_zone(element)
    is_zone = zone is not None and is_true_zone(element, zone, walk.paragraph_length)
    if tag in _BLOCKS or is_zone:
        walk.flush()
        walk.blocks.append(_Block(tag, number, element.get("class") or ""))
    if zone is not None and is_zone:
        walk.zones.append((walk.depth, zone.name))
    if tag == "a":
        walk.links += 1
    if walk.pieces and _starts_word(element):
        walk.add(" ")
    walk.add(element.text)


def _starts_word(element: HtmlElement) -> bool:
    """Whether a word begins with an element right behind another one, as spans with margins do."""
    before = element.getprevious()
    if before is None or before.tail or before.tag not in _SPANS or element.tag not in _SPANS:
        return False
    left, right = before.text or "", element.text or ""
    return min(len(left), len(right)) > 1 and left[-1].isalnum() and right[0].isalnum()


def _close(walk: _Walk, element: HtmlElement, tag: str) -> None:
    if tag not in _SKIPPED and tag != "comment":
        is_zone = bool(walk.zones) and walk.zones[-1][0] == walk.depth
        if tag in _BLOCKS or is_zone:
            walk.flush()
            walk.blocks.pop()
        if is_zone:
            walk.zones.pop()
        if tag == "a":
            walk.links -= 1
        walk.depth -= 1
    if walk.pieces and tag in _LABELS and _ends_word(walk.pieces[-1], element.tail or ""):
        walk.add(" ")
    walk.add(element.tail)


def _ends_word(left: str, right: str) -> bool:
    """Whether a word ends with an element right behind which a sentence begins: "<span>May</span>Ships"."""
    return len(left) > 1 and (left[-1].islower() or left[-1].isdigit()) and right[:1].isupper()


def is_true_zone(element: HtmlElement, zone: Zone, paragraph_length: int) -> bool:
    """Whether an element is the zone that its name says: not where most of the page's text stands in it."""
    if zone.is_large or element.tag in ("nav", "button", "select", "option", "textarea", "time"):
        return True
    if zone.name != "hidden" and any(True for _ in element.iter("h1")):
        return False
    if element.tag == "p" and zone.name in _DOUBTFUL and _is_prose(element):
        return False
    return measure_paragraphs(element) <= _LARGE * paragraph_length


def _is_prose(element: HtmlElement) -> bool:
    """Whether an element holds a sentence or more, most of it outside of links."""
    text = " ".join(element.text_content().split())
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return (
        text.count(" ") >= 11 and text.rstrip("\"'”’)").endswith((".", "!", "?")) and linked < 0.5 * len(text)
    )


def measure_paragraphs(tree: HtmlElement) -> int:
    """Characters of text in paragraphs; of what stands in other elements, only long stretches count."""
    total = 0
    for element in tree.iter(etree.Element):
        if element.tag in _PARAGRAPHS:
            total += len(element.text or "") + sum(len(child.tail or "") for child in element)
        elif element.tag not in _SKIPPED:
            parts = (element.text, *(child.tail for child in element))
            total += sum(len(part) for part in parts if part and len(part) > 120)
    return total
