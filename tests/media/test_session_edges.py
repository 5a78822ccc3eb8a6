"""What a session does at its edges: sinks, reports, failing files, IPv6, the interpreter."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from blfpanel.body.crypto import Keys, Suite
from blfpanel.body.sdp import OPUS, PCMA, TELEPHONE_EVENT, AudioAgreement, RtpMap
from blfpanel.media import session as module
from blfpanel.media.rtcp import Goodbye, Report, parse
from blfpanel.media.session import MediaError, MediaSession, RtpMediaFactory
from blfpanel.media.sound import Discard, Silence
from blfpanel.media.tones import Tone
from support.tones import usual_share

LOOPBACK = "127.0.0.1"


class Ear(Discard):
    """Remembers; may fail as a full disk does."""

    def __init__(self, failure: OSError | None = None) -> None:
        self.heard = bytearray()
        self.rate = 0
        self.closed = 0
        self._failure = failure

    def write(self, linear: bytes, clock_rate: int) -> None:
        if self._failure:
            raise self._failure
        self.heard += linear
        self.rate = clock_rate

    def close(self) -> None:
        self.closed += 1


class Mouth(Silence):
    """Counts its ends."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never came about"
        threading.Event().wait(0.005)


def agreement(
    to: MediaSession | socket.socket, codec: RtpMap = PCMA, **more: object
) -> AudioAgreement:
    host, port = to.local_address if isinstance(to, MediaSession) else to.getsockname()[:2]
    return AudioAgreement(
        host,
        port,
        codec,
        receives=(codec, TELEPHONE_EVENT),
        telephone_event_pt=101,
        rtcp=(host, port + 1),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def pair(ear: Ear) -> Iterator[tuple[MediaSession, MediaSession]]:
    """One that speaks 440 Hz, one that hears it."""
    one = RtpMediaFactory(make_source=lambda: Tone(440)).open(LOOPBACK)
    two = RtpMediaFactory(make_sink=lambda: ear).open(LOOPBACK)
    yield one, two
    one.stop()
    two.stop()


@pytest.mark.parametrize("codec", [PCMA, OPUS], ids=["PCMA", "opus"])
@pytest.mark.parametrize("mux", [False, True])
def test_a_tone_is_heard_and_keys_come_through(
    pair: tuple[MediaSession, MediaSession], ear: Ear, codec: RtpMap, mux: bool
) -> None:
    one, two = pair
    keys = Keys(Suite.AES_CM_128_HMAC_SHA1_80, bytes(30), bytes([1]) * 30)
    turned = Keys(keys.suite, keys.theirs, keys.ours)
    one.start(agreement(two, codec, keys=keys, rtcp_mux=mux))
    two.start(agreement(one, codec, keys=turned, rtcp_mux=mux))
    until(lambda: len(ear.heard) > 0.5 * 2 * ear.rate > 0)
    assert usual_share(bytes(ear.heard[ear.rate // 2 :]), ear.rate, 440) > 0.9
    one.send_dtmf("4")
    assert two.poll_digits() in ("", "4")
    pressed = ""

    def came() -> bool:
        nonlocal pressed
        pressed += two.poll_digits()
        return bool(pressed)

    until(came)
    assert pressed == "4"
    found = two.statistics()
    assert found.encrypted
    assert (found.discarded, found.failure) == (0, None)


def test_the_end_is_reported_on_the_port_above(
    pair: tuple[MediaSession, MediaSession],
) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sound,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control,
    ):
        for sock in (sound, control):
            sock.bind((LOOPBACK, 0))
            sock.settimeout(20)
        host, port = sound.getsockname()
        one, _ = pair
        one.start(AudioAgreement(host, port, PCMA, rtcp=control.getsockname()))
        sound.recv(2048)
        one.stop()
        data, address = control.recvfrom(2048)
    report, goodbye = parse(data)
    assert isinstance(report, Report)
    assert isinstance(goodbye, Goodbye)
    assert report.sender is not None
    assert report.sender.packets >= 1
    assert address[1] == one.local_address[1] + 1


def test_keys_need_a_call_that_takes_them(pair: tuple[MediaSession, MediaSession]) -> None:
    one, two = pair
    with pytest.raises(MediaError, match="no sound yet"):
        one.send_dtmf("1")
    one.start(AudioAgreement(*two.local_address, PCMA))
    with pytest.raises(MediaError, match="takes no keys"):
        one.send_dtmf("1")


def test_a_full_disk_ends_no_call() -> None:
    ear = Ear(OSError(28, "No space left on device"))
    one = RtpMediaFactory(make_sink=lambda: ear).open(LOOPBACK)
    one.start(agreement(one))
    until(lambda: one.statistics().packets_sent >= 5)
    assert "No space left" in (one.statistics().failure or "")
    one.stop()


@pytest.mark.parametrize("started", [False, True])
def test_source_and_sink_are_closed_once(started: bool) -> None:
    mouth, ear = Mouth(), Ear()
    one = RtpMediaFactory(make_source=lambda: mouth, make_sink=lambda: ear).open(LOOPBACK)
    if started:
        one.start(agreement(one))
    one.stop()
    one.stop()
    assert (mouth.closed, ear.closed) == (1, 1)


def test_without_a_port_source_and_sink_are_given_back() -> None:
    mouth, ear = Mouth(), Ear()
    factory = RtpMediaFactory(make_source=lambda: mouth, make_sink=lambda: ear)
    with pytest.raises(MediaError, match="cannot listen for sound"):
        factory.open("192.0.2.1")
    assert (mouth.closed, ear.closed) == (1, 1)


def test_a_suite_that_is_not_here_is_told(
    pair: tuple[MediaSession, MediaSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    monkeypatch.setattr(module, "SUITES", ())
    keys = Keys(Suite.AEAD_AES_128_GCM, bytes(28), bytes(28))
    with pytest.raises(MediaError, match=r"cannot encrypt with AEAD.*install blfpanel\[audio\]"):
        one.start(agreement(two, keys=keys))


def test_ipv6_is_spoken(ear: Ear) -> None:
    try:
        one = RtpMediaFactory(make_source=lambda: Tone(440)).open("::1")
    except MediaError as problem:
        pytest.skip(str(problem))
    two = RtpMediaFactory(make_sink=lambda: ear).open("::1")
    one.start(agreement(two))
    two.start(agreement(one))
    until(lambda: two.statistics().packets_received >= 3)
    assert two.statistics().heard_from == one.local_address
    one.stop()
    two.stop()


def test_the_interpreter_switches_sooner_while_a_call_runs(
    pair: tuple[MediaSession, MediaSession],
) -> None:
    usual = sys.getswitchinterval()
    one, two = pair
    one.start(agreement(two))
    two.start(agreement(one))
    until(lambda: sys.getswitchinterval() < usual)
    one.stop()
    assert sys.getswitchinterval() == pytest.approx(0.001)
    two.stop()
    assert sys.getswitchinterval() == usual


def test_without_the_extra_there_is_g711_and_no_encryption() -> None:
    script = (
        "import sys\n"
        "for name in ('G722', 'opuslib_next', 'pylibsrtp'): sys.modules[name] = None\n"
        "from blfpanel.media.codecs import CODECS\n"
        "from blfpanel.media.srtp import SUITES\n"
        "print([codec.name for codec in CODECS], SUITES)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("['PCMA', 'PCMU'] ()\n", "")
