"""The ways to pick up a partner's ringing call.

A way is a function from a call to the :class:`Rung`\\ s of the ladder that take it, none where the
call does not allow it. ``@pickup("name")`` registers it; profiles name it in ``[pickup] methods``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

import msgspec

from blfpanel.body.dialog_info import Dialog
from blfpanel.panel.commands import Dial
from blfpanel.panel.lamps.matching import other_party, party_of, user_of
from blfpanel.panel.model import KeyId
from blfpanel.panel.profiles.habits import PickupHabits, ReplacesForm
from blfpanel.panel.profiles.profiles import PbxProfile
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri

#: What a PBX answers to an INVITE that names no call it knows (RFC 3891 §3).
_NO_SUCH_CALL = frozenset({481})

#: What it may answer to a word in the INVITE that it does not understand.
_NOT_UNDERSTOOD = frozenset({400, 420})

_ANYTHING: frozenset[int] = frozenset()


class View(msgspec.Struct, frozen=True):
    """From where a key's calls are seen.

    Attributes:
        profile: the PBX's habits.
        key: the key.
        account: the account that watches, and would dial.
        home: its address of record.
        number: the partner, as URIs name it (user part without escapes).
        address: the partner's URI.
        habits: how calls are picked up here: as the profile says, or the account's owner.
    """

    profile: PbxProfile
    key: KeyId
    account: str
    home: SipUri
    number: str
    address: str
    habits: PickupHabits

    @property
    def own(self) -> str:
        """My own number."""
        return self.home.user_unescaped


class Rung(msgspec.Struct, frozen=True):
    """One attempt: the call to make.

    Attributes:
        method: the way it belongs to.
        name: what it does differently from others, the same for each call at one PBX.
        dial: the call.
        after: statuses of the attempt before behind which alone it makes sense; empty: any.
        protected: whether the PBX is asked to leave an answered call alone.
    """

    method: str
    name: str
    dial: Dial
    after: frozenset[int] = _ANYTHING
    protected: bool = True

    def __str__(self) -> str:
        """As in "Tried: Replaces, **214."."""
        return "Replaces" if "Replaces" in self.name else user_of(self.dial.uri)


#: Gives the attempts to make one after the other; none where the call does not allow this way.
Way: TypeAlias = Callable[[Dialog, View], Iterator[Rung]]

WAYS: dict[str, Way] = {}


def pickup(name: str) -> Callable[[Way], Way]:
    """Register a way to pick up under ``name``."""

    def register(way: Way) -> Way:
        WAYS[name] = way
        return way

    return register


@pickup("replaces")
def _replaces(dialog: Dialog, view: View) -> Iterator[Rung]:
    """INVITE with Replaces (RFC 3891): the caller's end swaps the ringing partner for us.

    By which address that end can be reached differs: a proxy such as Kamailio passes the INVITE on
    to the caller's number but not to its Contact.
    """
    for form in view.habits.replaces:
        yield from _replaces_in(form, dialog, view)


def _replaces_in(form: ReplacesForm, dialog: Dialog, view: View) -> Iterator[Rung]:
    value = replaces_value(form, dialog)
    places = _places(form, dialog, view) if value is not None else ()
    if value is None or not places:
        return
    early = ";early-only" if form.early_only != "never" else ""
    require = (("Require", "replaces"),) if form.require else ()

    def rung(name: str, uri: str, value: str, after: frozenset[int] = _ANYTHING) -> Rung:
        dial = _dial(uri, dialog, view, (("Replaces", value), *require))
        protected = after is not _NOT_UNDERSTOOD
        return Rung("replaces", f"Replaces {form.of} {name}", dial, after, protected)

    place, uri = places[0]
    yield rung(place, uri, value + early)
    if form.early_only == "if understood":
        yield rung(f"{place} unprotected", uri, value, _NOT_UNDERSTOOD)
    for other, elsewhere in places[1:]:
        yield rung(other, elsewhere, value + early)
    swapped = replaces_value(form, dialog, swapped=True)
    if swapped is not None and swapped != value:
        # phones tell their own calls from the wrong end often enough
        yield rung(f"{place} swapped", uri, swapped + early, _NO_SUCH_CALL)


def replaces_value(form: ReplacesForm, dialog: Dialog, *, swapped: bool = False) -> str | None:
    """The value of Replaces without flags; None where the call lacks what the form needs.

    The document is written from the partner's end and the INVITE goes to the other one, so the
    remote tag is the receiver's own (to-tag).
    """
    name = dialog.call_id if form.of == "call-id" else dialog.id
    if not name:
        return None
    to_tag, from_tag = dialog.remote_tag, dialog.local_tag
    if (form.to_tag == "local") is not swapped:
        to_tag, from_tag = from_tag, to_tag
    if form.missing_tag == "needed" and not (to_tag and from_tag):
        return None
    if form.missing_tag == "left out":
        pairs = (("to-tag", to_tag), ("from-tag", from_tag))
        return name + "".join(f";{param}={tag}" for param, tag in pairs if tag)
    missing = "" if form.missing_tag == "empty" else form.missing_tag
    return f"{name};to-tag={to_tag or missing};from-tag={from_tag or missing}"


@pickup("target")
def _target(dialog: Dialog, view: View) -> Iterator[Rung]:
    """Call the remote target where it is a pick-up address (FreeSWITCH: ``sip:**207@…``)."""
    target = dialog.remote.target if dialog.remote else None
    if target is None or not user_of(target).startswith("*"):
        return
    uri = _readable(target)
    if uri is not None:
        yield Rung("target", "target", _dial(uri, dialog, view))


@pickup("code")
def _code(dialog: Dialog, view: View) -> Iterator[Rung]:
    """Call a feature code with the partner's number in it."""
    yield from _coded("code", view.habits.code, dialog, view)


@pickup("group")
def _group(dialog: Dialog, view: View) -> Iterator[Rung]:
    """Call the code that takes whatever rings in one's pick-up group: it may be another call."""
    yield from _coded("group", view.habits.group_code, dialog, view)


def _coded(method: str, template: str, dialog: Dialog, view: View) -> Iterator[Rung]:
    uri = code_uri(template, view.number, view.home) if template else None
    if uri is not None:
        yield Rung(method, f"{method} {template}", _dial(uri, dialog, view))


@lru_cache(1024)
def code_uri(template: str, number: str, home: SipUri) -> str | None:
    """The URI to call for a code: ``{ext}`` is the number, ``#`` is sent as ``%23``."""
    try:
        return str(SipUri.dialled(template.replace("{ext}", number), home))
    except SipParseError:
        return None


def _places(form: ReplacesForm, dialog: Dialog, view: View) -> tuple[tuple[str, str], ...]:
    """The addresses of the other end that the call has, in the form's order, each once."""
    remote = dialog.remote
    known = {
        "target": remote.target if remote else None,
        "identity": remote.identity if remote else None,
        "watched": view.address,
    }
    found: dict[str, str] = {}
    for place in form.request_uri:
        written = known[place]
        if written and (uri := _readable(written)) is not None:
            found.setdefault(uri, place)
    return tuple((place, uri) for uri, place in found.items())


@lru_cache(1024)
def _readable(uri: str) -> str | None:
    """``uri`` fit to be dialled: FreeSWITCH writes some without scheme."""
    try:
        return str(SipUri.parse_lenient(uri))
    except SipParseError:
        return None


def _dial(uri: str, dialog: Dialog, view: View, headers: tuple[tuple[str, str], ...] = ()) -> Dial:
    party = other_party(dialog.remote, view.number)
    return Dial(view.account, uri, headers, view.key, pickup=True, party=party)


def is_own_call(dialog: Dialog, view: View) -> bool:
    """Whether the one who calls the partner is me."""
    party = party_of(dialog.remote)
    return party is not None and party.number == view.own


def plan(dialog: Dialog, view: View, method: str | None = None) -> tuple[Rung, ...]:
    """The attempts to pick ``dialog`` up, best first; ``method`` allows only that one."""
    names = view.habits.methods if method is None else (method,)
    return tuple(rung for name in names for rung in WAYS[name](dialog, view))


def offers(dialog: Dialog, view: View) -> tuple[str, ...]:
    """The ways in which a ringing call could be picked up, best first."""
    if is_own_call(dialog, view):
        return ()
    methods = view.habits.methods
    return tuple([name for name in methods if next(WAYS[name](dialog, view), None) is not None])
