"""How evenly packets leave while the program is busy, and how long sound is under way.

Spacing: a call sends to a process of its own that notes when packets come, while the main thread
works for 40 ms at a time without a pause worth the name, as a window does that is drawn anew.
Mouth to ear: two calls on loopback; from the moment the source is asked for a packet with a click
in it to the moment the sink gets the click. A microphone adds the packet's own 20 ms, devices
add their buffers.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import socket
import statistics
import sys
import threading
import time
from array import array
from itertools import pairwise
from multiprocessing.connection import Connection

from blfpanel.body.sdp import G722, OPUS, PCMA, AudioAgreement, RtpMap
from blfpanel.media.codecs import codec_for
from blfpanel.media.session import MediaSession, RtpMediaFactory
from blfpanel.media.tones import Tone

LOOPBACK = "127.0.0.1"
#: The longest that 99 of 100 packets may be apart, milliseconds.
AIM = 25.0
BUSY, IDLE = 0.040, 0.002
LOUD = 3000


def listen(pipe: Connection) -> None:
    """The far end: notes when each packet comes, until it is told to stop."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((LOOPBACK, 0))
        pipe.send(sock.getsockname())
        sock.settimeout(0.5)
        came = []
        while not pipe.poll():
            try:
                sock.recv(2048)
            except TimeoutError:
                continue
            came.append(time.monotonic())
        pipe.send([1000 * (b - a) for a, b in pairwise(came)])


def work(seconds: float) -> int:
    """Keep the interpreter busy."""
    end, turns = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        turns += sum(range(20))
    return turns


def spacing(codec: RtpMap, seconds: float, *, busy: bool) -> list[float]:
    """Between packets that come, milliseconds, in order of size."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=listen, args=(theirs,))
    process.start()
    address = ours.recv()
    session = RtpMediaFactory(make_source=lambda: Tone(440)).open(LOOPBACK)
    session.start(AudioAgreement(*address, codec))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if busy:
            work(BUSY)
        time.sleep(IDLE if busy else 0.02)
    ours.send("stop")
    gaps: list[float] = ours.recv()
    session.stop()
    process.join()
    return sorted(gaps)


class Clicker:
    """A source that clicks in every 25th packet, and knows when."""

    def __init__(self) -> None:
        self.clicked: list[float] = []
        self._packets = 0

    def read(self, samples: int, clock_rate: int) -> bytes:
        self._packets += 1
        sound = array("h", bytes(2 * samples))
        if self._packets % 25 == 0:
            # a millisecond: short, and loud enough for every codec
            length = clock_rate // 1000
            sound[:length] = array("h", [20_000, -20_000] * (length // 2))
            self.clicked.append(time.monotonic())
        return sound.tobytes()

    def close(self) -> None:
        """Nothing to give back."""


class Listener:
    """A sink that notes when it hears a click."""

    def __init__(self) -> None:
        self.heard: list[float] = []

    def write(self, linear: bytes, clock_rate: int) -> None:
        loud = (n for n, s in enumerate(array("h", linear)) if abs(s) > LOUD)
        first = next(loud, None)
        now = time.monotonic()
        if first is not None and (not self.heard or now - self.heard[-1] > 0.1):
            self.heard.append(now + first / clock_rate)

    def close(self) -> None:
        """Nothing to give back."""


def latency(codec: RtpMap, seconds: float) -> list[float]:
    """From source to sink, milliseconds."""
    mouth, ear = Clicker(), Listener()
    one = RtpMediaFactory(make_source=lambda: mouth).open(LOOPBACK)
    two = RtpMediaFactory(make_sink=lambda: ear).open(LOOPBACK)
    start(one, two, codec)
    threading.Event().wait(seconds)
    one.stop()
    two.stop()
    delays = []
    for clicked in mouth.clicked:
        heard = next((at for at in ear.heard if clicked <= at < clicked + 0.4), None)
        if heard is not None:
            delays.append(1000 * (heard - clicked))
    return sorted(delays)


def start(one: MediaSession, two: MediaSession, codec: RtpMap) -> None:
    one.start(AudioAgreement(*two.local_address, codec, receives=(codec,)))
    # the two ends of a real call never begin in the same moment
    time.sleep(0.007)
    two.start(AudioAgreement(*one.local_address, codec, receives=(codec,)))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=10.0, help="for each measurement")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args()
    codecs = [codec for codec in (OPUS, G722, PCMA) if codec_for(codec)]
    result: dict[str, dict[str, float]] = {}
    for codec in codecs:
        for busy in (False, True):
            gaps = spacing(codec, options.seconds, busy=busy)
            key = f"spacing {codec.encoding} {'busy' if busy else 'idle'}"
            result[key] = summary(gaps)
        result[f"mouth to ear {codec.encoding}"] = summary(latency(codec, options.seconds))
    if options.json:
        print(json.dumps(result))
    else:
        for key, numbers in result.items():
            print(f"{key:24}", "  ".join(f"{name} {n:6.1f} ms" for name, n in numbers.items()))
    worst = max(numbers["p99"] for key, numbers in result.items() if key.endswith("busy"))
    return 0 if worst <= AIM else 1


def summary(sorted_numbers: list[float]) -> dict[str, float]:
    """Median, the 99th of 100, the largest."""
    return {
        "p50": round(statistics.median(sorted_numbers), 2),
        "p99": round(sorted_numbers[int(len(sorted_numbers) * 0.99)], 2),
        "max": round(sorted_numbers[-1], 2),
    }


if __name__ == "__main__":
    sys.exit(main())
