"""Articles that try a page: hostile, long, written from right to left, without title, date or rows."""

from __future__ import annotations

from row_builder import Article

HOSTILE_TITLE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> \u2028 said “no”"
)
LONG_WORD = "Pneumo" * 400


def build_odd_articles() -> list[Article]:
    """All of them."""
    return [build_hostile(), build_bare(), build_right_to_left(), build_wide(), build_emoji(), build_long()]


def build_hostile() -> Article:
    """Markup in title, publisher, actor, clause and dropped line."""
    a = Article(
        uri="hostile.html",
        text="The <b>Ministry</b> met <script>window.hacked = 3</script> envoys. It paid $5 & more.",
        title=HOSTILE_TITLE,
        publisher="<i>Gazette</i>",
    )
    a.drop_line("<iframe src='javascript:window.hacked=4'></iframe>", "<b>menu</b>")
    a.actor("organisation/ministry", "<b>Ministry</b>", "KEN", "GOV")
    a.actor("group/envoys", "=envoys", None, None)
    a.mention("organisation/ministry", "Ministry")
    a.mention("group/envoys", "envoys")
    a.event(
        "The <b>Ministry</b> met <script>window.hacked = 3</script> envoys", "met", "CONSULT",
        ("organisation/ministry", "group/envoys"),
    )  # fmt: skip
    a.figure("$5", 5, "USD", "<u>payment</u>", dimension="money")
    return a


def build_bare() -> Article:
    """No title, date, publisher, language, rows."""
    a = Article(
        uri="bare.txt", text="Nothing here is coded.", published_on=None, publisher=None, language=None
    )
    return _without_title(a)


def build_right_to_left() -> Article:
    """Arabic words, and a number among them."""
    a = Article(
        uri="rtl.txt",
        text="اجتمع الوزير نادر مع 12 سفيرا في المدينة.",
        title="اجتماع في المدينة",
        language="ar",
    )
    a.actor("person/nadir", "نادر", None, "GOV")
    a.mention("person/nadir", "نادر")
    a.figure("12", 12, "count", "سفيرا")
    return a


def build_wide() -> Article:
    """A word of 2,400 letters in title and text."""
    a = Article(uri="wide.txt", text=f"Doctors spoke of {LONG_WORD} on Monday.", title=LONG_WORD)
    a.figure(LONG_WORD, 1, "count", LONG_WORD)
    return a


def build_emoji() -> Article:
    """Characters outside the basic plane before the rows: they count as one."""
    a = Article(
        uri="emoji.txt",
        text="𝒜 👩\u200d🚀 flag 🇰🇪 rose. Kenya gave 300 tonnes 🌽 of maize.",
        title="Maize 🌽",
    )
    a.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    a.mention("country/KEN", "Kenya")
    a.event(
        "Kenya gave 300 tonnes 🌽 of maize",
        "gave",
        "AID",
        ("country/KEN",),
        quad_class=2,
        latitude=-1.3,
        longitude=36.8,
    )
    a.figure("300 tonnes", 300, "t", "maize", dimension="mass")
    return a


def build_long() -> Article:
    """Some 200,000 characters with thousands of rows."""
    lines = [f"Envoy {n} of Chad paid {n} dollars for the well in Abéché." for n in range(10, 3500)]
    a = Article(uri="long.txt", text="\n".join(lines), title="A long list")
    a.actor("country/TCD", "Chad", "TCD", reference_id="country/TCD")
    sentences = a.rows["sentences"]
    for n in range(10, 3500, 2):
        a.figure(f"{n} dollars for", n, "USD", "well", dimension="money")
    assert len(sentences) > 3000
    return a


def _without_title(article: Article) -> Article:
    import dataclasses

    [document] = article.rows["documents"]
    article.rows["documents"] = [
        dataclasses.replace(document, title=None, published_precision=None, published_method=None)
    ]
    return article
