"""What goes wrong with object storage is told in a line that helps, without credentials."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest
from s3_keys import KEY_ID, SECRET

from flows.error_text import ExitCode, describe_error, find_exit_code
from flows.landing.source_choice import choose_sources
from flows.settings import Settings, SettingsError
from flows.sources.declaration import SourceDeclaration
from flows.sources.files import SourceError, read_files
from flows.storage.addresses import AddressError, split_address
from flows.storage.object_store import ObjectStore
from flows.storage.storage_errors import StorageError, describe_fault, hide_credentials


def tell(action: Callable[[], Any]) -> str:
    with pytest.raises(StorageError) as caught:
        action()
    assert find_exit_code(caught.value) == ExitCode.FAILED
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    text = describe_error(caught.value)
    assert len(text.splitlines()) == 1
    assert SECRET not in text
    assert KEY_ID not in text
    return text


def test_a_bucket_that_is_missing(s3: Any) -> None:
    store = ObjectStore("s3://no-such-bucket/news")
    missing = "the bucket no-such-bucket does not exist"
    assert tell(store.check) == f"s3://no-such-bucket/news can't be read: {missing}"
    assert tell(lambda: store.read("a")) == f"s3://no-such-bucket/news/a can't be read: {missing}"
    assert tell(lambda: store.create("a", b"")) == f"s3://no-such-bucket/news/a can't be written: {missing}"
    assert missing in tell(lambda: list(store.list_names("a")))
    assert missing in tell(lambda: store.has_any("a"))


def test_no_permission(bucket: str, forbid: Callable[..., None]) -> None:
    store = ObjectStore(f"s3://{bucket}/news")
    store.write("a", b"")
    forbid("s3:PutObject")
    told = "the credentials of the environment don't permit it"
    assert tell(lambda: store.write("a", b"")) == f"s3://{bucket}/news/a can't be written: {told}"
    assert told in tell(lambda: store.create("b", b""))
    forbid("s3:GetObject")
    assert tell(lambda: store.read("a")) == f"s3://{bucket}/news/a can't be read: {told}"
    forbid("s3:DeleteObject")
    assert told in tell(lambda: store.remove("a"))


def test_what_can_not_be_removed_among_others(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ObjectStore(f"s3://{bucket}/news")
    store.write("old/a", b"")
    call = store._call

    def call_denied(method: str, **values: Any) -> Any:
        if method == "delete_objects":
            return {"Errors": [{"Key": "old/a", "Code": "AccessDenied"}]}
        return call(method, **values)

    monkeypatch.setattr(store, "_call", call_denied)
    assert tell(lambda: store.remove_all("old")) == f"s3://{bucket}/news/old can't be removed: AccessDenied"


def test_no_network(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    text = tell(ObjectStore("s3://bucket/news").check)
    assert text.startswith("s3://bucket/news can't be reached: no network, or another endpoint is meant")


def test_no_credentials(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    text = tell(ObjectStore("s3://bucket/none").check)
    assert "no credentials in the environment (AWS_ACCESS_KEY_ID" in text


def test_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    assert tell(lambda: ObjectStore("s3://b1/x")) == "s3://b1/x needs `pip install 'wiremill[s3]'`"


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("SignatureDoesNotMatch", "the credentials of the environment are not valid (SignatureDoesNotMatch)"),
        ("ExpiredToken", "not valid (ExpiredToken)"),
        ("PermanentRedirect", "another region (set AWS_DEFAULT_REGION)"),
        ("NotImplemented", "does not know conditional writes"),
        ("SlowDown", "can't be read: SlowDown: Reduce your request rate"),
    ],
)
def test_what_the_storage_answers(code: str, part: str) -> None:
    exceptions = pytest.importorskip("botocore.exceptions")
    error = OSError("Reduce your request rate")
    error.__cause__ = exceptions.ClientError({"Error": {"Code": code, "Message": "m"}}, "GetObject")
    assert part in describe_fault(error, "s3://bucket/x", "read")


def test_credentials_are_hidden_whatever_a_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token-of-the-session")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    text = f"at https://me:{SECRET}@host/x with token-of-the-session"
    assert hide_credentials(text) == "at https://***@host/x with ***"
    assert SECRET not in describe_fault(ValueError(text), "s3://b1/x", "read")


@pytest.mark.parametrize(
    "address",
    ["s3://KEYID:hush@bucket/x", "s3://KEYID:hush/x", "gs://hush/x", "s3://", "s3://bucket/x?versionId=hush"],
)
def test_an_address_that_is_none_is_not_repeated(address: str) -> None:
    with pytest.raises(AddressError) as caught:
        split_address(address)
    assert "hush" not in str(caught.value)


def test_addresses_are_split() -> None:
    assert split_address("s3://bucket") == ("bucket", "")
    assert split_address("s3://bucket/") == ("bucket", "")
    assert split_address("s3://my.bucket/a/b c/") == ("my.bucket", "a/b c")


def test_nothing_that_is_sent_is_logged(
    bucket: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token-of-the-session")
    caplog.set_level(logging.DEBUG)
    store = ObjectStore(f"s3://{bucket}/news")
    store.write("a", b"content")
    with pytest.raises(StorageError):
        ObjectStore("s3://no-such-bucket/news").write("a", b"")
    assert store.read("a") == b"content"
    for secret in (SECRET, KEY_ID, "token-of-the-session"):
        assert secret not in caplog.text


def test_sources_say_what_is_wrong_with_object_storage(s3: Any) -> None:
    source = SourceDeclaration("news", "s3://no-such-bucket/news/")
    with pytest.raises(
        SourceError, match="can't be listed: the bucket no-such-bucket does not exist"
    ) as caught:
        list(read_files(source, 1_000))
    assert caught.value.__cause__ is None
    with pytest.raises(SettingsError, match="credentials don't belong in an address") as told:
        choose_sources(Settings(), ["s3://KEYID:hush@bucket"])
    assert "hush" not in str(told.value)
