"""Recorded messages as lines of a ladder: what each says, what it answers, which came twice."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from blfpanel.net.trace import Direction, TraceEntry
from blfpanel.panel.words import lamp_word
from blfpanel.phone.effects import Effect, Effects
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import (
    AnyMessage,
    MalformedMessage,
    Message,
    Request,
    Response,
    parse_message,
)

#: The same octets again within so many seconds are a retransmission (RFC 3261 §17: 64·T1).
_AGAIN_WITHIN = 32.0


class Topic(enum.Enum):
    """What a message is about."""

    CALLS = "calls"
    LAMPS = "lamps"
    REGISTRATION = "registration"
    OTHER = "other"


_TOPICS = {
    **dict.fromkeys(
        ("INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "REFER", "INFO", "MESSAGE"),
        Topic.CALLS,
    ),
    **dict.fromkeys(("SUBSCRIBE", "NOTIFY", "PUBLISH"), Topic.LAMPS),
    **dict.fromkeys(("REGISTER", "OPTIONS"), Topic.REGISTRATION),
}


@dataclass(slots=True)
class Line:
    """A message as a line of the ladder.

    Attributes:
        entry: the message.
        what: it in a few words: "NOTIFY v14 early", "200 OK".
        topic: what it is about.
        method: its method, or that of what it answers; "" where it is no SIP message.
        status: of a response; None of a request.
        users: the user parts of its addresses.
        call_id: its Call-ID.
        important: it begins a call or takes it.
        repeats: how often it was sent again.
        repeat_of: the number of the message it repeats; None for an original.
        answered: of a request: seconds until it was answered for good; of a response: since its
            request. None where there is no such.
    """

    entry: TraceEntry
    what: str
    topic: Topic = Topic.OTHER
    method: str = ""
    status: int | None = None
    users: frozenset[str] = frozenset()
    call_id: str = ""
    important: bool = False
    repeats: int = 0
    repeat_of: int | None = None
    answered: float | None = None


_Exchange = tuple[str, str, int]


@dataclass(slots=True)
class Traffic:
    """Reads a trace as it grows. Lines are made once and change only by what comes later."""

    _seen: dict[tuple[Direction, bytes], Line] = field(default_factory=dict)
    _asked: dict[tuple[Direction, _Exchange], Line] = field(default_factory=dict)

    def read(self, entries: Iterable[TraceEntry]) -> Iterator[Line]:
        """The lines of messages that follow those read before."""
        for entry in entries:
            yield self._line(entry)

    def forget_before(self, number: int) -> None:
        """The trace keeps nothing older than this."""
        self._seen = {n: line for n, line in self._seen.items() if line.entry.number >= number}
        self._asked = {n: line for n, line in self._asked.items() if line.entry.number >= number}

    def _line(self, entry: TraceEntry) -> Line:
        name = entry.direction, entry.data
        original = self._seen.get(name)
        if original is not None and entry.at - original.entry.at < _AGAIN_WITHIN:
            original.repeats += 1
            return Line(
                entry,
                original.what,
                original.topic,
                original.method,
                original.status,
                original.users,
                original.call_id,
                repeat_of=original.entry.number,
            )
        line = self._seen[name] = self._read(entry)
        return line

    def _read(self, entry: TraceEntry) -> Line:
        try:
            message = parse_message(entry.data)
            cseq, call_id = message.cseq, message.call_id
        except (MalformedMessage, SipParseError):
            return Line(entry, f"Not SIP: {entry.first_line[:40]}")
        line = Line(entry, _what(message), method=cseq.method, call_id=call_id)
        line.topic = _topic(message, cseq.method)
        line.users = _users(message)
        exchange = call_id, cseq.method, cseq.number
        if isinstance(message, Request):
            line.important = message.method == "INVITE"
            self._asked[entry.direction, exchange] = line
        else:
            line.status = message.status
            self._answers(line, message, exchange)
        return line

    def _answers(self, line: Line, response: Response, exchange: _Exchange) -> None:
        asked = Direction.OUT if line.entry.direction is Direction.IN else Direction.IN
        request = self._asked.get((asked, exchange))
        line.important = line.method == "INVITE" and response.success
        if request is None:
            return
        line.topic = request.topic
        line.answered = line.entry.at - request.entry.at
        if not response.provisional and request.answered is None:
            request.answered = line.answered


def _topic(message: Message, method: str) -> Topic:
    event = message.event
    if method in ("NOTIFY", "SUBSCRIBE") and event is not None and event.package == "refer":
        return Topic.CALLS
    return _TOPICS.get(method, Topic.OTHER)


def _users(message: Message) -> frozenset[str]:
    found = {message.from_.uri.user_unescaped, message.to.uri.user_unescaped}
    if isinstance(message, Request) and message.target is not None:
        found.add(message.target.user_unescaped)
    return frozenset(user for user in found if user)


# --- words ----------------------------------------------------------------------------------

_VERSION = re.compile(rb"<(?:\w+:)?(?:dialog-info|list)\b[^>]*?\bversion\s*=\s*[\"'](\d+)")
_STATE = re.compile(rb"<(?:\w+:)?state\b[^>]*>\s*([\w-]+)")
_BASIC = re.compile(rb"<(?:\w+:)?basic\b[^>]*>\s*(\w+)")


def _what(message: AnyMessage) -> str:
    if isinstance(message, Response):
        sound = " (SDP)" if _is_description(message) else ""
        return f"{message.status} {message.reason}{sound}"
    target = message.target
    whom = target.user_unescaped if target is not None else ""
    match message.method:
        case "NOTIFY":
            return " ".join(("NOTIFY", *_news(message)))
        case "INVITE" if message.to_tag is not None:
            return "INVITE again, in the call"
        case "REGISTER" | "SUBSCRIBE" if message.expires == 0:
            return f"{message.method} {whom} (end)".replace("  ", " ")
        case "INVITE" | "SUBSCRIBE" | "REFER" | "MESSAGE":
            return f"{message.method} {whom}".rstrip()
        case method:
            return method


def _is_description(message: Message) -> bool:
    kind = message.content_type
    return kind is not None and kind.type == "application/sdp"


def _news(message: Request) -> Iterator[str]:
    """What a NOTIFY brings, in a word or two."""
    body, state = message.body, message.subscription_state
    version = _VERSION.search(body)
    if version:
        yield f"v{version[1].decode()}"
    states = [found.decode() for found in _STATE.findall(body)]
    lives = [found for found in states if found.lower() != "terminated"]
    if b"rlmi" in body:
        yield f"list, {len(states)} calls"
    elif lives:
        more = f" +{len(lives) - 1}" if len(lives) > 1 else ""
        yield f"{lives[0]}{more}"
    elif b"dialog-info" in body:
        yield "no calls"
    elif body.startswith(b"SIP/2.0 "):
        yield body.partition(b"\r\n")[0][8:].decode("utf-8", "replace")
    elif basic := _BASIC.search(body):
        yield basic[1].decode()
    if state is not None and state.state == "terminated":
        yield "(subscription ended)"


def ladder(
    lines: Iterable[Line],
    effects: Effects,
    wall: Callable[[float], datetime],
    name: Callable[[str], str] = str,
) -> str:
    """Lines as a ladder of plain text: time, arrow, message, what it did to which key.

    Retransmissions are folded as ``×3``; ``name`` says how keys are called.
    """
    rows, before = [], None
    for line in list(lines):  # what is repeated is known in the end only
        if line.repeat_of is not None:
            continue
        entry = line.entry
        if before is not None and (quiet := quiet_between(before, entry.at)):
            rows.append(f"{'':14}--- {quiet:.0f} s quiet ---")
        before = entry.at
        arrow = "-->" if entry.direction is Direction.OUT else "<--"
        times = f"  ×{line.repeats + 1}" if line.repeats else ""
        done = "".join(_done(effect, name) for effect in effects.of(entry.number))
        at = wall(entry.at)
        stamp = f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
        rows.append(f"{stamp}  {arrow} {entry.flow}  {line.what}{times}{done}")
    return "\n".join(rows) + "\n"


def _done(effect: Effect, name: Callable[[str], str]) -> str:
    shown = "" if effect.shown else ", not shown"
    return f"  [{name(effect.key)}: {lamp_word(effect.after)}{shown}]"


#: A pause that is worth saying, seconds.
QUIET = 10.0


def quiet_between(before: float, after: float) -> float:
    """How long nothing was said, seconds; 0 where that is not worth saying."""
    return after - before if after - before > QUIET else 0.0
