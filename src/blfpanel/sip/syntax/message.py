"""SIP messages: reading, building, writing (RFC 3261 §7, §8.2.6, §18).

Reading is tolerant: folded lines, compact names, LF as line end, blanks before the colon, a
missing reason phrase, leading line ends, bytes that are no UTF-8 (they come back unchanged when
written). Writing is strict. Header values are read only when asked for.
"""

from __future__ import annotations

import abc
import re
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from blfpanel.sip.flow import Address
from blfpanel.sip.reasons import reason_phrase
from blfpanel.sip.syntax.grammar import (
    TOKEN,
    SipParseError,
    find_param,
    first_of_list,
    parse_delta_seconds,
    parse_number,
    remembering,
    replace_param,
    split_list,
)
from blfpanel.sip.syntax.header_values import ContentType, CSeq, Event, SubscriptionState, Via
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.uri import NameAddr, SipUri, comparable_host

#: Longest start line and headers together. A datagram cannot carry more, and 70 hops of Via and
#: Record-Route at 200 bytes each stay below half of it.
MAX_HEAD = 64 * 1024

#: Most header lines: 70 hops (Max-Forwards) with a Via and a Record-Route each, and 100 others.
MAX_HEADER_LINES = 240

#: Longest whole message over a stream. The full state of a BLF list of some thousand entries is
#: a few hundred bytes for each.
MAX_MESSAGE = 4 * 1024 * 1024

#: More than any Content-Length that is meant.
_MAX_LENGTH = 2**63

#: The blank line between headers and body, whatever ends the lines.
HEAD_END = re.compile(rb"\r?\n\r?\n")

_LINE_END = re.compile(r"\r?\n")
_STATUS_LINE = re.compile(r"SIP/2\.0[ \t]+([1-6][0-9][0-9])(?:[ \t]+(.*))?", re.IGNORECASE)
_VERSION = re.compile(r"SIP/[0-9]+\.[0-9]+", re.IGNORECASE)

#: What a response repeats of its request (RFC 3261 §8.2.6.2).
_ECHOED = frozenset({"Via", "From", "To", "Call-ID", "CSeq"})

#: Headers of which a second line makes the message ambiguous.
_LENGTH = frozenset({"Content-Length"})
_SINGLE = frozenset({"From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Type", "Event"})


_read_name_addr = NameAddr.parse
_read_event = Event.parse
_read_subscription_state = SubscriptionState.parse
_read_content_type = ContentType.parse


def _read_contact(text: str) -> NameAddr:
    return NameAddr.parse(first_of_list(text))


def _read_length(text: str) -> int | None:
    return parse_number(text, _MAX_LENGTH)


#: What every message must have (RFC 3261 §8.1.1), and how it is read.
_MANDATORY: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("Via", Via.parse),
    ("From", _read_name_addr),
    ("To", _read_name_addr),
    ("Call-ID", str),
    ("CSeq", CSeq.parse),
)


class MalformedMessage(ValueError):
    """These bytes are no SIP message.

    Attributes:
        reason: what is wrong, one short phrase.
        status: how to answer if it was a request.
        request: the request as far as it can be answered with ``status``; None where nothing can
            be said (a response, an ACK, or the headers a response must repeat did not survive).
    """

    def __init__(self, reason: str, status: int = 400, request: Request | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.request = request


class Message(abc.ABC):
    """What requests and responses have in common.

    Properties that read a header return None if it is missing or unreadable, except the five
    every message has, which raise :exc:`SipParseError` then; after :func:`parse_message` these
    are there and readable.

    Attributes:
        raw: the octets it was read from; empty for a message of our own making.
    """

    __slots__ = ("body", "headers", "raw")

    def __init__(self, headers: Headers | None = None, body: bytes = b"") -> None:
        self.headers = Headers() if headers is None else headers
        self.body = body
        self.raw = b""

    @property
    @abc.abstractmethod
    def start_line(self) -> str:
        """The first line, without line end."""

    def to_bytes(self) -> bytes:
        """The message as it goes on the wire; Content-Length is always that of the body."""
        lines = self.headers.lines(but="Content-Length")
        head = f"{self.start_line}\r\n{lines}Content-Length: {len(self.body)}\r\n\r\n"
        return head.encode("utf-8", "surrogateescape") + self.body

    def __repr__(self) -> str:
        return f"<{self.start_line}>"

    def _lacks(self, name: str) -> NoReturn:
        fault = "unreadable" if name in self.headers else "missing"
        raise SipParseError(f"{name} is {fault}")

    @property
    def via(self) -> Via:
        """The top Via."""
        return self.headers.typed("Via", Via.parse) or self._lacks("Via")

    @property
    def cseq(self) -> CSeq:
        """CSeq."""
        return self.headers.typed("CSeq", CSeq.parse) or self._lacks("CSeq")

    @property
    def from_(self) -> NameAddr:
        """From."""
        return self.headers.typed("From", _read_name_addr) or self._lacks("From")

    @property
    def to(self) -> NameAddr:
        """To."""
        return self.headers.typed("To", _read_name_addr) or self._lacks("To")

    @property
    def call_id(self) -> str:
        """Call-ID."""
        return self.headers.typed("Call-ID", str) or self._lacks("Call-ID")

    @property
    def from_tag(self) -> str | None:
        """The tag of From; None if it has none (RFC 2543 peers)."""
        return (self.headers.typed("From", _read_name_addr) or self._lacks("From")).tag

    @property
    def to_tag(self) -> str | None:
        """The tag of To; None outside a dialog."""
        return (self.headers.typed("To", _read_name_addr) or self._lacks("To")).tag

    @property
    def event(self) -> Event | None:
        """Event (RFC 6665)."""
        return self.headers.typed("Event", _read_event)

    @property
    def subscription_state(self) -> SubscriptionState | None:
        """Subscription-State (RFC 6665)."""
        return self.headers.typed("Subscription-State", _read_subscription_state)

    @property
    def content_type(self) -> ContentType | None:
        """Content-Type."""
        return self.headers.typed("Content-Type", _read_content_type)

    @property
    def contact(self) -> NameAddr | None:
        """The first Contact; None also for ``*``."""
        return self.headers.typed("Contact", _read_contact)

    @property
    def expires(self) -> int | None:
        """The Expires header in seconds."""
        return parse_delta_seconds(self.headers.get("Expires"))


class Request(Message):
    """A request; ``uri`` is the Request-URI as text."""

    __slots__ = ("method", "uri")

    def __init__(
        self, method: str, uri: str, headers: Headers | None = None, body: bytes = b""
    ) -> None:
        Message.__init__(self, headers, body)
        self.method = method
        self.uri = uri

    @property
    def start_line(self) -> str:
        return f"{self.method} {self.uri} SIP/2.0"

    @property
    def target(self) -> SipUri | None:
        """The Request-URI read; None if it is unreadable."""
        try:
            return SipUri.parse(self.uri)
        except SipParseError:
            return None


class Response(Message):
    """A response."""

    __slots__ = ("reason", "status")

    def __init__(
        self, status: int, reason: str, headers: Headers | None = None, body: bytes = b""
    ) -> None:
        Message.__init__(self, headers, body)
        self.status = status
        self.reason = reason

    @property
    def start_line(self) -> str:
        return f"SIP/2.0 {self.status} {self.reason}"

    @property
    def provisional(self) -> bool:
        """1xx."""
        return self.status < 200

    @property
    def success(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300


AnyMessage: TypeAlias = Request | Response


def parse_message(data: bytes) -> AnyMessage:
    """Read one whole message: a datagram, or what :class:`~framing.StreamFramer` cut out.

    Raises :exc:`MalformedMessage` and nothing else, whatever the bytes.
    """
    lines, body = _split(data)
    fault: tuple[str, int] | None = None
    if len(data) - len(body) > MAX_HEAD or len(lines) > MAX_HEADER_LINES:
        fault = "headers too long", 513
        del lines[MAX_HEADER_LINES:]
    start = lines[0]
    headers = Headers.from_lines(lines[1:])
    message: AnyMessage
    if start[:4].upper() == "SIP/":
        message = _response(start, headers)
    else:
        message, version_fault = _request(start, headers)
        fault = fault or version_fault
    fault = fault or _find_fault(message) or _take_body(message, body)
    if fault is not None:
        raise MalformedMessage(*fault, _answerable(message))
    message.raw = data
    return message


def _split(data: bytes) -> tuple[list[str], bytes]:
    """Start line and header lines, and the bytes behind them."""
    if data[:1] in (b"\r", b"\n"):
        # RFC 3261 §7.5: line ends before a message are ignored
        data = data.lstrip(b"\r\n")
    end = data.find(b"\r\n\r\n")
    if end >= 0:
        head = data[:end].decode("utf-8", "surrogateescape")
        lines = head.split("\r\n")
        text = "".join(lines)
        if "\n" not in text and "\r" not in text:
            return lines, data[end + 4 :]
    match = HEAD_END.search(data)
    raw, body = (data, b"") if match is None else (data[: match.start()], data[match.end() :])
    lines = _LINE_END.split(raw.decode("utf-8", "surrogateescape"))
    # A CR that ends no line must not become one when the value is written again (RFC 9112 §2.2).
    return [line.replace("\r", " ") for line in lines], body


def _response(start: str, headers: Headers) -> Response:
    match = _STATUS_LINE.fullmatch(start)
    if match is None:
        raise MalformedMessage(f"unreadable status line {start!r:.80}")
    return Response(int(match[1]), match[2] or "", headers)


def _request(start: str, headers: Headers) -> tuple[Request, tuple[str, int] | None]:
    method, uri, fault = _read_request_line(start)
    return Request(method, uri, headers), fault


def _parse_request_line(start: str) -> tuple[str, str, tuple[str, int] | None]:
    """Method, Request-URI and what is wrong although they can be read."""
    parts = start.split(" ")
    if len(parts) != 3:
        parts = start.replace("\t", " ").split(" ")
        parts = [part for part in parts if part]
    if len(parts) < 3 or not TOKEN.fullmatch(parts[0]):
        raise MalformedMessage(f"no SIP message: {start!r:.80}")
    method, uri, version = parts[0], " ".join(parts[1:-1]), parts[-1]
    if version.upper() == "SIP/2.0":
        # RFC 4475 §3.1.2.5: blanks in the Request-URI are the caller's fault, not ours to mend
        return method, uri, ("blank in the Request-URI", 400) if len(parts) > 3 else None
    if _VERSION.fullmatch(version):
        return method, uri, (f"version {version!r:.20} is not spoken here", 505)
    raise MalformedMessage(f"no SIP message: {start!r:.80}")


_read_request_line = remembering(_parse_request_line)


def _find_fault(message: AnyMessage) -> tuple[str, int] | None:
    """What keeps this message from being matched to a transaction and a dialog."""
    headers = message.headers
    lacking = headers.lacking(_MANDATORY)
    if lacking is not None:
        return f"{lacking} is {'unreadable' if lacking in headers else 'missing'}", 400
    if isinstance(message, Request) and message.cseq.method != message.method:
        return "CSeq names another method", 400
    twice = headers.repeated(_SINGLE)
    return (f"{twice} occurs twice", 400) if twice else None


def _take_body(message: AnyMessage, body: bytes) -> tuple[str, int] | None:
    """Give the message as much of ``body`` as Content-Length says (RFC 3261 §18.3)."""
    headers = message.headers
    length = headers.typed("Content-Length", _read_length)
    if headers.repeated(_LENGTH) is not None:
        length = content_length(headers.get_all("Content-Length"))
    if length is None:
        text = headers.get("Content-Length")
        if text is None:
            message.body = body
            return None
        return f"unreadable Content-Length {text!r:.40}", 400
    if length > len(body):
        return f"Content-Length is {length} but {len(body)} bytes came", 400
    message.body = body[:length]
    return None


def content_length(values: list[str]) -> int | None:
    """The length that all these Content-Length values agree on; None if they do not."""
    lengths = {_read_length(value) for value in values}
    return lengths.pop() if len(lengths) == 1 else None


def _answerable(message: AnyMessage) -> Request | None:
    """The request if a response to it can be built and sent; an ACK never gets one."""
    if not isinstance(message, Request) or message.method == "ACK":
        return None
    if any(name not in message.headers for name in _ECHOED):
        return None
    return message if message.headers.typed("Via", Via.parse) is not None else None


def build_response(
    request: Request, status: int, reason: str | None = None, *, to_tag: str | None = None
) -> Response:
    """A response to ``request`` with what §8.2.6.2 says it must repeat, byte for byte.

    Args:
        reason: the phrase; None takes the usual one.
        to_tag: put on To if it has no tag yet; an unreadable To is repeated as it is.
    """
    headers = request.headers.only(_ECHOED)
    if to_tag is not None:
        to = headers.typed("To", _read_name_addr)
        if to is not None and to.tag is None:
            headers.set("To", str(to.with_tag(to_tag)))
    phrase = reason_phrase(status) if reason is None else reason
    return Response(status, phrase, headers)


def plain_response(request: Request, status: int, reason: str | None = None) -> bytes:
    """What :func:`build_response` gives, as it goes on the wire, where nothing is added to it."""
    phrase = reason_phrase(status) if reason is None else reason
    head = f"SIP/2.0 {status} {phrase}\r\n{request.headers.lines_of(_ECHOED)}"
    return f"{head}Content-Length: 0\r\n\r\n".encode("utf-8", "surrogateescape")


def stamp_source(request: Request, remote: Address) -> None:
    """Note in the top Via where the request came from (RFC 3261 §18.2.1, RFC 3581 §4).

    ``rport`` gets the source port if the client asked for it. ``received`` gets the source
    address if sent-by names another host. RFC 3581 §4 wants ``received`` with every ``rport``;
    the phones of our founding traces leave it out when sent-by is right already, where it tells
    nothing new, and so do we.
    """
    address, port = remote
    via = request.via
    asked = find_param(via.params, "rport") is not None
    received = find_param(via.params, "received")
    same_host = via.host == address or comparable_host(via.host) == comparable_host(address)
    if same_host and not asked and received is None:
        return
    line = request.headers.get("Via") or ""
    top, *below = split_list(line) if "," in line else [line]
    before, usual, behind = top.partition(";rport")
    if usual and behind[:1] in {"", ";"} and same_host and received is None and '"' not in top:
        top = f"{before};rport={port}{behind}"
    else:
        params = replace_param(via.params, "rport", str(port)) if asked else via.params
        if received is not None or not same_host:
            params = replace_param(params, "received", address)
        top = str(via._replace(params=params))
    request.headers.replace_first("Via", ", ".join([top, *below]) if below else top)


def response_address(via: Via) -> Address:
    """Where a response with this top Via goes over UDP (RFC 3261 §18.2.2, RFC 3581 §4)."""
    port = via.port if via.port is not None else (5061 if via.transport == "tls" else 5060)
    multicast = via.param("maddr")
    if multicast:
        return multicast, port
    rport = via.rport
    return via.received or via.host, port if rport is None else rport
