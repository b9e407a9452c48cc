"""Dockerfile and compose file fit each other, the package and the lock; no container is started."""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OWN = {name: service for name, service in SERVICES.items() if service["image"].startswith("wiremill")}


def read_steps() -> list[tuple[str, str]]:
    """Instructions of the Dockerfile with what follows them, lines joined, without comments."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    return [(step[0], step[1]) for line in text.splitlines() if len(step := line.split(None, 1)) == 2]


STEPS = read_steps()


def select(name: str) -> list[str]:
    return [rest for step, rest in STEPS if step == name]


def list_copied() -> list[str]:
    """What is copied from the folder of the sources."""
    parts = [rest.split() for rest in select("COPY") if not rest.startswith("--from")]
    return [source for words in parts for source in words[:-1]]


def is_sent(name: str) -> bool:
    """Whether .dockerignore lets a name at the top pass: the last line that fits decides."""
    answer = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and fnmatch.fnmatch(name, pattern):
            answer = line.startswith("!")
    return answer


def test_what_is_copied_is_there_and_sent() -> None:
    assert [name for name in list_copied() if not (ROOT / name).exists()] == []
    assert [name for name in list_copied() if not is_sent(name)] == []
    assert not is_sent(".git")
    assert not is_sent("data")


def test_every_package_and_what_its_build_reads_is_copied() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    needed = {name.split(".")[0] for name in setup["packages"]}
    needed |= {PROJECT["readme"], *PROJECT["license-files"], "pyproject.toml", "requirements.lock"}
    assert needed <= set(list_copied())


def test_versions_are_those_of_the_project() -> None:
    labels = dict(re.findall(r'([\w.]+)="([^"]*)"', select("LABEL")[0]))
    assert labels["org.opencontainers.image.title"] == PROJECT["name"]
    assert labels["org.opencontainers.image.version"] == PROJECT["version"]
    assert labels["org.opencontainers.image.licenses"] == PROJECT["license"]
    assert {service["image"] for service in OWN.values()} == {f"{PROJECT['name']}:{PROJECT['version']}"}
    uv = re.search(r"uv==([\d.]+)", " ".join(select("RUN")))
    assert uv is not None
    assert f"\nuv=={uv[1]} " in LOCK
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert {rest.split()[0] for rest in select("FROM")} == {f"python:{oldest}-slim"}


def test_the_extras_that_are_installed_exist() -> None:
    extras = re.search(r"\.\[([\w,]+)\]", " ".join(select("RUN")))
    assert extras is not None
    assert set(extras[1].split(",")) <= set(PROJECT["optional-dependencies"])


def test_nothing_of_ours_runs_as_root_or_may_become_it() -> None:
    name, user = [step for step in STEPS if step[0] in ("USER", "FROM")][-1]
    assert name == "USER"
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    for service in OWN.values():
        assert service["build"] == "."
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "user" not in service
        assert "privileged" not in service


def test_the_command_of_the_image_runs() -> None:
    entry = [*json.loads(select("ENTRYPOINT")[0]), *json.loads(select("CMD")[0])]
    assert entry == ["wiremill", "--help"]
    assert PROJECT["scripts"]["wiremill"] == "flows.command_line:main"
    program = "import sys; sys.argv = ['wiremill', '--help']; from flows.command_line import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert "Usage: wiremill" in done.stdout


def test_the_check_of_a_run_passes_here() -> None:
    (check,) = select("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    assert command[0] == "python"
    subprocess.run([sys.executable, *command[1:]], check=True, cwd=ROOT)


def test_images_name_no_host_and_a_version() -> None:
    for service in SERVICES.values():
        name, _, version = service["image"].partition(":")
        assert "." not in name
        assert version not in ("", "latest")


def test_services_wait_for_services_that_are_there_and_tell_their_health() -> None:
    for service in SERVICES.values():
        for other, wanted in service.get("depends_on", {}).items():
            if wanted["condition"] == "service_healthy":
                assert "test" in SERVICES[other]["healthcheck"]
    assert {"database", "prefect", "exchange", "scheduler", "worker", "run"} <= set(SERVICES)
    assert SERVICES["worker"]["deploy"]["replicas"] == 2


def test_ports_fit_each_other_and_are_seen_from_this_machine_only() -> None:
    exposed = set(" ".join(select("EXPOSE")).split())
    for service in OWN.values():
        for port in service.get("ports", []):
            host, _, inner = port.split(":")
            assert host == "127.0.0.1"
            assert inner in exposed
    environment = SERVICES["run"]["environment"]
    address = environment["WIREMILL_ADDRESS"]
    assert address in SERVICES["worker"]["entrypoint"]
    assert address.rpartition(":")[2] in SERVICES["scheduler"]["entrypoint"]
    assert environment["PREFECT_API_URL"].startswith("http://prefect:4200/")
    assert "4200" in SERVICES["prefect"]["entrypoint"]


def test_secrets_come_from_outside_and_settings_are_known() -> None:
    from flows.settings import ENVIRONMENT_PREFIX, load_settings

    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    secrets = re.findall(r"(?:PASSWORD|_KEY|_ID|_USER): (\S+)", text)
    assert all(value.startswith("${") or value == "prefect" for value in secrets)
    given = {k: v for k, v in SERVICES["run"]["environment"].items() if k.startswith(ENVIRONMENT_PREFIX)}
    settings = load_settings(None, given)
    assert (settings.engine, settings.exchange_place) == ("dask", "s3://wiremill/exchange")
    (variables,) = select("ENV")
    assert "WIREMILL_DATA=/data" in variables
    assert "/data" in json.loads(select("VOLUME")[0])
    assert SERVICES["run"]["volumes"][0].endswith(":/data")


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="hadolint is not installed")
def test_the_linter_finds_nothing() -> None:
    done = subprocess.run(["hadolint", str(ROOT / "Dockerfile")], capture_output=True, text=True)
    assert done.stdout == ""
