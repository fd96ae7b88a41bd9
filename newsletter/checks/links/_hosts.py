"""Which computers the link check may talk to: those of the public internet, and no others.

A link in a newsletter must not make the editor's computer knock at the doors of its own network.  A name is therefore
looked up once, every address it has is judged, and the request goes to the address that was judged.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

IpAddress = IPv4Address | IPv6Address
Allowed = Callable[[IpAddress], bool]
"""Says whether an address may be talked to."""


class NoSuchHostError(Exception):
    """There is no host of this name."""


class NotPublicError(Exception):
    """The name leads into a network that is not public."""


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the public internet."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    teredo = getattr(address, "teredo", None)
    if inner is None and teredo is not None:
        inner = teredo[1]
    if inner is not None and not is_public(inner):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def addresses_of(host: str, port: int, allowed: Allowed) -> list[IpAddress]:
    """The addresses of a host, those of the older kind first.

    Raises NoSuchHostError, NotPublicError if any of them may not be talked to, or OSError where nobody could be asked.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise NoSuchHostError(host) from None
        raise
    except UnicodeError:
        raise NoSuchHostError(host) from None
    addresses = list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    if not addresses or not all(map(allowed, addresses)):
        raise NotPublicError(host)
    return sorted(addresses, key=lambda address: address.version)
