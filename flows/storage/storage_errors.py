"""What went wrong with object storage, in a line that helps; whatever a library says, without credentials."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_SECRET_NAMES = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL", re.IGNORECASE)
_SHORTEST_SECRET = 6
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")
HIDDEN = "***"

# At their lowest level these log what they send, keys and signatures among it.
_TALKATIVE = ("botocore", "aiobotocore", "boto3", "s3fs", "fsspec")

_INVALID = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired"}
)
_FORBIDDEN = frozenset({"AccessDenied", "403", "Forbidden", "AllAccessDisabled", "AccountProblem"})
_ELSEWHERE = frozenset({"PermanentRedirect", "AuthorizationHeaderMalformed", "301", "IncorrectEndpoint"})
_UNCONDITIONAL = frozenset({"NotImplemented", "501"})
_NO_CREDENTIALS = frozenset({"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"})
_AWAY = frozenset({"EndpointConnectionError", "HTTPClientError", "ConnectionError", "ConnectionClosedError"})


class StorageError(RuntimeError):
    """A place in object storage can't be used; the message says which, and why."""


class StorageConflictError(StorageError):
    """Another program wrote there in the meantime."""


@contextmanager
def in_one_line(place: str, deed: str) -> Iterator[None]:
    """Turn whatever a library raises into a `StorageError`; `deed` is what was tried: "read", "written".

    The error of the library is not carried along: nobody knows what it holds.
    """
    try:
        yield
    except StorageError:
        raise
    except Exception as error:
        raise StorageError(describe_fault(error, place, deed)) from None


def quiet_libraries() -> None:
    """Keep what libraries of object storage send out of the logs, however much these are to tell."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))


def describe_fault(error: BaseException, place: str, deed: str) -> str:
    """An error of a storage library in a line, without credentials."""
    place = hide_credentials(place)
    code, kinds = find_code(error), {kind.__name__ for kind in type(error).__mro__}
    bucket = place.partition("://")[2].partition("/")[0]
    if code == "NoSuchBucket":
        return f"{place} can't be {deed}: the bucket {bucket} does not exist"
    if code in _INVALID:
        return f"{place} can't be {deed}: the credentials of the environment are not valid ({code})"
    if code in _FORBIDDEN or isinstance(error, PermissionError):
        return f"{place} can't be {deed}: the credentials of the environment don't permit it"
    if code in _ELSEWHERE:
        return f"{place} can't be {deed}: the bucket is in another region (set AWS_DEFAULT_REGION)"
    if code in _UNCONDITIONAL:
        return f"{place} can't be {deed}: the storage does not know conditional writes"
    if kinds & _NO_CREDENTIALS:
        return f"{place} can't be {deed}: no credentials in the environment (AWS_ACCESS_KEY_ID, ...)"
    if kinds & _AWAY:
        return f"{place} can't be reached: no network, or another endpoint is meant (AWS_ENDPOINT_URL_S3)"
    if "ImportError" in kinds:
        return f"{place} needs `pip install 'wiremill[s3]'`"
    lines = hide_credentials(str(error)).strip().splitlines() or [""]
    return f"{place} can't be {deed}: {code or type(error).__name__}: {lines[0]}".rstrip(": ")


def find_code(error: BaseException) -> str:
    """The code that the storage answered with, as far as it answered."""
    for candidate in (error, error.__cause__, error.__context__):
        response = getattr(candidate, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
    return ""


def hide_credentials(text: str) -> str:
    """A text without values of the environment whose names tell a secret, and without users in addresses."""
    secrets = [v for n, v in os.environ.items() if _SECRET_NAMES.search(n) and len(v) >= _SHORTEST_SECRET]
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _USER_IN_URL.sub(f"{HIDDEN}@", text)
