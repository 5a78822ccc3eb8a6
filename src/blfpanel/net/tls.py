"""SIP over TLS (RFC 3261 §26.2): a connection that is refused unless the server proves who it is.

TLS 1.2 or newer; the chain is checked by OpenSSL, the name by ``net.certificate``. The check is
done as soon as the handshake is over and before anything is sent, and what fails is told in words
and tried again in TLS only.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from blfpanel.net.certificate import is_for, names_of
from blfpanel.net.reasons import BROKEN_OFF, InWords
from blfpanel.net.stream import Connection, StreamTransport
from blfpanel.net.wire import WiredFlow
from blfpanel.sip.flow import Address, Flow, Target, Tls
from blfpanel.wording import mark, say

#: How long a peer may take to say goodbye, seconds.
_SHUTDOWN_TIMEOUT = 0.5

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class TlsTransport(StreamTransport):
    """All TLS connections and listeners of one driver.

    A connection is used again only for the server whose name it was checked for.
    """

    name = "tls"
    handshake = 4.0

    async def listen(self, host: str, port: int, tls: Tls) -> Address:
        """See :meth:`~blfpanel.net.wire.Transport.listen`; needs a certificate."""
        if not tls.certificate:
            raise InWords("To listen for TLS takes a certificate and its key.")
        return await self._listen(host, port, ssl=_context(tls, ssl.PROTOCOL_TLS_SERVER))

    def _identity(self, target: Target) -> object:
        return target.host.lower(), target.tls

    async def _connect(self, target: Target, address: Address) -> Connection:
        context = _context(target.tls, ssl.PROTOCOL_TLS_CLIENT)
        pinned = _pinned(target.tls.ca_file)
        connection = CheckedConnection(self, self._identity(target), target.host, pinned)
        try:
            await self._loop.create_connection(
                lambda: connection,
                *address,
                ssl=context,
                server_hostname=target.host,
                ssl_handshake_timeout=self.handshake,
                ssl_shutdown_timeout=_SHUTDOWN_TIMEOUT,
            )
        except ConnectionAbortedError as error:  # asyncio's word for a handshake without answer
            raise InWords(say(_SILENT, host=target.host, port=address[1])) from error
        except ConnectionRefusedError:
            raise
        except (ConnectionError, ssl.SSLEOFError) as error:
            raise InWords(say(BROKEN_OFF, host=target.host, port=address[1])) from error
        if connection.problem is not None:
            raise connection.problem
        return connection


_SILENT = mark(
    "{host} does not answer in TLS at port {port}. Nothing was sent. Check port and transport."
)
_WRONG_NAME = mark(
    "The certificate of {host} is for {names}. Connection refused, nothing was sent. Give the "
    "server's name as it stands there, or name this very certificate as `ca_file`."
)


class CheckedConnection(Connection):
    """A connection to a server that has to be the one it was looked for as.

    Args:
        host: whom its certificate has to name,
        pinned: unless it is one of these.

    Attributes:
        problem: why it is not; the connection is gone then.
        shown: what it proved itself with.
    """

    def __init__(
        self, owner: TlsTransport, identity: object, host: str, pinned: frozenset[bytes]
    ) -> None:
        super().__init__(owner, identity)
        self._host = host
        self._pinned = pinned
        self.problem: InWords | None = None
        self.shown: Certificate | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = cast("ssl.SSLObject", transport.get_extra_info("ssl_object"))
        certificate = peer.getpeercert() or {}
        der = peer.getpeercert(binary_form=True)
        if is_for(certificate, self._host) or der in self._pinned:
            self.shown = _shown(peer, certificate)
            super().connection_made(transport)
            return
        names = ", ".join(names_of(certificate)) or "nobody"
        self.problem = InWords(say(_WRONG_NAME, host=self._host, names=names))
        self.refuse(cast("asyncio.Transport", transport))


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server proved itself with.

    Attributes:
        names: whom it is for.
        issuer: who vouches for it.
        until: until when, in the words of the certificate.
        protocol: the version of TLS and the cipher.
    """

    names: tuple[str, ...]
    issuer: str
    until: str
    protocol: str


def certificate_of(flow: Flow) -> Certificate | None:
    """The certificate at the far end of a flow; None where there is none, or none was asked for."""
    wire = flow.wire if isinstance(flow, WiredFlow) else None
    return wire.shown if isinstance(wire, CheckedConnection) else None


def _shown(peer: ssl.SSLObject, certificate: Any) -> Certificate:
    issuer = {name: value for part in certificate.get("issuer", ()) for name, value in part}
    cipher = peer.cipher()
    return Certificate(
        tuple(names_of(certificate)),
        issuer.get("commonName") or issuer.get("organizationName") or "",
        str(certificate.get("notAfter", "")),
        ", ".join(part for part in (peer.version(), cipher[0] if cipher else None) if part),
    )


def _context(tls: Tls, side: ssl._SSLMethod) -> ssl.SSLContext:
    """What ``tls`` comes to; read anew each time, since files are replaced when they expire."""
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False  # that is done here, by the rules for SIP
    if tls.certificate:
        try:
            # without a password, or OpenSSL would ask for one at the terminal
            context.load_cert_chain(tls.certificate, tls.key or None, password=lambda: "")
        except OSError as error:
            raise InWords(
                say(
                    "The certificate {file} and its key cannot be used: {why}. "
                    "Check `certificate` and `certificate_key`.",
                    file=tls.certificate,
                    why=error.strerror or str(error),
                )
            ) from error
    if side is ssl.PROTOCOL_TLS_CLIENT:
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # a server's own may be trusted
        if tls.ca_file:
            _trust(context, tls.ca_file)
        else:
            context.load_default_certs()
    return context


def _trust(context: ssl.SSLContext, ca_file: str) -> None:
    try:
        context.load_verify_locations(ca_file)
    except OSError as error:
        why = "there is no certificate in it" if isinstance(error, ssl.SSLError) else error.strerror
        sentence = say(
            "The file {file} cannot be used: {why}. Check `ca_file`.", file=ca_file, why=why
        )
        raise InWords(sentence) from error


def _pinned(ca_file: str) -> frozenset[bytes]:
    """The very certificates that a file holds, to be known by their keys."""
    if not ca_file:
        return frozenset()
    text = Path(ca_file).read_text("ascii", "replace")
    return frozenset(ssl.PEM_cert_to_DER_cert(match[0]) for match in _PEM.finditer(text))
