"""Header fields of a message, and typed values of those the core itself reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from blfpanel.sip.grammar import (
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
    split_list,
)
from blfpanel.sip.header_names import CANONICAL, LIST_HEADERS, canonical_name
from blfpanel.sip.uri import NameAddr

T = TypeVar("T")


class Headers:
    """Header lines in order; names are compared without case, compact names are full ones here.

    Values are one line of text without blanks at the ends. Setting a value with a line break
    raises :exc:`ValueError`: it would smuggle in another header.
    """

    __slots__ = ("_first", "_items", "_typed")

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self._items: list[tuple[str, str]] = []
        self._first: dict[str, str] | None = None
        self._typed: dict[str, Any] = {}
        for name, value in items:
            self.add(name, value)

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Headers:
        """Read header lines, of which folded ones still are several (RFC 3261 §7.3.1).

        A line that is no header at all is dropped: RFC 3261 §8.2.2 wants malformed headers
        ignored, and one that matters is missed later, when its name is asked for.
        """
        headers = cls()
        items = headers._items
        canonical = CANONICAL.get
        odd = False
        for line in lines:
            name, colon, value = line.partition(":")
            known = canonical(name)
            if known is not None and colon:
                items.append((known, value.strip(LWS)))
            else:
                _read_odd_line(line, items)
                odd = True
        if odd:
            headers._items = [item for item in items if item[0]]
        return headers

    def _changed(self, name: str) -> None:
        self._first = None
        self._typed.pop(name, None)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __repr__(self) -> str:
        return f"Headers({self._items!r})"

    def get(self, name: str) -> str | None:
        """The value of the first line of this name, or None."""
        first = self._first
        if first is None:
            first = self._first = dict(reversed(self._items))
        known = CANONICAL.get(name)
        if known is not None:
            return first.get(known)
        places = self._places(name)
        return self._items[places[0]][1] if places else None

    def _places(self, name: str) -> list[int]:
        """The indices of this name's lines. Known names have one spelling here, others many."""
        known = CANONICAL.get(name) or CANONICAL.get(name.lower())
        if known is not None:
            return [i for i, (key, _) in enumerate(self._items) if key == known]
        lower = name.lower()
        return [i for i, (key, _) in enumerate(self._items) if key.lower() == lower]

    def get_all(self, name: str) -> list[str]:
        """All values of all lines of this name; lists (Via, Route, Contact …) are split."""
        lines = [self._items[place][1] for place in self._places(name)]
        if canonical_name(name) not in LIST_HEADERS:
            return lines
        return [value for line in lines for value in split_list(line)]

    def repeated(self, names: frozenset[str]) -> str | None:
        """The first of these names (full spelling) that has more than one line, or None."""
        if self._first is not None and len(self._first) == len(self._items):
            return None
        seen: set[str] = set()
        for name, _ in self._items:
            if name in seen and name in names:
                return name
            seen.add(name)
        return None

    def name_addrs(self, name: str) -> list[NameAddr]:
        """All values of this name as addresses; raises :exc:`SipParseError` if one is none."""
        return [NameAddr.parse(value) for value in self.get_all(name)]

    def tokens(self, name: str) -> frozenset[str]:
        """All values of this name in lower case and without parameters: Supported, Allow …"""
        return frozenset(value.partition(";")[0].strip(LWS).lower() for value in self.get_all(name))

    def typed(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The first line of ``name`` (full spelling) read by ``parse``, remembered until a change.

        None if it is missing or ``parse`` raises :exc:`SipParseError`.
        """
        memory = self._typed
        if name in memory:
            remembered: T | None = memory[name]
            return remembered
        text = self.get(name)
        result: T | None = None
        if text is not None:
            try:
                result = parse(text)
            except SipParseError:
                result = None
        memory[name] = result
        return result

    def add(self, name: str, value: str) -> None:
        """Append a line."""
        item = _checked(name, value)
        self._items.append(item)
        self._changed(item[0])

    def prepend(self, name: str, value: str) -> None:
        """Insert a line before all others (a Via)."""
        item = _checked(name, value)
        self._items.insert(0, item)
        self._changed(item[0])

    def set(self, name: str, value: str) -> None:
        """Make this the only line of its name, at the place of the first, else at the end."""
        item = _checked(name, value)
        places = self._places(name)
        if not places:
            self._items.append(item)
        else:
            self._items[places[0]] = item
            for place in reversed(places[1:]):
                del self._items[place]
        self._changed(item[0])

    def replace_first(self, name: str, value: str, typed: object = None) -> None:
        """Change the first line of this name, keeping the others; raises :exc:`KeyError`.

        Args:
            typed: what :meth:`typed` would read from the new line, if the caller has it.
        """
        item = known, value = _checked(name, value)
        for place, (key, _) in enumerate(self._items):
            if key == known or key.lower() == known.lower():
                self._items[place] = item
                if self._first is not None:
                    self._first[key] = value
                self._typed[known] = typed
                if typed is None:
                    del self._typed[known]
                return
        raise KeyError(name)

    def remove(self, name: str) -> None:
        """Drop all lines of this name; nothing happens if there are none."""
        for place in reversed(self._places(name)):
            del self._items[place]
        self._changed(canonical_name(name))

    def copy(self) -> Headers:
        """An independent copy."""
        return self._with_items(self._items.copy())

    def only(self, names: frozenset[str]) -> Headers:
        """A copy with just the lines of these names (full spelling), in their order."""
        return self._with_items([item for item in self._items if item[0] in names])

    @classmethod
    def _with_items(cls, items: list[tuple[str, str]]) -> Headers:
        headers = cls()
        headers._items = items
        return headers


def _read_odd_line(line: str, items: list[tuple[str, str]]) -> None:
    """Read a line whose name is no known spelling; junk gets the name "" to hold its folds."""
    if line[:1] in LWS and line and items:
        name, begun = items[-1]
        items[-1] = name, f"{begun} {line.strip(LWS)}".strip(LWS)
        return
    name, colon, value = line.partition(":")
    name = name.rstrip(LWS)
    if colon and TOKEN.fullmatch(name):
        items.append((canonical_name(name), value.strip(LWS)))
    else:
        items.append(("", ""))


def _checked(name: str, value: str) -> tuple[str, str]:
    known = CANONICAL.get(name) or (canonical_name(name) if TOKEN.fullmatch(name) else None)
    if known is None or "\n" in value or "\r" in value:
        raise ValueError(f"no header line: {name!r}: {value!r:.100}")
    return known, value.strip(LWS)


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


@dataclass(frozen=True, slots=True)
class Via:
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
        return replace(self, params=replace_param(self.params, name, value))


#: RFC 3261 §8.1.1.5 wants less than 2**31; some stacks start anywhere in 32 bits.
_MAX_CSEQ = 2**32 - 1

_CSEQ = re.compile(r"([0-9]{1,64})[ \t]+([A-Za-z0-9\-.!%*_+`'~]+)")


@dataclass(frozen=True, slots=True)
class CSeq:
    """Number and method (RFC 3261 §20.16)."""

    number: int
    method: str

    @classmethod
    def parse(cls, text: str) -> CSeq:
        """Read a CSeq value; raises :exc:`SipParseError`."""
        match = _CSEQ.fullmatch(text)
        number = int(match[1]) if match else 0
        if match is None or number > _MAX_CSEQ:
            raise SipParseError(f"unreadable CSeq: {text!r:.100}")
        return cls(number, match[2])

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
