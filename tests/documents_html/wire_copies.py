"""Generator of wire stories, their edited copies, and different stories that look alike."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

WORDS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("wire_words.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Copy:
    """A text and the story that it tells; copies of one story have the same number."""

    story: int
    text: str


def build_corpus(seed: int, stories: int, copies: int) -> list[Copy]:
    """Stories with edited copies of each; some share a template, some their background."""
    rng = Random(seed)
    corpus: list[Copy] = []
    for number in range(stories):
        kind = number % 3
        if kind == 0:
            paragraphs = write_story(rng, rng.randint(6, 14))
        elif kind == 1:
            paragraphs = fill_template(rng, WORDS["templates"][number % len(WORDS["templates"])])
        else:  # a follow-up: new facts, then background taken over from the story before
            before = next(c for c in corpus if c.story == number - 2).text.split("\n")
            paragraphs = write_story(rng, rng.randint(5, 8)) + before[-3:]
        corpus.append(Copy(number, "\n".join(paragraphs)))
        corpus.extend(Copy(number, edit_copy(rng, paragraphs)) for _ in range(copies))
    return corpus


def write_story(rng: Random, size: int) -> list[str]:
    paragraphs = [f"{choose(rng, 'places').upper()} - {write_lead(rng)}, {choose(rng, 'names')} said."]
    for _ in range(size - 1):
        paragraphs.append(" ".join(write_sentence(rng) for _ in range(rng.randint(1, 3))))
    return paragraphs


def choose(rng: Random, kind: str) -> str:
    return rng.choice(WORDS[kind])


def write_lead(rng: Random) -> str:
    body, verb, thing, tail = (choose(rng, kind) for kind in ("bodies", "verbs", "things", "tails"))
    return f"The {body} of {choose(rng, 'places')} {verb} {thing} {tail}"


def write_sentence(rng: Random) -> str:
    if rng.random() < 0.3:
        speaker = f"{choose(rng, 'names')} of the {choose(rng, 'bodies')} in {choose(rng, 'places')}"
        return f'"{choose(rng, "quotes").capitalize()}," said {speaker}.'
    if rng.random() < 0.5:
        return write_lead(rng) + "."
    return choose(rng, "fillers").format(**fill(rng))


def fill(rng: Random) -> dict[str, object]:
    values: dict[str, object] = {
        "n": rng.randint(11, 990),
        "n2": rng.randint(10, 59),
        "m": rng.randint(2, 9),
        "k": rng.randint(2, 12),
        "year": rng.randint(1950, 2015),
        "move": rng.choice(("higher", "lower")),
        "thing": rng.choice(("banks", "mines", "retailers", "airlines")),
    }
    kinds = {"p": "places", "p2": "places", "name": "names", "name2": "names"}
    kinds |= {"month": "months", "day": "days", "quote": "quotes"}
    return values | {key: choose(rng, kind) for key, kind in kinds.items()}


def fill_template(rng: Random, template: str) -> list[str]:
    extras = {f"extra{n}": write_sentence(rng) for n in ("", "2", "3")}
    return template.format(**fill(rng), **extras).replace(". ", ".\n", 3).split("\n")


def edit_copy(rng: Random, paragraphs: list[str]) -> str:
    """What another newsroom makes of a story: one to three of the usual edits."""
    text = list(paragraphs)
    for edit in rng.sample(
        (cut_end, replace_words, add_paragraph, move_paragraphs, tag_agency, add_headline, drop_paragraph),
        rng.randint(1, 3),
    ):
        text = edit(rng, text)
    return "\n".join(text)


def cut_end(rng: Random, text: list[str]) -> list[str]:
    return text[: max(3, int(len(text) * rng.uniform(0.45, 0.8)))]


def replace_words(rng: Random, text: list[str]) -> list[str]:
    share = rng.uniform(0.01, 0.06)
    return [
        " ".join(
            rng.choice(("reportedly", "officials", "later", "some", "earlier")) if rng.random() < share else w
            for w in p.split(" ")
        )
        for p in text
    ]


def add_paragraph(rng: Random, text: list[str]) -> list[str]:
    at = rng.randint(1, len(text))
    return [*text[:at], " ".join(write_sentence(rng) for _ in range(2)), *text[at:]]


def move_paragraphs(rng: Random, text: list[str]) -> list[str]:
    rest = text[1:]
    rng.shuffle(rest)
    return [text[0], *rest]


def tag_agency(rng: Random, text: list[str]) -> list[str]:
    return [
        f"{choose(rng, 'places')}, {choose(rng, 'months')} {rng.randint(1, 28)} (TNA) -- {text[0]}",
        *text[1:],
        "--TNA ab/cd/",
    ]


def add_headline(rng: Random, text: list[str]) -> list[str]:
    return [
        f"{choose(rng, 'places')}: {choose(rng, 'bodies')} {choose(rng, 'verbs')} {choose(rng, 'things')}",
        *text,
    ]


def drop_paragraph(rng: Random, text: list[str]) -> list[str]:
    at = rng.randrange(1, len(text))
    return text[:at] + text[at + 1 :]
