"""Documents that never were, with all their rows: the rows of real extractions, told of others.

A template is an article with the rows that the extractors made of it. A variant of it has other names of
persons, bodies and places, other countries, many other words and another day, all of the same length, so that
every row still is the exact slice of its text. What varies depends on the number of the variant alone.

How much a document shares with those before it decides what its publication costs. It is drawn as in news:

- Names of persons and bodies that no reference table holds, and of all places below a country: three in ten
  are borne in one document only. The others are drawn from `NAMES` of each shape (how long its words are),
  the n-th with a weight of 1 / (n + `FLATTENED`): the first stands for 2.6 % of the names of its shape, half
  of all for less than .12 % each. All templates draw from the same names.
- Countries are drawn alike, among those of the templates: the first is told of in 22 % of the documents, the
  first pair in 5 %.
- Stories: half of the documents (`SHARE_OF_FOLLOWERS`) tell the story of an earlier one again, with its
  parties, places and days in partly other words, as another paper does, or a report of the next days. So 37 %
  of the stories are told by one document, 37 % by two, 18 % by three, the others by more.
- Days go forward, `DOCUMENTS_A_DAY` to each; a document comes `USUAL_DELAY` days late in the mean, `LATEST`
  at most. Dates of events and periods move along with the first document of their story.
- Types of deeds, triggers, and bodies of the reference tables (the United Nations) stay as in the template.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas.declaration import ActorReference, Table
from schemas.identifiers import make_id
from schemas.registry import TABLE_BY_NAME
from transforms.documents.duplicates import sign_text
from warehouse.stage import STAGED_TABLES, shard_path

FIRST_DAY = date(2023, 1, 2)
DOCUMENTS_A_DAY = 250
USUAL_DELAY, LATEST = 3.0, 30.0
SHARE_OF_FOLLOWERS = 0.5
FOLLOWED_FOR_DAYS = 2.0  # in the mean
PUBLISHERS = 300
SHARE_OF_OTHER_WORDS = 0.4
SHARE_OF_NEW_NAMES = 0.3
NAMES = 3_000
FLATTENED = 5
VOWELS, CONSONANTS = "aeiou", "bdfghklmnprstvz"
WORDY_COLUMNS = frozenset(
    {"text", "title", "name", "names", "role", "trigger", "date_text", "place_text", "item", "measure",
     "period_text", "cue", "author"}
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
DESCRIBED = re.compile(r"[0-9a-f]{12}")  # of an actor of one document alone
ROW_ID = re.compile(r"[a-z]+-[0-9a-f]{16}")


@dataclass(frozen=True)
class Template:
    """The rows of one article by table."""

    rows: Mapping[str, Sequence[Any]]

    @cached_property
    def document(self) -> Any:
        """The row of the article itself."""
        return self.rows["documents"][0]

    @cached_property
    def names(self) -> list[list[str]]:
        """The words of each name that varies, those of an earlier name left out."""
        found: dict[str, None] = {}
        names: list[list[str]] = []
        for actor in sorted(self.rows["document_actors"], key=lambda a: str(a.entity_key)):
            if actor.is_named and (actor.reference_id is None or actor.type == "location"):
                words = dict.fromkeys(w for name in sorted(actor.names) for w in WORD.findall(name))
                own = [w for w in words if len(w) > 3 and w.isascii() and w.istitle() and w not in found]
                found |= dict.fromkeys(own)
                names.append(own)
        return names

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of its text and of the keys of its actors."""
        keys = " ".join(a.entity_key for a in self.rows["document_actors"])
        return frozenset(WORD.findall(f"{self.document.text} {keys}"))

    @cached_property
    def free_words(self) -> list[str]:
        """Words that no extractor went by."""
        told = [e.trigger for e in self.rows["events"]] + [q.cue or "" for q in self.rows["quotes"]]
        told += [t.text for t in self.rows["time_expressions"]] + [f.text for f in self.rows["figures"]]
        kept = {w for text in told for w in WORD.findall(text)}
        return sorted(w for w in {*WORD.findall(self.document.text)} - kept if w.islower())

    @cached_property
    def countries(self) -> list[str]:
        """Codes of the countries it tells of."""
        return sorted({a.country_code for a in self.rows["document_actors"]} - {None})


class Variants:
    """Makes variants of some templates, so many to a day."""

    def __init__(self, templates: Sequence[Template], a_day: int = DOCUMENTS_A_DAY) -> None:
        self._templates, self._a_day = templates, a_day
        texts = (t.document.text for t in templates)
        found = {w for text in texts for w in WORD.findall(text) if w.isascii() and w.islower()}
        self._words: dict[int, list[str]] = {}
        for word in sorted(w for w in found if len(w) > 4):
            self._words.setdefault(len(word), []).append(word)
        self._codes = sorted({c for t in templates for c in t.countries})
        random.Random(0).shuffle(self._codes)
        self._code_weights = _weigh_ranks(len(self._codes))
        self._name_weights = _weigh_ranks(NAMES)

    def write_record(self, number: int) -> dict[str, str]:
        """The article as a source yields it."""
        change = self._choose(number)
        document = change.template.document
        return {
            "id": str(number),
            "title": change.vary_text(document.title or ""),
            "text": change.vary_text(document.text),
            "publisher": change.publisher,
            "published": change.published_on.isoformat(),
        }

    def write_rows(self, number: int, document_id: str, source: str, uri: str) -> dict[str, list[Any]]:
        """All rows of the article, but those of the ledger and of repeated lines."""
        change = self._choose(number)
        given = {"document_id": document_id, "source": source, "uri": uri, "story_id": document_id}
        rows = {
            name: [change.vary_row(TABLE_BY_NAME[name], row, given) for row in found]
            for name, found in change.template.rows.items()
            if name not in ("ledger", "template_lines", "document_signatures")
        }
        text = rows["documents"][0].text
        return rows | {"document_signatures": [sign_text(document_id, text)]}

    def _choose(self, number: int) -> _Change:
        story = self._find_story(number)
        template = self._templates[story % len(self._templates)]
        told = random.Random(story)  # of all documents of the story
        words = self._choose_names(template, story, told)
        count = 8 * len(template.countries)
        drawn = dict.fromkeys(told.choices(self._codes, cum_weights=self._code_weights, k=count))
        countries = zip(template.countries, drawn | dict.fromkeys(self._codes), strict=False)
        self._choose_words(template, words, random.Random(f"words {number}"))
        began_on = self._date(story)
        return _Change(template, number, began_on, max(began_on, self._date(number)), words, dict(countries))

    def _find_story(self, number: int) -> int:
        """The document that first tells the story of a document: itself, or one of some days before."""
        chance = random.Random(f"story {number}")
        if chance.random() < SHARE_OF_FOLLOWERS:
            earlier = number - 1 - int(chance.expovariate(1 / (FOLLOWED_FOR_DAYS * self._a_day)))
            if earlier < 0:
                return number  # what it follows came before the first document
            number = earlier
            while number and random.Random(f"story {number}").random() < SHARE_OF_FOLLOWERS:
                number -= 1
        return number

    def _date(self, number: int) -> date:
        delay = min(random.Random(f"day {number}").expovariate(1 / USUAL_DELAY), LATEST)
        return FIRST_DAY + timedelta(days=int(number / self._a_day - delay))

    def _choose_words(self, template: Template, words: dict[str, str], chance: random.Random) -> None:
        taken = {*template.words, *words.values()}
        for word in template.free_words:
            if len(word) in self._words and chance.random() < SHARE_OF_OTHER_WORDS:
                other = chance.choice(self._words[len(word)])
                if other not in taken:  # two words that become one might be two actors that become one
                    words[word] = other
                    taken.add(other)

    def _choose_names(self, template: Template, number: int, chance: random.Random) -> dict[str, str]:
        """Another word for each word of a name; no two words become one."""
        chosen: dict[str, str] = {}
        taken = set(template.words)
        for name in template.names:
            is_new = chance.random() < SHARE_OF_NEW_NAMES
            (rank,) = chance.choices(range(NAMES), cum_weights=self._name_weights)
            for place, word in enumerate(name):
                version = f"only {number}" if is_new else str(rank)
                while (other := _coin_name(word, f"{place} {version}")) in taken:
                    version += " again"
                taken.add(other)
                chosen[word] = other
        return chosen


@dataclass(frozen=True)
class _Change:
    """What is told otherwise in one variant."""

    template: Template
    number: int
    began_on: date  # when the first document of its story was published
    published_on: date
    words: Mapping[str, str]
    countries: Mapping[str, str]

    @property
    def publisher(self) -> str:
        return f"Paper {self.number * 7 % PUBLISHERS}"

    @cached_property
    def _delay(self) -> timedelta:
        return self.began_on - (self.template.document.published_on or self.began_on)

    @cached_property
    def _slugs(self) -> dict[str, str]:
        return {old.lower(): new.lower() for old, new in self.words.items()}

    def vary_text(self, text: str) -> str:
        return WORD.sub(lambda found: self.words.get(found[0], found[0]), text)

    def vary_row(self, table: Table, row: Any, given: Mapping[str, str]) -> Any:
        values = {f.name: getattr(row, f.name) for f in fields(row)}
        for column in table.columns:
            value = values[column.name]
            if value is not None:
                values[column.name] = given.get(column.name) or self._vary(table, column.name, value)
        if table.name == "documents":
            values |= {"publisher": self.publisher, "published_on": self.published_on}
        return type(row)(**values)

    def _vary(self, table: Table, name: str, value: Any) -> Any:
        if name in WORDY_COLUMNS:
            return _each(value, self.vary_text)
        if isinstance(value, date | datetime):
            return value + self._delay if name != "loaded_at" else value
        if name.endswith("country_code"):
            return self.countries.get(value, value)
        if name in ("entity_key", "reference_id") or table.column(name).has_rule(ActorReference):
            return self._vary_actor(value)
        is_row_id = name.endswith("_id") and ROW_ID.fullmatch(str(value))
        return make_id(value.split("-")[0], value, self.number) if is_row_id else value

    def _vary_actor(self, actor_id: str) -> str:
        kind, _, name = actor_id.partition("/")
        if kind == "country":
            return f"{kind}/{self.countries.get(name, name)}"
        own = f"{self.number:012x}"
        parts = (
            own if DESCRIBED.fullmatch(part) else self._slugs.get(part, part) for part in name.split("-")
        )
        return f"{kind}/{'-'.join(parts)}"


def _each(value: Any, change: Callable[[str], str]) -> Any:
    return tuple(change(v) for v in value) if isinstance(value, tuple) else change(value)


def _weigh_ranks(count: int) -> list[float]:
    """Cumulative weights of names by their rank."""
    return list(accumulate(1 / (rank + FLATTENED) for rank in range(1, count + 1)))


def _coin_name(word: str, version: str) -> str:
    """A name of the same length, one for each version."""
    digest = blake2b(f"{len(word)} {version}".encode()).digest()
    letters = (CONSONANTS, VOWELS) if digest[-1] % 2 else (VOWELS, CONSONANTS)
    return "".join(letters[i % 2][digest[i % 60] % len(letters[i % 2])] for i in range(len(word))).title()


def read_templates(folder: Path) -> list[Template]:
    """The templates of the shards in a folder's folders."""
    found: list[Template] = []
    for shards in sorted(path.parent for path in folder.glob("*/documents.parquet")):
        by_document: dict[str, dict[str, list[Any]]] = {}
        for table in STAGED_TABLES:
            for row in _read_rows(shards, table):
                rows = by_document.setdefault(row.document_id, {t.name: [] for t in STAGED_TABLES})
                rows[table.name].append(row)
        found += [Template(rows) for _, rows in sorted(by_document.items()) if rows["documents"]]
    return found


def _read_rows(shards: Path, table: Table) -> Iterator[Any]:
    for values in pq.read_table(shard_path(shards, table)).to_pylist():
        yield table.row_type(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
