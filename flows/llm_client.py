"""Ask a language model at an OpenAI-compatible endpoint: off unless configured.

Answers are cached by content, calls are retried with back-off, and a run stops asking when its
budget is spent. Whatever goes wrong, the rules' events are used instead; nothing stops the run.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

logger = logging.getLogger(__name__)

RETRIED = {408, 409, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where to ask and how much it may cost.

    `api_key_variable` names the environment variable that holds the key; the key itself is never
    stored. Limits count per run; `timeout` is in seconds.
    """

    base_url: str
    model: str
    cache_folder: Path
    api_key_variable: str = "WIREMILL_LLM_KEY"
    timeout: float = 60.0
    attempts: int = 4
    max_requests: int = 500
    max_tokens: int = 2_000_000


class LlmUnavailableError(RuntimeError):
    """No usable answer: the endpoint failed, refused, or the budget is spent."""


class LlmClient:
    """Asks one endpoint, within the budget of one run."""

    def __init__(self, settings: LlmSettings, pause: Callable[[float], None] = time.sleep) -> None:
        """`pause` waits between attempts (seconds); tests pass a stand-in."""
        self.settings = settings
        self.request_count = 0
        self.token_count = 0
        self._pause = pause

    def ask(self, body: dict[str, Any]) -> str:
        """The text of the answer to a chat completion request, from the cache where it was asked before.

        Raises:
            LlmUnavailableError: no answer within the attempts and the budget.
        """
        cached = self._cache_path(body)
        if cached.exists():
            return cached.read_text(encoding="utf-8")
        content = self._ask_endpoint(body)
        cached.parent.mkdir(parents=True, exist_ok=True)
        partial = cached.with_suffix(f".{os.getpid()}.part")
        partial.write_text(content, encoding="utf-8")
        partial.replace(cached)
        return content

    def forget(self, body: dict[str, Any]) -> None:
        """Drop a cached answer that proved unusable."""
        self._cache_path(body).unlink(missing_ok=True)

    def _cache_path(self, body: dict[str, Any]) -> Path:
        key = json.dumps([self.settings.base_url, body], sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.settings.cache_folder / digest[:2] / f"{digest}.json"

    def _ask_endpoint(self, body: dict[str, Any]) -> str:
        last = "no attempt was made"
        for attempt in range(self.settings.attempts):
            self._check_budget()
            if attempt:
                self._pause(min(30.0, 0.5 * 2**attempt))
            self.request_count += 1
            try:
                response = self._post(body)
            except httpx.HTTPError as error:
                last = f"{type(error).__name__}: {error}"
                continue
            if response.status_code in RETRIED:
                last = f"HTTP {response.status_code}"
                continue
            if response.status_code != 200:
                raise LlmUnavailableError(f"{self.settings.base_url} answers HTTP {response.status_code}")
            content = self._read(response)
            if content is not None:
                return content
            last = "an answer that is not a chat completion"
        raise LlmUnavailableError(f"{self.settings.base_url}: {last} after {self.settings.attempts} attempts")

    def _check_budget(self) -> None:
        if self.request_count >= self.settings.max_requests:
            raise LlmUnavailableError(f"the budget of {self.settings.max_requests} requests a run is spent")
        if self.token_count >= self.settings.max_tokens:
            raise LlmUnavailableError(f"the budget of {self.settings.max_tokens} tokens a run is spent")

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        key = os.environ.get(self.settings.api_key_variable)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        url = self.settings.base_url.rstrip("/") + "/chat/completions"
        return httpx.post(url, json=body, headers=headers, timeout=self.settings.timeout)

    def _read(self, response: httpx.Response) -> str | None:
        """The content of the first choice; null when the body is something else."""
        try:
            answer = response.json()
            content = answer["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            return None
        usage = answer.get("usage")
        if isinstance(usage, dict) and isinstance(usage.get("total_tokens"), int):
            self.token_count += usage["total_tokens"]
        return content if isinstance(content, str) else None
