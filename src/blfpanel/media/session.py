"""The sound of a call on real sockets, and the thread that keeps its time."""

from __future__ import annotations

import random
import selectors
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from blfpanel.body.sdp import AudioAgreement, Direction
from blfpanel.media.address import Address
from blfpanel.media.codecs import CODECS, Codec, codec_for
from blfpanel.media.ports import MediaError, PortPair, any_pair, family, pair_at
from blfpanel.media.rtp import RtpSender
from blfpanel.media.sound import AudioSink, AudioSource, Discard, Silence
from blfpanel.media.srtp import SUITES
from blfpanel.media.statistics import MediaStatistics
from blfpanel.media.stream import AudioStream, Datagram
from blfpanel.media.switching import quick_switching

__all__ = ["MediaError", "MediaFactory", "MediaSession", "RtpMediaFactory"]

#: More than any RTP packet of ours or of a sane far end: Ethernet's MTU.
_LARGEST = 2048
#: Selectors wait for whole milliseconds and round up: what is left is slept, seconds.
_SELECT_STEP = 0.001
#: How long :meth:`MediaSession.stop` waits for the thread, seconds.
_STOP_WITHIN = 0.2


class MediaSession:
    """One call's sound, from the offer (which names the port) to the end.

    All methods belong to one thread, the one that owns the call. The session's own thread sends,
    receives and asks source and sink; a lock guards what both touch.

    Args:
        ports: bound sockets, which the session owns from now on.
        source: where our sound comes from; closed at the end.
        sender: numbers our packets.
        clock: a steady clock, seconds.
        sink: where the far end's sound goes; closed at the end.
        numbers: where random names and rhythms come from.
    """

    def __init__(
        self,
        ports: PortPair,
        source: AudioSource,
        sender: RtpSender,
        clock: Callable[[], float] = time.monotonic,
        sink: AudioSink | None = None,
        numbers: random.Random | None = None,
    ) -> None:
        self._ports = ports
        self._source = source
        self._sink = sink or Discard()
        self._sender = sender
        self._clock = clock
        self._numbers = numbers or random.SystemRandom()
        self._address: Address = ports.sound.getsockname()[:2]
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._muted = False
        self._stream: AudioStream | None = None
        self._thread: threading.Thread | None = None

    @property
    def local_address(self) -> Address:
        """Where we listen: address and port for the offer or answer."""
        return self._address

    def start(self, agreement: AudioAgreement) -> None:
        """Send and receive as agreed; may be called again when there is a new agreement.

        Raises:
            MediaError: we cannot speak the codec, encrypt or reach the address as agreed; or the
                session is over.
        """
        codec = self._checked(agreement)
        now = self._clock()
        with self._lock:
            if self._stream:
                self._stream.change(agreement, codec, now)
                return
            stream = AudioStream(
                agreement, codec, self._source, self._sender, now, time.time(), self._numbers
            )
            stream.mute(self._muted)
            self._stream = stream
        # No daemon: the interpreter would cut it off in the middle of a packet. It ends by itself
        # when the main thread is gone, so that a crashed program does not hang because of it.
        name = f"media-{self._address[1]}"
        self._thread = threading.Thread(target=self._run, args=(stream,), name=name)
        self._thread.start()

    def set_direction(self, direction: Direction) -> None:
        """Hold, resume: change who sends at once; nothing happens before :meth:`start`."""
        if self._stream and not self._stopped.is_set():
            self.start(replace(self._stream.agreement, direction=direction))

    def mute(self, on: bool) -> None:
        """Send silence instead of the source's sound, or the sound again."""
        with self._lock:
            self._muted = on
            if self._stream:
                self._stream.mute(on)

    def send_dtmf(self, digits: str) -> None:
        """Send key presses (0-9, *, #, A-D) one after the other, 100 ms each (RFC 4733).

        Raises:
            MediaError: one of them is no key, or the far end takes no telephone events.
        """
        with self._lock:
            if self._stream is None:
                raise MediaError("the call has no sound yet that keys could go with")
            try:
                self._stream.press(digits)
            except ValueError as problem:
                raise MediaError(str(problem)) from problem

    def poll_digits(self) -> str:
        """The keys that the far end pressed since the last time it was asked."""
        with self._lock:
            return self._stream.keys() if self._stream else ""

    def statistics(self) -> MediaStatistics:
        """What was sent and received so far; may be asked for after :meth:`stop` too."""
        with self._lock:
            return self._stream.statistics() if self._stream else MediaStatistics()

    def stop(self) -> None:
        """End, within 200 ms; a second time does nothing.

        Only a source or a sink that waits can make the thread outlive this; it ends then as soon
        as they return.
        """
        if self._thread:
            self._stopped.set()
            self._thread.join(_STOP_WITHIN)
        elif not self._stopped.is_set():
            self._stopped.set()
            self._close()

    def _close(self) -> None:
        self._ports.close()
        self._source.close()
        self._sink.close()

    def _checked(self, agreement: AudioAgreement) -> Codec:
        if self._stopped.is_set():
            raise MediaError("the sound of this call has ended already")
        codec = codec_for(agreement.codec)
        if codec is None:
            ours = ", ".join(codec.name for codec in CODECS)
            raise MediaError(f"cannot speak {agreement.codec.encoding}: only {ours}")
        if family(agreement.remote_address) != self._ports.sound.family:
            raise MediaError(
                f"cannot send sound from {self._address[0]} to {agreement.remote_address}: "
                "one is IPv4, the other IPv6"
            )
        if agreement.keys and agreement.keys.suite not in SUITES:
            raise MediaError(
                f"cannot encrypt with {agreement.keys.suite.value}: install blfpanel[audio]"
            )
        return codec

    def _run(self, stream: AudioStream) -> None:
        """The thread. The sockets are closed here, where nobody can be waiting in them."""
        with quick_switching(), selectors.DefaultSelector() as selector:
            for sock in self._ports.all:
                sock.setblocking(False)
                selector.register(sock, selectors.EVENT_READ)
            while not self._stopped.is_set() and threading.main_thread().is_alive():
                self._turn(stream)
                self._receive(stream, selector)
            self._send(stream, stream.goodbye(self._clock()))
        self._close()

    def _turn(self, stream: AudioStream) -> None:
        """Send and play what is due."""
        now = self._clock()
        try:
            with self._lock:
                datagrams = stream.due(now)
            # out first: the far end waits for it, our loudspeaker has some in store
            self._send(stream, datagrams)
            with self._lock:
                pieces = stream.play(now)
            for linear, clock_rate in pieces:
                self._sink.write(linear, clock_rate)
        except OSError as failure:
            # a file that cannot be read any more, a disk that is full: the call goes on
            with self._lock:
                stream.failed(str(failure))

    def _send(self, stream: AudioStream, datagrams: list[Datagram]) -> None:
        for datagram in datagrams:
            sock = self._ports.of(datagram.control)
            try:
                sock.sendto(datagram.data, datagram.address)
            except OSError as failure:
                with self._lock:
                    stream.failed(str(failure))
            else:
                with self._lock:
                    stream.sent(datagram)

    def _receive(self, stream: AudioStream, selector: selectors.BaseSelector) -> None:
        """Take what comes until something is due."""
        while not self._stopped.is_set() and (left := stream.deadline - self._clock()) > 0:
            if left <= _SELECT_STEP:
                time.sleep(left)
                return
            for key, _ in selector.select(left - _SELECT_STEP):
                self._take(stream, key.fileobj is self._ports.control)

    def _take(self, stream: AudioStream, control: bool) -> None:
        try:
            data, address = self._ports.of(control).recvfrom(_LARGEST)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as failure:
            with self._lock:
                stream.failed(str(failure))
            # if it fails once it may fail at once again: no busy loop until the next packet
            self._stopped.wait(max(0.0, stream.deadline - self._clock()))
            return
        with self._lock:
            take = stream.reported if control else stream.received
            take(data, address[:2], self._clock())


class MediaFactory(Protocol):
    """What makes the sound of calls, for whoever makes the calls."""

    def open(self, local_ip: str) -> MediaSession:
        """A session that listens at this address.

        Raises:
            MediaError: no port can be had there.
        """


class RtpMediaFactory:
    """Opens sessions on even UDP ports: the odd one above belongs to RTCP (RFC 3550 §11).

    Args:
        first_port: the lowest port; 0 takes any that is free.
        last_port: the highest port.
        make_source: makes the source of a new session's sound.
        make_sink: makes what plays the far end's sound.
        numbers: where the random beginnings of streams come from (RFC 3550 §5.1).
    """

    def __init__(
        self,
        first_port: int = 0,
        last_port: int = 65535,
        *,
        make_source: Callable[[], AudioSource] = Silence,
        make_sink: Callable[[], AudioSink] = Discard,
        numbers: random.Random | None = None,
    ) -> None:
        self._ports = range(first_port + first_port % 2, last_port + 1, 2) if first_port else None
        self._words = f"even UDP ports from {first_port} to {last_port}"
        self._turn = 0
        self._make_source = make_source
        self._make_sink = make_sink
        self._numbers = numbers or random.SystemRandom()

    def open(self, local_ip: str) -> MediaSession:
        """A session that listens at this numeric address.

        Raises:
            MediaError: no port can be had there.
        """
        source, sink = self._make_source(), self._make_sink()
        try:
            ports = any_pair(local_ip) if self._ports is None else self._next_pair(local_ip)
        except MediaError:
            source.close()
            sink.close()
            raise
        bits = self._numbers.getrandbits
        sender = RtpSender(bits(32), bits(16), bits(32))
        return MediaSession(ports, source, sender, sink=sink, numbers=self._numbers)

    def _next_pair(self, local_ip: str) -> PortPair:
        """The next free ports of the range in turn: the last call's far end may send still."""
        ports = self._ports or range(0)
        for _ in ports:
            port = ports[self._turn % len(ports)]
            self._turn += 1
            if pair := pair_at(local_ip, port):
                return pair
        raise MediaError(
            f"no UDP port for sound is free on {local_ip}: all {self._words} are taken; "
            "end a call or allow more ports"
        )
