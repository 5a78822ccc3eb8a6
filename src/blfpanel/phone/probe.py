"""Finds out how a server is reached and what it is, and says each step in words.

All ways are asked at once with a REGISTER that proves nothing: whoever answers, be it with a
refusal, is there. Only then, over the best way that answered, the password is proved by digest;
where that way is not encrypted it is said before. A server that shows a certificate that is not
accepted is not talked to over another way unasked: that would be what an attacker wants.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from blfpanel import __version__
from blfpanel.body.dialog_info import BodyError
from blfpanel.body.lists import ACCEPT, is_list, read
from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.net.driver import Driver
from blfpanel.net.resolver import Directory
from blfpanel.net.trace import Direction, Trace
from blfpanel.panel.lamps.documents import body_of, read_body
from blfpanel.panel.lamps.matching import user_of, users_named
from blfpanel.panel.profiles.profiles import PbxProfile, Profiles
from blfpanel.panel.profiles.recognise import ENOUGH, recognise
from blfpanel.phone.probe_steps import Heard, Limits, Mark, Part, Step, Trouble, Way, refusal
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    Event,
    Failure,
    IncomingCall,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.flow import DEFAULT_PORTS
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import MalformedMessage, Response, parse_message
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say

T = TypeVar("T")

_USUAL = Limits()

#: All ways, best first.
WAYS = (Transport.TLS, Transport.TCP, Transport.UDP)

_NO_LIST = frozenset({420, 489})
_SETTLED = (RegistrationState.REGISTERED, RegistrationState.REFUSED, RegistrationState.FAILED)
_OWN_WORD = ("There is no server", "No network", "The name ")


class Probe:
    """Connects to a server with an account; stays connected until it is closed.

    Args:
        account: what is known; its transport is found unless ``ways`` has one only.
        password: None where there is none.
        profiles: all PBX profiles.
        tell: gets each step.
        ways: which are tried, best first.
        directory: DNS; this machine's when None.

    Attributes:
        found: the account with its transport, once everything is right.
        plain: a way that answers and is not encrypted, where the encrypted one is not trusted.
        heard: partners the PBX told of unasked, in the order in which it did.
    """

    def __init__(
        self,
        account: AccountSettings,
        password: str | None,
        profiles: Profiles,
        tell: Callable[[Step], None],
        *,
        ways: Iterable[Transport] = WAYS,
        limits: Limits = _USUAL,
        directory: Directory | None = None,
        numbers: random.Random | None = None,
    ) -> None:
        self.found: AccountSettings | None = None
        self.plain: Transport | None = None
        self.heard: dict[str, Heard] = {}
        self._account, self._password = account, password
        self._profiles, self._tell = profiles, tell
        self._ways = tuple(ways)
        self._limits = limits
        self._directory = directory
        self._trace = Trace(messages=200)
        self._endpoint = Endpoint(
            Ids(numbers or random.SystemRandom()),
            settings=EndpointSettings(user_agent=f"blfpanel/{__version__}"),
        )
        self._driver: Driver | None = None
        self._settled: dict[UsageId, asyncio.Future[RegistrationChanged]] = {}
        self._listed: dict[UsageId, asyncio.Future[NotifyReceived | Failure]] = {}
        self._login: UsageId | None = None
        self._gone = asyncio.Event()
        self._profile: PbxProfile | None = None
        self._agent = ""

    async def run(self) -> AccountSettings | None:
        """Try everything; what came of it is told in steps.

        Returns:
            :attr:`found`.
        """
        if self._driver is None:
            self._driver = Driver(
                self._endpoint,
                on_event=self._event,
                trace=self._trace,
                directory=self._directory,
            )
        way = await self._find_way()
        if way is not None:
            self._say_encryption(way)
            if await self._log_in(way):
                self.found = way.account
                self._say_pbx()
        return self.found

    async def list_members(self, name: str) -> tuple[tuple[Heard, ...], str]:
        """Ask for a list the PBX keeps, and give its members, or a sentence why there are none."""
        assert self.found is not None
        account = self.found.sip_account(self._password)
        try:
            uri = SipUri.dialled(name, account.aor.uri)
        except SipParseError:
            return (), say("“{name}” is not the name of a list.", name=name)
        spec = SubscriptionSpec(uri, accept=ACCEPT, supported=("eventlist",))
        usage = self._endpoint.subscribe(account, spec, self._now())
        coming = self._listed[usage] = asyncio.get_running_loop().create_future()
        self._pump()
        answer: NotifyReceived | Failure | None = None
        with contextlib.suppress(TimeoutError):
            answer = await asyncio.wait_for(coming, self._limits.list)
        self._endpoint.unsubscribe(usage, self._now())
        self._pump()
        host = account.server.host
        match answer:
            case NotifyReceived():
                members = _members(answer)
                if members:
                    return members, ""
                return (), say("The list “{name}” is empty.", name=name)
            case Failure(status=status) if status in _NO_LIST:
                return (), say(
                    "This PBX has no lists. blfpanel asks for each partner by itself instead."
                )
            case Failure(status=404):
                return (), say("{host} has no list called “{name}”. [404]", host=host, name=name)
            case Failure():
                return (), say("{host} does not give the list: {why}", host=host, why=str(answer))
            case None:
                return (), say("{host} has not sent the list “{name}”.", host=host, name=name)

    async def close(self) -> None:
        """Take the registration back and let go of the server."""
        driver, self._driver = self._driver, None
        if driver is None:
            return
        if self._login is not None:
            self._endpoint.unregister(self._login, driver.now())
            driver.pump()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._gone.wait(), self._limits.farewell)
        await driver.close()

    # --- the way ---

    async def _find_way(self) -> Way | None:
        ways = [self._way(transport) for transport in self._ways]
        host = self._account.next_hop.host
        looking = say("Looking for {host}", host=host)

        def tell() -> None:
            details = tuple(way.told() for way in ways)
            self._tell(Step(Part.WAY, Mark.RUNNING, looking, details))

        tell()
        tries = [asyncio.ensure_future(self._try(way)) for way in ways]
        for each in tries:
            each.add_done_callback(lambda _: tell() if any(not t.done() for t in tries) else None)
        try:
            for way, each in zip(ways, tries, strict=True):
                await each
                if way.answered:
                    tried = ways[: ways.index(way) + 1]
                    details = tuple(each.told() for each in tried)
                    self._tell(Step(Part.WAY, Mark.DONE, say("Found {host}", host=host), details))
                    return way
                if way.reason is not None and way.reason.startswith("The certificate of"):
                    await asyncio.gather(*tries)
                    self._refuse_certificate(way, ways)
                    return None
        finally:
            for each in tries:
                each.cancel()
        self._found_none(ways)
        return None

    def _way(self, transport: Transport) -> Way:
        account = msgspec.structs.replace(self._account, transport=transport)
        return Way(account, port=account.next_hop.port or DEFAULT_PORTS[transport.value])

    async def _try(self, way: Way) -> None:
        """See whether anybody answers this way, without proving anything."""
        account = way.account.sip_account(None)
        usage, changed = await self._register(way.account, None, self._limits.way)
        if changed is None:
            way.reason, way.silent = "", True
        elif changed.failure is None or not changed.failure.local:
            way.answered = changed.failure.status if changed.failure else 200
            self._agent = self._agent_on(account.server.transport) or self._agent
            way.port = self._port_on(account.server.transport) or way.port
        else:
            way.reason = changed.failure.reason
            way.silent = changed.failure.status == 408
        self._endpoint.unregister(usage, self._now())
        self._pump()

    def _refuse_certificate(self, refused: Way, ways: list[Way]) -> None:
        plain = [way for way in ways if way.answered and way.account.transport is not Transport.TLS]
        self.plain = plain[0].account.transport if plain else None
        details = tuple(say("{told}, not encrypted", told=way.told()) for way in plain[:1])
        assert refused.reason is not None
        trouble = Trouble.CERTIFICATE
        self._tell(Step(Part.WAY, Mark.FAILED, refused.reason, details, trouble))

    def _found_none(self, ways: list[Way]) -> None:
        host = self._account.next_hop.host
        reasons = {way.reason for way in ways if way.reason}
        own = [reason for reason in reasons if reason.startswith(_OWN_WORD)]
        if own:
            known = Trouble.NETWORK if own[0].startswith("No network") else Trouble.NAME
            self._tell(Step(Part.WAY, Mark.FAILED, own[0], (), known))
            return
        tried = [say("{way} {port}", way=way.name, port=way.port) for way in ways]
        if len(tried) == 3:
            text = say(
                "{host} does not answer ({first}, {second} and {third} tried).",
                host=host, first=tried[0], second=tried[1], third=tried[2],
            )  # fmt: skip
        else:
            text = say("{host} does not answer ({tried} tried).", host=host, tried=", ".join(tried))
        details = tuple(reason for reason in sorted(reasons))
        self._tell(Step(Part.WAY, Mark.FAILED, text, details, Trouble.SILENT))

    def _say_encryption(self, way: Way) -> None:
        if way.account.transport is Transport.TLS:
            text = say("Encrypted, and the certificate is right")
            self._tell(Step(Part.ENCRYPTION, Mark.DONE, text))
            return
        details = (
            say("Others in the network can see who calls whom. The password itself is not sent."),
        )
        text = say("{way} is not encrypted", way=way.name)
        self._tell(Step(Part.ENCRYPTION, Mark.NOTE, text, details))

    # --- number and password ---

    async def _log_in(self, way: Way) -> bool:
        account, host = way.account, way.account.target.host
        user = account.user
        self._tell(Step(Part.LOGIN, Mark.RUNNING, say("Signing in as {user}", user=user)))
        usage, changed = await self._register(account, self._password, self._limits.login)
        if changed is not None and changed.state is RegistrationState.REGISTERED:
            self._login = usage
            self._tell(Step(Part.LOGIN, Mark.DONE, self._accepted(changed, user)))
            return True
        self._endpoint.unregister(usage, self._now())
        self._pump()
        text, trouble = refusal(host, user, changed.failure if changed else None)
        self._tell(Step(Part.LOGIN, Mark.FAILED, text, (), trouble))
        return False

    def _accepted(self, changed: RegistrationChanged, user: str) -> str:
        if changed.failure is not None:
            return say(
                "This server keeps no registrations; {user} can call all the same", user=user
            )
        if self._password is None:
            return say("Number {user} accepted", user=user)
        return say("Number {user} and password accepted", user=user)

    async def _register(
        self, account: AccountSettings, password: str | None, limit: float
    ) -> tuple[UsageId, RegistrationChanged | None]:
        """Register, and give how that went; None: no answer in time."""
        who = msgspec.structs.replace(account, name=f"{account.transport.value} {password is None}")
        usage = self._endpoint.register(who.sip_account(password), self._now())
        coming = self._settled[usage] = asyncio.get_running_loop().create_future()
        self._pump()
        try:
            return usage, await asyncio.wait_for(coming, limit)
        except TimeoutError:
            return usage, None

    # --- what the server tells ---

    def _event(self, event: Event, now: float) -> None:
        match event:
            case RegistrationChanged(usage=usage, state=RegistrationState.UNREGISTERED):
                if usage == self._login:
                    self._gone.set()
            case RegistrationChanged(usage=usage, state=state) if state in _SETTLED:
                _settle(self._settled.get(usage), event)
            case NotifyReceived(usage=usage) if usage in self._listed:
                if event.request.body:
                    _settle(self._listed[usage], event)
            case NotifyReceived():
                self._hear(event)
            case IncomingCall(call=call):  # whoever calls shall not wait for nobody
                self._endpoint.reject(call, 480, now)
            case SubscriptionChanged(usage=usage, phase=phase, failure=failure):
                if usage in self._listed and failure and phase is not SubscriptionPhase.PENDING:
                    _settle(self._listed[usage], failure)
            case _:
                pass

    def _hear(self, event: NotifyReceived) -> None:
        """Somebody's lamp, unasked."""
        request = event.request
        for member in _members(event):
            self._remember(member)
        try:
            info = read_body(request)
        except BodyError:
            return
        if info is not None:
            known = recognise(self._profiles.values(), request, info, request.body)
            self._profile = self._profile if known is None else known.profile
        named = [user for user in users_named(info, request) if user]
        if named:
            self._remember(Heard(named[0], request.from_.display or ""))
        if self.found is not None:
            self._say_pbx()

    def _remember(self, partner: Heard) -> None:
        if partner.number != self._account.user:
            self.heard[partner.number] = partner

    def _say_pbx(self) -> None:
        profile = self._profile or _profile_called(self._profiles, self._agent)
        details = [say("It calls itself “{agent}”", agent=self._agent)] if self._agent else []
        if self.heard:
            details.append(say("{count} partners seen so far", count=len(self.heard)))
        text = say("Connected") if profile is None else say("{pbx} recognised", pbx=profile.title)
        self._tell(Step(Part.PBX, Mark.DONE, text, tuple(details)))

    def _responses_on(self, transport: str) -> list[tuple[Response, int]]:
        found = []
        for entry in self._trace:
            if entry.direction is Direction.IN and entry.flow.transport == transport:
                with contextlib.suppress(MalformedMessage):
                    message = parse_message(entry.data)
                    if isinstance(message, Response):
                        found.append((message, entry.flow.remote[1]))
        return found

    def _agent_on(self, transport: str) -> str:
        names = [
            name
            for response, _ in self._responses_on(transport)
            if (name := response.headers.get("Server") or response.headers.get("User-Agent"))
        ]
        return names[-1] if names else ""

    def _port_on(self, transport: str) -> int:
        found = self._responses_on(transport)
        return found[-1][1] if found else 0

    def _now(self) -> float:
        return self._driver.now() if self._driver else 0.0

    def _pump(self) -> None:
        if self._driver is not None:
            self._driver.pump()


def _settle(future: asyncio.Future[T] | None, outcome: T) -> None:
    if future is not None and not future.done():
        future.set_result(outcome)


def _members(event: NotifyReceived) -> tuple[Heard, ...]:
    """Who is on a list, if the message is of one."""
    request = event.request
    kind = request.headers.get("Content-Type")
    try:
        body = body_of(request)
        if not is_list(kind, body):
            return ()
        report = read(body, kind)
    except BodyError:
        return ()
    found = {}
    for member in report.members:
        if member.uri and (number := user_of(member.uri)):
            found[number] = Heard(number, member.name or "")
    return tuple(found.values())


def _profile_called(profiles: Profiles, agent: str) -> PbxProfile | None:
    """The PBX that calls itself so; None where no profile knows it by its name alone."""
    for profile in profiles.values():
        for evidence in profile.recognise:
            if (
                evidence.header is not None
                and evidence.score >= ENOUGH
                and evidence.header.lower() in agent.lower()
            ):
                return profile
    return None
