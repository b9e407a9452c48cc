"""Ask a language model at an OpenAI-compatible endpoint: off unless configured.

Answers are cached by content, calls are retried with back-off, and a run stops asking when its
budget is spent. Whatever goes wrong, the reader's events are used instead; nothing stops the run.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from flows.llm.settings import LlmSettings

logger = logging.getLogger(__name__)

RETRIED = {408, 409, 425, 429, 500, 502, 503, 504}


class LlmUnavailableError(RuntimeError):
    """No usable answer: the endpoint failed, refused, or the budget is spent."""


class LlmClient:
    """Asks one endpoint, within the budget of one run.

    The budget is kept in a file that the worker processes of a run share: one line a request with the
    tokens that it cost.
    """

    def __init__(self, settings: LlmSettings, pause: Callable[[float], None] = time.sleep) -> None:
        """`pause` waits between attempts (seconds); tests pass a stand-in."""
        self.settings = settings
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
            try:
                response = self._post(body)
            except httpx.HTTPError as error:
                self._spend(0)
                last = f"{type(error).__name__}: {error}"
                continue
            content, tokens = _read(response)
            self._spend(tokens)
            if response.status_code == 200 and content is not None:
                return content
            last = f"HTTP {response.status_code}"
            if response.status_code == 200:
                last = "an answer that is not a chat completion"
            elif response.status_code not in RETRIED:
                raise LlmUnavailableError(f"{self.settings.base_url} answers {last}")
        raise LlmUnavailableError(f"{self.settings.base_url}: {last} after {self.settings.attempts} attempts")

    def read_spending(self) -> tuple[int, int]:
        """Requests and tokens that the run has spent so far."""
        try:
            lines = self._ledger.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return 0, 0
        return len(lines), sum(int(line) for line in lines)

    @property
    def _ledger(self) -> Path:
        return self.settings.cache_folder / f"spent-{self.settings.run_id}.txt"

    def _spend(self, tokens: int) -> None:
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        with self._ledger.open("a", encoding="ascii") as ledger:
            ledger.write(f"{tokens}\n")

    def _check_budget(self) -> None:
        request_count, token_count = self.read_spending()
        if request_count >= self.settings.max_requests:
            raise LlmUnavailableError(f"the budget of {self.settings.max_requests} requests a run is spent")
        if token_count >= self.settings.max_tokens:
            raise LlmUnavailableError(f"the budget of {self.settings.max_tokens} tokens a run is spent")

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        key = os.environ.get(self.settings.api_key_variable)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        url = self.settings.base_url.rstrip("/") + "/chat/completions"
        return httpx.post(url, json=body, headers=headers, timeout=self.settings.timeout)


def _read(response: httpx.Response) -> tuple[str | None, int]:
    """The content of the first choice (null when the body is something else) and the tokens it cost."""
    try:
        answer = response.json()
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        return None, 0
    usage = answer.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    return content if isinstance(content, str) else None, tokens if isinstance(tokens, int) else 0
