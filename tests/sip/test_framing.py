from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.sip.syntax.framing import FramingError, KeepAlive, StreamFramer
from blfpanel.sip.syntax.message import MAX_HEAD, MAX_MESSAGE

PING, PONG = KeepAlive.PING, KeepAlive.PONG

EMPTY = b"OPTIONS sip:a@h SIP/2.0\r\nCSeq: 1 OPTIONS\r\n\r\n"
FULL = b"SIP/2.0 200 OK\r\nl : 5\r\nX: y\r\n\r\na\r\n\r\n"
LF_ONLY = b"NOTIFY sip:a@h SIP/2.0\nCONTENT-LENGTH:\n 3\n\nabc"
TWICE = b"SIP/2.0 200\r\nContent-Length: 2\r\nl:2\r\n\r\nok"
BLANK_URI = b"INVITE sip:a b@h SIP/2.0\r\nContent-Length: 0\r\n\r\n"


def feed_all(pieces: Iterable[bytes]) -> list[bytes | KeepAlive]:
    framer = StreamFramer()
    return [item for piece in pieces for item in framer.feed(piece)]


@pytest.mark.parametrize("message", [EMPTY, FULL, LF_ONLY, TWICE, BLANK_URI])
def test_a_message_comes_out_whole_however_it_comes_in(message: bytes) -> None:
    assert feed_all([message]) == [message]
    assert feed_all(bytes([byte]) for byte in message) == [message]
    assert feed_all([message * 3]) == [message] * 3


def test_many_messages_come_out_in_order_from_one_piece() -> None:
    assert feed_all([EMPTY + FULL + LF_ONLY + EMPTY[:9], EMPTY[9:]]) == [
        EMPTY,
        FULL,
        LF_ONLY,
        EMPTY,
    ]


@given(st.lists(st.integers(0, len(EMPTY + FULL + LF_ONLY + TWICE)), max_size=12))
@settings(max_examples=100)
def test_where_the_pieces_are_cut_does_not_matter(cuts: list[int]) -> None:
    stream = EMPTY + FULL + LF_ONLY + TWICE
    edges = [0, *sorted(cuts), len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    assert feed_all(pieces) == [EMPTY, FULL, LF_ONLY, TWICE]


@pytest.mark.parametrize(
    ("pieces", "items"),
    [
        ([b"\r\n\r\n"], [PING]),
        ([b"\r\n"], [PONG]),
        ([b"\r\n\r\n\r\n"], [PING, PONG]),
        ([b"\r\n\r\n" + EMPTY], [PING, EMPTY]),
        ([EMPTY + b"\r\n\r\n" + FULL], [EMPTY, PING, FULL]),
        ([b"\r\n", b"\r\n"], [PONG, PING]),
        ([b"\r", b"\n", b"\r", b"\n"], [PONG, PING]),
        ([b"\r\n", EMPTY, b"\r\n"], [PONG, EMPTY, PONG]),
        ([b"\n\n", EMPTY], [EMPTY]),
        ([b"\r", EMPTY], [EMPTY]),
        ([b""], []),
    ],
)
def test_keep_alives_between_messages(pieces: list[bytes], items: list[bytes | KeepAlive]) -> None:
    assert feed_all(pieces) == items


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        b"\x16\x03\x01\x02\x00\n\n",
        b"hello\r\n\r\n",
        b"SIP/2.0 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"SIP/2.0 200 OK\r\nContent-Length: x\r\n\r\n",
        b"SIP/2.0 200 OK\r\nContent-Length:\r\n\r\n",
        b"SIP/2.0 200 OK\r\nContent-Length: 1\r\nl: 2\r\n\r\n",
        b"SIP/2.0 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        f"SIP/2.0 200 OK\r\nContent-Length: {MAX_MESSAGE}\r\n\r\n".encode(),
        b"SIP/2.0 200 OK\r\nX: " + b"y" * MAX_HEAD,
        b"SIP/2.0 200 OK\r\nX: " + b"y" * MAX_HEAD + b"\r\n\r\n",
    ],
)
def test_a_lost_frame_is_told_after_the_good_messages(garbage: bytes) -> None:
    framer = StreamFramer()
    items = framer.feed(FULL + garbage)
    assert next(items) == FULL
    with pytest.raises(FramingError):
        next(items)


def test_the_largest_message_is_let_through() -> None:
    head = b"SIP/2.0 200 OK\r\nContent-Length: %d\r\n\r\n"
    length = MAX_MESSAGE - len(head % MAX_MESSAGE)
    message = head % length + b"x" * length
    assert feed_all([message]) == [message]


def test_small_pieces_cost_linear_time() -> None:
    # Looking from the start for each of 60000 pieces would take 1.8e9 steps, minutes.
    head = b"SIP/2.0 200 OK\r\nX: " + b"y" * 60000 + b"\r\nContent-Length: 60000\r\n\r\n"
    message = head + b"z" * 60000
    assert feed_all(bytes([byte]) for byte in message) == [message]


@given(st.lists(st.sampled_from([b"\r", b"\n", b" SIP/2.0", b"l:", b"1", b"a", b" ", b"\xff"])))
@settings(max_examples=200)
def test_any_stream_frames_the_same_in_one_piece_and_bytewise(pieces: list[bytes]) -> None:
    def items(chunks: Iterable[bytes]) -> list[bytes | None]:
        framer = StreamFramer()
        found: list[bytes | None] = []
        try:
            for chunk in chunks:
                for item in framer.feed(chunk):
                    if isinstance(item, bytes):
                        found.append(item)
        except FramingError:
            return [*found, None]
        return found

    stream = b"".join(pieces)
    assert items([stream]) == items(bytes([byte]) for byte in stream)
