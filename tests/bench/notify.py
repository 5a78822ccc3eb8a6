"""What a NOTIFY costs: CPU time of the whole path, as a ratio to a plain echo of the same bytes.

The whole path: a phone without a window, subscribed to one partner over UDP on loopback, receives
a NOTIFY, answers it, reads the document, changes the lamp and tells a listener. The echo: asyncio
receives the same bytes and sends them back. Both run in this process, in turns, and the far end
does the same for both: it sends messages it wrote before, each when the last is answered. It is a
process of its own, on a CPU of its own where there are two, as a PBX is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import socket
import statistics
import sys
import time
from collections.abc import Coroutine
from multiprocessing.connection import Connection

from blfpanel.garbage import collect_seldom
from blfpanel.panel.changes import Change, LampChanged
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sip.account import Account
from blfpanel.sip.flow import Address, Target
from blfpanel.sip.syntax.uri import NameAddr

#: The states the partner goes through; each NOTIFY changes the lamp.
STATES = ("early", "confirmed", "terminated")
AIM = 2.5

NOTIFY = (
    "NOTIFY {contact} SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK-{cseq:08x};rport\r\n"
    "From: <sip:207@127.0.0.1;user=phone>;tag=2870350033\r\n"
    "To: {watcher}\r\n"
    "Call-ID: {call_id}\r\n"
    "CSeq: {cseq} NOTIFY\r\n"
    "Contact: <sip:207@127.0.0.1:{port};user=phone>\r\n"
    "Content-Length: {length}\r\n"
    "Content-Type: application/dialog-info+xml\r\n"
    "Max-Forwards: 70\r\n"
    "Event: dialog\r\n"
    "Subscription-State: active;expires=3600\r\n"
    "\r\n"
    "{body}"
)
BODY = (
    '<?xml version="1.0"?>\r\n'
    '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" state="full" version="{cseq}" '
    'entity="sip:207@127.0.0.1"><dialog id="1" direction="recipient" '
    'call-id="e1b50917e909d311824d{call:012x}"><state>{state}</state>'
    "<local><identity>sip:207@127.0.0.1</identity></local>"
    "<remote><identity>sip:211@127.0.0.1</identity></remote></dialog></dialog-info>"
)


class Pbx:
    """The far end: accepts one subscription, then sends as many messages as it is told."""

    def __init__(self, orders: Connection) -> None:
        self._orders = orders
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(10)
        self._cseq = 0

    def serve(self) -> None:
        """Do as told until None comes."""
        self._orders.send(self._socket.getsockname()[1])
        while (order := self._orders.recv()) is not None:
            command, *values = order
            getattr(self, command)(*values)
            self._orders.send("done")

    def accept(self) -> None:
        """Answer the SUBSCRIBE that comes."""
        data, self._phone = self._socket.recvfrom(65535)
        fields = self._answer(data.decode())
        contact = re.search("<(.*?)>", fields["Contact"])
        assert contact, fields
        self._words = {
            "contact": contact[1],
            "watcher": fields["From"],
            "call_id": fields["Call-ID"],
            "port": self._socket.getsockname()[1],
        }

    def _answer(self, subscribe: str) -> dict[str, str]:
        """Answer a SUBSCRIBE or OPTIONS with 200; gives its headers."""
        fields = dict(re.findall(r"^([\w-]+): *(.*?)\r$", subscribe, re.MULTILINE))
        to = fields["To"] if "tag=" in fields["To"] else f"{fields['To']};tag=2870350033"
        self._socket.sendto(
            (
                "SIP/2.0 200 OK\r\n"
                f"Via: {fields['Via']}\r\nFrom: {fields['From']}\r\n"
                f"To: {to}\r\nCall-ID: {fields['Call-ID']}\r\n"
                f"CSeq: {fields['CSeq']}\r\nExpires: 3600\r\n"
                f"Contact: <sip:207@127.0.0.1:{self._socket.getsockname()[1]}>\r\n"
                "Content-Length: 0\r\n\r\n"
            ).encode(),
            self._phone,
        )
        return fields

    def prepare(self, count: int) -> None:
        """Write the next NOTIFYs, so that sending them costs next to nothing."""
        self._messages = [self._message() for _ in range(count)]

    def notify(self) -> None:
        """Send them to the phone, which answers each with 200."""
        for answer in self._exchange(self._phone):
            assert answer.startswith(b"SIP/2.0 200 "), answer

    def echo(self, port: int) -> None:
        """Send the same to somebody who sends them back."""
        assert self._exchange(("127.0.0.1", port)) == self._messages

    def _exchange(self, to: Address) -> list[bytes]:
        """Send the messages, each when the one before is answered, and return the answers."""
        answers = []
        for message in self._messages:
            self._socket.sendto(message, to)
            while (answer := self._socket.recv(65535)).startswith((b"SUBSCRIBE ", b"OPTIONS ")):
                self._answer(answer.decode())  # of a phone that wonders at the silence
            answers.append(answer)
        return answers

    def _message(self) -> bytes:
        self._cseq += 1
        call, stage = divmod(self._cseq, len(STATES))
        body = BODY.format(cseq=self._cseq, state=STATES[stage], call=call)
        text = NOTIFY.format(cseq=self._cseq, length=len(body), body=body, **self._words)
        return text.encode()


class Echo(asyncio.DatagramProtocol):
    """Sends back what it gets."""

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._send = transport.sendto

    def datagram_received(self, data: bytes, addr: Address) -> None:
        self._send(data, addr)


class Orders:
    """This side of the talk with the far end; the event loop runs while it works."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def __call__(self, *order: str | int) -> None:
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._connection.fileno(), done.set)
        self._connection.send(order)
        await done.wait()
        loop.remove_reader(self._connection.fileno())
        self._connection.recv()


async def cpu(work: Coroutine[None, None, None], count: int) -> float:
    """CPU time of this process for each of ``count`` messages, µs."""
    before = time.process_time()
    await work
    return (time.process_time() - before) / count * 1e6


async def measure(orders: Orders, port: int, rounds: int, count: int) -> list[tuple[float, float]]:
    """The cost of a NOTIFY and of an echo, µs, for each round."""
    account = Account(
        "bench",
        NameAddr.parse("<sip:200@127.0.0.1>"),
        Target("udp", "127.0.0.1", port),
        credentials=None,
    )
    panel = Panel(load_profiles())
    key = PartnerKey(KeyId("207"), "Partner", "207", account.name)
    phone = Phone(panel, [Line(account, profile="rfc", register=False)], [key])
    lamps: list[LampChanged] = []

    def note(change: Change) -> None:
        if isinstance(change, LampChanged):
            lamps.append(change)

    phone.listen(note)
    loop = asyncio.get_running_loop()
    echo, _ = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0))
    echo_port = echo.get_extra_info("sockname")[1]
    await phone.start()
    await orders("accept")
    await orders("prepare", count)
    await orders("notify")
    await orders("echo", echo_port)
    results = []
    for _ in range(rounds):
        lamps.clear()
        await orders("prepare", count)
        notify = await cpu(orders("notify"), count)
        assert len(lamps) == count, f"{count} NOTIFYs changed the lamp {len(lamps)} times"
        plain = await cpu(orders("echo", echo_port), count)
        results.append((notify, plain))
    echo.close()
    await phone.stop()
    return results


def main() -> int:
    """Measure and print; status 1 when ``--most`` is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--count", type=int, default=3000, help="messages of each kind a round")
    parser.add_argument("--most", type=float, help="the highest ratio that is no failure")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    pbx = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    pbx.start()
    theirs.close()  # so that the end of the far end is seen here
    keep_to_cpu(0)
    collect_seldom()
    results = asyncio.run(measure(Orders(ours), ours.recv(), options.rounds, options.count))
    ours.send(None)
    pbx.join()
    notify, echo = (statistics.median(times) for times in zip(*results, strict=True))
    ratio = statistics.median(ours / plain for ours, plain in results)
    if options.json:
        print(json.dumps({"notify_us": notify, "echo_us": echo, "ratio": ratio}))
    else:
        print(f"NOTIFY {notify:6.1f} µs   received, answered, lamp changed")
        print(f"echo   {echo:6.1f} µs   the same bytes, asyncio alone")
        print(f"ratio  {ratio:6.2f}      the aim is {AIM} or less")
    return int(options.most is not None and ratio > options.most)


def keep_to_cpu(place: int) -> None:
    """Stay on one CPU, so that the two sides do not drive each other out of their caches."""
    if sys.platform == "linux":
        cpus = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cpus[place % len(cpus)]})


def serve(orders: Connection) -> None:
    """The far end's process."""
    keep_to_cpu(1)
    Pbx(orders).serve()


if __name__ == "__main__":
    sys.exit(main())
