# ruff: noqa: E501 - markup reads best unbroken
"""Markup habits that mislead extractors: the seven paragraphs are kept, what is around them is not."""

import pytest

from transforms.documents.html.document import read_html

TITLE = "County council votes to close three schools"
TEXT = (
    "The regional council voted on Monday to close three schools in the north, where pupils are ever fewer.",
    "Parents had collected 4,300 signatures against the plan. About 200 of them stood outside during the vote.",
    '"They listened politely and then did what they had planned all along," said Maria Holt of Brevik.',
    "Council leader Anders Moe said the county would save 31 million crowns a year.",
    "He promised buses for every child who lives more than two kilometres from school.",
    "The teachers' union called the decision premature. It wants an independent review before August.",
    "A court may have the last word: lawyers for the parents said they would file a complaint this week.",
)
OTHERS = (
    "Bus drivers to strike again next week",
    "Storm damages harbour wall in Brevik",
    "New ferry to start in May",
)
LINKS = "".join(f'<p><a href="/{n}">{text}</a></p>' for n, text in enumerate(OTHERS))
H1 = f"<h1>{TITLE}</h1>"


def wrap(form: str) -> str:
    return "".join(form.format(text) for text in TEXT)


PAGES = {
    "every paragraph in a widget": H1
    + wrap('<div class="elementor-widget elementor-widget-text-editor"><p>{}</p></div>')
    + f'<div class="elementor-widget related-posts">{LINKS}</div>',
    "advertisements between the columns": f'<article>{H1}<section name="articleBody" class="meteredContent">'
    + wrap('<div class="css-53u6y8"><p>{}</p></div><div id="story-ad-1"><p>Advertisement</p></div>')
    + "</section></article>",
    "field of a publishing system": f'{H1}<div class="field field--name-body field--label-hidden">'
    + wrap("<p>{}</p>")
    + '</div><div class="field field--name-field-tags"><div class="field__label">Tags</div><a href="#">Schools</a></div>',
    "line breaks instead of paragraphs": f'<div class="post-content">{H1}'
    + "<br><br>".join(TEXT)
    + f'</div><div class="sidebar"><h3>Latest</h3>{LINKS}</div>',
    "spans instead of paragraphs": f'<div class="c1">{H1}' + wrap('<div class="c3"><span>{}</span></div>') + "</div>",
    "sharing and related blocks with prefixes": f'<article>{H1}<div class="td-post-sharing-top"><a>Facebook</a></div>'
    + wrap("<p>{}</p>")
    + f'<div class="td_block_related_posts"><h4>RELATED ARTICLES</h4>{LINKS}</div></article>',
    "a copy of the lead for small screens": f'<article>{H1}<div class="mobile" style="display:none"><p>{TEXT[0]}</p></div>'
    + wrap("<p>{}</p>")
    + "</article>",
    "body hidden until a script shows it": f'<article>{H1}<div style="display:none">' + wrap("<p>{}</p>") + "</div></article>",
    "lead styled as a teaser": f'<article>{H1}<p class="article__teaser">{TEXT[0]}</p>'
    + "".join(f'<p class="article__paragraph">{text}</p>' for text in TEXT[1:])
    + "</article>",
    "paragraphs styled as labels": f'<div class="latest-article">{H1}<div class="popular">' + wrap('<p class="label">{}</p>') + "</div></div>",
    "quote pulled out": f'<article>{H1}<p class="pull">They listened politely and then did what they had planned all along</p>'
    + wrap("<p>{}</p>")
    + "</article>",
    "table of figures": f"<article>{H1}"
    + wrap("<p>{}</p>")
    + "<table><caption>Pupils</caption><tr><th>School</th><th>2005</th></tr><tr><td>Brevik</td><td>160</td></tr></table></article>",
    "next article appended": f"<main><article>{H1}"
    + wrap("<p>{}</p>")
    + "</article><article><h1>Storm damages harbour wall</h1><p>Waves of nine metres broke the wall on Sunday.</p></article></main>",
    "comments longer than the article": f"<article>{H1}"
    + wrap("<p>{}</p>")
    + '</article><div id="comments">'
    + "<p>I think the council is wrong, and I could give a hundred reasons if anybody asked me for one.</p>" * 30
    + "</div>",
    "links in the text": f"<article>{H1}"
    + "".join(f'<p>{text[:20]}<a href="#">{text[20:60]}</a>{text[60:]}</p>' for text in TEXT)
    + "</article>",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_keeps_the_text_and_no_more(name: str) -> None:
    frame = '<nav><a href="/">Home</a></nav>{}<footer><p>All rights reserved.</p></footer>'
    source = (
        f"<html><head><title>{TITLE} | Site</title></head><body>{frame.format(PAGES[name])}</body></html>"
    )
    document = read_html(source)
    assert tuple(block.text for block in document.article.blocks if block.is_kept) == TEXT
    assert document.metadata.title == TITLE


def test_lists_and_highlights_stay() -> None:
    items = ("Brevik primary school, 84 pupils", "Moro village school, 61 pupils")
    source = f"<article>{H1}<p>{TEXT[0]}</p><h2>Which schools close</h2><ul><li>{items[0]}</li><li>{items[1]}</li></ul>"
    source += "".join(f"<p>{text}</p>" for text in TEXT[1:]) + "</article>"
    kept = [block.text for block in read_html(source).article.blocks if block.is_kept]
    assert kept == [TEXT[0], "Which schools close", *items, *TEXT[1:]]


def test_the_text_may_stand_in_json_ld_alone() -> None:
    body = "\\n\\n".join(text.replace('"', '\\"') for text in TEXT)
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    )
    article = read_html(f"<html><head>{script}</head><body><div>Loading</div></body></html>").article
    assert article.method == "json-ld"
    assert tuple(block.text for block in article.blocks if block.is_kept) == TEXT


def test_a_label_and_the_sentence_behind_it_are_two_words() -> None:
    html = (
        "<html><body><div><h1>Lock jams</h1><span class='dt'>12 May 2024</span>Ships stopped on Sunday when a gate"
        " jammed at the lock of Anders.<br>Repairs of the H<sub>2</sub>O pump and the <span>e</span>Bay plant go on,"
        " the waterways office said.<br>Divers found a cable in the hinge on Monday.</div></body></html>"
    )
    text = " ".join(block.text for block in read_html(html).article.blocks)
    assert "12 May 2024 Ships stopped" in text
    assert "H2O" in text
    assert "eBay" in text
