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
    has_param,
    parse_delta_seconds,
    parse_number,
    parse_params,
    replace_param,
    split_list,
)
from blfpanel.sip.uri import NameAddr

T = TypeVar("T")

#: The one-letter names of the IANA registry of header fields (RFC 3261 §7.3.3 and successors).
COMPACT_NAMES = {
    "a": "Accept-Contact",
    "b": "Referred-By",
    "c": "Content-Type",
    "d": "Request-Disposition",
    "e": "Content-Encoding",
    "f": "From",
    "i": "Call-ID",
    "j": "Reject-Contact",
    "k": "Supported",
    "l": "Content-Length",
    "m": "Contact",
    "n": "Identity-Info",
    "o": "Event",
    "r": "Refer-To",
    "s": "Subject",
    "t": "To",
    "u": "Allow-Events",
    "v": "Via",
    "x": "Session-Expires",
    "y": "Identity",
}

#: Headers whose value is a comma-separated list, so that lines of one name may be joined (§7.3.1).
LIST_HEADERS = frozenset(
    {
        "Accept", "Accept-Contact", "Accept-Encoding", "Accept-Language", "Alert-Info", "Allow",
        "Allow-Events", "Call-Info", "Contact", "Content-Encoding", "Content-Language",
        "Diversion", "Error-Info", "History-Info", "In-Reply-To", "P-Asserted-Identity",
        "P-Preferred-Identity", "Path", "Privacy", "Proxy-Require", "Reason", "Record-Route",
        "Reject-Contact", "Request-Disposition", "Require", "Route", "Service-Route", "Supported",
        "Unsupported", "Via", "Warning",
    }
)  # fmt: skip

_OTHER_HEADERS = (
    "Authentication-Info", "Authorization", "Call-ID", "Content-Disposition", "Content-ID",
    "Content-Length", "Content-Transfer-Encoding", "Content-Type", "CSeq", "Date", "Event",
    "Expires", "Flow-Timer", "From", "Identity", "Identity-Info", "Join", "Max-Forwards",
    "MIME-Version", "Min-Expires", "Min-SE", "Organization", "Priority", "Proxy-Authenticate",
    "Proxy-Authorization", "RAck", "Refer-Sub", "Refer-To", "Referred-By", "Remote-Party-ID",
    "Replaces", "Reply-To", "Retry-After", "RSeq", "Server", "Session-Expires", "SIP-ETag",
    "SIP-If-Match", "Subject", "Subscription-State", "Target-Dialog", "Timestamp", "To",
    "User-Agent", "WWW-Authenticate",
)  # fmt: skip


def _spellings() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in (*LIST_HEADERS, *_OTHER_HEADERS):
        for spelling in (name, name.lower(), name.upper(), name.title()):
            table[spelling] = name
    for letter, name in COMPACT_NAMES.items():
        table[letter] = table[letter.upper()] = name
    return table


#: Every usual spelling of a known header to its full name: one look-up on the hot path.
_CANONICAL = _spellings()


def canonical_name(name: str) -> str:
    """The full, usual spelling of a header name; a name nobody knows comes back as it is."""
    return _CANONICAL.get(name) or _CANONICAL.get(name.lower(), name)


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
        """Read unfolded header lines.

        A line that is no header at all is dropped: RFC 3261 §8.2.2 wants malformed headers
        ignored, and one that matters is missed later, when its name is asked for.
        """
        headers = cls()
        append = headers._items.append
        canonical = _CANONICAL.get
        for line in lines:
            name, colon, value = line.partition(":")
            known = canonical(name)
            if known is not None and colon:
                append((known, value.strip(LWS)))
                continue
            name = name.rstrip(LWS)
            if colon and TOKEN.fullmatch(name):
                append((canonical_name(name), value.strip(LWS)))
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._items == other._items

    __hash__ = None  # type: ignore[assignment]  # mutable

    def __repr__(self) -> str:
        return f"Headers({self._items!r})"

    def get(self, name: str) -> str | None:
        """The value of the first line of this name, or None."""
        first = self._first
        if first is None:
            first = self._first = dict(reversed(self._items))
        known = _CANONICAL.get(name)
        if known is not None:
            return first.get(known)
        known = canonical_name(name)
        if known in first:
            return first[known]
        return next((value for key, value in self._items if _same(key, known)), None)

    def get_all(self, name: str) -> list[str]:
        """All values of all lines of this name; lists (Via, Route, Contact …) are split."""
        known = canonical_name(name)
        lines = [value for key, value in self._items if _same(key, known)]
        if known not in LIST_HEADERS:
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
        places = [i for i, (key, _) in enumerate(self._items) if _same(key, item[0])]
        if not places:
            self._items.append(item)
        else:
            self._items[places[0]] = item
            for place in reversed(places[1:]):
                del self._items[place]
        self._changed(item[0])

    def replace_first(self, name: str, value: str) -> None:
        """Change the first line of this name, keeping the others; raises :exc:`KeyError`."""
        item = _checked(name, value)
        for place, (key, _) in enumerate(self._items):
            if _same(key, item[0]):
                self._items[place] = item
                self._changed(item[0])
                return
        raise KeyError(name)

    def remove(self, name: str) -> None:
        """Drop all lines of this name; nothing happens if there are none."""
        known = canonical_name(name)
        self._items = [item for item in self._items if not _same(item[0], known)]
        self._changed(known)

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


def _same(key: str, name: str) -> bool:
    return key == name or key.lower() == name.lower()


def _checked(name: str, value: str) -> tuple[str, str]:
    if "\n" in value or "\r" in value or not TOKEN.fullmatch(name):
        raise ValueError(f"no header line: {name!r}: {value!r:.100}")
    return canonical_name(name), value.strip(LWS)


_VIA = re.compile(
    r"SIP[ \t]*/[ \t]*2\.0[ \t]*/[ \t]*(?P<transport>[A-Za-z0-9\-]+)[ \t]+"
    r"(?P<host>\[[^\]\s]+\]|[^\s:;,\[\]]+)[ \t]*(?::[ \t]*(?P<port>[0-9]+)[ \t]*)?(?P<params>;.*)?",
    re.IGNORECASE | re.DOTALL,
)


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
        match = _VIA.fullmatch(first_of_list(text).strip(LWS))
        if match is None:
            raise SipParseError(f"unreadable Via: {text!r:.100}")
        transport, host, port_text, params = match.groups()
        port = None
        if port_text is not None:
            port = parse_number(port_text, 65535)
            if port is None:
                raise SipParseError(f"port out of range in Via: {text!r:.100}")
        if host[0] == "[":
            host = host[1:-1]
        return cls(transport.lower(), host, port, parse_params(params) if params else ())

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
        return has_param(self.params, "rport")

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case); "" if it has none; None if absent."""
        return find_param(self.params, name)

    def with_param(self, name: str, value: str | None) -> Via:
        """The same with parameter ``name`` (lower case) set."""
        return replace(self, params=replace_param(self.params, name, value))


#: RFC 3261 §8.1.1.5 wants less than 2**31; some stacks start anywhere in 32 bits.
_MAX_CSEQ = 2**32 - 1

_CSEQ = re.compile(r"([0-9]+)[ \t]+([A-Za-z0-9\-.!%*_+`'~]+)")


@dataclass(frozen=True, slots=True)
class CSeq:
    """Number and method (RFC 3261 §20.16)."""

    number: int
    method: str

    @classmethod
    def parse(cls, text: str) -> CSeq:
        """Read a CSeq value; raises :exc:`SipParseError`."""
        match = _CSEQ.fullmatch(text)
        number = parse_number(match[1], _MAX_CSEQ) if match else None
        if match is None or number is None:
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
