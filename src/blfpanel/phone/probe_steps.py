"""What is told while a server is tried, and what a person types for one."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import msgspec

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Server, Transport
from blfpanel.sip.events import Failure
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say

_WRONG_PASSWORD = frozenset({401, 403, 407})
_UNKNOWN_NUMBER = frozenset({404, 410, 604})


class Part(enum.Enum):
    """What a step is about; each has one line."""

    WAY = "way"  #: where the server is
    ENCRYPTION = "encryption"  #: that nobody can read along, or that somebody can
    LOGIN = "login"  #: number and password
    PBX = "pbx"  #: what it is, and which partners it tells of


class Mark(enum.Enum):
    """How far a step is."""

    RUNNING = "running"
    DONE = "done"
    NOTE = "note"  #: done, and there is something to know
    FAILED = "failed"


class Trouble(enum.Enum):
    """What went wrong, for whoever offers what to do about it."""

    NAME = "name"  #: there is no such server
    NETWORK = "network"
    SILENT = "silent"  #: nothing answers
    CERTIFICATE = "certificate"
    PASSWORD = "password"
    NUMBER = "number"  #: the server does not know it
    REFUSED = "refused"  #: the server said no for another reason


@dataclass(frozen=True, slots=True)
class Step:
    """A line for the person; a later one of the same part replaces it.

    Attributes:
        details: shorter sentences below it.
    """

    part: Part
    mark: Mark
    text: str
    details: tuple[str, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A partner the PBX told of, or has on a list."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long answers may take, seconds."""

    way: float = 3.0
    login: float = 6.0
    list: float = 6.0
    farewell: float = 1.0


class WrongServer(ValueError):
    """What was typed is no server; the text says so."""


@dataclass(frozen=True, slots=True)
class TypedServer:
    """What somebody typed as a server.

    Attributes:
        server: "HOST" or "HOST:PORT".
        user: where it said that too ("200@pbx.example.com").
        transport: where it said that too ("sips:pbx.example.com").
    """

    server: str
    user: str = ""
    transport: Transport | None = None


def typed_server(text: str) -> TypedServer:
    """Read "pbx", "pbx:5061", "200@pbx", "sip:200@pbx;transport=tcp".

    Raises:
        WrongServer: it is none of these.
    """
    text = text.strip().strip("<>").removesuffix("/")
    for scheme in ("https://", "http://"):
        text = text.removeprefix(scheme)
    transport, user = None, ""
    if text.lower().startswith(("sip:", "sips:")):
        try:
            uri = SipUri.parse(text)
        except SipParseError:
            raise _wrong(text) from None
        host = f"[{uri.host}]" if ":" in uri.host else uri.host
        text, user = f"{host}:{uri.port}" if uri.port else host, uri.user_unescaped
        named = (uri.param("transport") or "").lower()
        if uri.secure:
            transport = Transport.TLS
        elif named in ("udp", "tcp", "tls"):
            transport = Transport(named)
    elif "@" in text:
        user, _, text = text.rpartition("@")
    try:
        server = msgspec.convert(text, Server)
    except msgspec.ValidationError:
        raise _wrong(text) from None
    return TypedServer(server, user, transport)


def _wrong(text: str) -> WrongServer:
    return WrongServer(
        say("“{text}” is not a server. Write a name or address such as pbx.example.com.", text=text)
    )


@dataclass(slots=True)
class Way:
    """One way to the server.

    Attributes:
        answered: with which status; 0 while it has not.
        reason: why it is none, in the network's words; None while nobody knows.
    """

    account: AccountSettings
    answered: int = 0
    reason: str | None = None
    silent: bool = False
    port: int = 0

    @property
    def name(self) -> str:
        """As people read it: "TLS"."""
        return self.account.transport.value.upper()

    def told(self) -> str:
        """A few words about it."""
        if self.answered:
            return say("{way} answered on {port}", way=self.name, port=self.port)
        if self.reason is None:
            return say("{way} {port} is being tried", way=self.name, port=self.port)
        if self.silent:
            return say("{way} did not answer on port {port}", way=self.name, port=self.port)
        return say("{way} is not offered on port {port}", way=self.name, port=self.port)


def refusal(host: str, user: str, failure: Failure | None) -> tuple[str, Trouble]:
    """Why registering did not work, in the words of the person."""
    if failure is None or (failure.local and failure.status == 408):
        return say("{host} does not answer any more.", host=host), Trouble.SILENT
    status = failure.status
    if failure.local:
        return failure.reason, Trouble.NETWORK
    if status in _WRONG_PASSWORD:
        return (
            say(
                "{host} does not accept the password of {user}. [{status}]",
                host=host, user=user, status=status,
            ),
            Trouble.PASSWORD,
        )  # fmt: skip
    if status in _UNKNOWN_NUMBER:
        return (
            say(
                "{host} does not know the number {user}. [{status}]",
                host=host, user=user, status=status,
            ),
            Trouble.NUMBER,
        )  # fmt: skip
    return say("{host} refuses: {why}", host=host, why=str(failure)), Trouble.REFUSED
