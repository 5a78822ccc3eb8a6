"""For whom a certificate is (RFC 5922 §7): the SIP domain, and nothing like it.

There is no switch that turns this off. A PBX whose certificate has another name, or one it signed
itself, is reached by naming exactly that certificate in ``ca_file``: then it is known by its key.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri

#: As ``ssl.SSLSocket.getpeercert`` gives it.
Certificate: TypeAlias = Mapping[str, Any]


def names_of(certificate: Certificate) -> tuple[str, ...]:
    """The domains and addresses a certificate is for, as written in it.

    These are its alternative names: ``sip:`` URIs without a user, DNS names, IP addresses (which
    RFC 5922 leaves out, but a PBX without a name has no other). Only a certificate that has no
    alternative names at all is for its common name (§7.1).
    """
    alternative = certificate.get("subjectAltName")
    if alternative:
        return tuple(dict.fromkeys(_alternative_names(alternative)))
    return tuple(
        str(value)
        for attributes in certificate.get("subject", ())
        for kind, value in attributes
        if kind == "commonName"
    )


def is_for(certificate: Certificate, host: str) -> bool:
    """Whether it is the certificate of ``host``, a name or a numeric address.

    Names are compared as a whole and without regard to case; ``*`` stands for nothing but itself
    (§7.2: a SIP client must not match wildcards).
    """
    wanted = _comparable(host)
    return any(_comparable(name) == wanted for name in names_of(certificate))


def _alternative_names(alternative: tuple[tuple[str, Any], ...]) -> Iterator[str]:
    for kind, value in alternative:
        if kind in ("DNS", "IP Address"):
            yield str(value)
        elif kind == "URI" and (domain := _sip_domain(str(value))):
            yield domain


def _sip_domain(text: str) -> str | None:
    try:
        uri = SipUri.parse(text)
    except SipParseError:
        return None
    return uri.host if uri.scheme == "sip" and uri.user is None else None


def _comparable(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.lower().rstrip(".")
