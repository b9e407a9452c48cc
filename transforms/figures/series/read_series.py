"""What series a figure is a point of: the measure, its kind, whose it is and with whom."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.figures import Figure, MeasureKind
from transforms.actors.findings import ActorFindings
from transforms.figures.lexicon import load_word_list
from transforms.figures.series.flows import is_flow, read_flow
from transforms.figures.series.measure_forms import cut_teller, drop_pairs, drop_times, name_cost
from transforms.figures.series.measure_lexicon import load_change_measures, load_measure_words
from transforms.figures.series.measures import name_measure
from transforms.figures.series.pairs import find_pair, list_countries, names_pair
from transforms.figures.series.parties import NamedParty, PartyFinder
from transforms.figures.series.partners import find_partners

# A price is per piece or per mass; a wage per time.
PER_TIME = frozenset({"h", "d", "wk", "mo", "a"})
COUNTRY = "country/"
LOCATION = "location/"
SHARE_UNITS = frozenset({"percent", "pp", "bp"})


@dataclass(frozen=True, slots=True)
class Series:
    """The series of a figure; `party` and `partner` are entity_keys.

    Where a measure has a direction (exports), `party` is who sends; where it has none (trade), the order
    says nothing.
    """

    measure: str
    kind: MeasureKind
    party: str | None
    partner: str | None


class SeriesReader:
    """Reads the series of the figures of one document."""

    def __init__(self, actors: ActorFindings, text: str) -> None:
        self._actors = actors
        self._text = text
        self._countries = [a.entity_key for a in actors.actors if a.entity_key.startswith(COUNTRY)]
        self._parties = PartyFinder(actors.actors)

    def read(self, figure: Figure, counted: str | None) -> Series | None:
        """The series; None for a figure without an item, or with one that names nothing.

        `counted` is the one word for what the item counts.
        """
        if figure.item is None or figure.is_minor:
            return None
        parties, rest = self._parties.split(figure.item)
        kind, words = _tell_kind(figure, _name_fate(counted, name_measure(cut_teller(rest))))
        owner = self._choose_owner(figure)
        if is_flow(words):
            parties = (*parties, *find_partners(figure, parties, self._actors, self._text))
        flow = read_flow(
            words, parties, owner, list_countries(self._actors, figure.sentence_no), self._countries
        )
        if flow is not None and any(key and key.startswith(COUNTRY) for key in (flow.sender, flow.receiver)):
            words = (*flow.words, "export" if flow.sender else "import")
            party, partner = flow.sender or flow.receiver, flow.receiver if flow.sender else None
        else:
            party, partner = self._choose_parties(figure, parties, owner, words)
            words = _drop_causes(words, party)
        words = drop_times(drop_pairs(words))
        if not words:
            return None
        return Series(_write(name_cost(words, figure, self._text), figure), kind, party, partner)

    def _choose_owner(self, figure: Figure) -> str | None:
        """The owner, unless it is a group that the text only describes."""
        actor = self._actors.actor_by_key.get(figure.actor_id or "")
        is_told = actor is not None and actor.is_named and actor.type != "group"
        return figure.actor_id if is_told else None

    def _choose_parties(
        self, figure: Figure, parties: tuple[NamedParty, ...], owner: str | None, words: tuple[str, ...]
    ) -> tuple[str | None, str | None]:
        known, measured = load_measure_words(), set(words)
        named = [p.key for p in parties]
        if owner is not None and owner not in named:
            named.insert(0, owner)
        if measured & known["mutual"]:
            return self._choose_pair(figure, named)
        if measured & known["scene"]:
            scene = [k for k in named if k.startswith(LOCATION)] or self._find_scene(figure)
            return (scene[0], None) if scene else (next(iter(named), None), None)
        if not named and measured & known["national"]:
            named = self._find_only_country()
        if owner is not None:
            named.sort(key=lambda key: key != owner)
        first, second = (*named, None, None)[:2]
        return first, second

    def _choose_pair(self, figure: Figure, named: list[str]) -> tuple[str | None, str | None]:
        """Both parties of a measure without direction; "the two countries" are those named before."""
        item = figure.item or ""
        if len(self._parties.split(item)[0]) < 2 and names_pair(item):
            pair = find_pair(self._actors, figure.sentence_no, figure.char_start)
            if pair is not None:
                return pair
        if len(named) == 1:
            named = [*named, *(c for c in self._find_other(figure, named[0]) if c not in named)]
        first, second = (*named, None, None)[:2]
        return first, second

    def _find_other(self, figure: Figure, one: str) -> list[str]:
        countries = list_countries(self._actors, figure.sentence_no)
        return countries if len(countries) == 2 and one in countries else []

    def _find_scene(self, figure: Figure) -> list[str]:
        """The place that the sentence of a figure names, else the one that its text names most."""
        mentions = self._actors.mentions_by_sentence.get(figure.sentence_no, ())
        here = dict.fromkeys(m.actor_id for m in mentions if m.actor_id.startswith(LOCATION))
        if len(here) == 1:
            return list(here)
        told = [m.actor_id for m in self._actors.mentions if m.actor_id.startswith(LOCATION)]
        # The first of those that are named as often.
        return sorted(dict.fromkeys(told), key=lambda key: -told.count(key))[:1]

    def _find_only_country(self) -> list[str]:
        """The country of a text that names no other."""
        return self._countries if len(self._countries) == 1 else []


def _tell_kind(figure: Figure, words: tuple[str, ...]) -> tuple[MeasureKind, tuple[str, ...]]:
    """Level, change or share, and the words without those that only tell of a change."""
    known = load_measure_words()
    growing = tuple(w for w in words if w not in known["growth"])
    is_growth = figure.unit in SHARE_UNITS and growing != words and bool(growing)
    if figure.change is not None or is_growth:
        named = growing or words
        if figure.unit in SHARE_UNITS and frozenset(named) in load_change_measures():
            named, kind = load_change_measures()[frozenset(named)]
            return ("level" if kind == "level" else "change"), named
        return "change", named
    named_by_change = load_change_measures().get(frozenset(words))
    if figure.unit in SHARE_UNITS and named_by_change is not None and named_by_change[1] == "level":
        return "level", named_by_change[0]  # "prices rose 9.6 percent, after 10.3 percent in April"
    is_rate = any(w in known["rate"] for w in words)
    if figure.dimension == "share" and (not is_rate or "as a share of" in (figure.item or "")):
        return "share", words
    return "level", words


def _name_fate(counted: str | None, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a measure with what befell the people counted, where the item says it in other words."""
    scene = load_measure_words()["scene"]
    if counted is None or counted not in scene or scene & set(words):
        return words
    return (counted, *words)


def _drop_causes(words: tuple[str, ...], party: str | None) -> tuple[str, ...]:
    """The dead of a town are one series, whether a text says of what they died or not.

    A town that is taken for a person is a town still: nobody else has dead.
    """
    scene = load_measure_words()["scene"]
    if party is None or party.startswith(COUNTRY):
        return words
    return tuple(w for w in words if w in scene) or words


def _write(words: tuple[str, ...], figure: Figure) -> str:
    """The measure as one text: sorted, with the word that heads it last."""
    is_price = figure.dimension == "money" and figure.per_unit and figure.per_unit not in PER_TIME
    named = {*words, "price"} if is_price else set(words)
    return " ".join(sorted(named, key=lambda w: (w in load_word_list("series_heads"), w)))
