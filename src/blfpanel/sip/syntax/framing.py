"""Messages and keep-alives out of a byte stream (RFC 3261 §18.3, RFC 5626 §3.5.1)."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator

from blfpanel.sip.syntax.message import HEAD_END, MAX_HEAD, MAX_MESSAGE, content_length

_START_LINE = re.compile(rb"(?:SIP/|[^ \r\n]+ [^\r\n]* SIP/)[0-9.]+[ \t\r\n]", re.IGNORECASE)
_CONTENT_LENGTH = re.compile(
    rb"^(?:content-length|l)[ \t]*:((?:[^\n]|\n[ \t])*)", re.IGNORECASE | re.MULTILINE
)


class FramingError(ValueError):
    """Where the next message begins is not known any more: the flow must be closed."""


class KeepAlive(enum.Enum):
    """What keeps a stream alive between messages (RFC 5626 §3.5.1)."""

    PING = b"\r\n\r\n"  #: wants a PONG
    PONG = b"\r\n"


class StreamFramer:
    """Cuts a stream into whole messages, for ``message.parse_message``.

    A message without Content-Length has no body (RFC 3261 §20.14 demands the header on streams).
    Every byte is looked at a bounded number of times, however small the pieces it comes in.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0  # up to here there is no end of the headers
        self._needed = 0  # length of the whole message once its headers are complete, else 0
        self._half_ping = False

    def feed(self, data: bytes) -> Iterator[bytes | KeepAlive]:
        """Take what came in; iterate over the result for what is complete now.

        The iterator raises :exc:`FramingError` behind the last good message if the stream holds
        no SIP, an unreadable Content-Length, or more than ``message.MAX_HEAD`` and
        ``message.MAX_MESSAGE`` allow.

        A lone CRLF is reported as PONG at once, as nobody can know whether more will come; if it
        was the first half of a PING, the PING is reported when the second half is there.
        """
        self._buffer += data
        return self._complete()

    def _complete(self) -> Iterator[bytes | KeepAlive]:
        buffer = self._buffer
        while buffer:
            if buffer[0] in b"\r\n":
                if buffer == b"\r":
                    return
                keep_alive = self._take_line_end()
                if keep_alive is not None:
                    yield keep_alive
                continue
            self._half_ping = False
            if not self._needed:
                self._needed = self._find_length()
            if not self._needed or len(buffer) < self._needed:
                return
            message = bytes(buffer[: self._needed])
            del buffer[: self._needed]
            self._needed = self._searched = 0
            yield message

    def _take_line_end(self) -> KeepAlive | None:
        """Take one or two line ends between messages."""
        buffer = self._buffer
        if buffer.startswith(b"\r\n\r\n"):
            del buffer[:4]
            self._half_ping = False
            return KeepAlive.PING
        if buffer.startswith(b"\r\n"):
            del buffer[:2]
            self._half_ping = not self._half_ping
            return KeepAlive.PONG if self._half_ping else KeepAlive.PING
        del buffer[:1]
        return None

    def _find_length(self) -> int:
        """The length of the message at the front; 0 while its headers are incomplete."""
        buffer = self._buffer
        # the last three bytes may be the beginning of the blank line
        match = HEAD_END.search(buffer, max(0, self._searched - 3))
        self._searched = len(buffer)
        head_length = len(buffer) if match is None else match.end()
        if head_length > MAX_HEAD:
            raise FramingError(f"headers longer than {MAX_HEAD} bytes")
        if match is None:
            return 0
        head = bytes(buffer[:head_length])
        if not _START_LINE.match(head):
            raise FramingError(f"no SIP message: {head[:40]!r}")
        values = [
            value.decode("latin-1").strip(" \t\r\n") for value in _CONTENT_LENGTH.findall(head)
        ]
        length = content_length(values) if values else 0
        if length is None:
            raise FramingError(f"unreadable Content-Length {values[0]!r:.40}")
        if head_length + length > MAX_MESSAGE:
            raise FramingError(f"message longer than {MAX_MESSAGE} bytes")
        return head_length + length
