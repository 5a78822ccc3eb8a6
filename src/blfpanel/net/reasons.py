"""Why the network did not do it, in the words a person reads.

Each sentence says what happened, where, and what to do.
"""

from __future__ import annotations

import errno
import socket
import ssl

from blfpanel.sip.flow import Target
from blfpanel.wording import mark, say

_NO_SUCH_NAME = mark("There is no server called {host}. Check the spelling.")
_NO_NAMES_NOW = mark("The name {host} cannot be looked up now. Check the network.")

_NAME_UNKNOWN = frozenset(
    getattr(socket, name)
    for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY")
    if hasattr(socket, name)
)

_SENTENCES = {
    errno.ECONNREFUSED: mark("{host} refuses {where}. Check port and transport."),
    errno.EHOSTUNREACH: mark("There is no route to {host}. Check the network."),
    errno.ENETUNREACH: mark("No network. There is no way to {host}."),
    errno.ENETDOWN: mark("No network. There is no way to {host}."),
    errno.EADDRNOTAVAIL: mark("No network. There is no way to {host}."),
    errno.ETIMEDOUT: mark("{host} does not answer ({where} tried)."),
    errno.ECONNRESET: mark("{host} closed the connection."),
    errno.EPIPE: mark("{host} closed the connection."),
    errno.EMSGSIZE: mark("A message to {host} is too long for UDP. Use TCP."),
    errno.EACCES: mark("This machine does not let messages out to {host}. Check its firewall."),
    errno.EPERM: mark("This machine does not let messages out to {host}. Check its firewall."),
}


_FOREIGN_CA = mark(
    "The certificate of {host} comes from a CA that is not trusted. Connection refused, nothing "
    "was sent. If it is the right server, name the CA's certificate as `ca_file`."
)

#: By OpenSSL's number for what is wrong with a certificate (x509_vfy.h).
_CERTIFICATES = {
    9: mark(
        "The certificate of {host} is not valid yet. Connection refused, nothing was sent. "
        "Check this machine's clock."
    ),
    10: mark(
        "The certificate of {host} has expired. Connection refused, nothing was sent. "
        "Its administrator has to renew it."
    ),
    18: mark(
        "The certificate of {host} is signed by nobody but itself. Connection refused, nothing "
        "was sent. If it is the right server, name that certificate as `ca_file`."
    ),
    19: _FOREIGN_CA,
    20: _FOREIGN_CA,
    21: _FOREIGN_CA,
}
_OTHER_CERTIFICATE = mark(
    "The certificate of {host} is not accepted: {what}. Connection refused, nothing was sent."
)

_NO_TLS = mark("{host} speaks no TLS at port {port}. Nothing was sent. Check port and transport.")
_OLD_TLS = mark("{host} speaks only TLS older than 1.2. Nothing was sent. Ask its administrator.")
_WANTS_OURS = mark("{host} wants a certificate of yours. Set `certificate` and `certificate_key`.")
_REFUSES_OURS = mark("{host} does not accept your certificate. Check `certificate`.")

BROKEN_OFF = mark(
    "{host} breaks off the TLS handshake at port {port}. Nothing was sent. Check port and "
    "transport, and whether the server wants a certificate of yours or is older than TLS 1.2."
)

#: By OpenSSL's name for what went wrong in a handshake, or behind it.
_HANDSHAKES = {
    "WRONG_VERSION_NUMBER": _NO_TLS,
    "RECORD_LAYER_FAILURE": _NO_TLS,
    "PACKET_LENGTH_TOO_LONG": _NO_TLS,
    "HTTP_REQUEST": _NO_TLS,
    "UNSUPPORTED_PROTOCOL": _OLD_TLS,
    "TLSV1_ALERT_PROTOCOL_VERSION": _OLD_TLS,
    "SSLV3_ALERT_HANDSHAKE_FAILURE": BROKEN_OFF,
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": _WANTS_OURS,
    "TLSV1_ALERT_UNKNOWN_CA": _REFUSES_OURS,
    "SSLV3_ALERT_BAD_CERTIFICATE": _REFUSES_OURS,
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": _REFUSES_OURS,
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": _REFUSES_OURS,
}
_OTHER_HANDSHAKE = mark("{host} and this machine cannot agree on TLS at port {port}: {what}.")


class InWords(OSError):
    """What the network did not do, with the sentence for a person as its text."""


def reason_of(error: OSError, target: Target) -> str:
    """The sentence for ``error``, which came while ``target`` was to be reached.

    ``TimeoutError`` without a number counts as no answer; what the table does not know is told in
    the system's own words.
    """
    host, where = target.host, f"{target.transport.upper()} {target.port_or_default}"
    if isinstance(error, InWords):
        return str(error)
    if isinstance(error, ssl.SSLError):
        return _reason_of_tls(error, target)
    if isinstance(error, socket.gaierror):
        known = error.errno in _NAME_UNKNOWN
        return say(_NO_SUCH_NAME if known else _NO_NAMES_NOW, host=host)
    number = error.errno
    if number is None and isinstance(error, TimeoutError):
        number = errno.ETIMEDOUT
    if number in _SENTENCES:
        return say(_SENTENCES[number], host=host, where=where)
    why = error.strerror or str(error)
    return say("{host} cannot be reached at {where}: {why}.", host=host, where=where, why=why)


def _reason_of_tls(error: ssl.SSLError, target: Target) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        sentence = _CERTIFICATES.get(error.verify_code, _OTHER_CERTIFICATE)
        what = error.verify_message
    else:
        sentence = _HANDSHAKES.get(error.reason or "", _OTHER_HANDSHAKE)
        what = (error.reason or str(error)).lower().replace("_", " ")
    return say(sentence, host=target.host, port=target.port_or_default, what=what)
