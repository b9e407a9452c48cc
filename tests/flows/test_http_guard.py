"""The reader of web sources reaches public addresses only, and no answer is too much for it."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.settings import SettingsError, load_settings
from flows.sources import fetch as fetching
from flows.sources import http_guard
from flows.sources.fetch import Fetcher, FetchError, FetchSettings
from flows.sources.fetch_state import FetchState
from flows.sources.http_guard import NetworkPolicy

LOOPBACK = ("127.0.0.0/8",)
Answer = Callable[[socket.socket, str], None]


class Server:
    """Answers each request on loopback by its path, byte for byte as the test wants it."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.answers: dict[str, bytes | Answer] = {}
        self.asked: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            path = connection.recv(65536).split(b" ")[1].decode()
            self.asked.append(path)
            answer = self.answers.get(path, respond(b"nothing", status="404 Not Found"))
            try:
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection, path)
            except OSError:
                pass  # the reader had enough


def respond(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    given = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{given}\r\n"
    return head.encode("latin-1") + body


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


@pytest.fixture
def fetch(tmp_path: Path, server: Server) -> Callable[..., bytes | None]:
    """fetch(path or address, **settings): the content; loopback is allowed unless said otherwise."""

    def fetch_one(path: str, **settings: object) -> bytes | None:
        given: dict[str, object] = {"allow_networks": LOOPBACK, "timeout_seconds": 60.0, "attempts": 1}
        fetch_settings = FetchSettings(**(given | settings))  # type: ignore[arg-type]
        url = f"http://127.0.0.1:{server.port}{path}" if path.startswith("/") else path
        with Fetcher(fetch_settings, FetchState(tmp_path / "state.json"), lambda _: None) as fetcher:
            return fetcher.fetch(url).content

    return fetch_one


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.20.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "224.0.0.1", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not NetworkPolicy().is_allowed(address)


def test_addresses_that_may_be_reached() -> None:
    assert all(NetworkPolicy().is_allowed(a) for a in ("8.8.8.8", "93.184.216.34", "2606:4700::1111"))
    policy = NetworkPolicy(("10.0.0.0/8", "::1"))
    assert policy.is_allowed("10.9.8.7")
    assert policy.is_allowed("::1")
    assert policy.is_allowed("::ffff:10.9.8.7")
    assert not policy.is_allowed("127.0.0.1")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_no_form_of_loopback_is_reached(
    server: Server, fetch: Callable[..., bytes | None], host: str
) -> None:
    with pytest.raises(FetchError):
        fetch(f"http://{host}:{server.port}/page", allow_networks=())
    assert server.asked == []


def test_the_message_says_what_allows_it(server: Server, fetch: Callable[..., bytes | None]) -> None:
    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1.*--allow-network"):
        fetch("/page", allow_networks=(), attempts=3)


def test_redirects_are_looked_at_too(server: Server, fetch: Callable[..., bytes | None]) -> None:
    server.answers["/away"] = respond(b"", "302 Found", Location="http://169.254.169.254/latest/meta-data")
    server.answers["/there"] = respond(b"", "302 Found", Location="/page")
    server.answers["/page"] = respond(b"Some words.")
    server.answers["/robots.txt"] = respond(b"", "302 Found", Location="http://10.0.0.1/robots.txt")
    with pytest.raises(FetchError, match=r"169\.254\.169\.254, which is no public address"):
        fetch("/away")
    assert fetch("/there") == b"Some words."


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://[x]/a", "http://news.example:99999/", "http://a\x00b.example/", "http://\u0378.example/",
     "http://", "http:///x", "http://xn--\u2044.example/"],
)  # fmt: skip
def test_what_is_no_address_is_an_error_of_its_own(fetch: Callable[..., bytes | None], address: str) -> None:
    with pytest.raises(FetchError):
        fetch(address)


@pytest.mark.parametrize("location", ["http://[::1", "http://a\x7fb/", "http://\xb2\xad/", "//", "http://:/"])
def test_a_redirect_to_what_is_no_address(
    server: Server, fetch: Callable[..., bytes | None], location: str
) -> None:
    server.answers["/odd"] = respond(b"", "302 Found", Location=location)
    with pytest.raises(FetchError):
        fetch("/odd", obey_robots=False)


@pytest.mark.parametrize("pause", ["²", "soon", "-1", "1e99", "9" * 400, ""])
def test_odd_pauses_are_no_crash(server: Server, fetch: Callable[..., bytes | None], pause: str) -> None:
    server.answers["/busy"] = respond(b"", "503 Busy", Retry_After=pause)
    with pytest.raises(FetchError, match="503"):
        fetch("/busy", attempts=2)


def test_what_unfolds_is_cut(server: Server, fetch: Callable[..., bytes | None]) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server.answers["/page"] = respond(b"Some words.")
    server.answers["/once"] = respond(bomb, Content_Encoding="gzip")
    server.answers["/twice"] = respond(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    server.answers["/other"] = respond(b"xx", Content_Encoding="br")
    server.answers["/broken"] = respond(b"no gzip at all", Content_Encoding="gzip")
    server.answers["/robots.txt"] = respond(bomb, Content_Encoding="gzip")
    reasons = {
        "/once": "larger than",
        "/twice": "packed 2 times",
        "/other": "packed as br",
        "/broken": "can't be unpacked",
    }
    for path, reason in reasons.items():
        with pytest.raises(FetchError, match=reason):
            fetch(path, max_bytes=100_000)
    assert fetch("/page") == b"Some words."


def test_what_follows_a_packed_page_is_counted_and_not_kept(
    server: Server, fetch: Callable[..., bytes | None]
) -> None:
    packed = gzip.compress(b"Some words.")
    server.answers["/some"] = respond(packed + bytes(2_000), Content_Encoding="gzip")
    server.answers["/much"] = respond(packed + bytes(300_000), Content_Encoding="gzip")
    server.answers["/hollow"] = respond(  # blocks that unpack to nothing
        gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 60_000, Content_Encoding="gzip"
    )
    assert fetch("/some", max_bytes=100_000) == b"Some words."
    for path in ("/much", "/hollow"):
        with pytest.raises(FetchError, match="larger than"):
            fetch(path, max_bytes=100_000)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_half_a_packed_page_is_none(server: Server, fetch: Callable[..., bytes | None], name: str) -> None:
    pack = gzip.compress if name == "gzip" else zlib.compress
    packed = pack(" ".join(map(str, range(20_000))).encode())
    server.answers["/page"] = respond(packed[: len(packed) // 2], Content_Encoding=name)
    server.answers["/nothing"] = respond(b"", Content_Encoding=name)
    with pytest.raises(FetchError, match="ends before the end"):
        fetch("/page")
    assert fetch("/nothing") == b""


@pytest.mark.parametrize("window", [zlib.MAX_WBITS, -zlib.MAX_WBITS, 16 + zlib.MAX_WBITS])
def test_packed_pages_are_read(server: Server, fetch: Callable[..., bytes | None], window: int) -> None:
    packer = zlib.compressobj(wbits=window)
    name = "gzip" if window > zlib.MAX_WBITS else "deflate"
    packed = packer.compress(b"Some words. " * 9000) + packer.flush()
    server.answers["/page"] = respond(packed, Content_Encoding=name)
    assert fetch("/page") == b"Some words. " * 9000


@pytest.mark.parametrize("path", ["/head", "/body", "/robots.txt"])
def test_an_answer_that_drips_is_given_up(
    server: Server, fetch: Callable[..., bytes | None], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)  # moves with the drips alone
    monkeypatch.setattr(fetching, "time", clock)
    monkeypatch.setattr(http_guard, "time", clock)

    def drip(connection: socket.socket, asked: str) -> None:
        """Never end: the head of the answer for one path, the body for the others."""
        if asked != "/head":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        for _ in range(600):
            connection.sendall(b"x")
            clock.now += 9.0
            time.sleep(0.01)

    server.answers[path] = drip
    server.answers["/page"] = respond(b"Some words.")
    if path == "/robots.txt":
        assert fetch("/page") == b"Some words."
        return
    with pytest.raises(FetchError, match="the whole answer took too long"):
        fetch(path)


def test_networks_in_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "w.toml"
    config.write_text('http_allow_networks = ["127.0.0.0/8", "10.1.2.3"]\n')
    assert load_settings(config, {}).http_allow_networks == ("127.0.0.0/8", "10.1.2.3/32")
    given = {"WIREMILL_HTTP_ALLOW_NETWORKS": "::1, 10.0.0.0/8"}
    assert load_settings(config, given).http_allow_networks == ("::1/128", "10.0.0.0/8")
    config.write_text('http_allow_networks = ["everywhere"]\n')
    with pytest.raises(SettingsError, match="everywhere"):
        load_settings(config, {})
