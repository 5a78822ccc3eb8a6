"""How long sound takes from a mouth to an ear, and how regularly packets leave a busy window.

A PulseAudio of its own has two rooms without walls (null sinks): a click that is played into the
first is heard by blfpanel's microphone, goes through a call over loopback, RTP and all, and comes
out of blfpanel's speaker in the second, where it is recorded. What playing and recording take by
themselves is measured first, in the first room, and taken off.

The spacing of packets is read from the kernel's time stamps, while the window's thread runs Python
for 40 ms out of every 50. What a program that does nothing else keeps to on this machine stands
beside it: nothing here can be better than that.
"""

from __future__ import annotations

import argparse
import array
import contextlib
import fcntl
import itertools
import math
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, qInstallMessageHandler

from blfpanel.body.sdp import G722, OPUS, PCMA, AudioAgreement, RtpMap
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.sound.sound import Sound
from blfpanel.media.codecs import codec_for
from blfpanel.media.session import MediaSession

RATE = 48_000
PIECE = RATE // 100  # samples
#: 10 ms of 1 kHz.
CLICK = array.array(
    "h", (round(20_000 * math.sin(2 * math.pi * place / 48)) for place in range(PIECE))
).tobytes()
LOUD = 3_000
AIM = 0.025
_TIMESTAMP = getattr(socket, "SO_TIMESTAMPNS", 35)
_ROOM = "module-null-sink sink_name={room} rate=48000 sink_properties=device.description={room}"
_WALL = (
    "module-remap-source master={room}.monitor source_name={room}.ear "
    "source_properties=device.description={room}-microphone"
)


@contextlib.contextmanager
def pulse_audio(folder: Path) -> Iterator[dict[str, str]]:
    """A sound server with the rooms "mouth" and "ear"; gives the environment to reach it."""
    place = folder / "native"
    loads = [line.format(room=room) for room in ("mouth", "ear") for line in (_ROOM, _WALL)]
    loads.append(f"module-native-protocol-unix socket={place} auth-anonymous=1")
    command = ["pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"]
    command += [part for load in loads for part in ("-L", load)]
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with subprocess.Popen(
        command, env=os.environ | home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(place.exists)
            yield {"PULSE_SERVER": f"unix:{place}"}
        finally:
            server.terminate()


def wait_for(done: Callable[[], object], seconds: float = 10.0) -> None:
    """Until it is done; a bench may sleep."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError("it took too long")
        time.sleep(0.02)


class Mouth:
    """Plays silence into a room, and a click when it is told to."""

    def __init__(self, room: str) -> None:
        self._pacat = subprocess.Popen(
            ["pacat", "--raw", "--latency-msec=10", f"--device={room}", *FORMAT],
            stdin=subprocess.PIPE,
        )
        assert self._pacat.stdin is not None
        # what gathers in the pipe until pacat plays would delay all that follows
        fcntl.fcntl(self._pacat.stdin, fcntl.F_SETPIPE_SZ, 4096)
        self._clicks = threading.Event()
        self._ended = threading.Event()
        self.clicked = 0.0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def click(self) -> None:
        self._clicks.set()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()
        self._pacat.terminate()
        self._pacat.wait()

    def _run(self) -> None:
        pipe = self._pacat.stdin
        assert pipe is not None
        due = time.monotonic()
        while not self._ended.is_set():
            piece = bytes(2 * PIECE)
            if self._clicks.is_set():
                self._clicks.clear()
                piece, self.clicked = CLICK, time.monotonic()
            pipe.write(piece)
            pipe.flush()
            due += PIECE / RATE
            time.sleep(max(0.0, due - time.monotonic()))


class Ear:
    """Records a room and notes when something loud came."""

    def __init__(self, room: str) -> None:
        self._parec = subprocess.Popen(
            ["parec", "--raw", "--latency-msec=5", f"--device={room}.ear", *FORMAT],
            stdout=subprocess.PIPE,
        )
        self.heard: list[float] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._parec.terminate()
        self._parec.wait()
        self._thread.join()

    def _run(self) -> None:
        pipe = self._parec.stdout
        assert pipe is not None
        while piece := os.read(pipe.fileno(), 4096):
            now = time.monotonic()
            samples = array.array("h", piece[: len(piece) // 2 * 2])
            if samples and max(samples) > LOUD:
                self.heard.append(now)


FORMAT = ("--format=s16le", "--channels=1", f"--rate={RATE}")


def delays(mouth_room: str, ear_room: str, count: int) -> list[float]:
    """How long clicks take from one room to the other, seconds."""
    mouth, ear = Mouth(mouth_room), Ear(ear_room)
    found: list[float] = []
    try:
        time.sleep(3.0)  # a null sink that was idle thinks in seconds at first
        for turn in range(count):
            ear.heard.clear()
            mouth.click()
            # not in step with the packets
            time.sleep(0.8 + turn % 7 * 0.003)
            if ear.heard:
                found.append(ear.heard[0] - mouth.clicked)
    finally:
        mouth.close()
        ear.close()
    return found


@contextlib.contextmanager
def call(sound: Sound, codec: RtpMap) -> Iterator[None]:
    """A call of ours with somebody on loopback whom we hear as ourselves."""
    media = sound.media()
    ours, theirs = media.open("127.0.0.1"), media.open("127.0.0.1")
    for session, other in ((ours, theirs), (theirs, ours)):
        session.start(AudioAgreement(*other.local_address, codec, receives=(codec,)))
    try:
        yield
    finally:
        ours.stop()
        theirs.stop()


def spacing(sound: Sound, codec: RtpMap, seconds: float) -> list[float]:
    """Between the packets of a call with the real microphone, by the kernel's clock, seconds."""
    arrivals: list[float] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.setsockopt(socket.SOL_SOCKET, _TIMESTAMP, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        session: MediaSession = sound.media().open("127.0.0.1")
        session.start(AudioAgreement(*listener.getsockname(), codec))
        time.sleep(seconds)
        session.stop()
        listener.settimeout(0.2)
        with contextlib.suppress(TimeoutError):
            while True:
                data, notes, _, _ = listener.recvmsg(2048, 256)
                if data[1] & 0x7F == codec.payload_type:
                    whole, part = struct.unpack("qq", notes[0][2][:16])
                    arrivals.append(whole + part / 1e9)
    return [later - earlier for earlier, later in itertools.pairwise(arrivals)]


def pace_alone(seconds: float) -> list[float]:
    """Between the beats of a program of its own that only keeps time, seconds."""
    program = (
        "import time\n"
        f"beats, due = [], time.monotonic()\nfor _ in range({round(seconds * 50)}):\n"
        "    due += 0.02\n    time.sleep(max(0, due - time.monotonic()))\n"
        "    beats.append(time.monotonic())\n"
        "print(*(b - a for a, b in zip(beats, beats[1:])))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return [float(word) for word in run.stdout.split()]


def keep_busy(app: QCoreApplication) -> QTimer:
    """Let the main thread, the window's, run Python for 40 ms out of every 50."""

    def work() -> None:
        until = time.monotonic() + 0.04
        while time.monotonic() < until:
            sum(range(100))

    timer = QTimer(app)
    timer.timeout.connect(work)
    timer.setInterval(50)
    return timer


def percentile(values: list[float], part: float) -> float:
    """The value that this part of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def told(gaps: list[float]) -> str:
    """Spacings as a person reads them."""
    numbers = ((name, percentile(gaps, part)) for name, part in (("p50", 0.5), ("p99", 0.99)))
    shown = ", ".join(f"{name} {value * 1000:.1f} ms" for name, value in numbers)
    return f"{shown}, most {max(gaps) * 1000:.1f} ms"


def measure_delays(sound: Sound, turns: int) -> bool:
    """Print how long sound takes with each codec; whether all of it was heard."""
    own = statistics.median(delays("mouth", "mouth", turns))
    print(f"playing and recording by themselves: {own * 1000:.0f} ms (taken off below)")
    complete = True
    for codec in (codec for codec in (PCMA, G722, OPUS) if codec_for(codec)):
        with call(sound, codec):
            found = [delay - own for delay in delays("mouth", "ear", turns)] or [float("nan")]
        complete &= len(found) == turns
        print(
            f"mouth to ear, {codec.encoding:5} {statistics.median(found) * 1000:.0f} ms "
            f"(least {min(found) * 1000:.0f}, most {max(found) * 1000:.0f}, "
            f"{len(found)} of {turns} clicks heard)"
        )
    return complete


def measure_spacing(sound: Sound, seconds: float) -> bool:
    """Print how regularly packets leave; whether that is regular enough."""
    print(f"a program that only keeps time:  {told(pace_alone(seconds))}")
    gaps = spacing(sound, PCMA, seconds)
    print(f"packets while the window works:  {told(gaps)} (aim: p99 of {AIM * 1000:.0f} ms)")
    return percentile(gaps, 0.99) <= AIM


def main() -> int:
    """Run it; 1 where sound gets lost or packets are later than they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=20, help="for each codec (%(default)s)")
    parser.add_argument("--seconds", type=float, default=20, help="of packets (%(default)s)")
    parser.add_argument(
        "--undisturbed",
        action="store_true",
        help="go before all other programs of this machine, so that their work is not measured "
        "(only root may)",
    )
    options = parser.parse_args()
    if options.undisturbed:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(5))
    if not all(map(shutil.which, ("pulseaudio", "pacat"))):
        print("PulseAudio is needed: apt-get install pulseaudio pulseaudio-utils", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, pulse_audio(Path(folder)) as environment:
        os.environ.update(environment)
        qInstallMessageHandler(lambda kind, context, text: None)
        app = QCoreApplication([])
        sound = Sound(SoundSettings(microphone="mouth-microphone", speaker="ear"))
        sound.trouble.connect(lambda subject, text: text and print(text, file=sys.stderr))
        sound.start()
        work = keep_busy(app)
        good: list[bool] = []

        def run() -> None:
            try:
                good.append(measure_delays(sound, options.clicks))
                begin.set()
                good.append(measure_spacing(sound, options.seconds))
            finally:
                app.quit()

        begin = threading.Event()
        watch = QTimer(app)
        watch.timeout.connect(lambda: begin.is_set() and not work.isActive() and work.start())
        watch.start(20)
        thread = threading.Thread(target=run)
        thread.start()
        app.exec()
        thread.join()
        sound.stop()
    return 0 if good == [True, True] else 1


if __name__ == "__main__":
    sys.exit(main())
