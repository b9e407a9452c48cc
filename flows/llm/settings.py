"""Where an optional language model is asked, and how much it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """The section `[llm]` of the settings.

    `api_key_variable` names the environment variable that holds the key; the key itself is never
    stored. Limits count per run; `timeout` is in seconds.
    """

    base_url: str
    model: str
    cache_folder: Path = Path("data/llm")
    run_id: str = "run"
    api_key_variable: str = "WIREMILL_LLM_KEY"
    timeout: float = 60.0
    attempts: int = 4
    max_requests: int = 500
    max_tokens: int = 2_000_000
