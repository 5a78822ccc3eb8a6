"""Typed values of the header fields the core itself reads.

Via and CSeq, which every message brings anew, are named tuples: a frozen dataclass takes three
times as long to make.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from blfpanel.sip.syntax.grammar import (
    LWS,
    TOKEN,
    Params,
    SipParseError,
    find_param,
    first_of_list,
    format_params,
    parse_delta_seconds,
    parse_number,
    parse_params,
    remembering,
    replace_param,
)

#: sent-protocol and sent-by, the part of a Via before its parameters
_SENT_BY = re.compile(
    r"SIP[ \t]*/[ \t]*2\.0[ \t]*/[ \t]*(?P<transport>[A-Za-z0-9\-]+)[ \t]+"
    r"(?P<host>\[[^\]\s]+\]|[^\s:;,\[\]]+)[ \t]*(?::[ \t]*(?P<port>[0-9]+))?",
    re.IGNORECASE,
)


def _parse_sent_by(text: str) -> tuple[str, str, int | None]:
    match = _SENT_BY.fullmatch(text.strip(LWS))
    if match is None:
        raise SipParseError(f"unreadable Via: {text!r:.100}")
    transport, host, port_text = match.groups()
    port = None if port_text is None else parse_number(port_text, 65535)
    if port is None and port_text is not None:
        raise SipParseError(f"port out of range in Via: {text!r:.100}")
    return transport.lower(), host[1:-1] if host[0] == "[" else host, port


_read_sent_by = remembering(_parse_sent_by)


class Via(NamedTuple):
    """One Via value (RFC 3261 §20.42).

    ``transport`` is lower case, ``host`` without brackets, ``port`` None if not written.
    """

    transport: str
    host: str
    port: int | None = None
    params: Params = ()

    @classmethod
    def parse(cls, text: str) -> Via:
        """Read the first value of a Via line; raises :exc:`SipParseError`."""
        sent_by, _, params = first_of_list(text).partition(";")
        return cls(*_read_sent_by(sent_by), parse_params(params))

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        return f"SIP/2.0/{self.transport.upper()} {host}{port}{format_params(self.params)}"

    @property
    def branch(self) -> str | None:
        """The transaction's id (§8.1.1.7)."""
        return find_param(self.params, "branch")

    @property
    def received(self) -> str | None:
        """The source address as the receiver saw it (§18.2.1)."""
        return find_param(self.params, "received")

    @property
    def rport(self) -> int | None:
        """The source port as the receiver saw it (RFC 3581); None if absent or still empty."""
        return parse_number(find_param(self.params, "rport"), 65535)

    @property
    def wants_rport(self) -> bool:
        """Whether there is an rport parameter at all."""
        return find_param(self.params, "rport") is not None

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case); "" if it has none; None if absent."""
        return find_param(self.params, name)

    def with_param(self, name: str, value: str | None) -> Via:
        """The same with parameter ``name`` (lower case) set."""
        return self._replace(params=replace_param(self.params, name, value))


#: RFC 3261 §8.1.1.5 wants less than 2**31; some stacks start anywhere in 32 bits.
_MAX_CSEQ = 2**32 - 1


def _parse_method(text: str) -> str:
    method = text.strip(LWS)
    if not TOKEN.fullmatch(method):
        raise SipParseError(f"unreadable method: {text!r:.100}")
    return method


_read_method = remembering(_parse_method)


class CSeq(NamedTuple):
    """Number and method (RFC 3261 §20.16)."""

    number: int
    method: str

    @classmethod
    def parse(cls, text: str) -> CSeq:
        """Read a CSeq value; raises :exc:`SipParseError`."""
        digits, _, method = text.replace("\t", " ").partition(" ")
        number = parse_number(digits, _MAX_CSEQ)
        if number is None:
            raise SipParseError(f"unreadable CSeq: {text!r:.100}")
        return cls(number, _read_method(method))

    def __str__(self) -> str:
        return f"{self.number} {self.method}"


def _token_and_params(text: str, header: str) -> tuple[str, Params]:
    token, _, params = text.partition(";")
    token = token.strip(LWS)
    if not TOKEN.fullmatch(token):
        raise SipParseError(f"unreadable {header}: {text!r:.100}")
    return token, parse_params(params)


@dataclass(frozen=True, slots=True)
class Event:
    """The event package of a subscription (RFC 6665 §8.2.1). ``package`` is case-sensitive."""

    package: str
    id: str | None = None
    params: Params = ()

    @classmethod
    def parse(cls, text: str) -> Event:
        """Read an Event value; raises :exc:`SipParseError`."""
        package, params = _token_and_params(text, "Event")
        if not params:
            return cls(package)
        others = tuple(param for param in params if param[0].lower() != "id")
        return cls(package, find_param(params, "id"), others)

    def __str__(self) -> str:
        own: Params = () if self.id is None else (("id", self.id),)
        return self.package + format_params(own + self.params)

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case) other than id."""
        return find_param(self.params, name)


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """What a NOTIFY says about its subscription (RFC 6665 §8.2.3).

    ``state`` and ``reason`` are lower case; ``expires`` and ``retry_after`` are seconds, None
    where absent or unreadable. ``params`` are the others.
    """

    state: str
    expires: int | None = None
    reason: str | None = None
    retry_after: int | None = None
    params: Params = ()

    @classmethod
    def parse(cls, text: str) -> SubscriptionState:
        """Read a Subscription-State value; raises :exc:`SipParseError`."""
        state, params = _token_and_params(text, "Subscription-State")
        if not params:
            return cls(state.lower())
        reason = find_param(params, "reason")
        known = {"expires", "reason", "retry-after"}
        return cls(
            state.lower(),
            parse_delta_seconds(find_param(params, "expires")),
            reason.lower() if reason else None,
            parse_delta_seconds(find_param(params, "retry-after")),
            tuple(param for param in params if param[0].lower() not in known),
        )

    def __str__(self) -> str:
        own: list[tuple[str, str | None]] = []
        if self.reason is not None:
            own.append(("reason", self.reason))
        if self.expires is not None:
            own.append(("expires", str(self.expires)))
        if self.retry_after is not None:
            own.append(("retry-after", str(self.retry_after)))
        return self.state + format_params((*own, *self.params))

    @property
    def terminated(self) -> bool:
        """Whether this NOTIFY ends the subscription."""
        return self.state == "terminated"


@dataclass(frozen=True, slots=True)
class Replaces:
    """The dialog an INVITE takes over (RFC 3891 §6.1); tags as the dialog's *receiver* sees them.

    ``to_tag`` is the local tag of whoever gets the INVITE.
    """

    call_id: str
    to_tag: str
    from_tag: str
    early_only: bool = False

    @classmethod
    def parse(cls, text: str) -> Replaces:
        """Read a Replaces value; raises :exc:`SipParseError`.

        ``early-only=true`` is what some phones write for the flag.
        """
        call_id, _, rest = text.partition(";")
        params = parse_params(rest)
        call_id = call_id.strip(LWS)
        to_tag, from_tag = find_param(params, "to-tag"), find_param(params, "from-tag")
        if not call_id or to_tag is None or from_tag is None:
            raise SipParseError(f"unreadable Replaces: {text!r:.100}")
        early = find_param(params, "early-only")
        early_only = early is not None and early.lower() not in {"false", "no", "0"}
        return cls(call_id, to_tag, from_tag, early_only)

    def __str__(self) -> str:
        early = ";early-only" if self.early_only else ""
        return f"{self.call_id};to-tag={self.to_tag};from-tag={self.from_tag}{early}"


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type, lower case, and its parameters (RFC 3261 §20.15)."""

    type: str
    params: Params = ()

    @classmethod
    def parse(cls, text: str) -> ContentType:
        """Read a Content-Type value; raises :exc:`SipParseError`."""
        media, _, params = text.partition(";")
        main, slash, sub = media.partition("/")
        main, sub = main.strip(LWS), sub.strip(LWS)
        if not (slash and TOKEN.fullmatch(main) and TOKEN.fullmatch(sub)):
            raise SipParseError(f"unreadable Content-Type: {text!r:.100}")
        return cls(f"{main}/{sub}".lower(), parse_params(params))

    def __str__(self) -> str:
        return self.type + format_params(self.params)

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case), such as boundary; None if absent."""
        return find_param(self.params, name)

    @property
    def charset(self) -> str | None:
        """The charset parameter in lower case, or None."""
        charset = find_param(self.params, "charset")
        return charset.lower() if charset else None
