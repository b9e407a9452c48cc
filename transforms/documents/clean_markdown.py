"""Markdown to a cleaned document: rendered first, then cleaned like any flat text."""

from __future__ import annotations

from dataclasses import replace

from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.flat.clean import clean_repaired_text
from transforms.documents.markdown.front_matter import read_front_matter
from transforms.documents.markdown.text import render_markdown
from transforms.documents.repair.repair import repair_further
from transforms.documents.template_memory import TemplateMemory


def clean_markdown_text(raw: RawDocument, text: str, memory: TemplateMemory) -> CleanDocument:
    """Sort the lines of the text that Markdown renders to; its front matter and first heading state metadata.

    What the source states wins over the front matter.

    Raises:
        UnreadableDocumentError: the text holds no word, or nothing but lines of a site.
    """
    front = read_front_matter(text)
    rendered = render_markdown(text, front.end)
    heading = {"title": rendered.title} if rendered.title and raw.boilerplate == "strip" else {}
    stated = replace(raw, metadata={**heading, **front.metadata, **raw.metadata})
    return clean_repaired_text(stated, text, repair_further(rendered.repaired), memory, front.end)
