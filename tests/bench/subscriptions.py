"""What 1,000 subscriptions cost: memory for each while they are kept, CPU time to set them up.

The whole phone but its sockets runs on a virtual clock and wire, against a far end that answers
each SUBSCRIBE with 200 and a document; only the phone's share is counted. Memory is what Python
allocates (tracemalloc, run apart from the timing) and what the process grows by.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import random
import statistics
import sys
import time
import tracemalloc
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import getpagesize
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from blfpanel.net.trace import Trace  # noqa: E402 - found by the line above
from blfpanel.panel.keys import PartnerKey  # noqa: E402
from blfpanel.panel.model import KeyId, Lamp  # noqa: E402
from blfpanel.panel.panel import Panel  # noqa: E402
from blfpanel.panel.profiles.profiles import load_profiles  # noqa: E402
from blfpanel.phone.line import Line  # noqa: E402
from blfpanel.phone.phone import Phone  # noqa: E402
from blfpanel.sip.account import Account  # noqa: E402
from blfpanel.sip.flow import Flow, Output, Send, Target  # noqa: E402
from blfpanel.sip.syntax.message import Request, build_response, parse_message  # noqa: E402
from blfpanel.sip.syntax.uri import NameAddr  # noqa: E402
from support.link import Network  # noqa: E402
from support.virtual_phone import start_phone  # noqa: E402

#: What issue 3 asks for, kB for each subscription.
AIM = 20.0

#: Virtual time in which all are set up, at 20 a second, and in which each is refreshed; seconds.
SET_UP, KEPT = 120.0, 3600.0

_DOCUMENT = (
    '<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" '
    'version="0" state="full" entity="sip:{user}@pbx.example">'
    '<dialog id="1" call-id="a84b4c76e66710" local-tag="1928301774" remote-tag="456887766" '
    'direction="recipient"><state>confirmed</state>'
    '<local><identity display="Partner">sip:{user}@pbx.example</identity></local>'
    '<remote><identity display="Jana">sip:211@pbx.example</identity>'
    '<target uri="sip:211@192.0.2.44"/></remote></dialog></dialog-info>\r\n'
)

_NOTIFY = (
    "NOTIFY sip:200@192.0.2.9:5060 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKbench{count};rport\r\n"
    "Max-Forwards: 70\r\nFrom: {local};tag=b\r\nTo: {remote}\r\nCall-ID: {call_id}\r\n"
    "CSeq: {count} NOTIFY\r\nContact: <sip:{user}@192.0.2.1:5060>\r\nEvent: dialog\r\n"
    "Subscription-State: active;expires=600\r\nContent-Type: application/dialog-info+xml\r\n"
    "Content-Length: {length}\r\n\r\n{body}"
)


class FarEnd:
    """Answers everything with 200, a SUBSCRIBE with a document as well; remembers nothing."""

    def __init__(self) -> None:
        self._outputs: deque[Output] = deque()
        self._count = 0

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        message = parse_message(data)
        if not isinstance(message, Request):
            return
        response = build_response(message, 200, to_tag="b")
        response.headers.add("Contact", "<sip:pbx@192.0.2.1:5060>")
        response.headers.add("Expires", "600")
        self._outputs.append(Send(flow, response.to_bytes()))
        if message.method == "SUBSCRIBE":
            self._outputs.append(Send(flow, self._notify(message)))

    def _notify(self, subscribe: Request) -> bytes:
        self._count += 1
        user = subscribe.to.uri.user
        body = _DOCUMENT.format(user=user)
        return _NOTIFY.format(
            count=self._count,
            local=f"<{subscribe.to.uri}>",
            remote=subscribe.headers.get("From"),
            call_id=subscribe.call_id,
            user=user,
            length=len(body),
            body=body,
        ).encode()

    def poll_output(self) -> Output | None:
        return self._outputs.popleft() if self._outputs else None

    def next_deadline(self) -> None:
        return None

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None: ...
    def flow_failed(self, target: Target, reason: str, now: float) -> None: ...
    def flow_lost(self, flow: Flow, reason: str, now: float) -> None: ...
    def handle_timeout(self, now: float) -> None: ...


class Stopwatch:
    """CPU time spent in some methods of an object, seconds."""

    def __init__(self, watched: Any, *names: str) -> None:
        self.seconds = 0.0
        for name in names:
            setattr(watched, name, self._timed(getattr(watched, name)))

    def _timed(self, method: Callable[..., None]) -> Callable[..., None]:
        def timed(*args: Any) -> None:
            before = time.process_time()
            method(*args)
            self.seconds += time.process_time() - before

        return timed


@dataclass(frozen=True, slots=True)
class Bench:
    """A phone whose keys are all subscribed to, and the CPU time that took."""

    phone: Phone
    network: Network
    seconds: float


def set_up(count: int) -> Bench:
    """Start a phone with ``count`` keys and wait until each lamp tells the state."""
    network = Network({"pbx": FarEnd()}, now=1000.0)
    network.wire = deque(maxlen=10)  # type: ignore[assignment]
    network.address["phone"] = ("192.0.2.9", 5060)
    account = Account(
        "bench", NameAddr.parse("<sip:200@pbx.example>"), Target("udp", *network.address["pbx"])
    )
    numbers = [str(1000 + n) for n in range(count)]
    keys = [PartnerKey(KeyId(n), f"Partner {n}", n, "bench") for n in numbers]
    before = time.process_time()
    phone = start_phone(
        network,
        Panel(load_profiles()),
        [Line(account, profile="rfc")],
        keys,
        numbers=random.Random(1),
    )
    started = time.process_time() - before
    watch = Stopwatch(network.peers["phone"], "receive", "flow_opened", "handle_timeout")
    network.run_for(SET_UP)
    lamps = [phone.panel.state(key.id).lamp for key in keys]
    assert lamps == [Lamp.BUSY] * count, "not every lamp tells the state"
    return Bench(phone, network, started + watch.seconds)


def forget_trace(bench: Bench) -> None:
    """The trace is one for all and bounded: it does not grow with the subscriptions."""
    trace: Trace = bench.phone.trace
    trace._ring.clear()


def resident() -> int:
    """What the process occupies, octets."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


def memory(count: int) -> tuple[float, float]:
    """What Python allocates for each subscription, kB: once set up, and an hour later."""
    set_up(10)  # what is loaded and remembered once
    gc.collect()
    tracemalloc.start()
    bench = set_up(count)
    figures = []
    for seconds in (0.0, KEPT):
        bench.network.run_for(seconds)
        forget_trace(bench)
        gc.collect()
        figures.append(tracemalloc.get_traced_memory()[0] / count / 1000)
    tracemalloc.stop()
    return figures[0], figures[1]


def growth(count: int) -> float:
    """By how much the process grows for each subscription, kB."""
    first = set_up(10)
    before = resident()
    bench = set_up(count)
    forget_trace(bench)
    grown = (resident() - before) / count / 1000
    assert first.phone is not bench.phone
    return grown


def main() -> int:
    """Measure and print; status 1 when ``--most-memory`` is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--subscriptions", type=int, default=1000)
    parser.add_argument("--most-memory", type=float, help="kB for each that is no failure")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    count = options.subscriptions
    grown = growth(count)
    cpu = statistics.median(set_up(count).seconds for _ in range(3)) / count * 1e6
    allocated, later = memory(count)
    if options.json:
        figures = {"memory_kb": allocated, "memory_after_an_hour_kb": later}
        print(json.dumps({**figures, "resident_kb": grown, "set_up_us": cpu}))
    else:
        print(f"memory {allocated:6.1f} kB   for each of {count} subscriptions; aim: {AIM:.0f} kB")
        print(f"       {later:6.1f} kB   after an hour of refreshes, {later - allocated:+.1f}")
        print(f"       {grown:6.1f} kB   by which the process grows for each")
        print(f"set-up {cpu:6.0f} µs   of CPU time for each, SUBSCRIBE to lamp")
    return int(options.most_memory is not None and allocated > options.most_memory)


if __name__ == "__main__":
    sys.exit(main())
