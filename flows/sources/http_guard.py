"""Where the reader of web sources may connect to: public addresses, and networks that the user allows.

Names are resolved here and the connection goes to the address that was looked at, so that neither a
redirect, nor a link, nor a name that changes its address between two looks leads anywhere else.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.request import getproxies

import httpcore
import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# IPv6 addresses that hold an IPv4 address in their last 32 bits (translation, compatibility).
_EMBEDDING = tuple(ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96"))


class ForbiddenAddressError(httpcore.ConnectError):
    """A name leads to an address that is neither public nor allowed."""


class NetworkPolicy:
    """Public addresses, and those of the allowed networks."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed: list[Network] = [ipaddress.ip_network(text, strict=False) for text in allowed]

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host.

        Raises:
            ForbiddenAddressError: one of them is neither public nor allowed.
            OSError: the name is not known.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self.is_allowed(address):
                raise ForbiddenAddressError(
                    f"{host} leads to {address}, which is no public address"
                    " (`--allow-network NETWORK`, or http_allow_networks in wiremill.toml, allows it)"
                )
        return addresses

    def is_allowed(self, text: str) -> bool:
        """Whether an address (in numbers) may be connected to."""
        address = _unwrap(ipaddress.ip_address(text.split("%")[0]))
        if any(address in network for network in self._allowed if network.version == address.version):
            return True
        return address.is_global and not address.is_multicast and not address.is_reserved


class GuardedBackend(httpcore.SyncBackend):
    """Connects only where the policy allows it; gives up reading at a deadline."""

    def __init__(self, policy: NetworkPolicy) -> None:
        self._policy = policy
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers."""
        try:
            addresses = self._policy.resolve(host, port)
        except ForbiddenAddressError:
            raise
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for number, address in enumerate(addresses, 1):
            try:
                stream = super().connect_tcp(address, port, timeout, local_address, socket_options)
                return _DeadlineStream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")

    def limit(self, timeout: float | None) -> float | None:
        """The time that is left for one more read.

        Raises:
            httpcore.ReadTimeout: none.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(timeout, left)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose reads end at the deadline, however often a byte drips in."""

    def __init__(self, inner: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def make_transport(backend: GuardedBackend) -> httpx.HTTPTransport | None:
    """A transport over the guarded backend; None where the user's proxy does the connecting."""
    if {"http", "https", "all"} & set(getproxies()):
        return None
    transport = httpx.HTTPTransport()
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(), network_backend=backend, max_connections=10
    )
    return transport


def _unwrap(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if int(address) > 1 and any(address in network for network in _EMBEDDING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
