"""Which figures of two documents are points of one series, told in other words.

A figure is linked to that of the other document with which it is likeliest of one series, if that one is
likeliest of one with it as well, and no other of its document nearly as likely. Two series that one of both
documents tells side by side, with two values, stay two. All depends on the two documents alone, so that a
change touches only the pairs of its documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from schemas.identity import FigureRecord
from schemas.operations import SeriesLink
from transforms.figures.series.figure_signs import FigureSigns, ReportSigns, read_figure, read_report
from transforms.figures.series.name_indicators import name_series
from transforms.figures.series.pair_features import measure_pairs
from transforms.figures.series.same_series import ENOUGH, Pair, list_comparable, weigh_pairs

CLEAR = 0.15  # by which a figure is likelier of one series with another one than with any of another series

DOCUMENTS_AT_ONCE = 500  # pairs of documents

Weights = Mapping[tuple[str, str], float]


class _Compared(NamedTuple):
    """The comparable figures of two documents, those that may be a link, and the numbers of each pair."""

    pairs: list[Pair]
    new: list[Pair]
    rows: list[list[float]]


def link_series(records: Sequence[FigureRecord], pairs: Iterable[tuple[str, str]]) -> list[SeriesLink]:
    """Links between the figures of pairs of documents."""
    told: dict[str, list[FigureSigns]] = defaultdict(list)
    for record in sorted(records, key=lambda r: r.figure_id):
        told[record.document_id].append(read_figure(record, name_series(record)))
    reports = {document_id: read_report(figures) for document_id, figures in told.items()}
    apart = {document_id: _list_apart(figures) for document_id, figures in told.items()}
    links: set[SeriesLink] = set()
    waiting: list[_Compared] = []
    for one, other in pairs:
        if one in reports and other in reports:
            waiting += _compare_documents(reports[one], reports[other], (apart[one], apart[other]))
        if len(waiting) >= DOCUMENTS_AT_ONCE:
            links.update(_list_links(waiting))
            waiting = []
    links.update(_list_links(waiting))
    return sorted(links, key=lambda link: (link.figure_id, link.other_figure_id))


def _compare_documents(
    report: ReportSigns, other: ReportSigns, apart: Sequence[Collection[frozenset[str]]]
) -> Iterator[_Compared]:
    """What two documents have to compare, if any of it may be a link: two series that neither tells apart."""
    pairs = list_comparable(report, other)
    new = [(a, b) for a, b in pairs if a.series_id != b.series_id and not _are_apart(a, b, apart)]
    if new:
        yield _Compared(pairs, new, measure_pairs(pairs, report, other))


def _are_apart(one: FigureSigns, other: FigureSigns, apart: Sequence[Collection[frozenset[str]]]) -> bool:
    series = frozenset((one.series_id, other.series_id))
    return series in apart[0] or series in apart[1]


def _list_links(compared: Sequence[_Compared]) -> Iterator[SeriesLink]:
    """The links of pairs of documents; the trees are asked once for all."""
    chances = iter(weigh_pairs([row for one in compared for row in one.rows]))
    for one in compared:
        weights = {(a.record.figure_id, b.record.figure_id): next(chances) for a, b in one.pairs}
        for a, b in one.new:
            likely = weights[a.record.figure_id, b.record.figure_id] >= ENOUGH
            if likely and _is_clear(a, b, one.pairs, weights):
                yield _write_link(a, b)


def _is_clear(one: FigureSigns, theirs: FigureSigns, pairs: Sequence[Pair], weights: Weights) -> bool:
    """Whether no figure of another series is as likely of one series with one of the two."""
    rivals = [
        weights[a.record.figure_id, b.record.figure_id]
        for a, b in pairs
        if (a is one and b.series_id != theirs.series_id) or (b is theirs and a.series_id != one.series_id)
    ]
    return weights[one.record.figure_id, theirs.record.figure_id] - max(rivals, default=0.0) >= CLEAR


def _list_apart(figures: Sequence[FigureSigns]) -> set[frozenset[str]]:
    """Pairs of series that one document tells side by side with two values in one unit."""
    return {
        frozenset({one.series_id, other.series_id})
        for one, other in combinations(figures, 2)
        if one.series_id != other.series_id
        and one.record.unit == other.record.unit
        and one.record.value != other.record.value
    }


def _write_link(one: FigureSigns, other: FigureSigns) -> SeriesLink:
    first, second = sorted((one, other), key=lambda signs: signs.record.figure_id)
    return SeriesLink(
        figure_id=first.record.figure_id,
        other_figure_id=second.record.figure_id,
        series_id=first.series_id,
        other_series_id=second.series_id,
        said_on=first.record.published_on,
        other_said_on=second.record.published_on,
        document_id=first.record.document_id,
        other_document_id=second.record.document_id,
    )
