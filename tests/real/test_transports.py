"""blfpanel over TCP and TLS: to servers that are who they should be, and to others not a word."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from real.blfpanel import Command
from real.pbx import Pbx, free_port
from real.sipp import Phone
from support.certificates import ca_file, issued

Run = Callable[..., Command]

pytestmark = pytest.mark.parametrize("pbx", ["kamailio", "asterisk22"], indirect=True)


@dataclasses.dataclass(frozen=True)
class Front:
    """A PBX at another of its ports."""

    pbx: Any
    port: int
    host: str = "127.0.0.1"

    def password(self, number: str) -> str:
        return str(self.pbx.password(number))


@pytest.fixture
def over(pbx: Pbx) -> Iterator[Run]:
    """Runs blfpanel over a transport: ``over("tls", "watch", "402")``."""
    running: list[Command] = []

    def run(transport: str, *words: str, ca: str = ca_file("one"), port: int = 0) -> Command:
        port = port or (pbx.tls_port if transport == "tls" else pbx.port)
        more = ["--transport", transport]
        if transport == "tls":
            more += ["--ca-file", ca]
        front: Any = Front(pbx, port)
        running.append(Command(front, pbx.number(3), *words, *more))
        return running[-1]

    yield run
    for command in running:
        command.stop()


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_a_lamp_follows_a_call(
    transport: str, pbx: Pbx, over: Run, phone: Callable[[str], Phone]
) -> None:
    one, two = pbx.number(1), pbx.number(2)
    caller, callee = phone(one), phone(two)
    watch = over(transport, "watch", two)
    watch.lamp("idle")
    answering = callee.answer(ring=1.0)
    calling = caller.call(two, talk=1.0)
    watch.lamp("alerting")
    watch.lamp("busy")
    watch.lamp("idle")
    calling.finish()
    answering.finish()
    status, said = watch.interrupt()
    assert status == 130
    assert "Registered at 127.0.0.1" in said


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_a_call_is_answered(
    transport: str, pbx: Pbx, over: Run, phone: Callable[[str], Phone]
) -> None:
    two = pbx.number(2)
    answering = phone(two).answer(ring=0.5)
    call = over(transport, "call", two, "--for", "1")
    call.step("answered")
    status, _ = call.finish()
    assert status == 0
    answering.finish()


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_lamps_come_back_with_the_pbx(
    transport: str, pbx: Pbx, over: Run, phone: Callable[[str], Phone]
) -> None:
    phone(pbx.number(2))
    watch = over(transport, "watch", pbx.number(2))
    watch.lamp("idle")
    pbx.kill()
    watch.until(lambda line: bool(line["stale"]))
    pbx.start()
    watch.until(lambda line: not line["stale"] and line["subscription"] == "active")
    status, _ = watch.interrupt()
    assert status == 130


@pytest.mark.parametrize("command", ["watch", "call"])
def test_wrong_ca_is_refused_in_words_and_nothing_is_sent(
    command: str, pbx: Pbx, over: Run
) -> None:
    words = [command, pbx.number(2)] + (["--for", "3"] if command == "watch" else [])
    refused = over("tls", *words, ca=ca_file("two"))
    status, said = refused.finish()
    assert status == 1
    assert "certificate of 127.0.0.1 comes from a CA that is not trusted" in said
    assert "ca_file" in said
    assert _sent_nothing(pbx)


def test_port_without_tls_is_not_spoken_to_plainly(pbx: Pbx, over: Run) -> None:
    status, said = over("tls", "call", pbx.number(2), port=pbx.port).finish()
    assert status == 1
    assert "127.0.0.1" in said
    assert "Nothing was sent" in said or "nothing was sent" in said
    assert _sent_nothing(pbx)


def test_servers_own_certificate_can_be_trusted_itself(
    pbx: Pbx, over: Run, phone: Callable[[str], Phone]
) -> None:
    phone(pbx.number(2))
    watch = over("tls", "watch", pbx.number(2), ca=issued("127.0.0.1").certificate)
    watch.lamp("idle")
    assert watch.interrupt()[0] == 130


def test_port_where_nobody_listens_is_told(pbx: Pbx, over: Run) -> None:
    port = free_port()
    status, said = over("tls", "call", pbx.number(2), port=port).finish()
    assert status == 1
    assert f"127.0.0.1 refuses TLS {port}" in said


def _sent_nothing(pbx: Pbx) -> bool:
    """Whether the PBX knows of no registration of the third number."""
    log = Path(pbx.log).read_text(errors="replace")
    return f"REGISTER sip:{pbx.number(3)}" not in log
