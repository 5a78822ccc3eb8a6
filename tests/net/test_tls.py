"""Who is let in over TLS, and in which words the others are refused. Nothing is sent to them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from blfpanel.net.driver import Driver
from blfpanel.net.tls import certificate_of
from blfpanel.sip.flow import Flow, OpenFlow, Send, Target, Tls
from support.certificates import ca_file, issued
from support.scripted_core import PATIENCE, ScriptedCore

OPTIONS = b"OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n"
REFUSED = "Connection refused, nothing was sent."


class Pair:
    """A client, and the address of a server that keeps what it hears."""

    def __init__(self) -> None:
        self.core, self.heard = ScriptedCore(), ScriptedCore()
        self.driver = Driver(self.core, on_event=lambda event, now: None)
        self.server = Driver(self.heard, on_event=lambda event, now: None)

    async def open(self, host: str, port: int, tls: Tls) -> Flow | str:
        """The flow, or why there is none."""
        self.core.outputs.append(OpenFlow(Target("tls", host, port, tls)))
        self.driver.pump()
        kind, _, result = await self.core.next()
        assert kind == ("failed" if isinstance(result, str) else "opened")
        found: Flow | str = result
        return found

    async def meet(self, shown: Tls, trusted: Tls, host: str = "localhost") -> Flow | str:
        """Let a server show a certificate to a client that trusts something."""
        _, port = await self.server.listen("tls", "127.0.0.1", 0, shown)
        return await self.open(host, port, trusted)


def run(scenario: Callable[[Pair], Awaitable[None]]) -> None:
    async def whole() -> None:
        pair = Pair()
        try:
            await scenario(pair)
        finally:
            await pair.driver.close()
            await pair.server.close()

    asyncio.run(whole())


ONE = Tls(ca_file=ca_file("one"))


@pytest.mark.parametrize(
    ("names", "host"),
    [
        (("localhost",), "localhost"),
        (("LocalHost",), "localhost"),
        (("pbx.example.com", "localhost"), "localhost"),
        (("127.0.0.1",), "127.0.0.1"),
    ],
)
def test_server_that_proves_its_name_is_spoken_to(names: tuple[str, ...], host: str) -> None:
    async def scenario(pair: Pair) -> None:
        flow = await pair.meet(issued(*names), ONE, host)
        assert isinstance(flow, Flow)
        assert (flow.transport, flow.reliable) == ("tls", True)
        shown = certificate_of(flow)
        assert shown is not None
        assert {name.lower() for name in shown.names} == {name.lower() for name in names}
        assert "GMT" in shown.until
        assert shown.protocol.startswith("TLSv1.")
        pair.core.outputs.append(Send(flow, OPTIONS))
        pair.driver.pump()
        assert (await pair.heard.next())[2] == OPTIONS

    run(scenario)


@pytest.mark.parametrize(
    ("shown", "trusted", "reason"),
    [
        (
            issued("pbx.local"),
            ONE,
            f"The certificate of localhost is for pbx.local. {REFUSED} Give the server's name as "
            "it stands there, or name this very certificate as `ca_file`.",
        ),
        (
            issued("*.localhost", "localhost.example.com"),
            ONE,
            f"The certificate of localhost is for *.localhost, localhost.example.com. {REFUSED} "
            "Give the server's name as it stands there, or name this very certificate as "
            "`ca_file`.",
        ),
        (
            issued("pbx.local", common_name="localhost"),
            ONE,
            f"The certificate of localhost is for pbx.local. {REFUSED} Give the server's name as "
            "it stands there, or name this very certificate as `ca_file`.",
        ),
        (
            issued("localhost", ca="two"),
            ONE,
            f"The certificate of localhost comes from a CA that is not trusted. {REFUSED} If it "
            "is the right server, name the CA's certificate as `ca_file`.",
        ),
        (
            issued("localhost"),
            Tls(),
            f"The certificate of localhost comes from a CA that is not trusted. {REFUSED} If it "
            "is the right server, name the CA's certificate as `ca_file`.",
        ),
        (
            issued("localhost", expired=True),
            ONE,
            f"The certificate of localhost has expired. {REFUSED} Its administrator has to renew "
            "it.",
        ),
    ],
    ids=["wrong host", "wildcard", "common name does not count", "wrong CA", "no CA", "expired"],
)
def test_certificate_that_proves_nothing_is_refused_in_words(
    shown: Tls, trusted: Tls, reason: str
) -> None:
    async def scenario(pair: Pair) -> None:
        assert await pair.meet(shown, trusted) == reason
        assert pair.heard.told == []

    run(scenario)


def test_self_signed_certificate_is_refused_until_it_is_named_itself(tmp_path: Path) -> None:
    shown = _self_signed(tmp_path, "asterisk.invalid")

    async def scenario(pair: Pair) -> None:
        reason = await pair.meet(shown, Tls())
        assert reason == (
            f"The certificate of localhost is signed by nobody but itself. {REFUSED} If it is the "
            "right server, name that certificate as `ca_file`."
        )
        assert isinstance(await pair.meet(shown, Tls(ca_file=shown.certificate)), Flow)

    run(scenario)


def test_certificate_named_itself_is_trusted_whatever_its_name() -> None:
    shown = issued("pbx.local")

    async def scenario(pair: Pair) -> None:
        assert isinstance(await pair.meet(shown, Tls(ca_file=shown.certificate)), Flow)

    run(scenario)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            b"SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            "localhost speaks no TLS at port {port}. Nothing was sent. Check port and transport.",
        ),
        (
            b"",
            "localhost breaks off the TLS handshake at port {port}. Nothing was sent. Check port "
            "and transport, and whether the server wants a certificate of yours or is older than "
            "TLS 1.2.",
        ),
    ],
)
def test_server_that_speaks_plainly_is_not_spoken_to_plainly(answer: bytes, reason: str) -> None:
    heard: list[bytes] = []

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(2000))
        writer.write(answer)
        writer.close()

    async def scenario(pair: Pair) -> None:
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert await pair.open("localhost", port, ONE) == reason.format(port=port)
        assert len(heard) >= 1
        assert all(data[:1] == b"\x16" for data in heard)  # a TLS handshake, no SIP
        server.close()

    run(scenario)


def test_server_that_does_not_answer_the_handshake_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("blfpanel.net.tls.TlsTransport.handshake", 0.05)

    async def scenario(pair: Pair) -> None:
        done = asyncio.Event()

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await done.wait()
            writer.close()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert await pair.open("localhost", port, ONE) == (
            f"localhost does not answer in TLS at port {port}. Nothing was sent. Check port and "
            "transport."
        )
        done.set()
        server.close()

    run(scenario)


def test_refused_port_is_told_like_any_other() -> None:
    async def scenario(pair: Pair) -> None:
        _, port = await pair.server.listen("tcp", "127.0.0.1", 0)
        await pair.server.close()
        assert await pair.open("localhost", port, ONE) == (
            f"localhost refuses TLS {port}. Check port and transport."
        )

    run(scenario)


def test_client_certificate_is_shown_to_a_server_that_wants_one() -> None:
    ours = issued("200.example.com")

    async def scenario(pair: Pair) -> None:
        seen: asyncio.Queue[Any] = asyncio.Queue()

        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            seen.put_nowait(writer.get_extra_info("peercert"))
            await reader.read()
            writer.close()

        server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=_demanding_context())
        port = server.sockets[0].getsockname()[1]
        assert isinstance(await pair.open("localhost", port, ours), Flow)
        async with asyncio.timeout(PATIENCE):
            assert ("DNS", "200.example.com") in (await seen.get())["subjectAltName"]
        await pair.driver.close()
        server.close()

    run(scenario)


@pytest.mark.parametrize(
    ("tls", "reason"),
    [
        (
            Tls(ca_file="/nowhere/ca.pem"),
            "The file /nowhere/ca.pem cannot be used: No such file or directory. Check `ca_file`.",
        ),
        (
            Tls(ca_file=issued("localhost").key),
            "The file {ca_file} cannot be used: there is no certificate in it. Check `ca_file`.",
        ),
        (
            Tls(certificate="/nowhere/200.pem"),
            "The certificate /nowhere/200.pem and its key cannot be used: No such file or "
            "directory. Check `certificate` and `certificate_key`.",
        ),
    ],
)
def test_file_that_cannot_be_used_is_named(tls: Tls, reason: str) -> None:
    async def scenario(pair: Pair) -> None:
        assert await pair.meet(issued("localhost"), tls) == reason.format(ca_file=tls.ca_file)

    run(scenario)


def test_key_under_a_password_is_not_asked_for_at_the_terminal(tmp_path: Path) -> None:
    tls = issued("200.example.com")
    key = serialization.load_pem_private_key(Path(tls.key).read_bytes(), None)
    locked = tmp_path / "locked.key"
    locked.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )

    async def scenario(pair: Pair) -> None:
        reason = await pair.meet(
            issued("localhost"), Tls(tls.ca_file, tls.certificate, str(locked))
        )
        assert isinstance(reason, str)
        assert reason.startswith(f"The certificate {tls.certificate} and its key cannot be used: ")

    run(scenario)


def test_connection_checked_for_one_name_does_not_serve_another() -> None:
    shown = issued("localhost", "127.0.0.1")

    async def scenario(pair: Pair) -> None:
        _, port = await pair.server.listen("tls", "127.0.0.1", 0, shown)
        first = await pair.open("localhost", port, ONE)
        assert await pair.open("localhost", port, ONE) is first
        assert await pair.open("127.0.0.1", port, ONE) is not first

    run(scenario)


def _demanding_context() -> ssl.SSLContext:
    shown = issued("localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.certificate, shown.key)
    context.load_verify_locations(ca_file("one"))
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def _self_signed(folder: Path, name: str) -> Tls:
    """As PBXs make them for themselves: the issuer is the subject."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "self.pem", folder / "self.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Tls(certificate=str(pem), key=str(private))
