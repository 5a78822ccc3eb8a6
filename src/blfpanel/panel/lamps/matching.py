"""Whose calls a NOTIFY is about, and which parties are the same.

Addresses are compared by their user part, without escapes: PBXs write the same partner with and
without scheme, port, ``user=phone`` and with whatever host they know themselves by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from blfpanel.body.dialog_info import DialogInfo, Participant
from blfpanel.panel.model import KeyId, Party
from blfpanel.sip.events import UsageId
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri

_NUMBER = re.compile(r"[+*#]?[0-9][0-9*#]*")
_IN_BRACKETS = re.compile(r"<([^<>]+)>")

#: The user Asterisk writes where it does not know the caller.
_NOBODY = "invalid"

#: The same few partners and callers come again and again.
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def user_of(uri: str) -> str:
    """The user part of a URI as bodies write it, without escapes; "" if it has none.

    Also of a whole address with name and ``<>``, and of a number alone.
    """
    if _NUMBER.fullmatch(uri):
        return uri
    if (address := _IN_BRACKETS.search(uri)) is not None:
        uri = address[1]
    try:
        return SipUri.parse_lenient(uri).user_unescaped
    except SipParseError:
        return ""


@lru_cache(_REMEMBERED)
def _party(uri: str, display: str | None) -> Party:
    return Party(uri, user_of(uri) or uri, display)


def party_of(end: Participant | None) -> Party | None:
    """The party at one end of a dialog; None where the PBX does not name it."""
    if end is None:
        return None
    uri = end.identity or end.target
    return None if uri is None else _party(uri, end.display)


def other_party(end: Participant | None, own: str) -> Party | None:
    """The party at the far end of a partner's call, None if the PBX does not know it.

    Some put the partner itself there (chan_sip, Yate); ``own`` is its number.
    """
    return known_party(party_of(end), own)


def known_party(party: Party | None, own: str) -> Party | None:
    """``party``, None if that is a word for nobody or the partner itself, numbered ``own``."""
    return None if party is not None and party.number in (own, _NOBODY) else party


def users_named(info: DialogInfo | None, request: Request | None) -> Iterator[str]:
    """Who a document might be about, most trustworthy first: entity, local identities, From."""
    if info is not None:
        if info.entity:
            yield user_of(info.entity)
        for dialog in info.dialogs:
            if dialog.local is not None and dialog.local.identity:
                yield user_of(dialog.local.identity)
    if request is not None:
        yield request.from_.uri.user_unescaped


class Matcher:
    """Finds the keys a NOTIFY is for: by its subscription, else by whom it names."""

    def __init__(self) -> None:
        self._by_usage: dict[UsageId, KeyId] = {}
        self._by_user: dict[tuple[str, str], list[KeyId]] = {}

    def add(self, key: KeyId, account: str, user: str) -> None:
        """Know that ``key`` shows ``user`` of ``account``."""
        self._by_user.setdefault((account, user), []).append(key)

    def remove(self, key: KeyId, account: str, user: str) -> None:
        """Know nothing of ``key`` any more."""
        self._by_user[account, user].remove(key)
        for usage in [usage for usage, other in self._by_usage.items() if other == key]:
            del self._by_usage[usage]

    def bind(self, usage: UsageId, key: KeyId) -> None:
        """Know that the subscription ``usage`` watches for ``key``."""
        self._by_usage[usage] = key

    @property
    def subscriptions(self) -> Mapping[UsageId, KeyId]:
        """The key of each subscription."""
        return self._by_usage

    def numbered(self, account: str, user: str) -> list[KeyId]:
        """The keys that show ``user`` of ``account``."""
        return self._by_user.get((account, user), [])

    def by_name(
        self, account: str, info: DialogInfo | None, request: Request | None
    ) -> list[KeyId]:
        """The keys of the first party named that has any."""
        for user in users_named(info, request):
            if keys := self._by_user.get((account, user)):
                return keys
        return []
