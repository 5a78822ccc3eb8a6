"""The sound of a call on a real socket: one UDP port and one thread that keeps the time."""

from __future__ import annotations

import errno
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from blfpanel.body.sdp import AudioAgreement, Direction
from blfpanel.media.address import Address
from blfpanel.media.codecs import CODECS, Codec, codec_for
from blfpanel.media.rtp import RtpSender
from blfpanel.media.sound import AudioSink, AudioSource, Discard, Silence
from blfpanel.media.statistics import MediaStatistics
from blfpanel.media.stream import AudioStream

#: More than any RTP packet of ours or of a sane far end: Ethernet's MTU.
_LARGEST = 2048
#: How long :meth:`MediaSession.stop` waits for the thread, seconds.
_STOP_WITHIN = 0.2
_TRIES = 100
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


class MediaError(Exception):
    """A call can have no sound; the text says why and what to do, for a person to read."""


class MediaSession:
    """One call's sound, from the offer (which names the port) to the end.

    All methods belong to one thread, the one that owns the call. The session's own thread only
    sends and receives; a lock guards what both touch.

    Args:
        sock: a bound UDP socket, which the session owns from now on.
        source: where our sound comes from.
        sender: numbers our packets.
        clock: a steady clock, seconds.
        sink: where the far end's sound goes.
    """

    def __init__(
        self,
        sock: socket.socket,
        source: AudioSource,
        sender: RtpSender,
        clock: Callable[[], float] = time.monotonic,
        sink: AudioSink | None = None,
    ) -> None:
        self._socket = sock
        self._source = source
        self._sink = sink or Discard()
        self._sender = sender
        self._clock = clock
        self._address: Address = sock.getsockname()[:2]
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._stream: AudioStream | None = None
        self._thread: threading.Thread | None = None

    @property
    def local_address(self) -> Address:
        """Where we listen: address and port for the offer or answer."""
        return self._address

    def start(self, agreement: AudioAgreement) -> None:
        """Send and receive as agreed; may be called again when there is a new agreement.

        Raises:
            MediaError: we cannot speak the codec or reach the address; or the session is over.
        """
        codec = self._checked(agreement)
        now = self._clock()
        with self._lock:
            if self._stream:
                self._stream.change(agreement, codec, now)
                return
            stream = AudioStream(agreement, codec, self._source, self._sender, now)
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

    def send_dtmf(self, digits: str) -> None:
        """Send key presses (0-9, *, #, A-D) one after the other, 100 ms each (RFC 4733).

        Raises:
            MediaError: one of them is no key, or the far end takes no telephone events.
        """

    def poll_digits(self) -> str:
        """The keys that the far end pressed since the last time it was asked."""
        return ""

    def statistics(self) -> MediaStatistics:
        """What was sent and received so far; may be asked for after :meth:`stop` too."""
        with self._lock:
            return self._stream.statistics() if self._stream else MediaStatistics()

    def stop(self) -> None:
        """End, within 200 ms; a second time does nothing.

        Only a source that waits in ``read`` can make the thread outlive this; it ends then as
        soon as ``read`` returns.
        """
        self._stopped.set()
        if self._thread:
            self._thread.join(_STOP_WITHIN)
        else:
            self._socket.close()

    def _checked(self, agreement: AudioAgreement) -> Codec:
        if self._stopped.is_set():
            raise MediaError("the sound of this call has ended already")
        codec = codec_for(agreement.codec)
        if codec is None:
            ours = ", ".join(codec.name for codec in CODECS)
            raise MediaError(f"cannot speak {agreement.codec.encoding}: only {ours}")
        if _family(agreement.remote_address) != self._socket.family:
            raise MediaError(
                f"cannot send sound from {self._address[0]} to {agreement.remote_address}: "
                "one is IPv4, the other IPv6"
            )
        return codec

    def _run(self, stream: AudioStream) -> None:
        """The thread. The socket is closed here, where nobody can be waiting in it."""
        with self._socket:
            while not self._stopped.is_set() and threading.main_thread().is_alive():
                with self._lock:
                    datagrams = stream.due(self._clock())
                    destination = stream.destination
                    deadline = stream.deadline
                for datagram in datagrams:
                    self._send(stream, datagram, destination)
                self._receive(stream, deadline)

    def _send(self, stream: AudioStream, datagram: bytes, destination: Address) -> None:
        try:
            self._socket.sendto(datagram, destination)
        except OSError as failure:
            with self._lock:
                stream.failed(str(failure))
        else:
            with self._lock:
                stream.sent()

    def _receive(self, stream: AudioStream, deadline: float) -> None:
        """Take what comes until ``deadline``."""
        while (left := deadline - self._clock()) > 0:
            self._socket.settimeout(left)
            try:
                data, address = self._socket.recvfrom(_LARGEST)
            except TimeoutError:
                return
            except OSError as failure:
                with self._lock:
                    stream.failed(str(failure))
                # if it fails once it may fail at once again: no busy loop until the next packet
                self._stopped.wait(left)
                return
            with self._lock:
                stream.received(data, address[:2], self._clock())


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
        sock = self._any_port(local_ip) if self._ports is None else self._next_port(local_ip)
        bits = self._numbers.getrandbits
        sender = RtpSender(bits(32), bits(16), bits(32))
        return MediaSession(sock, self._make_source(), sender, sink=self._make_sink())

    def _any_port(self, local_ip: str) -> socket.socket:
        for _ in range(_TRIES):
            sock = _bound(local_ip, 0)
            if sock is None:
                break
            port = sock.getsockname()[1]
            if port % 2 == 0:
                return sock
            sock.close()
            # some systems prefer odd ports for those who do not ask for one
            if below := _bound(local_ip, port - 1):
                return below
        raise MediaError(f"no UDP port for sound is free on {local_ip}: end a call and try again")

    def _next_port(self, local_ip: str) -> socket.socket:
        """The next free port of the range in turn: the last call's far end may send still."""
        ports = self._ports or range(0)
        for _ in ports:
            port = ports[self._turn % len(ports)]
            self._turn += 1
            if sock := _bound(local_ip, port):
                return sock
        raise MediaError(
            f"no UDP port for sound is free on {local_ip}: all {self._words} are taken; "
            "end a call or allow more ports"
        )


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _bound(local_ip: str, port: int) -> socket.socket | None:
    """A UDP socket bound to this address; None where the port is taken.

    Raises:
        MediaError: the address is not ours, or no socket can be had at all.
    """
    try:
        sock = socket.socket(_family(local_ip), socket.SOCK_DGRAM)
    except OSError as failure:
        raise MediaError(f"cannot open a socket for sound: {failure.strerror}") from failure
    try:
        sock.bind((local_ip, port))
    except OSError as failure:
        sock.close()
        if failure.errno in _TAKEN:
            return None
        raise MediaError(
            f"cannot listen for sound on {local_ip}: {failure.strerror}; "
            "check the local address in the settings"
        ) from failure
    return sock
