"""What the reader can say: the order of its outputs."""

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "planned", "called_for", "hypothetical", "denied")
# (type, mode) pairs; the pair with an empty mode stands for "none of these".
MODES_OF_TYPE = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
MODES = tuple((kind, mode) for kind in MODES_OF_TYPE for mode in (*MODES_OF_TYPE[kind], ""))
# Words of a sentence that take part in an event.
ROLES = ("actor", "recipient", "place", "claimant", "date")
# Where the party of a role is told: in these words, in earlier ones only, or nowhere.
PRESENCES = ("none", "here", "earlier")
# What dates an event: words of its sentence, words of an earlier one, the day of report, nothing.
DATE_LINKS = ("none", "words", "earlier", "publication")
