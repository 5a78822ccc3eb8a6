from __future__ import annotations

import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest

from blfpanel.body.sdp import PCMA, PCMU, AudioAgreement, Direction, RtpMap
from blfpanel.media.ports import PortPair
from blfpanel.media.rtp import RtpPacket, RtpSender
from blfpanel.media.sending import MAX_BURST
from blfpanel.media.session import MediaError, MediaSession, RtpMediaFactory
from blfpanel.media.sound import Silence
from blfpanel.media.statistics import MediaStatistics

LOOPBACK = "127.0.0.1"


@pytest.fixture
def session() -> Iterator[MediaSession]:
    session = RtpMediaFactory(numbers=random.Random(1)).open(LOOPBACK)
    yield session
    session.stop()


@pytest.fixture
def peer() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind((LOOPBACK, 0))
        peer.settimeout(20)
        yield peer


def agreement_with(peer: socket.socket) -> AudioAgreement:
    return AudioAgreement(*peer.getsockname(), PCMA)


def media_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("media-")]


def received(peer: socket.socket) -> RtpPacket:
    packet = RtpPacket.parse(peer.recv(2048))
    assert packet is not None
    return packet


def until(condition: Callable[[], bool]) -> None:
    """Let the session's thread work until ``condition`` holds."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        threading.Event().wait(0.005)


class TestPorts:
    def test_any_port_is_even(self) -> None:
        sessions = [RtpMediaFactory().open(LOOPBACK) for _ in range(20)]
        ports = [session.local_address[1] for session in sessions]
        for session in sessions:
            session.stop()
        assert all(port % 2 == 0 for port in ports)
        assert len(set(ports)) == 20

    @staticmethod
    def two_free_even_ports() -> int:
        """The lower of two neighbours that nobody has now."""
        for first in range(30_000, 32_000, 4):
            with (
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
                suppress(OSError),
            ):
                one.bind((LOOPBACK, first))
                two.bind((LOOPBACK, first + 2))
                return first
        raise AssertionError("this machine has no two free ports")

    def test_a_range_is_used_in_turn_and_up(self) -> None:
        first = self.two_free_even_ports()
        factory = RtpMediaFactory(first - 1, first + 3)
        one = factory.open(LOOPBACK)
        one.stop()
        two = factory.open(LOOPBACK)
        again = factory.open(LOOPBACK)
        ports = [session.local_address[1] for session in (one, two, again)]
        assert ports == [first, first + 2, first]
        with pytest.raises(MediaError, match=f"{first - 1} to {first + 3} are taken; end a call"):
            factory.open(LOOPBACK)
        two.stop()
        again.stop()

    def test_a_range_without_even_ports_is_full(self) -> None:
        with pytest.raises(MediaError, match="from 4001 to 4001 are taken"):
            RtpMediaFactory(4001, 4001).open(LOOPBACK)

    def test_a_foreign_address_is_named(self) -> None:
        with pytest.raises(MediaError, match=r"cannot listen for sound on 192\.0\.2\.1: .*; check"):
            RtpMediaFactory().open("192.0.2.1")


class TestLife:
    def test_a_session_that_never_started_frees_its_port(self) -> None:
        session = RtpMediaFactory().open(LOOPBACK)
        session.stop()
        session.stop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind(session.local_address)
        assert session.statistics() == MediaStatistics()

    def test_stop_ends_thread_and_socket(self, session: MediaSession, peer: socket.socket) -> None:
        session.start(agreement_with(peer))
        assert [thread.daemon for thread in media_threads()] == [False]
        received(peer)
        session.stop()
        assert media_threads() == []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind(session.local_address)
        assert session.statistics().packets_sent >= 1

    def test_stop_takes_no_longer_than_a_packets_turn(self, peer: socket.socket) -> None:
        def time_taken() -> float:
            session = RtpMediaFactory().open(LOOPBACK)
            session.start(agreement_with(peer))
            received(peer)
            begun = time.monotonic()
            session.stop()
            return time.monotonic() - begun

        # the quickest of several: each may meet a busy machine
        assert min(time_taken() for _ in range(5)) < 0.1

    def test_after_the_end_there_is_no_start(
        self, session: MediaSession, peer: socket.socket
    ) -> None:
        session.start(agreement_with(peer))
        session.stop()
        session.set_direction(Direction.INACTIVE)
        with pytest.raises(MediaError, match="ended already"):
            session.start(agreement_with(peer))

    def test_a_program_that_forgets_to_stop_ends_nevertheless(self) -> None:
        script = (
            "from blfpanel.media.session import RtpMediaFactory\n"
            "from blfpanel.body.sdp import AudioAgreement, PCMA\n"
            "session = RtpMediaFactory().open('127.0.0.1')\n"
            "session.start(AudioAgreement(*session.local_address, PCMA))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": ":".join(sys.path)},
            timeout=60,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"codec": RtpMap(18, "G729", 8000)}, "cannot speak G729: only opus, G722, PCMA, PCMU"),
            ({"remote_address": "::1"}, "one is IPv4, the other IPv6"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_runs(
        self, session: MediaSession, peer: socket.socket, change: dict[str, object], words: str
    ) -> None:
        with pytest.raises(MediaError, match=words):
            session.start(replace(agreement_with(peer), **change))
        assert media_threads() == []


def test_silence_arrives_at_20_ms_and_what_comes_is_counted(
    session: MediaSession, peer: socket.socket
) -> None:
    began = time.monotonic()
    session.start(agreement_with(peer))
    came: list[tuple[float, RtpPacket]] = []
    while len(came) < 12:
        packet = received(peer)
        came.append((time.monotonic(), packet))
        echo = replace(packet, ssrc=7)
        peer.sendto(echo.to_bytes(), session.local_address)
    peer.sendto(b"no RTP", session.local_address)
    # a busy machine may be late, with several at once; the middle of the gaps is a usual one
    assert came[-1][0] - began > 11 * 0.02
    assert statistics.median(b - a for (a, _), (b, _) in pairwise(came)) < 0.035
    assert all(b.sequence == a.sequence + 1 for (_, a), (_, b) in pairwise(came))
    assert {packet.payload for _, packet in came} == {b"\xd5" * 160}
    until(lambda: session.statistics().discarded == 1)
    session.stop()
    found = session.statistics()
    assert found.packets_sent >= 12
    assert (found.packets_received, found.packets_lost, found.discarded) == (12, 0, 1)
    assert found.heard_from == peer.getsockname()
    assert found.failure is None
    with pytest.raises(FrozenInstanceError):
        found.packets_sent = 0


def test_two_sessions_hear_each_other() -> None:
    factory = RtpMediaFactory()
    one, two = factory.open(LOOPBACK), factory.open(LOOPBACK)
    one.start(AudioAgreement(*two.local_address, PCMA))
    two.start(AudioAgreement(*one.local_address, PCMA))
    until(lambda: min(s.statistics().packets_received for s in (one, two)) >= 3)
    one.stop()
    two.stop()
    assert [s.statistics().packets_lost for s in (one, two)] == [0, 0]


def test_hold_and_a_new_answer_take_effect_while_it_runs(
    session: MediaSession, peer: socket.socket
) -> None:
    session.set_direction(Direction.INACTIVE)
    session.start(agreement_with(peer))
    first = received(peer)
    session.set_direction(Direction.RECVONLY)
    sent = session.statistics().packets_sent
    peer.settimeout(0.07)
    came = [first]
    with suppress(TimeoutError):
        while len(came) < sent + 20:
            came.append(received(peer))
    assert len(came) <= sent + MAX_BURST, "only what was under way may come"
    peer.settimeout(20)
    session.start(replace(agreement_with(peer), codec=PCMU))
    resumed = received(peer)
    assert (resumed.payload_type, resumed.marker) == (0, True)
    assert resumed.ssrc == first.ssrc
    assert resumed.sequence == came[-1].sequence + 1
    assert resumed.timestamp > came[-1].timestamp + 160


class BrokenSocket(socket.socket):
    """A socket on a network that has gone."""

    def sendto(self, *_: object) -> int:
        raise OSError(101, "Network is unreachable")

    def recvfrom(self, *_: object) -> tuple[bytes, tuple[str, int]]:
        raise ConnectionResetError(10054, "Connection reset")


def test_a_network_that_has_gone_is_told_and_does_not_end_the_session(
    peer: socket.socket,
) -> None:
    broken = BrokenSocket(socket.AF_INET, socket.SOCK_DGRAM)
    broken.bind((LOOPBACK, 0))
    calls = []

    def clock() -> float:
        calls.append(None)
        return time.monotonic()

    session = MediaSession(PortPair(broken), Silence(), RtpSender(1, 1, 1), clock)
    began = time.monotonic()
    session.start(agreement_with(peer))
    until(lambda: len(calls) >= 12)
    session.stop()
    turns = (time.monotonic() - began) / 0.02
    found = session.statistics()
    assert found.packets_sent == 0
    assert found.failure is not None
    assert "unreachable" in found.failure or "reset" in found.failure
    # it waits for the next packet's turn, it does not run in circles
    assert len(calls) < 20 * (turns + 1)
