"""Scores of word pieces become triggers, words of parties and labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from transforms.reading.decode import (
    Array,
    Candidate,
    Marks,
    build_reading,
    find_candidates,
    list_runs,
    list_spans,
)
from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.windows import Window, slice_bounds

MakeWindow = Callable[..., Window]


def _runs(window: Window, scores: list[float], cut: float = 0.5) -> list[tuple[int, ...]]:
    """Runs of words with these scores, one a first piece, as numbers of words."""
    firsts = np.flatnonzero(window.is_first)
    filled = np.zeros(len(window.ids), dtype=np.float32)
    filled[firsts] = scores
    number = {int(p): n for n, p in enumerate(firsts)}
    return [tuple(number[p] for p in run) for run in list_runs(window, firsts, filled, cut)]


@pytest.mark.parametrize(
    ("scores", "runs"),
    [
        ([0.0, 0.1, 0.2, 0.1], []),
        ([0.0, 0.49, 0.49, 0.0], []),
        ([0.0, 0.5, 0.0, 0.0], [(1,)]),
        ([0.3, 0.6, 0.3, 0.2], [(0, 1, 2)]),
        ([0.3, 0.9, 0.3, 0.5], [(1,), (3,)]),
        ([0.9, 0.4, 0.9, 0.0], [(0,), (2,)]),
        ([0.9, 0.5, 0.9, 0.0], [(0, 1, 2)]),
        ([0.9, 0.0, 0.0, 0.6], [(0,), (3,)]),
        ([0.99, 0.3, 0.495, 0.3], [(0,)]),
    ],
)
def test_runs_of_neighbouring_words(
    make_window: MakeWindow, scores: list[float], runs: list[tuple[int, ...]]
) -> None:
    assert _runs(make_window(["Mali then at_tacked Chad"]), scores) == runs


def test_a_run_ends_with_its_segment(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled", "Chad won"])
    assert _runs(window, [0.0, 0.9, 0.9, 0.0]) == [(1,), (2,)]


def test_a_lower_cut_finds_more(make_window: MakeWindow) -> None:
    window = make_window(["Mali at_tacked Chad"])
    assert [_runs(window, [0.0, 0.3, 0.0], cut) for cut in (0.2, 0.4)] == [[(1,)], []]


def _candidates(
    window: Window, scores: Mapping[tuple[int, str], float], **cuts: float
) -> list[tuple[tuple[int, ...], str, float]]:
    types = np.zeros((len(window.ids), len(TYPES)), dtype=np.float32)
    for (piece, kind), score in scores.items():
        types[piece, TYPES.index(kind)] = score
    found = find_candidates(window, types, {**dict.fromkeys(TYPES, 0.5), **cuts})
    return [(c.pieces, TYPES[c.kind], round(c.score, 2)) for c in found]


def test_triggers_have_the_cut_of_their_type(make_window: MakeWindow) -> None:
    window = make_window(["Mali met Chad"])
    scores = {(2, "CONSULT"): 0.6, (3, "AID"): 0.6}
    assert _candidates(window, scores, AID=0.7) == [((2,), "CONSULT", 0.6)]


def test_neighbouring_triggers_of_two_types_stay_apart(make_window: MakeWindow) -> None:
    window = make_window(["Mali arrested deported him"])
    scores = {(3, "COERCE"): 0.9, (2, "SANCTION"): 0.7, (4, "SANCTION"): 0.1}
    assert _candidates(window, scores) == [((2,), "SANCTION", 0.7), ((3,), "COERCE", 0.9)]


def test_one_word_may_name_two_deeds(make_window: MakeWindow) -> None:
    found = _candidates(make_window(["Mali jailed him"]), {(2, "SANCTION"): 0.7, (2, "COERCE"): 0.8})
    assert [kind for _, kind, _ in found] == ["SANCTION", "COERCE"]


def test_triggers_stand_in_own_sentences_at_first_pieces(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled", "Chad at_tacked"], own=[1])
    everywhere = {(piece, "ASSAULT"): 0.9 for piece in range(len(window.ids))}
    assert _candidates(window, everywhere) == [((4, 5), "ASSAULT", 0.9)]


def test_a_candidate_keeps_the_scores_of_all_types_at_its_best_piece(make_window: MakeWindow) -> None:
    window = make_window(["Mali held talks"])
    types = np.zeros((len(window.ids), len(TYPES)), dtype=np.float32)
    types[2, :2], types[3, :2] = (0.125, 0.5), (0.25, 0.75)
    (found,) = find_candidates(window, types, dict.fromkeys(TYPES, 0.5))
    assert found.pieces == (2, 3)
    assert found.scores[:3] == (0.25, 0.75, 0.0)


def _role_scores(window: Window, bounds: tuple[int, int], **scores: dict[int, float]) -> Array:
    """Scores of the pieces of a slice; pieces are numbered as in the window."""
    roles = np.zeros((bounds[1] - bounds[0], len(ROLES)), dtype=np.float32)
    for role, told in scores.items():
        for piece, score in told.items():
            roles[piece - bounds[0], ROLES.index(role)] = score
    return roles


def _spans(
    window: Window, trigger: int, **scores: dict[int, float]
) -> list[tuple[str, int, int, int, float]]:
    bounds = slice_bounds(window, trigger)
    found = list_spans(window, *bounds, _role_scores(window, bounds, **scores))
    return [(s.role, s.sentence, s.start, s.end, round(s.score, 2)) for s in found]


def test_words_of_a_role_are_whole(make_window: MakeWindow) -> None:
    window = make_window(["Ma_li_ans fled"])
    assert _spans(window, 4, actor={1: 0.9}) == [("actor", 0, 0, 7, 0.9)]


def test_later_pieces_of_a_word_do_not_count(make_window: MakeWindow) -> None:
    window = make_window(["Ma_li_ans fled"])
    assert _spans(window, 4, actor={2: 0.9, 3: 0.9}) == []


def test_neighbours_are_one_party_and_others_another(make_window: MakeWindow) -> None:
    window = make_window(["North Mali met South Chad"])
    spans = _spans(window, 3, actor={1: 0.6, 2: 0.9, 4: 0.7, 5: 0.8})
    assert spans == [("actor", 0, 0, 10, 0.9), ("actor", 0, 15, 25, 0.8)]


def test_words_of_earlier_sentences_are_told_apart(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled", "Chad won it"])
    assert _spans(window, 5, recipient={1: 0.7, 2: 0.85, 4: 0.7}) == [
        ("recipient", 0, 0, 9, 0.85),
        ("recipient", 1, 0, 4, 0.7),
    ]


def test_words_that_hardly_score_are_not_looked_at(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled"])
    assert _spans(window, 2, actor={1: 0.09}) == []
    assert _spans(window, 2, actor={1: 0.11}) == [("actor", 0, 0, 4, 0.11)]


def test_a_word_may_play_two_roles(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled"])
    assert [s[0] for s in _spans(window, 2, actor={1: 0.9}, place={1: 0.9})] == ["actor", "place"]


def test_spans_are_sorted_by_place_in_the_text(make_window: MakeWindow) -> None:
    window = make_window(["Lima", "On Monday Mali fled"])
    spans = _spans(window, 6, actor={5: 0.9}, date={4: 0.9}, place={1: 0.9})
    assert [s[0] for s in spans] == ["place", "date", "actor"]


def test_nothing_behind_the_slice_is_marked(make_window: MakeWindow) -> None:
    window = make_window(["Mali fled", "Chad won"])
    assert slice_bounds(window, 2)[1] == 4
    assert _spans(window, 2, actor=dict.fromkeys(range(4), 0.9)) == [("actor", 0, 0, 9, 0.9)]


def _marks(window: Window, status: str = "actual", mode: str = "") -> Marks:
    modes = [0.75 if name == mode else 0.25 for _, name in MODES]
    return Marks(
        roles=np.zeros((len(window.ids), len(ROLES)), dtype=np.float32),
        status=np.array([0.75 if s == status else 0.0625 for s in STATUSES], dtype=np.float32),
        mode=np.array(modes, dtype=np.float32),
        presences=np.full((3, len(PRESENCES)), 0.25, dtype=np.float32),
        date_link=np.full(len(DATE_LINKS), 0.25, dtype=np.float32),
        group=np.array([0.0, 1.0], dtype=np.float32),
    )


def _candidate(kind: str, *pieces: int) -> Candidate:
    return Candidate(pieces, TYPES.index(kind), 0.9, (0.0,) * len(TYPES))


def test_a_trigger_reaches_to_the_last_piece_of_its_word(make_window: MakeWindow) -> None:
    window = make_window(["Mali at_tacked Chad"])
    reading = build_reading(window, _candidate("ASSAULT", 2), _marks(window))
    assert (reading.sentence, reading.start, reading.end) == (0, 5, 13)


@pytest.mark.parametrize(
    ("kind", "told", "mode"),
    [
        ("CONSULT", "phone", "phone"),
        ("CONSULT", "", None),
        ("CONSULT", "troops", None),
        ("AGREE", "phone", None),
        ("COERCE", "arrest", "arrest"),
        ("THREATEN", "arrest", "arrest"),
    ],
)
def test_the_mode_is_one_of_the_type(make_window: MakeWindow, kind: str, told: str, mode: str | None) -> None:
    window = make_window(["Mali met Chad"])
    marks = _marks(window, mode=told)
    if told == "troops":  # "none of these" comes first where no mode of the type stands out
        marks.mode[[n for n, pair in enumerate(MODES) if pair == (kind, "")]] = 0.5
    assert build_reading(window, _candidate(kind, 2), marks).mode == mode


@pytest.mark.parametrize("status", STATUSES)
def test_the_likeliest_status_is_taken(make_window: MakeWindow, status: str) -> None:
    window = make_window(["Mali met Chad"])
    reading = build_reading(window, _candidate("CONSULT", 2), _marks(window, status))
    assert (reading.status, max(reading.statuses)) == (status, 0.75)
