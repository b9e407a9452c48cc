"""What news pages print around an article: headlines of other stories, offers, notices. Invented."""

from html import escape
from random import Random

SITES = {
    "wordpress": ("The Lindholm Courier", "lindholmcourier.example"),
    "broadsheet": ("The Morning Ledger", "www.morningledger.example"),
    "styled": ("Northern Broadcasting", "www.nbnews.example"),
    "portal": ("Daily Standard", "www.dailystandard.example.in"),
    "tables": ("Velgrad Herald", "www.velgradherald.example"),
    "amp": ("Metro Wire", "amp.metrowire.example"),
    "print": ("Harbour Post", "harbourpost.example"),
    "live": ("City Times", "www.citytimes.example"),
    "gallery": ("Picture Weekly", "www.pictureweekly.example"),
    "paywall": ("Financial Observer", "www.financialobserver.example"),
    "agency": ("Tarania News Agency", "english.tna.example"),
    "soup": ("Pulse24", "pulse24.example"),
}
HEADLINES = (
    "Rail workers vote on new pay offer as talks stall again",
    "Five things to know about the new property tax",
    "Central bank keeps interest rate at 3.75 percent",
    "Woman rescued after nine hours on a cliff near Skagen",
    "How one street in Dunmore learned to live with the river",
    "Opposition leader cancels trip after threats",
    "Oil price slips below 70 dollars for the first time in a year",
    "Watch: the moment the old cooling tower came down",
    "Quiz of the week: how closely did you follow the news?",
    "Ministers deny plan to merge two universities",
    "Forest fire near Hodov under control, brigade says",
    "Study finds fewer bees in city parks than in 2015",
    "Three arrested over thefts of copper cable",
    "Review: a slow, tender film about two lighthouse keepers",
    "The villages that said no to a second runway",
    "Weather: frost expected in the valleys from Thursday",
)
SECTIONS = (
    "Home",
    "World",
    "Politics",
    "Business",
    "Sport",
    "Culture",
    "Opinion",
    "Weather",
    "Video",
    "Podcasts",
)
COMMENTS = (
    "Finally some common sense. Should have happened weeks ago if you ask me.",
    "My cousin works there and says the numbers in this story are far too low.",
    "Who pays for all of this in the end? We do, as always.",
    "Great reporting, thank you. I would have liked to read more about the background.",
    "I don't believe a single word of what the officials said about the costs.",
)


def pick(rng: Random, count: int) -> list[str]:
    return rng.sample(HEADLINES, count)


def links(titles: list[str], wrap: str = "li", extra: str = "") -> str:
    return "".join(
        f'<{wrap}{extra}><a href="/story/{i}-{t.split()[0].lower()}">{escape(t)}</a></{wrap}>'
        for i, t in enumerate(titles)
    )


def nav(kind: str = "ul") -> str:
    if kind == "ul":
        return "<ul>" + "".join(f'<li><a href="/{s.lower()}">{s}</a></li>' for s in SECTIONS) + "</ul>"
    return " | ".join(f'<a href="/{s.lower()}.html">{s}</a>' for s in SECTIONS)


def comments(rng: Random) -> str:
    texts = rng.sample(COMMENTS, 3)
    return "".join(
        f'<li class="comment"><div class="comment-author">reader{n}</div><span>{n + 1} hours ago</span>'
        f'<p>{escape(t)}</p><a href="#reply">Reply</a></li>'
        for n, t in enumerate(texts)
    )
