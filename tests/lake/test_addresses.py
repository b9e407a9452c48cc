"""Addresses of lakes, in settings and in messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import SettingsError, load_settings
from warehouse.lake.address import LakeAddress, LakeAddressError, find_place


def test_a_lake_is_told_from_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_place("data/w.duckdb") == Path("data/w.duckdb")
    lake = find_place("ducklake:sqlite:lake.sqlite")
    assert lake == LakeAddress("sqlite", str(tmp_path / "lake.sqlite"))
    assert str(lake) == f"ducklake:sqlite:{tmp_path}/lake.sqlite"
    assert lake.new_files == f"{tmp_path}/lake.sqlite.files"
    assert not lake.exists()
    shared = find_place("ducklake:postgres:dbname=news host=db", "files")
    assert shared == LakeAddress("postgres", "dbname=news host=db", str(tmp_path / "files"))
    assert find_place("ducklake:postgres:postgresql://u@h/n", "s3://b/n").new_files == "s3://b/n"


@pytest.mark.parametrize(
    "address", ["ducklake:", "ducklake:sqlite:", "ducklake:mysql:x", "ducklake:lake.sqlite"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(LakeAddressError, match="ducklake:sqlite:PATH"):
        find_place(address)


@pytest.mark.parametrize("secret", ["dbname=news password=hush-42", "postgresql://me:hush-42@db/news"])
def test_a_password_does_not_belong_in_settings(secret, tmp_path):
    environment = {"WIREMILL_WAREHOUSE": f"ducklake:postgres:{secret}"}
    with pytest.raises(SettingsError, match="PGPASSWORD") as caught:
        load_settings(environment=environment)
    assert "hush-42" not in str(caught.value)


def test_settings_name_a_lake(tmp_path):
    config = tmp_path / "wiremill.toml"
    config.write_text('warehouse = "ducklake:postgres:dbname=news"\nlake_files = "s3://bucket/news"\n')
    settings = load_settings(config, {})
    assert settings.warehouse_path == LakeAddress("postgres", "dbname=news", "s3://bucket/news")
    config.write_text('lake_files = "s3://bucket/news"\n')
    with pytest.raises(SettingsError, match="go with warehouse"):
        load_settings(config, {})
    config.write_text("")
    assert load_settings(config, {}).warehouse_path == Path("data/warehouse.duckdb")
