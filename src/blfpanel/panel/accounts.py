"""The panel's view of each account: who we are there, which PBX it is, how registering goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blfpanel.body.dialog_info import DialogInfo
from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.changes import AccountChanged
from blfpanel.panel.keys import Key
from blfpanel.panel.pickups.ways import View
from blfpanel.panel.profiles.habits import AS_PROFILE, PickupWishes
from blfpanel.panel.profiles.profiles import AUTO, Evidence, PbxProfile, Profiles
from blfpanel.panel.profiles.recognise import agent, holds, recognise
from blfpanel.panel.words import ago, sentence
from blfpanel.sip.events import Failure, RegistrationChanged, RegistrationState, UsageId
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.wording import mark, say

#: After so many messages with calls in which nothing gave the PBX away, nothing will.
_LOOKS = 50

_UNRECOGNISED = mark("not recognised, read as RFC 4235 says")

_KINDS = {
    RegistrationState.REGISTERING: "registering",
    RegistrationState.REGISTERED: "registered",
    RegistrationState.REFUSED: "refused",
    RegistrationState.FAILED: "failed",
    RegistrationState.UNREGISTERED: "off",
}

_WRONG_PASSWORD = frozenset({401, 403, 407})


@dataclass(slots=True)
class Account:
    """One account.

    Attributes:
        profile: the PBX profile in force; ``because`` says why that one.
        wishes: what its owner says about picking up.
        automatic: whether the PBX is to be recognised.
        evidence: by what it was; None while it is not. ``score`` says how much that counts.
        agent: what the PBX called itself last.
        looks_left: messages in which it is still looked for.
        registration: its REGISTER usage.
        state: what was told last.
        troubled: whether registering failed and has not worked since.
        policy: how its calls are treated.
    """

    name: str
    aor: NameAddr
    profile: PbxProfile
    because: str
    wishes: PickupWishes = AS_PROFILE
    automatic: bool = False
    evidence: Evidence | None = None
    score: int = 0
    agent: str = ""
    looks_left: int = _LOOKS
    registration: UsageId | None = None
    state: AccountChanged | None = None
    troubled: bool = False
    policy: CallPolicy = USUAL
    _chosen: str = AUTO
    _do_not_disturb: bool = USUAL.do_not_disturb  #: as the settings have it

    @classmethod
    def make(
        cls, profiles: Profiles, name: str, aor: NameAddr, profile: str, wishes: PickupWishes
    ) -> Account:
        """An account with the profile called ``profile``, or one that recognises its PBX.

        Raises :exc:`KeyError` for a profile that does not exist.
        """
        account = cls(name, aor, profiles.fallback, _UNRECOGNISED, wishes, automatic=True)
        account.use(profiles, profile)
        return account

    def use(self, profiles: Profiles, profile: str) -> None:
        """Read what the PBX sends by this profile from now on, or recognise it.

        Raises :exc:`KeyError` for a profile that does not exist.
        """
        if profile == self._chosen:
            return
        if profile == AUTO:
            self.profile, self.because, self.automatic = profiles.fallback, _UNRECOGNISED, True
            self.evidence, self.score, self.agent, self.looks_left = None, 0, "", _LOOKS
        else:
            self.profile, self.because = profiles[profile], mark("set by you")
            self.automatic = False
        self._chosen = profile

    def wish(self, policy: CallPolicy) -> None:
        """Treat calls in this way; what was switched by hand stays while its setting does."""
        setting = policy.do_not_disturb
        if setting is self._do_not_disturb:
            policy = replace(policy, do_not_disturb=self.policy.do_not_disturb)
        self._do_not_disturb, self.policy = setting, policy

    @property
    def own_number(self) -> str:
        """The user part of the address of record."""
        return self.aor.uri.user_unescaped

    @property
    def server(self) -> str:
        """The PBX as people know it: the domain."""
        return self.aor.uri.host

    def view(self, key: Key) -> View:
        """From where ``key``'s calls are seen; raises :exc:`SipParseError` for a bad number."""
        home = self.aor.uri
        uri = SipUri.dialled(key.number, home)
        number, habits = uri.user_unescaped or uri.host, self.wishes.over(self.profile.pickup)
        return View(self.profile, key.id, self.name, home, number, str(uri), habits)

    def look(
        self,
        profiles: Profiles,
        request: Request | None,
        info: DialogInfo | None,
        body: bytes = b"",
    ) -> None:
        """Try to recognise the PBX, or see whether it was mistaken for another.

        What it calls itself counts most and is looked at whenever it changes. A PBX known by a
        shape that its documents always have is doubted as soon as one has another: the account
        may reach several. Documents without calls have no shape.
        """
        if not self.automatic:
            return
        name = agent(request)
        renamed = bool(name) and name != self.agent
        evidence = self.evidence
        if evidence is not None and evidence.named and not renamed:
            return
        calls = info is not None and bool(info.dialogs)
        info = info or DialogInfo(None, "full", None)
        if calls and evidence is not None and evidence.always:
            shapes = (evidence, *self.profile.recognise)
            if not any(holds(each, request, info, body) for each in shapes):
                self.profile, self.because, self.evidence = profiles.fallback, _UNRECOGNISED, None
                self.score, self.looks_left = 0, _LOOKS
        if not renamed and not (calls and self.looks_left):
            return
        self.looks_left = max(0, self.looks_left - 1)
        self.agent = name or self.agent
        found = recognise(profiles.values(), request, info, body)
        if found is not None and (found.score > self.score or (renamed and found.evidence.named)):
            self.profile, self.score, self.evidence = found
            self.because = say("recognised by {sign}", sign=found.evidence.by)

    def registered(self, event: RegistrationChanged) -> AccountChanged:
        """Remember and word what became of the registration."""
        kind = _KINDS[event.state]
        problem = self._trouble(event.failure) if event.failure else ""
        self.state = AccountChanged(
            self.name, kind, self._text(event), event.due, event.secure, problem
        )
        return self.state

    def _text(self, event: RegistrationChanged) -> str:
        match event.state:
            case RegistrationState.REGISTERING:
                return say("Registering…")
            case RegistrationState.REGISTERED if event.failure is not None:
                return say("Connected to {server}, which wants no registration", server=self.server)
            case RegistrationState.REGISTERED:
                return say("Registered at {server}", server=self.server)
            case RegistrationState.UNREGISTERED:
                return say("Not registered")
        if event.failure is None:
            return say("Not registered")
        return say("Not registered: {cause}", cause=_cause(event.failure))

    def trouble(self, event: RegistrationChanged, now: float) -> str | None:
        """One line about a failed registration: what happened, where, what comes next."""
        failure = event.failure
        if failure is None:
            return None
        text = self._trouble(failure)
        if event.due is not None and event.due - now >= 1:
            text = say("{text} Next try in {time}.", text=text, time=ago(event.due - now))
        return text

    def _trouble(self, failure: Failure) -> str:
        server, own, status = self.server, self.own_number, failure.status
        if failure.local and status == 408:
            return say("{server} does not answer.", server=server)
        if failure.local:
            return sentence(failure.reason)
        if status in _WRONG_PASSWORD:
            return say(
                "{server} does not accept the password of {own}. [{status}]",
                server=server,
                own=own,
                status=status,
            )
        if status == 404:
            return say(
                "{server} does not know the number {own}. [{status}]",
                server=server,
                own=own,
                status=status,
            )
        return say(
            "{server} does not register {own}: {reason}. [{status}]",
            server=server,
            own=own,
            reason=failure.reason.rstrip("."),
            status=status,
        )


def _cause(failure: Failure) -> str:
    if failure.local:
        return say("no answer") if failure.status == 408 else _lowered(failure.reason)
    if failure.status in _WRONG_PASSWORD:
        return say("wrong password")
    if failure.status == 404:
        return say("number unknown")
    return f"{failure.reason.rstrip('.').lower()} [{failure.status}]"


def _lowered(text: str) -> str:
    """The first sentence, to go on behind a colon; names keep their capitals."""
    first = text.partition(". ")[0].rstrip(".")
    word = first.partition(" ")[0]
    return first[:1].lower() + first[1:] if word.istitle() else first
