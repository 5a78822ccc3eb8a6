"""The ways to pick up a partner's ringing call.

A way is a function from a call to the :class:`Dial` that takes it, or None where the call does
not allow it. ``@pickup("name")`` registers it; profiles name it in ``[pickup] methods``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import msgspec

from blfpanel.body.dialog_info import Dialog
from blfpanel.panel.commands import Dial
from blfpanel.panel.matching import party_of, user_of
from blfpanel.panel.model import KeyId
from blfpanel.panel.profiles import PbxProfile
from blfpanel.sip.grammar import SipParseError
from blfpanel.sip.uri import SipUri


class View(msgspec.Struct, frozen=True):
    """From where a key's calls are seen.

    Attributes:
        profile: the PBX's habits.
        key: the key.
        account: the account that watches, and would dial.
        home: its address of record.
        number: the partner, as URIs name it (user part without escapes).
        address: the partner's URI.
        code: the pick-up code, with ``{ext}`` for the partner's number; "" if none is known.
    """

    profile: PbxProfile
    key: KeyId
    account: str
    home: SipUri
    number: str
    address: str
    code: str

    @property
    def own(self) -> str:
        """My own number."""
        return self.home.user_unescaped


#: Gives the calls to try one after the other; none where the call does not allow this way.
Way: TypeAlias = Callable[[Dialog, View], tuple[Dial, ...]]

WAYS: dict[str, Way] = {}


def pickup(name: str) -> Callable[[Way], Way]:
    """Register a way to pick up under ``name``."""

    def register(way: Way) -> Way:
        WAYS[name] = way
        return way

    return register


@pickup("replaces")
def _replaces(dialog: Dialog, view: View) -> tuple[Dial, ...]:
    """INVITE with Replaces (RFC 3891): the caller's end swaps the ringing partner for us.

    The document is written from the partner's end and the INVITE goes to the other one, so the
    remote tag is the receiver's own (to-tag). By which address that end can be reached differs:
    a proxy such as Kamailio passes the INVITE on to the caller's number but not to its Contact.
    """
    habits = view.profile.pickup
    tags = (dialog.remote_tag or habits.missing_tag, dialog.local_tag or habits.missing_tag)
    to_tag, from_tag = tags if habits.to_tag == "remote" else reversed(tags)
    if not dialog.call_id or not to_tag or not from_tag:
        return ()
    value = f"{dialog.call_id};to-tag={to_tag};from-tag={from_tag}"
    if habits.early_only:
        value += ";early-only"
    headers: tuple[tuple[str, str], ...] = (("Replaces", value),)
    if habits.require:
        headers += (("Require", "replaces"),)
    return tuple([_dial(uri, dialog, view, headers) for uri in _request_uris(dialog, view)])


@pickup("target")
def _target(dialog: Dialog, view: View) -> tuple[Dial, ...]:
    """Call the remote target where it is a pick-up address (FreeSWITCH: ``sip:**207@…``)."""
    target = dialog.remote.target if dialog.remote else None
    if target is None or not user_of(target).startswith("*"):
        return ()
    uri = _readable(target)
    return () if uri is None else (_dial(uri, dialog, view),)


@pickup("code")
def _code(dialog: Dialog, view: View) -> tuple[Dial, ...]:
    """Call a feature code with the partner's number in it."""
    if not view.code:
        return ()
    uri = _code_uri(view.code, view.number, view.home)
    return () if uri is None else (_dial(uri, dialog, view),)


@lru_cache(1024)
def _code_uri(template: str, number: str, home: SipUri) -> str | None:
    try:
        return str(SipUri.dialled(template.replace("{ext}", number), home))
    except SipParseError:
        return None


def _request_uris(dialog: Dialog, view: View) -> tuple[str, ...]:
    """The addresses of the other end that the call has, in the profile's order, each once."""
    remote = dialog.remote
    known = {
        "target": remote.target if remote else None,
        "identity": remote.identity if remote else None,
        "watched": view.address,
    }
    named = [uri for place in view.profile.pickup.request_uri if (uri := known[place])]
    readable = [uri for name in named if (uri := _readable(name)) is not None]
    return tuple(dict.fromkeys(readable))


@lru_cache(1024)
def _readable(uri: str) -> str | None:
    """``uri`` fit to be dialled: FreeSWITCH writes some without scheme."""
    try:
        return str(SipUri.parse_lenient(uri))
    except SipParseError:
        return None


def _dial(uri: str, dialog: Dialog, view: View, headers: tuple[tuple[str, str], ...] = ()) -> Dial:
    party = party_of(dialog.remote)
    return Dial(view.account, uri, headers, view.key, pickup=True, party=party)


def is_own_call(dialog: Dialog, view: View) -> bool:
    """Whether the one who calls the partner is me."""
    party = party_of(dialog.remote)
    return party is not None and party.number == view.own


def offers(dialog: Dialog, view: View) -> tuple[str, ...]:
    """The ways in which a ringing call could be picked up, best first."""
    if is_own_call(dialog, view):
        return ()
    methods = view.profile.pickup.methods
    return tuple([name for name in methods if WAYS[name](dialog, view)])
