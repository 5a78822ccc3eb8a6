"""Finding out how a server is reached, against the built-in PBX and against trouble."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine

import pytest
from tests.support.certificates import issued

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.net.records import Naptr, Srv
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.probe import Probe
from blfpanel.phone.probe_steps import (
    Limits,
    Mark,
    Part,
    Step,
    Trouble,
    TypedServer,
    WrongServer,
    typed_server,
)
from blfpanel.sim.lamps import LIST
from blfpanel.sim.server import SimServer

PROFILES = load_profiles()
PLAIN = (Transport.TCP, Transport.UDP)
QUICK = Limits(way=1.5, login=2.0, list=2.0, farewell=0.5)
IMPATIENT = Limits(way=0.2, login=0.2, list=0.2, farewell=0.1)


def account(server: str, **fields: object) -> AccountSettings:
    return AccountSettings(user="200", server=server, **fields)  # type: ignore[arg-type]  # any field


class Told(list[Step]):
    """The steps, as they are told."""

    def last(self, part: Part) -> Step:
        return [step for step in self if step.part is part][-1]

    @property
    def trouble(self) -> Trouble | None:
        return self[-1].trouble


def probing(
    server: str,
    password: str | None = "panel200",
    *,
    then: Callable[[Probe], Coroutine[None, None, None]] | None = None,
    limits: Limits = QUICK,
    ways: tuple[Transport, ...] = (Transport.TLS, Transport.TCP, Transport.UDP),
    directory: object = None,
    **fields: object,
) -> Coroutine[None, None, tuple[Told, Probe]]:
    async def run() -> tuple[Told, Probe]:
        told = Told()
        probe = Probe(
            account(server, **fields),
            password,
            PROFILES,
            told.append,
            ways=ways,
            limits=limits,
            directory=directory,  # type: ignore[arg-type]  # a fake
        )
        try:
            await probe.run()
            if then is not None:
                await then(probe)
        finally:
            await probe.close()
        return told, probe

    return run()


def at_pbx(work: Callable[[SimServer], Coroutine[None, None, None]], **options: object) -> None:
    async def run() -> None:
        profile = PROFILES[str(options.pop("profile", "rfc"))]
        async with SimServer(profile=profile, people=(), **options) as server:  # type: ignore[arg-type]
            await work(server)

    asyncio.run(run())


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_tcp_is_taken_where_there_is_no_tls_and_it_is_said_that_it_is_not_encrypted() -> None:
    async def work(server: SimServer) -> None:
        port = server.address[1]
        told, probe = await probing(f"127.0.0.1:{port}")
        assert probe.found == account(f"127.0.0.1:{port}", transport=Transport.TCP)
        way = told.last(Part.WAY)
        assert (way.mark, way.text) == (Mark.DONE, "Found 127.0.0.1")
        assert way.details[-1] == f"TCP answered on {port}"
        assert way.details[0].startswith("TLS")
        note = told.last(Part.ENCRYPTION)
        assert (note.mark, note.text) == (Mark.NOTE, "TCP is not encrypted")
        assert told.last(Part.LOGIN).text == "Number 200 and password accepted"
        assert server.pbx.registered("200") == 0  # it has left again

    at_pbx(work)


def test_it_is_said_that_a_way_is_not_encrypted_before_the_password_is_proved() -> None:
    proofs_when_said: list[int] = []

    async def work(server: SimServer) -> None:
        def tell(step: Step) -> None:
            if step.part is Part.ENCRYPTION:
                proofs_when_said.append(_proofs(server))

        probe = Probe(
            account(f"127.0.0.1:{server.address[1]}"),
            "panel200",
            PROFILES,
            tell,
            limits=QUICK,
            ways=PLAIN,
        )
        await probe.run()
        assert _proofs(server) > 0
        await probe.close()

    from blfpanel.net.trace import Trace

    at_pbx(work, trace=Trace())
    assert proofs_when_said == [0]


def _proofs(server: SimServer) -> int:
    trace = server._trace
    assert trace is not None
    return sum(b"Authorization:" in entry.data for entry in trace)


def test_udp_alone() -> None:
    async def work(server: SimServer) -> None:
        told, probe = await probing(f"127.0.0.1:{server.address[1]}", ways=(Transport.UDP,))
        assert probe.found is not None
        assert probe.found.transport is Transport.UDP
        assert told.last(Part.ENCRYPTION).text == "UDP is not encrypted"

    at_pbx(work)


def test_tls_is_taken_first() -> None:
    tls = issued("127.0.0.1")

    async def work(server: SimServer) -> None:
        assert server.tls_address is not None
        told, probe = await probing(f"127.0.0.1:{server.tls_address[1]}", ca_file=tls.ca_file)
        assert probe.found is not None
        assert probe.found.transport is Transport.TLS
        assert told.last(Part.ENCRYPTION).mark is Mark.DONE

    at_pbx(work, tls=tls)


def test_a_certificate_for_somebody_else_stops_it() -> None:
    tls = issued("pbx.local")

    async def work(server: SimServer) -> None:
        assert server.tls_address is not None
        told, probe = await probing(f"127.0.0.1:{server.tls_address[1]}", ca_file=tls.ca_file)
        assert probe.found is None
        assert told.trouble is Trouble.CERTIFICATE
        assert told[-1].text.startswith(
            "The certificate of 127.0.0.1 is for pbx.local. Connection refused, nothing was sent."
        )
        assert probe.plain is None  # nothing else answers there

    at_pbx(work, tls=tls)


def test_beside_a_certificate_that_is_not_trusted_no_other_way_is_taken_unasked() -> None:
    """TLS is at 5061 and the rest at 5060 there: the account has no port."""

    async def run() -> None:
        tls = issued("pbx.local")
        async with SimServer(profile=PROFILES["rfc"], people=(), tls=tls) as server:
            assert server.tls_address is not None
            names = _Directory(
                {
                    "_sips._tcp.pbx.example.com": server.tls_address,
                    "_sip._tcp.pbx.example.com": server.address,
                }
            )
            told, probe = await probing("pbx.example.com", directory=names, ca_file=tls.ca_file)
            assert probe.found is None
            assert told.trouble is Trouble.CERTIFICATE
            assert probe.plain is Transport.TCP
            assert told[-1].details == (f"TCP answered on {server.address[1]}, not encrypted",)

    asyncio.run(run())


class _Directory:
    """DNS with SRV records only, all of them on this machine."""

    def __init__(self, records: dict[str, tuple[str, int]]) -> None:
        self._records = records

    async def naptr(self, domain: str) -> list[Naptr]:
        return []

    async def srv(self, name: str) -> list[Srv]:
        place = self._records.get(name)
        return [Srv(0, 0, place[1], place[0])] if place else []

    async def addresses(self, host: str) -> list[str]:
        return []


@pytest.fixture
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system knows no names."""

    async def getaddrinfo(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)


def test_srv_records_lead_to_the_server(no_names: None) -> None:
    async def run() -> None:
        async with SimServer(profile=PROFILES["rfc"], people=()) as server:
            names = _Directory({"_sip._udp.pbx.example.com": server.address})
            told, probe = await probing("pbx.example.com", directory=names)
            assert probe.found == account("pbx.example.com", transport=Transport.UDP)
            assert told.last(Part.WAY).details[-1] == f"UDP answered on {server.address[1]}"

    asyncio.run(run())


def test_an_unknown_name(no_names: None) -> None:
    told, probe = asyncio.run(probing("pbx.exmaple.com", directory=_Directory({})))
    assert probe.found is None
    assert told.trouble is Trouble.NAME
    assert told[-1].text == "There is no server called pbx.exmaple.com. Check the spelling."


def test_closed_ports() -> None:
    port = free_port()
    told, probe = asyncio.run(probing(f"127.0.0.1:{port}", limits=IMPATIENT))
    assert probe.found is None
    assert told.trouble is Trouble.SILENT
    assert told[-1].text == (
        f"127.0.0.1 does not answer (TLS {port}, TCP {port} and UDP {port} tried)."
    )


def test_a_server_that_says_nothing() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        mute, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
        )
        port = mute.get_extra_info("sockname")[1]
        told, _ = await probing(f"127.0.0.1:{port}", ways=(Transport.UDP,), limits=IMPATIENT)
        mute.close()
        assert told[-1].text == f"127.0.0.1 does not answer (UDP {port} tried)."

    asyncio.run(run())


def test_a_wrong_password() -> None:
    async def work(server: SimServer) -> None:
        told, probe = await probing(f"127.0.0.1:{server.address[1]}", "wrong", ways=PLAIN)
        assert probe.found is None
        assert told.trouble is Trouble.PASSWORD
        assert told[-1].text.startswith("127.0.0.1 does not accept the password of 200. [40")

    at_pbx(work)


def test_an_unknown_number() -> None:
    async def work(server: SimServer) -> None:
        told = Told()
        unknown = AccountSettings(user="999", server=f"127.0.0.1:{server.address[1]}")
        probe = Probe(unknown, "x", PROFILES, told.append, limits=QUICK, ways=PLAIN)
        await probe.run()
        await probe.close()
        assert told.trouble is Trouble.NUMBER
        assert told[-1].text == "127.0.0.1 does not know the number 999. [404]"

    at_pbx(work)


def test_partners_of_a_pbx_that_tells_of_them_unasked_are_heard() -> None:
    async def run() -> None:
        async with SimServer(profile=PROFILES["innovaphone"]) as server:
            told = Told()
            come = asyncio.Event()

            def tell(step: Step) -> None:
                told.append(step)
                if step.part is Part.PBX and any("partners" in line for line in step.details):
                    come.set()

            there = account(f"127.0.0.1:{server.address[1]}")
            probe = Probe(there, "panel200", PROFILES, tell, limits=QUICK, ways=PLAIN)
            await probe.run()
            async with asyncio.timeout(5):
                await come.wait()
            await probe.close()
            assert set(probe.heard) <= {f"2{n:02d}" for n in range(1, 13)}
            assert "200" not in probe.heard

    asyncio.run(run())


def test_the_members_of_a_list() -> None:
    async def ask(probe: Probe) -> None:
        members, problem = await probe.list_members(LIST)
        assert problem == ""
        assert {(member.number, member.name) for member in members} >= {("221", "Front door")}
        assert await probe.list_members("nothing-like-it") != ((), "")

    async def work(server: SimServer) -> None:
        await probing(f"127.0.0.1:{server.address[1]}", then=ask, ways=PLAIN)

    at_pbx(work)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (" pbx.example.com ", TypedServer("pbx.example.com")),
        ("pbx:5062", TypedServer("pbx:5062")),
        ("200@pbx.example.com", TypedServer("pbx.example.com", "200")),
        ("sip:200@pbx:5062", TypedServer("pbx:5062", "200")),
        ("<sips:pbx.example.com>", TypedServer("pbx.example.com", "", Transport.TLS)),
        ("sip:pbx;transport=tcp", TypedServer("pbx", "", Transport.TCP)),
        ("https://pbx.example.com/", TypedServer("pbx.example.com")),
        ("[2001:db8::1]:5060", TypedServer("[2001:db8::1]:5060")),
    ],
)
def test_what_people_type_for_a_server(text: str, read: TypedServer) -> None:
    assert typed_server(text) == read


@pytest.mark.parametrize("text", ["", "my pbx", "pbx:999999", "sip:", "a/b"])
def test_what_is_no_server_is_said(text: str) -> None:
    with pytest.raises(WrongServer, match="is not a server"):
        typed_server(text)
