# ruff: noqa: E501 - markup reads best unbroken
"""Twelve layouts of news pages: an article in, a page out."""

import calendar
import json
from collections.abc import Callable
from html import escape
from random import Random
from typing import Any

from page_parts import SITES, comments, links, nav, pick

MONTHS = list(calendar.month_name)[1:]
SHORT_MONTHS = list(calendar.month_abbr)[1:]
Article = dict[str, Any]


def address(layout: str, a: Article) -> str:
    site = SITES[layout][1]
    day = a["published"][:10]
    slug = "-".join(a["title"].lower().split()[:6])
    return {
        "tables": f"http://{site}/news/{day.replace('-', '')}/{a['key']}.html",
        "agency": f"https://{site}/{day[:7]}/{day[8:]}/c_{len(a['title'])}77.htm",
    }.get(layout, f"https://{site}/world/{slug}-{len(slug) * 7919}")


def paragraphs(a: Article, p: str = "<p>{}</p>", between: dict[int, str] | None = None) -> str:
    out = []
    items: list[str] = []
    for number, text in enumerate(a["body"]):
        if text.startswith("- "):
            items.append(f"<li>{escape(text[2:])}</li>")
            continue
        if items:
            out.append("<ul>" + "".join(items) + "</ul>")
            items = []
        if text.startswith("## "):
            out.append(f"<h2>{escape(text[3:])}</h2>")
        elif text.startswith("> "):
            out.append(f"<blockquote><p>{escape(text[2:])}</p></blockquote>")
        else:
            out.append(p.format(escape(text)))
        out.append((between or {}).get(number, ""))
    if items:
        out.append("<ul>" + "".join(items) + "</ul>")
    return "\n".join(out)


def ld(a: Article, layout: str, **extra: Any) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": a["title"],
        "datePublished": a["published"],
        "dateModified": a["published"][:10] + "T23:59:00Z",
        "author": [{"@type": "Person", "name": n} for n in a["author"]],
        "publisher": {
            "@type": "Organization",
            "name": SITES[layout][0],
            "logo": {"@type": "ImageObject", "url": "/l.png"},
        },
        **extra,
    }
    return json.dumps(node)


def metas(a: Article, layout: str, published: bool = True) -> str:
    site = SITES[layout][0]
    return (
        f'<meta property="og:title" content="{escape(a["title"])}"><meta property="og:site_name" content="{site}">'
        f'<meta property="og:url" content="{address(layout, a)}"><meta property="og:type" content="article">'
        f'<meta name="description" content="{escape(a["deck"])}">'
        + (f'<meta property="article:published_time" content="{a["published"]}">' if published else "")
    )


def figure(a: Article, cls: str = "") -> str:
    return (
        f'<figure class="{cls}"><img src="/i/1.jpg" alt="{escape(a["caption"])}">'
        f'<figcaption>{escape(a["caption"])} <span class="credit">{escape(a["credit"])}</span></figcaption></figure>'
    )


def wordpress(a: Article, r: Random) -> str:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "@id": "#article",
                "headline": a["title"],
                "datePublished": a["published"],
                "author": {"@id": "#/person/1"},
                "publisher": {"@id": "#org"},
            },
            {
                "@type": "WebPage",
                "@id": "#page",
                "name": a["title"] + " - " + SITES["wordpress"][0],
                "datePublished": a["published"],
            },
            {"@type": "Organization", "@id": "#org", "name": SITES["wordpress"][0]},
            {"@type": "Person", "@id": "#/person/1", "name": a["author"][0]},
        ],
    }
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{escape(a["title"])} - {SITES["wordpress"][0]}</title>{metas(a, "wordpress")}
<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script><style>.entry-content p{{margin:0}}</style></head>
<body class="post-template-default single single-post postid-4711 has-sidebar comments-open wp-embed-responsive">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{SITES["wordpress"][0]}</a></p><p class="site-description">News from the harbour and beyond</p><nav class="main-navigation">{nav()}</nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main">
<article id="post-4711" class="post type-post status-publish hentry category-news"><header class="entry-header"><span class="cat-links"><a href="/c/news">News</a></span><h1 class="entry-title">{escape(a["title"])}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <a href="#"><time class="entry-date published" datetime="{a["published"]}">{a["published"][:10]}</time></a></span> <span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/x">{escape(a["author"][0])}</a></span></span></div></header>
<div class="post-thumbnail"><img src="a.jpg"></div>
<div class="entry-content"><div class="wp-block-image"><figure class="aligncenter wp-caption"><img src="b.jpg"><figcaption class="wp-caption-text">{escape(a["caption"])} Photo: {escape(a["credit"])}</figcaption></figure></div>
{paragraphs(a, between={2: f'<div class="wp-block-group also-read"><p><strong>Also read:</strong> <a href="/x">{pick(r, 1)[0]}</a></p></div>'})}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Click to share on Facebook (Opens in new window)</a></li><li><a href="#">Click to share on X (Opens in new window)</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3>{links(pick(r, 3), "p", ' class="jp-relatedposts-post"')}</div></div>
<footer class="entry-footer"><span class="tags-links">Tagged <a href="#">harbour</a>, <a href="#">labour</a>, <a href="#">economy</a></span></footer>
<div class="author-box"><h4>About {escape(a["author"][0])}</h4><p>{escape(a["author"][0])} has covered the region for this newspaper since 2011 and likes long walks on the pier.</p></div></article>
<nav class="navigation post-navigation"><a href="#" rel="prev">Previous: {pick(r, 1)[0]}</a> <a rel="next" href="#">Next: {pick(r, 1)[0]}</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on “{escape(a["title"])}”</h2><ol class="comment-list">{comments(r)}</ol><div id="respond" class="comment-respond"><h3>Leave a Reply</h3><p class="comment-notes">Your email address will not be published. Required fields are marked *</p></div></div>
</main></div><aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul>{links(pick(r, 6))}</ul></section><section class="widget"><h2>Archives</h2><p>Choose a month to read what we wrote then.</p></section></aside></div>
<footer id="colophon" class="site-footer"><p>© 2024 {SITES["wordpress"][0]}. All rights reserved. Proudly powered by volunteers.</p></footer></body></html>"""


def broadsheet(a: Article, r: Random) -> str:
    box = '<aside class="newsletter-inline"><h3>The morning briefing</h3><p>Start the day with the stories that matter, in your inbox at six. Sign up for our free newsletter.</p><form><input type="email"><button>Sign up</button></form><p class="small">By signing up you agree to our terms. We use your address for nothing else.</p></aside>'
    inline = f'<p class="inline-related"><strong>Read more:</strong> <a href="/a">{pick(r, 1)[0]}</a></p>'
    return f"""<!doctype html><html lang="en"><head><title>{escape(a["title"])} | World | The Morning Ledger</title>{metas(a, "broadsheet")}<meta name="author" content="{", ".join(a["author"])}">
<script type="application/ld+json">[{ld(a, "broadsheet")}, {{"@type": "BreadcrumbList", "itemListElement": []}}]</script></head><body>
<div id="onetrust-consent-sdk" role="dialog"><h2>We value your privacy</h2><p>We and our 842 partners store and access information on your device, such as cookies, to show personalised advertising. You can change your choice at any time.</p><button>Accept all</button><button>Manage options</button></div>
<header role="banner"><a href="/">The Morning Ledger</a><nav aria-label="Main">{nav()}</nav></header>
<div class="breaking-news-banner"><a href="/live">Breaking: {pick(r, 1)[0]}</a></div>
<main><article class="story"><header class="story__header"><p class="story__kicker">World</p><h1>{escape(a["title"])}</h1><p class="standfirst">{escape(a["deck"])}</p>
<div class="story__meta"><address class="byline">By <a rel="author" href="/by/x">{escape(" and ".join(a["author"]))}</a>, Special Correspondent</address><time datetime="{a["published"]}">{a["published"][:10]} at 09:05</time><span class="reading-time">3 min read</span></div>
<ul class="share-bar"><li><a href="#">Facebook</a></li><li><a href="#">X</a></li><li><a href="#">WhatsApp</a></li><li><button>Copy link</button></li></ul></header>
{figure(a, "story__lead")}
<div class="story__body">{paragraphs(a, between={1: inline, 2: box, 4: '<div class="ad-slot ad-slot--mid" aria-label="Advertisement"><span>Advertisement</span></div>'})}
<p class="contact"><em>Do you know more about this story? Contact our reporters at <a href="mailto:tips@morningledger.example">tips@morningledger.example</a>.</em></p></div>
<footer><h2>Topics</h2><ul class="topics"><li><a href="#">World</a></li><li><a href="#">Economy</a></li></ul><p class="reuse"><a href="#">Reuse this content</a></p></footer></article>
<section class="related-stories"><h2>More on this story</h2><ul>{links(pick(r, 4))}</ul></section></main>
<aside class="most-read"><h2>Most read</h2><ol>{links(pick(r, 5))}</ol></aside>
<section class="comments" id="comments"><h2>Comments (214)</h2><ol>{comments(r)}</ol></section>
<footer class="site-footer"><p>© 2025 Ledger Media Ltd. Registered in Dunmore, company number 00417215.</p><ul><li><a href="/privacy">Privacy policy</a></li><li><a href="/cookies">Cookie policy</a></li></ul></footer></body></html>"""


def styled(a: Article, r: Random) -> str:
    def text(html: str) -> str:
        return f'<div data-component="text-block" class="ssr-11r1m41-RichTextComponentWrapper e1"><div class="ssr-7uxr49-RichTextContainer e5">{html}</div></div>'

    body = "".join(
        f'<div data-component="subheadline-block" class="ssr-x9-Sub e2"><h2 class="ssr-Heading">{escape(t[3:])}</h2></div>'
        if t.startswith("## ")
        else text(
            f'<p class="ssr-1q0x1qg-Paragraph e1">{"<b>" if n == 0 else ""}{escape(t.removeprefix("> ").removeprefix("- "))}{"</b>" if n == 0 else ""}</p>'
        )
        + (
            f'<div data-component="links-block" class="ssr-1x-Links"><ul><li><a href="/n">{pick(r, 1)[0]}</a></li><li><a href="/n2">{pick(r, 1)[0]}</a></li></ul></div>'
            if n == 2
            else ""
        )
        for n, t in enumerate(a["body"])
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{escape(a["title"])} - Northern Broadcasting</title>{metas(a, "styled", False)}
<script type="application/ld+json">{ld(a, "styled", author=[{"@type": "NewsMediaOrganization", "name": "Northern Broadcasting"}])}</script></head><body>
<div id="cookieBanner" class="ssr-k"><p>Let us know you agree to cookies. We use cookies to give you the best online experience.</p><button>Yes, I agree</button></div>
<div class="ssr-u-Header"><nav aria-label="NB">{nav()}</nav></div>
<main id="main-content" data-reactroot=""><article class="ssr-pv1rh6-ArticleWrapper e1">
<header data-component="headline-block" class="ssr-HeadlineWrapper"><h1 id="main-heading" class="ssr-15xko80-StyledHeading e1">{escape(a["title"])}</h1></header>
<div data-component="byline-block" class="ssr-m"><div class="ssr-1-Contributor"><p><strong>By {escape(a["author"][0])}</strong></p><p>NB News, Lindholm</p></div></div>
<div class="ssr-1if1g9v-MetadataText"><span>Published</span> <time data-testid="timestamp" datetime="{a["published"]}">{a["published"][:10]}</time></div>
<div data-component="image-block" class="ssr-i"><figure><div><img src="a.jpg"><span class="ssr-credit">Image source, {escape(a["credit"])}</span></div><figcaption class="ssr-cap"><span class="visually-hidden">Image caption, </span><div data-component="caption-block">{escape(a["caption"])}</div></figcaption></figure></div>
{body}
<section data-component="tag-list" class="ssr-tl"><h2>Related Topics</h2><ul><li><a href="#">Lindholm</a></li><li><a href="#">Trade unions</a></li></ul></section>
<section data-component="related-content" aria-label="More on this story"><h2>More on this story</h2>{links(pick(r, 4), "div", ' class="ssr-promo"')}</section>
</article><div class="ssr-top" data-component="topStories"><h2>Top stories</h2>{links(pick(r, 5), "div")}</div></main>
<footer><p>Copyright © 2024 NB. The NB is not responsible for the content of external sites. Read about our approach to external linking.</p></footer></body></html>"""


def portal(a: Article, r: Random) -> str:
    broken = (
        ld(a, "portal").replace('"dateModified"', '"description": "Line one\nline two", "dateModified"')[:-1]
        + ",}"
    )
    body = "<br><br>".join(
        escape(t.lstrip("#>- ")) if not t.startswith("## ") else f"<b>{escape(t[3:])}</b>"
        for t in a["body"][:3]
    )
    rest = "<br/><br/>".join(
        f"<b>{escape(t[3:])}</b>" if t.startswith("## ") else escape(t.lstrip(">- ")) for t in a["body"][3:]
    )
    when = a["published"]
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{escape(a["title"])} | News - Daily Standard</title>
<meta name="keywords" content="news, latest news"><meta property="og:title" content="{escape(a["title"])} | Daily Standard News"><meta property="og:site_name" content="Daily Standard">
<script type="application/ld+json">{broken}</script><script>var _ads = {{slot: '<div>ad</div>'}};</script></head><body>
<div class="topnav"><div class="ticker">Sensex 61,223 (-0.4%) Nifty 18,212 (-0.3%)</div>{nav()}</div>
<div class="breadcrumb"><a href="/">Home</a> &raquo; <a href="/w">World News</a> &raquo; {escape(a["title"])}</div>
<div class="container"><div class="leftcol"><h1 class="headline">{escape(a["title"])}</h1><h2 class="alternativeHeadline">{escape(a["deck"])}</h2>
<div class="authdetail"><span class="auth">{escape(a.get("agency") or a["author"][0])}</span> | <span class="place">New Delhi</span> <span class="pubdate">2 min read Last Updated : {when[8:10]} {(SHORT_MONTHS)[int(when[5:7]) - 1]} {when[:4]} | {when[11:16]} IST</span></div>
<div class="sharebox"><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">WhatsApp</a> <a href="#">Telegram</a></div>
<div class="imgbox"><img src="a.jpg"><div class="img-caption">{escape(a["caption"])} (Photo: {escape(a["credit"])})</div></div>
<div class="storycontent" id="storycontent">{body}<br><br><div class="alsoread"><b>Also Read |</b> <a href="/x">{pick(r, 1)[0]}</a></div>{rest}<br><br>
<div class="adbox">Advertisement</div><b>(With inputs from agencies)</b><br><br><i>Catch all the latest updates from across the globe. Download The Daily Standard App to get daily market updates.</i></div>
<div class="follow">Follow us on Google News</div><p class="firstpub">First Published: {when[8:10]} {when[5:7]} {when[:4]} {when[11:16]} IST</p>
<div class="tagsbox">Topics : <a href="#">World</a> <a href="#">Trade</a> <a href="#">Policy</a></div>
<div class="subscribe-plan"><h3>Subscribe to Daily Standard Digital</h3><ul><li>Smart monthly ₹ 149 / month</li><li>Smart quarterly ₹ 399 for 3 months, save 20%</li><li>Access to 12 premium stories a day</li></ul></div></div>
<div class="rightcol"><div class="trending"><h3>TRENDING TOPICS</h3><ul>{links(pick(r, 6))}</ul></div><div class="mostread"><h3>Most Popular</h3><ul>{links(pick(r, 5))}</ul></div></div></div>
<div class="footerlinks"><p>Copyright &copy; 2024 Standard Press Private Ltd. All rights reserved</p></div></body></html>"""


def tables(a: Article, r: Random) -> str:
    body = "\n".join(
        f'<p align="justify"><font face="Verdana" size="2">{escape(t.lstrip("#>- "))}</font></p>'
        if not t.startswith("## ")
        else f'<p><font size="2"><b>{escape(t[3:])}</b></font></p>'
        for t in a["body"]
    )
    day = a["published"][:10]
    month = MONTHS[int(day[5:7]) - 1]
    return f"""<HTML><HEAD><TITLE>Velgrad Herald - {escape(a["title"])}</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1"></HEAD>
<BODY BGCOLOR="#FFFFFF" LINK="#003366"><TABLE WIDTH="780" BORDER=0 CELLPADDING=0><TR><TD COLSPAN=3 BGCOLOR="#003366"><IMG SRC="/logo.gif" ALT="Velgrad Herald"><BR><FONT COLOR="#FFFFFF" SIZE=1>{nav("bar")}</FONT></TD></TR>
<TR><TD WIDTH=140 VALIGN=TOP><TABLE><TR><TD><B>SECTIONS</B></TD></TR>{"".join(f"<TR><TD><A HREF=/{n}.html>{t}</A></TD></TR>" for n, t in enumerate(["Front page", "Archive", "Classifieds", "TV guide", "Contact"]))}</TABLE><P><FONT SIZE=1>Today's exchange rates<BR>USD 1.0832<BR>GBP 0.8541</FONT></P></TD>
<TD WIDTH=480 VALIGN=TOP><TABLE WIDTH="100%" CELLPADDING=6><TR><TD><FONT SIZE=1 COLOR="#666666">{int(day[8:])} {month} {day[:4]}</FONT><BR><H1><FONT FACE="Times" SIZE=5>{escape(a["title"])}</FONT></H1>
<FONT SIZE=2><I>By {escape(" and ".join(a["author"]))}</I></FONT><BR><BR>
<TABLE ALIGN=RIGHT WIDTH=200><TR><TD><IMG SRC="p.jpg" WIDTH=200><BR><FONT SIZE=1>{escape(a["caption"])} Photo: {escape(a["credit"])}</FONT></TD></TR></TABLE>
{body}
<P><FONT SIZE=1><A HREF="mailto:letters@velgradherald.example">Write to the editor</A> | <A HREF="print.php?id=7">Printer-friendly version</A> | <A HREF="send.php">Send to a friend</A></FONT></P></TD></TR></TABLE></TD>
<TD WIDTH=160 VALIGN=TOP BGCOLOR="#EEEEEE"><B>Other news</B><BR>{"<BR>".join(f"<A HREF=/o{n}.html>{t}</A>" for n, t in enumerate(pick(r, 6)))}</TD></TR>
<TR><TD COLSPAN=3 ALIGN=CENTER><FONT SIZE=1>Copyright 1998-2010 Velgrad Herald. No part of this site may be reproduced without permission.</FONT></TD></TR></TABLE></BODY></HTML>"""


def amp(a: Article, r: Random) -> str:
    return f"""<!doctype html><html ⚡ lang="en-US"><head><meta charset="utf-8"><title>{escape(a["title"])} – Metro Wire</title><link rel="canonical" href="{address("amp", a).replace("amp.", "www.")}">
<script type="application/ld+json">{ld(a, "amp", author={"@type": "Person", "name": " and ".join(a["author"])})}</script><style amp-boilerplate>body{{animation:none}}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay">{nav()}</amp-sidebar><amp-consent id="c" layout="nodisplay"><div id="consent-ui"><p>We use cookies and similar technologies to improve your visit. By continuing you accept this.</p><button>Accept</button></div></amp-consent>
<header class="amp-header"><a href="/">Metro Wire</a></header>
<article class="amp-article"><header class="article-header"><h1 class="amp-title">{escape(a["title"])}</h1><p class="subtitle">{escape(a["deck"])}</p><div class="amp-meta"><span class="amp-author">By {escape(" and ".join(a["author"]))}</span> <time datetime="{a["published"]}">{a["published"][:10]}</time></div></header>
<figure class="amp-featured-image"><amp-img src="a.jpg" width="1200" height="675" layout="responsive" alt=""></amp-img><p class="wp-caption-text">{escape(a["caption"])} ({escape(a["credit"])})</p></figure>
<div class="amp-social"><amp-social-share type="facebook"></amp-social-share><amp-social-share type="email"></amp-social-share></div>
<div class="amp-content">{paragraphs(a, between={1: '<amp-ad width="300" height="250" type="doubleclick"><div placeholder>Advertisement</div></amp-ad>', 3: f'<div class="amp-related-inline"><h3>Recommended</h3><ul>{links(pick(r, 2))}</ul></div>'})}</div>
<footer class="amp-footer-meta"><p>Filed under: <a href="#">World</a>, <a href="#">Transport</a></p><a href="#comments">Leave a comment</a></footer></article>
<amp-list src="/next.json"><div class="next-articles"><h2>Up next</h2>{links(pick(r, 3), "div")}</div></amp-list><footer class="amp-footer"><p>Metro Wire is part of Tram Media Inc.</p><a href="#top">Back to top</a></footer></body></html>"""


def print_page(a: Article, r: Random) -> str:
    del r
    return f"""<html><head><title>Harbour Post: Print version</title><meta name="robots" content="noindex"><style>body{{font-family:serif}}</style></head><body onload="window.print()">
<p>Harbour Post<br>http://harbourpost.example/news/{a["key"]}</p><hr>
<h1>{escape(a["title"])}</h1><p>By {escape(", ".join(a["author"]))}</p><p>Published: {a["published"][8:10]}.{a["published"][5:7]}.{a["published"][:4]} {a["published"][11:16]}</p>
{paragraphs(a)}
<hr><p>Find this article at:<br>http://harbourpost.example/news/{a["key"]}</p><p>© Harbour Post. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.</p></body></html>"""


def live(a: Article, r: Random) -> str:
    posts = []
    for n, t in enumerate(x for x in a["body"] if not x.startswith("## ")):
        head = (
            f'<h3 class="post__title">{escape(a["live_headings"][n])}</h3>'
            if n < len(a.get("live_headings", ()))
            else ""
        )
        posts.append(
            f'<article class="liveblog-post" id="post-{n}"><div class="post__meta"><time datetime="{a["published"][:10]}T{18 - n}:45:00Z">{18 - n}.45 GMT</time><a class="permalink" href="#post-{n}">Share post</a></div>{head}'
            f'<p>{escape(t.lstrip("#>- "))}</p><div class="post__share"><button>Share on Facebook</button></div></article>'
        )
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(a["title"])} – live | City Times</title>{metas(a, "live")}<meta name="author" content="{escape(a["author"][0])}">
<script type="application/ld+json">{ld(a, "live", **{"@type": "LiveBlogPosting", "coverageStartTime": a["published"]})}</script></head><body><header class="global-header"><nav>{nav()}</nav></header>
<main><div class="liveblog-header"><span class="live-badge">Live</span><h1>{escape(a["title"])}</h1><p class="standfirst">{escape(a["deck"])}</p></div>
<div class="liveblog-body"><div class="liveblog__refresh"><button>12 new updates</button></div>{"".join(posts)}<button class="load-more">Show more</button></div>
<section class="onward-journey"><h2>More live coverage</h2><ul>{links(pick(r, 4))}</ul></section></main><footer class="footer"><p>© City Times Group</p></footer></body></html>"""


def gallery(a: Article, r: Random) -> str:
    slides = "".join(
        f'<div class="slide"><div class="slide__counter">{n + 1} / 3</div><img src="{n}.jpg"><p class="slide-caption">Picture {n + 1}: {a["key"]} <span class="slide-credit">{escape(a["credit"])}</span></p></div>'
        for n in range(3)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(a["title"])} | Picture Weekly</title>{metas(a, "gallery")}<script type="application/ld+json">{ld(a, "gallery")}</script></head><body><nav class="navbar">{nav()}</nav>
<div class="wrap"><div class="article-main"><h1 class="title">{escape(a["title"])}</h1><p class="dek">{escape(a["deck"])}</p><div class="by-line">Text: {escape(a["author"][0])}</div>
<div class="gallery-slider carousel">{slides}<a class="carousel-control" href="#">Previous</a><a href="#">Next</a></div>
<div class="article-text">{paragraphs(a, between={2: '<div class="fact-box"><table><tr><th>Year</th><th>Value</th></tr><tr><td>2021</td><td>1,204</td></tr><tr><td>2022</td><td>1,311</td></tr><tr><td>2023</td><td>988</td></tr></table></div>'})}</div>
<div class="social-links"><a href="#">Share</a><a href="#">Tweet</a><a href="#">Pin it</a></div></div><div class="sidebar"><h3>More galleries</h3>{links(pick(r, 5), "p")}<h3>Newsletter</h3><p>One picture a day, every day, straight to your inbox.</p></div></div><footer><p>Picture Weekly, a Tram Media title</p></footer></body></html>"""


def paywall(a: Article, r: Random) -> str:
    return f"""<!DOCTYPE html><html lang="en-US"><head><title>{escape(a["title"])} - Financial Observer</title>{metas(a, "paywall")}
<script type="application/ld+json">{ld(a, "paywall", isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"})}</script></head><body class="paywall-active meter-3">
<div class="o-header"><nav>{nav()}</nav><a href="/login">Sign in</a><a href="/subscribe">Subscribe from $1 a week</a></div>
<article><div class="topper"><a class="topper__topic" href="#">Economy</a><h1 class="topper__headline">{escape(a["title"])}</h1><div class="topper__standfirst">{escape(a["deck"])}</div></div>
{figure(a, "main-image")}<div class="article-info"><span class="article-info__by">{escape(" and ".join(a["author"]))} in Velgrad</span><time class="article-info__time" datetime="{a["published"]}">{a["published"][:10]}</time><button>Save to myFO</button></div>
<div class="article__content paywall"><div class="article__content-body n-content-body">{paragraphs(a, between={1: '<div class="offer-box"><p>Unlock this story and 40 others for 0.99 dollars.</p><a href="/offer">See all offers</a></div>'})}</div></div>
<div class="paywall-prompt" id="paywall-offer"><h2>Subscribe to unlock this article</h2><p>Try unlimited access. Only $1 for 4 weeks</p><p>Then $75 per month. Complete digital access to quality journalism on any device. Cancel anytime during your trial.</p><ul><li>Print + Digital $99 per month</li><li>Standard Digital $45 per month</li></ul><p>Already a subscriber? <a href="/login">Log in</a></p></div>
<div class="article__copyright-notice"><a href="#">Copyright</a> The Financial Observer Limited 2024. All rights reserved.</div></article>
<div class="onward onward--bottom"><h2>Follow the topics in this article</h2><ul><li>Economy</li><li>Companies</li></ul><h2>Latest on Economy</h2>{links(pick(r, 5), "div", ' class="o-teaser"')}</div></body></html>"""


def agency(a: Article, r: Random) -> str:
    body = "".join(
        f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{escape(t.lstrip('#>- '))}</p>"
        if not t.startswith("## ")
        else f"<p><strong>{escape(t[3:])}</strong></p>"
        for t in a["body"]
    )
    day = a["published"][:10]
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{escape(a["title"])}-TNA</title><meta name="pubdate" content="{day} {a["published"][11:19]}" /><meta name="publisher" content="Tarania News Agency" /></head><body>
<div class="top"><a href="/">Home</a> <a href="/world">World</a> <a href="/china">Regions</a> <a href="/photos">Photos</a></div>
<div class="w980"><div class="Btitle">{escape(a["title"])}</div><h1 class="Btitle">{escape(a["title"])}</h1><div class="bt"><i class="source">Source: TNA</i>|<i class="time"> {day} {a["published"][11:19]}</i>|<i class="editor">Editor: Lena Ortiz</i></div>
<div class="share2013"><a href="#">Share to Facebook</a><a href="#">Share to X</a></div>
<div id="detail" class="content"><div class="picbox"><p style="text-align:center"><img src="a.jpg"></p><p class="pictext" style="text-align:center"><font color="navy">{escape(a["caption"])} ({escape(a["credit"])})</font></p></div>
{body}<p>&nbsp;&nbsp;&nbsp;&nbsp;Enditem</p></div>
<div class="xgxw"><h3>KEY WORDS:</h3> <a href="#">economy</a> <a href="#">transport</a><div class="explore"><h3>EXPLORE TNA</h3><ul>{links(pick(r, 6))}</ul></div></div>
<div class="foot">Copyright © 2000-2024 TARANIA NEWS AGENCY All rights reserved. No reproduction or redistribution allowed.</div></div></body></html>"""


def soup(a: Article, r: Random) -> str:
    body = ""
    for n, t in enumerate(a["body"]):
        if t.startswith("## "):
            body += f'<div class="css-9h2"><h3>{escape(t[3:])}</h3></div>'
        else:
            body += f'<div class="css-1k"><div class="css-x3">{escape(t.lstrip(">- "))}</div></div>'
        if n == 1:
            body += '<div class="css-tw"><blockquote class="twitter-tweet"><p>Unbelievable scenes here this morning pic.twitter.com/abc</p>&mdash; Someone (@someone) <a href="#">May 28, 2024</a></blockquote></div>'
        if n == 3:
            body += (
                f'<div class="css-z8 inline-promo"><span>RELATED</span><a href="/q">{pick(r, 1)[0]}</a></div>'
            )
    data = json.dumps({"props": {"pageProps": {"article": {"title": a["title"], "body": a["body"]}}}})
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(a["title"])} | Pulse24</title>{metas(a, "soup")}<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="{escape(a["author"][0])}"></head><body><div id="__next"><div class="css-1aa"><div class="css-nav">{nav()}</div></div>
<div class="css-2bb"><div class="css-3cc"><div class="css-bc"><a href="/">Pulse24</a><span>/</span><a href="/world">World</a></div><h1 class="css-h1">{escape(a["title"])}</h1><div class="css-sub subtitle">{escape(a["deck"])}</div>
<div class="css-au"><img src="x.jpg"><div><span>{escape(a["author"][0])}</span><span>Updated 2h ago</span></div><div><button>Share</button><button>Save</button></div></div>
<div class="css-img"><img src="y.jpg"><div class="css-capt image-caption"><span>{escape(a["caption"])}</span><span class="image-credit">{escape(a["credit"])}</span></div></div>
<div class="css-body">{body}</div><div class="css-tags tags"><a href="#">#world</a><a href="#">#news</a></div></div>
<div class="css-side"><div class="css-t">Trending</div>{links(pick(r, 5), "div", ' class="css-card"')}</div></div>
<div class="css-more"><div class="css-t">Read next</div>{links(pick(r, 4), "div", ' class="css-card"')}</div><div class="css-foot"><div>© 2025 Pulse24. Made with care in Dunmore.</div><div>Terms of use</div></div></div>
<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>"""


LAYOUTS: dict[str, Callable[[Article, Random], str]] = {
    "wordpress": wordpress,
    "broadsheet": broadsheet,
    "styled": styled,
    "portal": portal,
    "tables": tables,
    "amp": amp,
    "print": print_page,
    "live": live,
    "gallery": gallery,
    "paywall": paywall,
    "agency": agency,
    "soup": soup,
}
HAS_DECK = frozenset(("broadsheet", "portal", "amp", "live", "gallery", "paywall", "soup"))
HAS_CAPTION = frozenset(
    ("wordpress", "broadsheet", "styled", "portal", "tables", "amp", "paywall", "agency", "soup")
)
