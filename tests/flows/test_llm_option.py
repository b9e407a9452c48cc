"""The optional language model client against a stand-in server that misbehaves in the usual ways."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from flows.llm.client import LlmClient, LlmUnavailableError
from flows.llm.events import LlmEventCoder
from flows.llm.settings import LlmSettings
from transforms.actors.find import find_actors
from transforms.events.find import find_events
from transforms.events.findings import EventFindings
from transforms.language.parsed_document import ParsedDocument
from warehouse.query import run_query

BODY: dict[str, Any] = {"model": "stand-in", "messages": []}


def completion(content: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 7}}).encode()


class Endpoint:
    """Answers with the given (status, body) pairs in turn, the last one for ever."""

    def __init__(self, answers: list[tuple[int, bytes]]) -> None:
        self.answers = answers
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                endpoint.requests.append(json.loads(self.rfile.read(length)))
                endpoint.headers.append(dict(self.headers))
                status, body = endpoint.answers[min(len(endpoint.requests), len(endpoint.answers)) - 1]
                if status == 0:  # hang up without an answer
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def serve() -> Iterator[Any]:
    endpoints: list[Endpoint] = []

    def start(*answers: tuple[int, bytes]) -> Endpoint:
        endpoints.append(Endpoint(list(answers)))
        return endpoints[-1]

    yield start
    for endpoint in endpoints:
        endpoint.close()


def make_client(endpoint: Endpoint, folder: Path, **limits: Any) -> LlmClient:
    settings = LlmSettings(endpoint.url, "stand-in", folder, timeout=60, **limits)
    return LlmClient(settings, pause=lambda _seconds: None)


def test_asks_once_and_caches(serve: Any, tmp_path: Path) -> None:
    endpoint = serve((200, completion("hello")))
    assert make_client(endpoint, tmp_path).ask(BODY) == "hello"
    assert make_client(endpoint, tmp_path).ask(BODY) == "hello"
    assert len(endpoint.requests) == 1
    assert endpoint.requests[0] == BODY


@pytest.mark.parametrize(
    "trouble",
    [
        (429, b"slow down"),
        (500, b""),
        (503, b"<html>"),
        (0, b""),
        (200, b"not json"),
        (200, b'{"choices": []}'),
    ],
)
def test_retries_trouble(trouble: tuple[int, bytes], serve: Any, tmp_path: Path) -> None:
    endpoint = serve(trouble, trouble, (200, completion("at last")))
    assert make_client(endpoint, tmp_path).ask(BODY) == "at last"
    assert len(endpoint.requests) == 3


def test_gives_up_after_the_attempts(serve: Any, tmp_path: Path) -> None:
    endpoint = serve((500, b""))
    with pytest.raises(LlmUnavailableError, match="HTTP 500 after 4 attempts"):
        make_client(endpoint, tmp_path).ask(BODY)
    assert not list(tmp_path.rglob("*.json"))


def test_refusal_is_not_retried(serve: Any, tmp_path: Path) -> None:
    endpoint = serve((401, b"who are you"))
    with pytest.raises(LlmUnavailableError, match="HTTP 401"):
        make_client(endpoint, tmp_path).ask(BODY)
    assert len(endpoint.requests) == 1


def test_budgets_end_the_asking(serve: Any, tmp_path: Path) -> None:
    endpoint = serve((200, completion("fine")))
    few = make_client(endpoint, tmp_path, max_requests=1)
    few.ask(BODY)
    with pytest.raises(LlmUnavailableError, match="1 requests"):
        few.ask(BODY | {"seed": 1})
    cheap = make_client(endpoint, tmp_path / "cheap", max_tokens=7)
    cheap.ask(BODY | {"seed": 2})
    with pytest.raises(LlmUnavailableError, match="7 tokens"):
        cheap.ask(BODY | {"seed": 3})


def test_key_comes_from_the_environment(serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREMILL_LLM_KEY", "secret")
    endpoint = serve((200, completion("fine")))
    make_client(endpoint, tmp_path).ask(BODY)
    assert endpoint.headers[0]["Authorization"] == "Bearer secret"


TEXT = "France and Ghana signed a treaty in Accra on Monday. Nobody was hurt."


def proposal(**changes: Any) -> dict[str, Any]:
    event = {"sentence_no": 0, "trigger": "signed", "type": "SUPPORT", "actors": ["France", "Ghana"]}
    return event | changes


def code_with(
    endpoint: Endpoint, folder: Path, parsed: ParsedDocument
) -> tuple[LlmEventCoder, EventFindings]:
    coder = LlmEventCoder(make_client(endpoint, folder))
    return coder, coder(parsed, find_actors(parsed), (), ())


def test_answers_become_grounded_rows(
    serve: Any, tmp_path: Path, parse: Callable[..., ParsedDocument]
) -> None:
    answer = {
        "events": [
            proposal(),
            proposal(trigger="bombed", type="ASSAULT"),  # not in the text
            proposal(sentence_no=7),
            proposal(type="GOSSIP"),
            proposal(sentence_no=1, trigger="hurt", type="ASSAULT", actors=["Wakanda"]),  # no such party
            "nonsense",
        ]
    }
    parsed = parse(TEXT)
    coder, found = code_with(serve((200, completion(json.dumps(answer)))), tmp_path, parsed)
    assert [(e.trigger, e.event_type, e.method) for e in found.events] == [
        ("signed", "SUPPORT", "llm.stand-in")
    ]
    assert [(p.actor_id, p.role) for p in found.participants] == [
        ("country/FRA", "actor"),
        ("country/GHA", "actor"),
    ]
    assert all(parsed.slice(e.char_start, e.char_end) == e.text for e in found.events)
    assert coder.fallback_count == 0


@pytest.mark.parametrize("content", ["Sure! Here are the events:", "[]", '{"events": 3}', '{"events": ['])
def test_unusable_answers_fall_back_on_the_rules(
    content: str, serve: Any, tmp_path: Path, parse: Callable[..., ParsedDocument]
) -> None:
    parsed = parse(TEXT)
    endpoint = serve((200, completion(content)))
    coder, found = code_with(endpoint, tmp_path, parsed)
    assert found == find_events(parsed, find_actors(parsed), (), ())
    assert coder.fallback_count == 1
    assert not list(tmp_path.rglob("*.json"))  # asked again next time


def test_a_dead_endpoint_falls_back_on_the_rules(
    serve: Any, tmp_path: Path, parse: Callable[..., ParsedDocument]
) -> None:
    parsed = parse(TEXT)
    coder, found = code_with(serve((503, b"")), tmp_path, parsed)
    assert found == find_events(parsed, find_actors(parsed), (), ())
    assert coder.fallback_count == 1


def test_a_run_asks_the_configured_model(serve: Any, tmp_path: Path) -> None:
    answer = {"events": [proposal(), proposal(trigger="bombed", type="ASSAULT")]}
    endpoint = serve((200, completion(json.dumps(answer))))
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text(TEXT, encoding="utf-8")
    config = tmp_path / "wiremill.toml"
    config.write_text(f'[llm]\nbase_url = "{endpoint.url}"\nmodel = "stand-in"\n', encoding="utf-8")
    run = ["run", str(articles), "--no-prefect", "--workers", "0", "--no-report"]
    options = ["--boilerplate", "keep", "--config", str(config), "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(app, [*run, *options])
    assert done.exit_code == ExitCode.DONE, done.output
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    sql = "SELECT trigger, method, extractor_version FROM events JOIN documents USING (document_id)"
    ((trigger, method, version),) = run_query(warehouse, sql).rows
    assert (trigger, method) == ("signed", "llm.stand-in")
    assert version.endswith("+llm.stand-in")
    assert len(endpoint.requests) == 1
