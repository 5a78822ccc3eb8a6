"""STUN (RFC 5389), as much as keeps a way through NAT open (RFC 5626 §3.5.2): binding requests."""

from __future__ import annotations

import ipaddress
import struct

from blfpanel.sip.flow import Address

_COOKIE = 0x2112A442
_HEADER = struct.Struct("!HHI12s")
_REQUEST, _SUCCESS = 0x0001, 0x0101
_MAPPED_ADDRESS, _XOR_MAPPED_ADDRESS = 0x0001, 0x0020
_LENGTHS = {1: 4, 2: 16}  #: address family → octets


def binding_request(transaction: str) -> bytes:
    """A request for our address as seen from outside.

    Args:
        transaction: 96 random bits in hexadecimal.
    """
    return _HEADER.pack(_REQUEST, 0, _COOKIE, bytes.fromhex(transaction))


def mapped_address(data: bytes) -> Address | None:
    """The address that a binding response tells; None for anything else."""
    if len(data) < _HEADER.size:
        return None
    kind, length, cookie, transaction = _HEADER.unpack_from(data)
    if kind != _SUCCESS or cookie != _COOKIE or length > len(data) - _HEADER.size:
        return None
    mask = struct.pack("!I", _COOKIE) + transaction
    plain, at, end = None, _HEADER.size, _HEADER.size + length
    while at + 4 <= end:
        attribute, size = struct.unpack_from("!HH", data, at)
        value = data[at + 4 : min(at + 4 + size, end)]
        if attribute == _XOR_MAPPED_ADDRESS and (found := _address(value, mask)):
            return found
        if attribute == _MAPPED_ADDRESS:
            plain = _address(value, bytes(16))
        at += 4 + (size + 3) // 4 * 4
    return plain


def _address(value: bytes, mask: bytes) -> Address | None:
    """§15.1, §15.2: family, port, address; the last two under the mask."""
    length = _LENGTHS.get(value[1]) if len(value) > 1 else None
    if length is None or len(value) != 4 + length:
        return None
    port = int.from_bytes(value[2:4]) ^ int.from_bytes(mask[:2])
    packed = bytes(a ^ b for a, b in zip(value[4:], mask, strict=False))
    return str(ipaddress.ip_address(packed)), port
