"""Run the components of a spaCy pipeline over batches: the annotations of `Language.pipe`, in less time.

`Language.pipe` takes one state after the other through compiled code that gives up the interpreter's lock,
then takes and drops it for every action it checks: half the time of the entity recogniser is that lock.
Here the step model that spaCy's own beam search uses scores all states of a batch at once, and the
actions are taken with the lock held. The model, its scores and its best actions are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from transforms.language.token_attributes import AttributeMemo

DEFAULT_BATCH = 64


def annotate_docs(nlp: Language, docs: Iterable[Doc], batch_size: int = DEFAULT_BATCH) -> Iterator[Doc]:
    """Run every component of the pipeline on each document; yields them in order.

    The components must annotate in place, as those of the trained pipelines do; documents without a token
    are passed over.
    """
    memos = {
        name: AttributeMemo.of(component)
        for name, component in nlp.pipeline
        if isinstance(component, AttributeRuler)
    }
    components: list[tuple[str, Any]] = nlp.pipeline
    stream = iter(docs)
    while batch := list(islice(stream, batch_size)):
        done = [doc for doc in batch if len(doc)]
        for name, component in components if done else ():
            if name in memos:
                memos[name].annotate(done)
            elif hasattr(component, "transition_states"):
                component.set_annotations(done, decode_greedily(component, done))
            elif hasattr(component, "pipe"):
                done = list(component.pipe(done, batch_size=batch_size))
            else:
                done = [component(doc) for doc in done]
        yield from batch


def decode_greedily(parser: Any, docs: list[Doc]) -> Any:
    """Final states of a transition-based component, one a document: the best action at each step."""
    states = parser.moves.init_batch(docs)
    step_model = parser.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        scores = step_model.predict(unfinished)
        unfinished = parser.transition_states(unfinished, scores)
    step_model.clear_memory()
    return states
