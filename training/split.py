"""Which documents are kept apart: a third of the own ones as judge, a fifth of the given ones held out."""

from hashlib import md5

# Groups of documents that joined when the first reader was there, by the round in which they did.
ROUNDS = {
    "28": 2,
    **dict.fromkeys(map(str, range(60, 66)), 2),
    **dict.fromkeys(map(str, range(66, 70)), 3),
    **dict.fromkeys(map(str, range(70, 80)), 4),
}


def find_round(identity: str) -> int:
    """In which round of teaching a document joined, from 1."""
    return ROUNDS.get(identity.partition(".")[0], 1)


def is_judge(identity: str) -> bool:
    """Whether an own document belongs to the judge third: md5 of its id, as a number, is divisible by 3."""
    return int(md5(identity.encode()).hexdigest(), 16) % 3 == 0


def is_held_out(identity: str) -> bool:
    """Whether a document is held out of the measured training: md5 of its id is divisible by 5.

    Of later rounds none is: what is measured on stays the same.
    """
    return int(md5(identity.encode()).hexdigest(), 16) % 5 == 0 and find_round(identity) == 1


def choose_fold(name: str, count: int) -> int:
    """To which of `count` folds a name belongs: md5 of it, as a number, divided by them."""
    return int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % count


def is_ordinary(identity: str) -> bool:
    """Whether a document tells events as densely as news does: the own groups 40 to 47 tell twice as many.

    Cuts and confidence are chosen on such documents, since they depend on how often there is an event.
    """
    return not identity.startswith("4")
