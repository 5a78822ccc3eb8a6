"""What is known of an account, as lines of a name and a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.config.settings import Config
from blfpanel.gui.port import PhonePort
from blfpanel.gui.why.history import time_of
from blfpanel.gui.words import clock, said, translate
from blfpanel.net.tls import Certificate, certificate_of
from blfpanel.net.trace import Trace
from blfpanel.sip.flow import Flow

#: How many of the newest messages are asked for the flow of an account.
_NEWEST = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: what it is about, and what is so."""

    name: str
    text: str


def account_facts(
    phone: PhonePort, config: Config, account: str, since: float | None
) -> Iterator[Fact]:
    """What is known of an account; ``since`` is when its state became what it is (core time)."""
    now, state = phone.now(), phone.panel.account_state(account)
    settings = next((each for each in config.accounts if each.title == account), None)
    if since is not None:
        length = clock(now - since)
        began = time_of(phone.wall(since)).partition(".")[0]
        yield Fact(
            translate("Accounts", "Since"),
            translate("Accounts", "{time}, for {length}").format(time=began, length=length),
        )
    if state is not None and state.due is not None:
        due = translate("Accounts", "in {time}").format(time=clock(state.due - now))
        yield Fact(translate("Accounts", "Registers again"), due)
    if state is not None and state.problem:
        yield Fact(translate("Accounts", "Problem"), said(state.problem))
    if settings is not None:
        yield from _configured(settings)
    yield from _way(phone, settings)
    profile, because = phone.panel.profile_of(account)
    yield Fact(translate("Accounts", "PBX"), f"{said(profile.title)}, {said(because)}")
    cannot = _cannot_tell(phone, account)
    if cannot:
        yield Fact(
            translate("Accounts", "It cannot tell"), ", ".join(said(each) for each in cannot)
        )


def _configured(settings: AccountSettings) -> Iterator[Fact]:
    yield Fact(translate("Accounts", "Address"), f"{settings.user}@{settings.target.host}")
    yield Fact(translate("Accounts", "Server"), str(settings.next_hop))
    alive = translate("Accounts", "every {n} s").format(n=f"{settings.keep_alive:g}")
    if settings.stun:
        alive = translate("Accounts", "{how}, by STUN too").format(how=alive)
    yield Fact(translate("Accounts", "Keep-alive"), alive)


def _way(phone: PhonePort, settings: AccountSettings | None) -> Iterator[Fact]:
    flow = _flow(phone.trace, settings)
    if flow is None:
        yield Fact(translate("Accounts", "Way"), translate("Accounts", "none at the moment"))
        return
    way = translate("Accounts", "{transport} from {here} to {there}")
    here, there = ("{}:{}".format(*end) for end in (flow.local, flow.remote))
    yield Fact(
        translate("Accounts", "Way"),
        way.format(transport=flow.transport.upper(), here=here, there=there),
    )
    if flow.transport != Transport.TLS.value:
        yield Fact(translate("Accounts", "Encrypted"), translate("Accounts", "no"))
    elif (certificate := certificate_of(flow)) is not None:
        yield Fact(translate("Accounts", "Certificate"), certificate_words(certificate))


def certificate_words(certificate: Certificate) -> str:
    """A certificate in three lines: whom it is for, who says so until when, how it is used."""
    lines = (
        translate("Accounts", "for {names}"),
        translate("Accounts", "by {issuer}, until {until}"),
        "{protocol}",
    )
    return "\n".join(lines).format(
        names=", ".join(certificate.names),
        issuer=certificate.issuer or "?",
        until=certificate.until or "?",
        protocol=certificate.protocol,
    )


def _flow(trace: Trace, settings: AccountSettings | None) -> Flow | None:
    """The way the newest message took that is this account's as far as can be seen."""
    user = "" if settings is None else f":{settings.user}@"
    for entry in reversed(trace.since(max(0, trace.recorded - _NEWEST))):
        if user.encode() in entry.data:
            return entry.flow
    return None


def _cannot_tell(phone: PhonePort, account: str) -> tuple[str, ...]:
    keys = phone.panel.keys()
    mine = next((key for key in keys if key.account == account), None)
    if mine is None:
        return ()
    answer = phone.panel.explain(mine.id, phone.now())
    return tuple(said(line) for line in answer.cannot_tell)
