"""When a run publishes what it has staged."""

from __future__ import annotations

from flows.runs.publishing_pace import PublishingPace


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def publish(pace: PublishingPace, clock: Clock, count: int, seconds: float) -> None:
    with pace.follow(count):
        clock.now += seconds


def test_an_empty_warehouse_is_published_to_at_once():
    assert PublishingPace(0).is_due(1)
    assert not PublishingPace(0).is_due(0)


def test_a_fifth_of_the_warehouse_is_due():
    clock = Clock()
    pace = PublishingPace(1_000, clock)
    assert not pace.is_due(199)
    assert pace.is_due(200)
    publish(pace, clock, 200, 1.0)
    assert not pace.is_due(200)
    assert pace.is_due(240)


def test_of_a_large_warehouse_five_hundred_documents_are_due_when_publishing_is_quick():
    clock = Clock()
    pace = PublishingPace(100_000, clock)
    assert not pace.is_due(499)
    assert pace.is_due(500)
    publish(pace, clock, 500, 10.0)
    clock.now += 39.0
    assert not pace.is_due(500)
    clock.now += 1.0
    assert pace.is_due(500)
