"""The sentences of a document and its title, read with layers that know a few words."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from transforms.reading.confidence import Calibration
from transforms.reading.decode import Array
from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.model_files import FOLDER, ReaderFiles
from transforms.reading.read_sentences import LoadedReader, pool_states, read_sentences
from transforms.reading.read_windows import DEFAULT_CUTS, Cuts, Heads
from transforms.reading.readings import Reading

TRIGGERS, PARTIES = ("shelled", "raided"), ("mali", "chad")
SIZES = {
    "types": len(TYPES), "roles": len(ROLES), "status": len(STATUSES), "mode": len(MODES),
    "presences": 3 * len(PRESENCES), "date_link": len(DATE_LINKS), "group": 2,
    "role_words": 3 * len(ROLES), "role_triggers": 3 * len(ROLES),
}  # fmt: skip


class _WordLayers:
    """Two numbers a piece: whether it names an attack, whether it names a party."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        words = (TRIGGERS, PARTIES)
        self.ids = [
            [i for w in part for i in tokenizer.encode(w, add_special_tokens=False).ids] for part in words
        ]

    def read_lower(self, ids: NDArray[np.int64]) -> Array:
        return np.stack([np.isin(ids, part) for part in self.ids], -1).astype(np.float32)

    def read_upper(self, states: Array, mask: NDArray[np.bool_]) -> Array:
        return states


@pytest.fixture(scope="module")
def reader(tokenizer: Tokenizer) -> LoadedReader:
    weights: dict[str, Array] = {
        f"{name}.weight": np.zeros((size, 2), np.float32) for name, size in SIZES.items()
    }
    weights |= {f"{name}.bias": np.full(size, -6, np.float32) for name, size in SIZES.items()}
    weights |= {f"{name}.bias": np.zeros(SIZES[name], np.float32) for name in ("role_words", "role_triggers")}
    weights["types.weight"][TYPES.index("ASSAULT"), 0] = 12
    weights["roles.weight"][ROLES.index("actor"), 1] = 12
    weights["mark.weight"] = np.zeros((len(TYPES), 2), np.float32)
    files = ReaderFiles(FOLDER, "reader.test", DEFAULT_CUTS, {}, Calibration({}, {}))
    return LoadedReader(files, tokenizer, _WordLayers(tokenizer), Heads(weights))


def _places(readings: list[Reading]) -> list[tuple[int, int, list[tuple[int, int, int]]]]:
    return [(r.sentence, r.start, [(s.sentence, s.start, s.end) for s in r.spans]) for r in readings]


def test_sentences_are_numbered_as_given(reader: LoadedReader) -> None:
    readings = read_sentences(reader, ["Mali slept.", "", "It shelled Aden."])
    assert _places(readings) == [(2, 3, [(0, 0, 4)])]


def test_a_title_is_read_as_sentence_before_the_first(reader: LoadedReader) -> None:
    readings = read_sentences(reader, ["It shelled Aden."], "Anger at Mali")
    assert _places(readings) == [(0, 3, [(-1, 9, 13)])]


def test_no_event_of_the_title_is_returned(reader: LoadedReader) -> None:
    assert read_sentences(reader, ["Chad slept."], "Mali shelled Aden") == []


@pytest.mark.parametrize("title", [None, "", "   "])
def test_an_empty_title_changes_nothing(reader: LoadedReader, title: str | None) -> None:
    readings = read_sentences(reader, ["Chad raided Aden."], title)
    assert _places(readings) == [(0, 5, [(0, 0, 4)])]


@pytest.mark.parametrize("sentences", [[], [""], ["  ", "🔥"]])
def test_nothing_to_read_has_no_events(reader: LoadedReader, sentences: list[str]) -> None:
    assert read_sentences(reader, sentences, "Mali shelled Aden") == []


def test_cuts_may_be_given(reader: LoadedReader) -> None:
    strict = Cuts(dict.fromkeys(TYPES, 0.999), DEFAULT_CUTS.roles)
    assert read_sentences(reader, ["Chad raided Aden."], cuts=strict) == []


def test_a_trigger_in_a_long_sentence_is_found_once(reader: LoadedReader) -> None:
    sentence = "the ferry slept, " * 300 + "Chad raided Aden."
    at = sentence.index("Chad")
    assert _places(read_sentences(reader, [sentence])) == [(0, at + 5, [(0, at, at + 4)])]


def test_documents_do_not_touch_each_other(reader: LoadedReader) -> None:
    document = ["Mali shelled Aden.", "Chad raided it."]
    alone = read_sentences(reader, document)
    read_sentences(reader, ["Chad shelled Lima."] * 60)
    assert read_sentences(reader, document) == alone


def test_states_of_words_are_pooled_behind_a_title(reader: LoadedReader) -> None:
    places = [(0, 0, 4), (0, 5, 12), (1, 0, 4), (7, 0, 4), (-2, 0, 0)]
    pooled = pool_states(reader, ["Mali shelled Aden.", "Chad slept."], "Mali", places)
    assert pooled.tolist() == [[0, 1], [1, 0], [0, 1], [0, 0], [0, 0]]
