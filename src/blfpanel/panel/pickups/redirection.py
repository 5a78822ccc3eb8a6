"""Following a 3xx: from a Contact to the INVITE that goes there (RFC 3261 §8.1.3.4, §19.1.5)."""

from __future__ import annotations

import dataclasses
from urllib.parse import unquote

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_values import Replaces
from blfpanel.sip.syntax.uri import SipUri

Headers = tuple[tuple[str, str], ...]


def followed(target: SipUri, headers: Headers) -> tuple[str, Headers]:
    """The URI to call instead, and the headers of that INVITE.

    Headers in the URI become headers of the INVITE, but only those that cannot do harm: Replaces,
    and a Require for it. Whoever redirects does not say who we are, or what else we send.

    Args:
        target: the Contact's URI.
        headers: of the INVITE that was redirected; they stay, unless the URI has its own.
    """
    uri = dataclasses.replace(target, headers=())
    if uri.param("method") is not None:
        params = tuple(pair for pair in uri.params if pair[0].lower() != "method")
        uri = dataclasses.replace(uri, params=params)
    replaces = _replaces_in(target)
    if replaces is not None:
        kept = [pair for pair in headers if pair[0] not in ("Replaces", "Require")]
        headers = (*kept, ("Replaces", replaces), ("Require", "replaces"))
    return str(uri), headers


def _replaces_in(target: SipUri) -> str | None:
    """The Replaces a URI asks for, so that it leaves answered calls alone."""
    for name, value in target.headers:
        if name.lower() == "replaces":
            text = unquote(value)
            try:
                return None if not text.isprintable() else str(_early(Replaces.parse(text)))
            except SipParseError:
                return None
    return None


def _early(replaces: Replaces) -> Replaces:
    return dataclasses.replace(replaces, early_only=True)
