"""Settings: file, environment, command line; clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.landing.source_choice import choose_sources
from flows.settings import Settings, SettingsError, load_settings

CONFIG = """
data = "elsewhere"
workers = 3

[[sources]]
name = "agency"
path = "s3://bucket/news"
boilerplate = "keep"
publisher = "The Agency"

[[sources]]
path = "https://herald.example/rss"
"""


def test_file_then_environment_then_command_line(tmp_path: Path) -> None:
    config = tmp_path / "w.toml"
    config.write_text(CONFIG)
    settings = load_settings(config, {"WIREMILL_WORKERS": "2", "WIREMILL_OBEY_ROBOTS": "false"})
    assert (settings.data, settings.workers, settings.obey_robots) == (Path("elsewhere"), 2, False)
    assert settings.override(workers=1, data=None).workers == 1
    agency, feed = settings.sources
    assert (agency.name, agency.boilerplate, agency.metadata) == (
        "agency",
        "keep",
        {"publisher": "The Agency"},
    )
    assert feed.name == "herald.example"
    assert settings.warehouse_path == Path("elsewhere/warehouse.duckdb")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "unknown setting colour"),
        ("workers = 'many'", "workers is 'many'"),
        ("workers = -1", "workers must be"),
        ("workers = true", "workers is True; it must be a whole number"),
        ("workers = 2.5", "workers is 2.5; it must be a whole number"),
        ("batch_bytes = inf", "batch_bytes is inf; it must be a whole number"),
        ("keep_releases = 2026-01-01", "keep_releases is .*; it must be a whole number"),
        ("document_seconds = nan", "document_seconds is nan; it must be a number"),
        ("document_seconds = []", "document_seconds is .*; it must be a number"),
        ("lock_seconds = -5", "lock_seconds must be 0 or more"),
        ("http_timeout_seconds = 0", "http_timeout_seconds must be above 0"),
        ("worker_memory_mb = -1", "worker_memory_mb must be 0 or more"),
        ("model = 5", "model is 5; it must be text"),
        ("model = ['a']", "model is .*; it must be text"),
        ("obey_robots = 'yes'", "obey_robots is 'yes'; it must be true or false"),
        ("report = 2", "report is 2; it must be true or false"),
        ("data = ''", "data is ''; it must be a path"),
        ("corrections = 7", "corrections is 7; it must be a path"),
        ("sources = 5", r"stand under \[\[sources\]\]"),
        ("[sources]\npath = 'x'", r"stand under \[\[sources\]\]"),
        ("[[sources]]\npath = ''", "source 1 needs a path"),
        ("[[sources]]\npaht = 'x'", r"unknown setting paht \(did you mean path\?\)"),
        ("[[source]]\npath = 'x'", r"unknown setting source \(did you mean sources\?\)"),
        ("[[sources]]\npath = 'x'\nname = 5", "source 1: name is 5; it must be text"),
        ("[[sources]]\npath = 'x'\npublisher = ['a']", "source 1: publisher is .*; it must be text"),
        ("[llm]\nbase_url = 1\nmodel = 'm'", r"\[llm\]: base_url is 1; it must be text"),
        ("data = 'a'\ndata = 'b'", "not valid TOML: Cannot overwrite"),
        (f"workers = {'9' * 5000}", "not valid TOML: Exceeds the limit"),
        (f"workers = {'[' * 3000}", "nests too deep"),
        ("data = ", "not valid TOML"),
        ("engine = 'spark'", "engine is 'spark'; it can be local or dask"),
        ("engine = 'dask'\nworkers = 0", "needs the address of a scheduler, or workers above 0"),
        ("address = 'tcp://a:1'", 'goes with engine = "dask"'),
        (
            "engine = 'dask'\naddress = 'tcp://a:1'\n[llm]\nbase_url = 'x'\nmodel = 'y'",
            "can't go with the address",
        ),
        ("[[sources]]\nname = 'x'", "source 1 needs a path"),
        ("[[sources]]\npath = 'x'\nboilerplate = 'maybe'", "strip or keep"),
        ("[[sources]]\npath = 'x'\nkind = 'fax'", "kind is 'fax'"),
        ("[[sources]]\npath = 'x'\ncolour = 'red'", "unknown setting colour"),
        ("[[sources]]\npath = 'x'\nfiscal_year_start = 13", "a month, 1 to 12"),
        ("[[sources]]\npath = 'x'\nfiscal_year_start = true", "a month, 1 to 12"),
        ("[[sources]]\npath = 'x'\ntimezone = 'Moon/Base'", "a time zone"),
        ("[[sources]]\npath = 'a/news/*.txt'\n[[sources]]\npath = 'b/news/*'", "both be the source 'news'"),
    ],
)
def test_bad_settings_say_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    config = tmp_path / "w.toml"
    config.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings(config, {})


def test_the_environment_is_judged_like_the_file() -> None:
    empty = {"WIREMILL_DATA": "", "WIREMILL_WORKERS": "", "WIREMILL_REPORT": ""}
    assert load_settings(None, empty) == Settings()
    for name, value in (("WORKERS", "2.5"), ("REPORT", "maybe"), ("LOCK_SECONDS", "nan")):
        with pytest.raises(SettingsError, match=f"{name.lower()} is '{value}'; it must be"):
            load_settings(None, {f"WIREMILL_{name}": value})


def test_a_variable_that_nothing_reads_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    environment = {
        "WIREMILL_WORKER": "2", "WIREMILL_workers": "2", "WIREMILL_XYLOPHONE": "1", "WIREMILL_KEPT": "",
        "WIREMILL_LLM_KEY": "k", "WIREMILL_TRACEBACK": "1", "WIREMILL_KEEP_RELEASES": "2", "WIREMILLER": "x",
    }  # fmt: skip
    for _ in range(2):
        assert load_settings(None, environment).keep_releases == 2
    start = "the environment variable WIREMILL_"
    assert caplog.messages == [
        f"{start}WORKER is not known, nothing reads it; do you mean WIREMILL_WORKERS?",
        f"{start}workers is not known, nothing reads it; do you mean WIREMILL_WORKERS?",
        f"{start}XYLOPHONE is not known, nothing reads it",
    ]


def test_missing_file() -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        load_settings(Path("/nowhere/w.toml"), {})


def test_paths_or_configured_sources(tmp_path: Path) -> None:
    config = tmp_path / "w.toml"
    config.write_text(CONFIG)
    settings = load_settings(config, {})
    assert [s.name for s in choose_sources(settings, [])] == ["agency", "herald.example"]
    assert choose_sources(settings, ["agency"])[0].boilerplate == "keep"
    assert choose_sources(settings, [str(tmp_path)], "mine", "keep")[0].name == "mine"
    with pytest.raises(SettingsError, match="name a path"):
        choose_sources(load_settings(None, {}), [])


def test_two_folders_of_one_name_are_refused(tmp_path: Path) -> None:
    folders = [tmp_path / "north" / "news", tmp_path / "south" / "news"]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("One.")
        (folder / "b.txt").write_text("Two.")
    with pytest.raises(SettingsError, match="both be the source 'news'"):
        choose_sources(Settings(), [str(folder) for folder in folders])
    same = [str(folders[0] / "a.txt"), str(folders[0] / "b.txt"), str(folders[0])]
    assert {s.name for s in choose_sources(Settings(), same)} == {"news"}
    feeds = ["https://herald.example/world.rss", "https://herald.example/local.rss"]
    assert len(choose_sources(Settings(), feeds)) == 2


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbfworkers = 3\r\n[[sources]]\r\npath = "in"\r\n',
        b"workers = 3\r\n[[sources]]\r\npath = 'in'\r\n",
    ],
)
def test_a_file_as_windows_writes_it_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wiremill.toml"
    path.write_bytes(content)
    settings = load_settings(path, {})
    assert (settings.workers, settings.sources[0].path) == (3, "in")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'data = "caf\xe9"\r\n', r"line 1 has the byte 0xe9 \('é' in the encoding of Windows, cp1252\)"),
        ('data = "x"\r\n'.encode("utf-16"), "UTF-16"),
        (b'[[sources]]\r\npath = "C:\\news\\in"\r\n', "single quotes, or with /"),
        (b'[[sources]]\r\npath = "C:\\users"\r\n', "single quotes, or with /"),
        (b"data = \r\n", "not valid TOML"),
        ("data = “data”\r\n".encode(), "between straight quotes"),
        (b"data = data\r\n", "between straight quotes"),
        (b"PK\x03\x04\x14", "a workbook or an archive, not text"),
    ],
)
def test_the_cause_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "wiremill.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        load_settings(path, {})


def test_a_source_may_follow_links(tmp_path: Path) -> None:
    path = tmp_path / "wiremill.toml"
    path.write_text('[[sources]]\npath = "in"\nfollow_links = true\n')
    assert load_settings(path, {}).sources[0].follow_links
    path.write_text('[[sources]]\npath = "in"\nfollow_links = "no"\n')
    with pytest.raises(SettingsError, match="follow_links"):
        load_settings(path, {})


def test_the_exchange_of_a_cluster(tmp_path: Path) -> None:
    settings = load_settings(None, {"WIREMILL_ENGINE": "dask", "WIREMILL_DATA": str(tmp_path)})
    assert (settings.engine, settings.address) == ("dask", "")
    assert settings.exchange_place == str(tmp_path / "exchange")
    assert settings.override(exchange="s3://bucket/x").exchange_place == "s3://bucket/x"
    assert Path(settings.override(exchange="shared").exchange_place).is_absolute()


def test_places_in_object_storage(tmp_path: Path) -> None:
    config = tmp_path / "wiremill.toml"
    config.write_text(
        'raw = "s3://bucket/raw"\nreleases = "s3://bucket/news"\ndata = "d"\n', encoding="utf-8"
    )
    settings = load_settings(config, {})
    assert (settings.raw_place, settings.releases_address) == ("s3://bucket/raw", "s3://bucket/news")
    assert settings.releases_path == Path("d/published")
    plain = load_settings(None, {"WIREMILL_RELEASES": "shared/news"})
    assert (plain.raw_place, plain.releases_address) == (Path("data/raw"), "")
    assert plain.releases_path == Path("shared/news")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("raw", "elsewhere/raw", "the setting raw: it must be an address such as s3://bucket/folder"),
        ("releases", "gs://bucket/x", "the setting releases: it must be an address such as s3://"),
        (
            "releases",
            "s3://KEYID:hush@bucket/x",
            "the setting releases: credentials don't belong in an address",
        ),
        (
            "exchange",
            "s3://KEYID:hush@bucket/x",
            "the setting exchange: credentials don't belong in an address",
        ),
        ("raw", "s3://KEYID:hush@bucket/x", "the setting raw: credentials don't belong in an address"),
        ("data", "s3://bucket/x", "data must be on this machine; raw and releases may be s3://bucket/folder"),
        ("warehouse", "s3://bucket/x", "warehouse must be on this machine"),
    ],
)
def test_places_that_can_not_be_are_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        load_settings(None, {f"WIREMILL_{name.upper()}": value})
    assert "hush" not in str(caught.value)
