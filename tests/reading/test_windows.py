"""Sentences become windows of word pieces: nothing is lost, nothing is read twice, lengths are bounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer

from transforms.reading.windows import (
    CONTEXT_PIECES,
    CUT_MARKS,
    END,
    SEGMENT_PIECES,
    START,
    UNKNOWN,
    WINDOW_PIECES,
    Segment,
    Window,
    cut_segments,
    pack_windows,
    slice_bounds,
)

CLAUSE = "the ferrymen of Quelimane blocked the harbour, "
ODD_LETTERS = "Côte d'Ivoire's envoy told İzmir and 東京: 🔥 ¿no tariffs? Ærø's mayor re-\u00adfused."


def _make_document(number: int) -> list[str]:
    """Sentences of very different lengths, other ones for each number."""
    return [
        f"Fishermen number {number} and {n} of Quelimane met"
        + " the harbour guard" * (n * (number + 3) % 40)
        + "."
        for n in range(25)
    ]


def _tokens(tokenizer: Tokenizer, segment: Segment) -> list[str]:
    return [str(tokenizer.id_to_token(int(i))) for i in segment.ids]


def _own_pieces(windows: Sequence[Window]) -> list[tuple[int, ...]]:
    return [
        (int(window.sentence[p]), *map(int, window.offsets[p]))
        for window in windows
        for p in np.flatnonzero(window.is_own)
    ]


@pytest.mark.parametrize("sentence", [ODD_LETTERS, "Chad's army shelled Abéché (again)."])
def test_offsets_point_into_the_sentence(tokenizer: Tokenizer, sentence: str) -> None:
    (segment,) = cut_segments(tokenizer, [sentence])
    covered = {c for start, end in segment.offsets for c in range(start, end)}
    left = "".join(c for n, c in enumerate(sentence) if n not in covered)
    assert left.replace("\u00ad", "").isspace()
    assert np.all(np.diff(segment.offsets[:, 0]) > 0)


def test_pieces_are_the_words_at_their_offsets(tokenizer: Tokenizer) -> None:
    sentence = "Ferrymen blockaded Quelimane's harbour-front."
    (segment,) = cut_segments(tokenizer, [sentence])
    words = [sentence[start:end].lower() for start, end in segment.offsets]
    assert [t.removeprefix("##") for t in _tokens(tokenizer, segment)] == words
    assert [not t.startswith("##") for t in _tokens(tokenizer, segment)] == segment.is_first.tolist()


def test_a_long_sentence_is_cut_behind_punctuation(tokenizer: Tokenizer) -> None:
    sentence = (CLAUSE * 250)[:10_000]
    segments = cut_segments(tokenizer, [sentence])
    assert max(len(s.ids) for s in segments) <= SEGMENT_PIECES
    assert all(sentence[slice(*s.offsets[-1])] in CUT_MARKS for s in segments[:-1])
    assert {s.sentence for s in segments} == {0}


@pytest.mark.parametrize("filler", ["harbour ", "unharbourliness ", "x\u0301yzzyqwv" * 9 + " "])
def test_a_long_sentence_without_punctuation_is_cut_at_words(tokenizer: Tokenizer, filler: str) -> None:
    segments = cut_segments(tokenizer, [(filler * 1250)[:10_000]])
    assert len(segments) > 1
    assert max(len(s.ids) for s in segments) <= SEGMENT_PIECES
    assert all(s.is_first[0] for s in segments)


@pytest.mark.parametrize("sentence", [(CLAUSE * 250)[:10_000], "harbour " * 1250, "!" * 10_000])
def test_cutting_loses_no_piece(tokenizer: Tokenizer, sentence: str) -> None:
    whole = tokenizer.encode(sentence, add_special_tokens=False)
    segments = cut_segments(tokenizer, [sentence])
    assert np.concatenate([s.ids for s in segments]).tolist() == whole.ids
    assert np.concatenate([s.offsets for s in segments]).tolist() == [list(o) for o in whole.offsets]


def test_a_word_of_10_000_letters_is_one_unknown_piece(tokenizer: Tokenizer) -> None:
    (segment,) = cut_segments(tokenizer, ["q" * 10_000])
    assert (segment.ids.tolist(), segment.offsets.tolist()) == ([UNKNOWN], [[0, 10_000]])


def test_sentences_without_pieces_leave_no_segment(tokenizer: Tokenizer) -> None:
    segments = cut_segments(tokenizer, ["", "Mali fled.", " \t\n ", "\u200b", "Chad won."])
    assert [s.sentence for s in segments] == [1, 4]


@pytest.mark.parametrize("sentences", [[], [""], ["  ", "\n"]])
def test_nothing_to_read_gives_no_window(tokenizer: Tokenizer, sentences: list[str]) -> None:
    assert pack_windows(cut_segments(tokenizer, sentences)) == []


def test_capitals_are_read_as_small_letters(tokenizer: Tokenizer) -> None:
    small, capital = cut_segments(tokenizer, ["ferrymen block harbour", "FERRYMEN BLOCK HARBOUR"])
    assert small.ids.tolist() == capital.ids.tolist()


def test_emoji_are_pieces(tokenizer: Tokenizer) -> None:
    (segment,) = cut_segments(tokenizer, ["🔥 fire 🇰🇪"])
    assert segment.offsets.tolist() == [[0, 1], [2, 6], [7, 9]]


@pytest.mark.parametrize("number", range(3))
def test_every_piece_is_own_in_one_window(tokenizer: Tokenizer, number: int) -> None:
    segments = cut_segments(tokenizer, [*_make_document(number), CLAUSE * 60, "Done."])
    expected = [(s.sentence, *map(int, offset)) for s in segments for offset in s.offsets]
    assert _own_pieces(pack_windows(segments)) == expected


def test_windows_are_bounded(tokenizer: Tokenizer) -> None:
    windows = pack_windows(cut_segments(tokenizer, [*_make_document(1), CLAUSE * 60]))
    assert max(len(w.ids) for w in windows) <= 1 + CONTEXT_PIECES + 1 + WINDOW_PIECES
    assert all(w.ids[0] == START and w.ids[-1] == END for w in windows)


def test_a_window_begins_behind_the_last_pieces_before_it(tokenizer: Tokenizer) -> None:
    segments = cut_segments(tokenizer, _make_document(2))
    first, *others = pack_windows(segments)
    assert first.is_own[1]
    before = [(s.sentence, *map(int, o)) for s in segments for o in s.offsets]
    for window in others:
        pieces = np.flatnonzero(window.sentence >= 0)
        context = [
            (int(window.sentence[p]), *map(int, window.offsets[p])) for p in pieces if not window.is_own[p]
        ]
        start = before.index(_own_pieces([window])[0])
        assert CONTEXT_PIECES // 2 < len(context) <= CONTEXT_PIECES
        assert context == before[start - len(context) : start]


def test_context_is_cut_to_its_last_pieces(make_window: Callable[..., Window]) -> None:
    window = make_window(["a b c d e", "f g", "h i"], own=[2], context=4)
    assert window.offsets[window.sentence == 0].tolist() == [[8, 9]]
    assert window.is_own.tolist() == [False] * 6 + [True, True, False]


def test_no_context_is_given_where_none_is_wanted(make_window: Callable[..., Window]) -> None:
    window = make_window(["a b", "c d"], own=[1], context=0)
    assert window.sentence.tolist() == [-1, 1, 1, -1]


def test_marks_belong_to_no_sentence(make_window: Callable[..., Window]) -> None:
    window = make_window(["a b_c", "d"])
    marks = window.sentence < 0
    assert window.ids[marks].tolist() == [START, END, END]
    assert not (window.is_first | window.is_own)[marks].any()
    assert window.is_first.tolist() == [False, True, True, False, False, True, False]


def test_windows_do_not_depend_on_what_is_read_beside(tokenizer: Tokenizer) -> None:
    alone = pack_windows(cut_segments(tokenizer, _make_document(0)))
    for number in (1, 2):
        pack_windows(cut_segments(tokenizer, _make_document(number)))
    again = pack_windows(cut_segments(tokenizer, _make_document(0)))
    for window, other in zip(alone, again, strict=True):
        for name in ("ids", "offsets", "sentence", "segment", "is_first", "is_own"):
            assert getattr(window, name).tolist() == getattr(other, name).tolist()


def test_a_sentence_has_the_same_pieces_beside_longer_ones(tokenizer: Tokenizer) -> None:
    (alone,) = cut_segments(tokenizer, ["Mali fled."])
    beside = cut_segments(tokenizer, [CLAUSE * 10, "Mali fled.", CLAUSE])[-2]
    assert alone.ids.tolist() == beside.ids.tolist()


def test_the_slice_of_a_trigger_is_its_segment_and_what_stands_before(
    make_window: Callable[..., Window],
) -> None:
    window = make_window(["a b c", "d e", "f g"])
    piece = int(np.flatnonzero(window.sentence == 1)[1])
    assert slice_bounds(window, piece, context=2) == (3, 8)
    assert window.sentence[3:8].tolist() == [0, -1, 1, 1, -1]
    assert slice_bounds(window, piece) == (0, 8)
