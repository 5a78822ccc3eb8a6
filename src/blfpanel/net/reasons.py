"""Why the network did not do it, in the words a person reads.

Each sentence says what happened, where, and what to do.
"""

from __future__ import annotations

import errno
import socket

from blfpanel.sip.flow import Target

_NO_SUCH_NAME = "There is no server called {host}. Check the spelling."
_NO_NAMES_NOW = "The name {host} cannot be looked up now. Check the network."

_NAME_UNKNOWN = frozenset(
    getattr(socket, name)
    for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY")
    if hasattr(socket, name)
)

_SENTENCES = {
    errno.ECONNREFUSED: "{host} refuses {where}. Check port and transport.",
    errno.EHOSTUNREACH: "There is no route to {host}. Check the network.",
    errno.ENETUNREACH: "No network. There is no way to {host}.",
    errno.ENETDOWN: "No network. There is no way to {host}.",
    errno.EADDRNOTAVAIL: "No network. There is no way to {host}.",
    errno.ETIMEDOUT: "{host} does not answer ({where} tried).",
    errno.ECONNRESET: "{host} closed the connection.",
    errno.EPIPE: "{host} closed the connection.",
    errno.EMSGSIZE: "A message to {host} is too long for UDP. Use TCP.",
    errno.EACCES: "This machine does not let messages out to {host}. Check its firewall.",
    errno.EPERM: "This machine does not let messages out to {host}. Check its firewall.",
}


def reason_of(error: OSError, target: Target) -> str:
    """The sentence for ``error``, which came while ``target`` was to be reached.

    ``TimeoutError`` without a number counts as no answer; what the table does not know is told in
    the system's own words.
    """
    host, where = target.host, f"{target.transport.upper()} {target.port}"
    if isinstance(error, socket.gaierror):
        known = error.errno in _NAME_UNKNOWN
        return (_NO_SUCH_NAME if known else _NO_NAMES_NOW).format(host=host)
    number = error.errno
    if number is None and isinstance(error, TimeoutError):
        number = errno.ETIMEDOUT
    if number in _SENTENCES:
        return _SENTENCES[number].format(host=host, where=where)
    return f"{host} cannot be reached at {where}: {error.strerror or error}."
