"""Rows of a document do not depend on the documents that are read with it."""

from __future__ import annotations

from spacy.language import Language

from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.extract import extract_parsed, parse_documents

TEXTS = (
    "Norway's fisheries minister met trawler owners in Tromso on Tuesday and promised 40 million kroner.",
    "Police in Quito detained 12 dock workers who had blocked the port since 3 March 2024, the union said. "
    "It denied that anybody was hurt, and threatened to strike in all harbours if they are not released.",
    "The museum reopens in June.",
    "Kenya will send two ships to Mombasa, its navy said. Somalia asked it to wait. Neither fired a shot, "
    "and talks that Djibouti had offered to host were put off.",
)


def test_rows_are_the_same_alone_and_among_sixty_four(nlp: Language) -> None:
    raws = (f"A title\n\n{TEXTS[n % len(TEXTS)]}\n".encode() for n in range(64))
    documents = [
        clean_document(RawDocument("test", f"{n}.txt", raw, "text/plain")) for n, raw in enumerate(raws)
    ]
    together = list(parse_documents(nlp, documents))
    for number in (0, 13, 34, 63):
        alone = next(parse_documents(nlp, [documents[number]]))
        one, many = (
            extract_parsed(documents[number], alone),
            extract_parsed(documents[number], together[number]),
        )
        assert one.error is None
        assert one.rows == many.rows
        assert one.rows["events"] or number % len(TEXTS) == 2
