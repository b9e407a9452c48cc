"""Settings: wiremill.toml, then the environment, then the command line; each with a default."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from flows.llm.settings import LlmSettings
from flows.own_files import CONFIG_NAME, LOCK_NAME
from flows.setting_values import convert_value
from flows.setting_values import read_networks as read_networks
from flows.source_settings import (
    NON_ARTICLE_POLICIES,
    SOURCE_METADATA,
    read_field_mapping,
    read_max_pages,
    read_source_metadata,
)
from flows.source_settings import SettingsError as SettingsError
from flows.sources.declaration import SOURCE_KINDS, SourceDeclaration, find_name_clash, name_source
from flows.storage.addresses import SCHEME, AddressError, is_address, refuse_credentials, split_address
from flows.text_file import NotUtf8Error, read_text_file
from flows.unknown_variables import PREFIX as ENVIRONMENT_PREFIX
from flows.unknown_variables import warn_of_unknown
from transforms.documents.decoding.raw_document import BoilerplatePolicy
from warehouse.lake.address import PREFIX, LakeAddress, LakeAddressError, WarehousePlace, find_place

ENGINES = ("local", "dask")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run; paths are relative to the folder where the command runs."""

    data: Path = Path("data")
    warehouse: str = ""
    lake_files: str = ""
    releases: Path | str | None = None
    raw: str = ""
    corrections: Path | None = None
    event_corrections: Path | None = None
    knowledge_base: Path | None = None
    model: str = "auto"
    workers: int = field(default_factory=lambda: min(4, os.cpu_count() or 1))
    engine: str = "local"
    address: str = ""
    exchange: str = ""
    batch_documents: int = 200
    batch_bytes: int = 4_000_000
    max_document_bytes: int = 10_000_000
    document_seconds: float = 60.0
    worker_memory_mb: int = 4_000
    lock_seconds: float = 600.0
    keep_releases: int = 3
    report: bool = True
    report_documents: int = 500
    http_timeout_seconds: float = 20.0
    http_attempts: int = 3
    obey_robots: bool = True
    non_articles: str = "refuse"
    http_allow_networks: tuple[str, ...] = ()
    llm: LlmSettings | None = None
    sources: tuple[SourceDeclaration, ...] = ()

    @property
    def warehouse_path(self) -> WarehousePlace:
        """The DuckDB file that runs write, or the lake."""
        return find_place(self.warehouse or self.data / "warehouse.duckdb", self.lake_files)

    @property
    def releases_path(self) -> Path:
        """The folder of published releases, read by analysts; the local copy of those in object storage."""
        return Path(self.releases) if self.releases and not self.releases_address else self.data / "published"

    @property
    def releases_address(self) -> str:
        """Where releases go in object storage; empty where they stay in their folder."""
        return str(self.releases) if self.releases and is_address(self.releases) else ""

    @property
    def raw_place(self) -> Path | str:
        """The raw store: a folder, or its address in object storage."""
        return self.raw or self.data / "raw"

    @property
    def work_path(self) -> Path:
        """Plans and shards of runs that aren't finished."""
        return self.data / "work"

    @property
    def exchange_place(self) -> str:
        """Where a Dask cluster takes texts and leaves rows: a folder all machines share, or s3://..."""
        place = self.exchange or str(self.data / "exchange")
        return place if "://" in place else str(Path(place).absolute())

    @property
    def lock_path(self) -> Path:
        """The file that a run locks."""
        return self.data / LOCK_NAME

    def override(self, **values: Any) -> Settings:
        """The settings with those values that are not None.

        Raises:
            SettingsError: a value makes no sense.
        """
        changed = {key: value for key, value in values.items() if value is not None}
        settings = dataclasses.replace(self, **changed)
        _validate(settings)
        return settings


def load_settings(config: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings file (the one given, else wiremill.toml here, if any) and the environment.

    `WIREMILL_DATA`, `WIREMILL_WORKERS` ... stand for the settings `data`, `workers` ...; of variables of this
    prefix that nothing reads a warning is logged.

    Raises:
        SettingsError: no such file, not TOML, an unknown setting or a value that makes no sense.
    """
    environment = os.environ if environment is None else environment
    config = find_config(config)
    values = _read_file(config) if config else {}
    names = {f.name for f in dataclasses.fields(Settings)} - {"sources", "llm"}
    for name in sorted(names):
        if text := environment.get(ENVIRONMENT_PREFIX + name.upper()):  # an empty one is not set
            values[name] = text
    sources = _read_sources(values.pop("sources", []))
    llm = _read_llm(values.pop("llm", None))
    if unknown := set(values) - names:
        known = names | {"sources", "llm"}
        guess = _guess(unknown, known)
        raise SettingsError(f"{config}: unknown setting {_list(unknown)}{guess}; known: {_list(known)}")
    converted = {name: convert_value(name, value) for name, value in values.items()}
    settings = Settings(**converted, llm=llm, sources=sources)
    _validate(settings)
    read = {ENVIRONMENT_PREFIX + name.upper() for name in names}
    warn_of_unknown(environment, read | {(llm or LlmSettings("", "")).api_key_variable})
    return settings


def find_config(given: Path | None = None) -> Path | None:
    """The settings file that is read: the one given, else wiremill.toml here, if there is one."""
    return given or (Path(CONFIG_NAME) if Path(CONFIG_NAME).exists() else None)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        text = read_text_file(path)
        return tomllib.loads(text.replace("\r\n", "\n"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} can't be read: {error.strerror}") from error
    except NotUtf8Error as error:
        raise SettingsError(f"the settings file {path} {error}") from error
    except ValueError as error:  # also of a number with thousands of digits
        hint = _explain_line(text, str(error))
        raise SettingsError(f"the settings file {path} is not valid TOML: {error}{hint}") from error
    except RecursionError as error:
        raise SettingsError(f"the settings file {path} is not valid TOML: it nests too deep") from error


def _explain_line(text: str, message: str) -> str:
    """A path of Windows, curly quotes or none is what people write: say how it is written in TOML."""
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    if found is None or int(found[1]) > len(lines):
        return ""
    line = lines[int(found[1]) - 1]
    if "\\" in line:
        return ": write the path between single quotes, or with / in place of \\"
    if message.startswith("Invalid value") and re.search(r"=\s*[^\W\d_]|[“”„‘’]", line):
        return ': text stands between straight quotes, as in data = "data"'
    return ""


def _guess(unknown: Iterable[str], known: Iterable[str]) -> str:
    """The known names that are nearest to unknown ones, as a question; nothing where none is near."""
    near = [match for name in unknown for match in get_close_matches(name, list(known), 1)]
    return f" (did you mean {', '.join(near)}?)" if near else ""


def _read_llm(entry: Any) -> LlmSettings | None:
    """The section `[llm]`; without it no language model is asked."""
    if entry is None:
        return None
    known = {f.name for f in dataclasses.fields(LlmSettings)} - {"cache_folder", "run_id"}
    if not isinstance(entry, dict) or not entry.get("base_url") or not entry.get("model"):
        raise SettingsError("[llm] needs a base_url and a model")
    for name in ("base_url", "model", "api_key_variable"):
        if not isinstance(entry.get(name, ""), str):
            raise SettingsError(f"[llm]: {name} is {entry[name]!r}; it must be text")
    if unknown := set(entry) - known:
        raise SettingsError(f"[llm]: unknown setting {_list(unknown)}; known: {_list(known)}")
    for name in ("timeout", "attempts", "max_requests", "max_tokens"):
        value = entry.get(name, 1)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise SettingsError(f"[llm]: {name} is {value!r}; it must be a number above 0")
    return LlmSettings(**entry)


def _read_sources(entries: Any) -> tuple[SourceDeclaration, ...]:
    if not isinstance(entries, list):
        raise SettingsError("sources stand under [[sources]], in two pairs of brackets, each with its path")
    return tuple(_read_source(entry, number) for number, entry in enumerate(entries, 1))


def _read_source(entry: Any, number: int) -> SourceDeclaration:
    place = f"source {number}"
    options = {"fields", "max_pages", "follow_links"}
    known = {"name", "path", "kind", "boilerplate", *options, *SOURCE_METADATA}
    if isinstance(entry, dict) and (unknown := set(entry) - known):
        guess = _guess(unknown, known)
        raise SettingsError(f"{place}: unknown setting {_list(unknown)}{guess}; known: {_list(known)}")
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str) or not entry["path"].strip():
        raise SettingsError(f"{place} needs a path")
    kind, boilerplate = entry.get("kind", "auto"), entry.get("boilerplate", "strip")
    if kind not in SOURCE_KINDS:
        raise SettingsError(f"{place}: kind is {kind!r}; it can be {_list(SOURCE_KINDS)}")
    if boilerplate not in get_args(BoilerplatePolicy):
        raise SettingsError(f"{place}: boilerplate is {boilerplate!r}; it can be strip or keep")
    for key in ("name", "publisher", "agency", "language"):
        if not isinstance(entry.get(key, ""), str):
            raise SettingsError(f"{place}: {key} is {entry[key]!r}; it must be text")
    name = entry.get("name") or name_source(entry["path"])
    follow_links = entry.get("follow_links", False)
    if not isinstance(follow_links, bool):
        raise SettingsError(f"{place}: follow_links is {follow_links!r}; it can be true or false")
    return SourceDeclaration(
        name,
        entry["path"],
        kind,
        boilerplate,
        read_source_metadata(entry, place),
        bool(entry.get("name")),
        follow_links,
        fields=read_field_mapping(entry.get("fields", {}), place),
        max_pages=read_max_pages(entry.get("max_pages", 1000), place),
    )


def refuse_name_clash(sources: Iterable[SourceDeclaration]) -> None:
    """Two folders must not share one source name; nor may the address of one hold credentials.

    Raises:
        SettingsError: they do.
    """
    sources = tuple(sources)
    for source in sources:
        try:
            refuse_credentials(source.path)
        except AddressError as error:
            raise SettingsError(f"a source in object storage: {error}") from None
    if clash := find_name_clash(sources):
        one, other = clash
        raise SettingsError(
            f"{one.path} and {other.path} would both be the source {one.name!r};"
            " give each a name of its own (`name` in wiremill.toml, or two runs with --source-name)"
        )


def _validate(settings: Settings) -> None:
    refuse_name_clash(settings.sources)
    counts = ("batch_documents", "batch_bytes", "max_document_bytes", "keep_releases", "http_attempts")
    for name in (*counts, "report_documents"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"the setting {name} must be at least 1")
    if settings.workers < 0:
        raise SettingsError("the setting workers must be 0 (no worker process) or more")
    if settings.non_articles not in NON_ARTICLE_POLICIES:
        raise SettingsError(f"non_articles is {settings.non_articles!r}; it can be refuse or mark")
    _validate_engine(settings)
    _validate_lake(settings)
    _validate_places(settings)
    for name in ("document_seconds", "http_timeout_seconds"):
        if getattr(settings, name) <= 0:
            raise SettingsError(f"the setting {name} must be above 0")
    for name in ("lock_seconds", "worker_memory_mb"):  # 0: no waiting, no limit
        if getattr(settings, name) < 0:
            raise SettingsError(f"the setting {name} must be 0 or more")


def _validate_engine(settings: Settings) -> None:
    if settings.engine not in ENGINES:
        raise SettingsError(f"engine is {settings.engine!r}; it can be {' or '.join(ENGINES)}")
    if settings.engine == "dask" and not settings.address and settings.workers == 0:
        raise SettingsError('engine = "dask" needs the address of a scheduler, or workers above 0')
    if settings.address and settings.engine != "dask":
        raise SettingsError('address is that of a Dask scheduler: it goes with engine = "dask"')
    if settings.address and settings.llm is not None:
        raise SettingsError(
            "[llm] counts its budget on one machine: it can't go with the address of a cluster"
        )


def _validate_lake(settings: Settings) -> None:
    try:
        place = settings.warehouse_path
    except LakeAddressError as error:
        raise SettingsError(f"warehouse: {error}") from error
    if settings.lake_files and not isinstance(place, LakeAddress):
        raise SettingsError(f'lake_files are those of a lake: they go with warehouse = "{PREFIX}..."')


def _validate_places(settings: Settings) -> None:
    """What must be on this machine is; addresses are such, and hold no credentials."""
    for name in ("data", "warehouse", "corrections", "event_corrections", "knowledge_base"):
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", str(getattr(settings, name) or "")):
            raise SettingsError(f"{name} must be on this machine; raw and releases may be s3://bucket/folder")
    addresses = {"raw": settings.raw, "releases": settings.releases_address}
    if is_address(settings.exchange) and settings.exchange.startswith(SCHEME):
        addresses["exchange"] = settings.exchange
    for name, address in addresses.items():
        try:
            if address:
                split_address(address)
        except AddressError as error:
            raise SettingsError(f"the setting {name}: {error}") from None


def _list(names: Any) -> str:
    return ", ".join(sorted(names))
