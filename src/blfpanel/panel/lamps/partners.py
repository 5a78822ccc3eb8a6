"""The partners and their lamps: from NOTIFYs and subscriptions to what each key shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from blfpanel.body.dialog_info import BodyError, DialogInfo, parse
from blfpanel.panel.accounts import Account
from blfpanel.panel.changes import FaceChanged, KeyAdded, KeyReplaced, LampChanged
from blfpanel.panel.commands import Refresh, Unwatch, Watch
from blfpanel.panel.keys import PartnerKey, WatchedKey
from blfpanel.panel.lamps.documents import body_of, read_body
from blfpanel.panel.lamps.history import History, document_line
from blfpanel.panel.lamps.lamp import EntityState, lamp_of, reduce, reread, unheard
from blfpanel.panel.lamps.matching import Matcher, users_named
from blfpanel.panel.lamps.presentation import Eye
from blfpanel.panel.lamps.vigil import Vigil
from blfpanel.panel.model import Happening, KeyId, Lamp, LampState, Observation, Party, Source
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.ways import View
from blfpanel.panel.profiles.profiles import Profiles
from blfpanel.panel.words import ago, lamp_word
from blfpanel.sip.events import Failure, NotifyReceived, UsageId
from blfpanel.sip.syntax.message import Request
from blfpanel.wording import mark, say

#: Stands for a party whose name is nobody's business (RFC 3261 §8.1.1.3, RFC 3323 §4.1.1.3).
ANONYMOUS = Party("sip:anonymous@anonymous.invalid", "anonymous", None)


@dataclass(slots=True)
class Partner:
    """All that is known about one key.

    Attributes:
        state: the lamp, as it truly is.
        entity: the calls it was read from.
        usage: the subscription that watches for it.
        expires_at: until when the PBX said that subscription lives.
        due: when the next SUBSCRIBE goes out.
        failure: why the last one failed; None while all is well.
        findings: what in the last document departs from RFC 4235.
    """

    key: WatchedKey
    view: View
    entity: EntityState
    state: LampState
    history: History = field(default_factory=History)
    eye: Eye = field(default_factory=Eye)
    usage: UsageId | None = None
    expires_at: float | None = None
    due: float | None = None
    failure: Failure | None = None
    findings: tuple[str, ...] = ()

    def watch(self) -> Watch:
        """The command to subscribe to it."""
        return Watch(self.key.id, self.key.account, self.view.address, self.key.event)

    @property
    def face(self) -> LampState:
        """The lamp as the eye sees it."""
        return self.eye.face(self.state)


class Partners:
    """All keys, in panel order.

    Args:
        discover: make keys for partners that were heard of and that nobody configured.
    """

    def __init__(self, profiles: Profiles, outbox: Outbox, *, discover: bool) -> None:
        self._profiles = profiles
        self._outbox = outbox
        self._discover = discover
        self._partners: dict[KeyId, Partner] = {}
        self._matcher = Matcher()
        self._settling: dict[KeyId, float] = {}
        self._vigil = Vigil()
        #: Subscriptions of keys that are gone: what still comes of them is not listened to.
        self.left: set[UsageId] = set()

    def __getitem__(self, key: KeyId) -> Partner:
        return self._partners[key]

    def __iter__(self) -> Iterator[Partner]:
        return iter(self._partners.values())

    def add(self, key: WatchedKey, account: Account, *, watch: bool) -> Partner:
        """Show another key; raises :exc:`SipParseError` if its number is no address."""
        view = account.view(key)
        state = LampState(cause=mark("No answer yet") if watch else mark("Not asked"))
        partner = Partner(key, view, unheard(view.profile), state)
        self._partners[key.id] = partner
        self._matcher.add(key.id, account.name, view.number)
        self._outbox.tell(KeyAdded(key.id))
        if watch:
            self._outbox.order(partner.watch())
        return partner

    def get(self, key: KeyId) -> Partner | None:
        """The partner of a key, None for a key that is none's or gone."""
        return self._partners.get(key)

    def replace(self, key: WatchedKey, account: Account) -> None:
        """A key of the same number says something else: all that is known of it stays."""
        partner = self._partners[key.id]
        before, partner.key = partner.key, key
        if before.event != key.event:
            self._let_go(partner)
            self._outbox.order(partner.watch())
        if key.hide_remote and not before.hide_remote:
            # what was kept says with whom
            partner.state = hidden(partner.state)
            partner.history, partner.findings = History(), ()
            self._show(partner)
        elif before.hide_remote and not key.hide_remote:
            partner.state = _unhidden(partner)
            self._show(partner)
        if before != key:
            self._outbox.tell(KeyReplaced(key.id))

    def remove(self, key: KeyId) -> Partner:
        """Know nothing of a key any more; its own subscription ends."""
        partner = self._partners[key]
        self._let_go(partner)
        del self._partners[key]
        self._matcher.remove(key, partner.key.account, partner.view.number)
        self._settling.pop(key, None)
        self._vigil.forget(key)
        return partner

    def _let_go(self, partner: Partner) -> None:
        usage, partner.usage = partner.usage, None
        # a list's subscription tells of others as well
        if usage is not None and self.of_usage(usage) is partner:
            self.leave(usage)

    def leave(self, usage: UsageId) -> None:
        """End a subscription that is nobody's any more."""
        self.left.add(usage)
        self._outbox.order(Unwatch(usage))

    def bind(self, key: KeyId, usage: UsageId) -> None:
        """The subscription ``usage`` watches for ``key``."""
        self._partners[key].usage = usage
        self._matcher.bind(usage, key)

    def numbered(self, account: str, user: str) -> list[Partner]:
        """The partners whose number at ``account`` is ``user``."""
        return [self._partners[key] for key in self._matcher.numbered(account, user)]

    def named(self, account: Account, info: DialogInfo) -> list[Partner]:
        """Whom a document is about; a new key for somebody unknown, where those are made."""
        return self._named(account, info, None)

    def __contains__(self, key: object) -> bool:
        return key in self._partners

    def of_usage(self, usage: UsageId) -> Partner | None:
        """The partner a subscription watches."""
        key = self._matcher.subscriptions.get(usage)
        return None if key is None else self._partners[key]

    # --- documents ---

    def notified(self, event: NotifyReceived, account: Account, now: float) -> None:
        """A NOTIFY came."""
        request, usage = event.request, event.usage
        partner = None if usage is None else self.of_usage(usage)
        try:
            body = body_of(request)
            info = read_body(request, body)
        except BodyError as error:
            self.unreadable(self._addressees(event, None, account, partner), error, request, now)
            return
        if account.automatic:
            self.recognise(account, request, info, body, now)
        ended = event.state is not None and event.state.state == "terminated"
        for known in self._addressees(event, info, account, partner):
            if ended:
                self.ended(known, request, now)
            elif usage is None and _is_of_a_lost_dialog(known, request):
                rule = "not believed: its subscription is not ours"
                self._note(known, now, "NOTIFY", rule, request)
            else:
                if usage is not None:
                    known.expires_at, known.due = event.expires_at, event.refresh_at
                    known.failure = None
                self.learn(known, account, info, _source(known, event), request, now)

    def document(self, body: bytes, account: Account, key: KeyId | None, now: float) -> bool:
        """A document came without a message around it; whether any key is meant by it.

        ``key`` is the key it is about, None to find out. Raises :exc:`BodyError`.
        """
        info = parse(body)
        if account.automatic:
            self.recognise(account, None, info, body, now)
        partners = [self._partners[key]] if key else self._named(account, info, None)
        for partner in partners:
            self.learn(partner, account, info, Source.FILE, body, now)
        return bool(partners)

    def recognise(
        self,
        account: Account,
        request: Request | None,
        info: DialogInfo | None,
        body: bytes,
        now: float,
    ) -> None:
        """Look which PBX this is; if it says to be another than was thought, read lamps anew."""
        before = account.profile
        account.look(self._profiles, request, info, body)
        evidence = account.evidence
        if account.profile is before or evidence is None or not evidence.named:
            return
        for partner in self:
            if partner.key.account == account.name and partner.entity.calls:
                partner.view = account.view(partner.key)
                partner.entity = reread(partner.entity, account.profile)
                known = partner.state
                state = _seen(partner, known, known.source, now)
                state = msgspec.structs.replace(
                    state, heard=known.heard, stale=known.stale, cause=known.cause
                )
                line = f"The PBX is {account.profile.title}, {account.because}"
                self.change(partner, state, Happening.NOTIFY, line, state.why, now)

    def _addressees(
        self,
        event: NotifyReceived,
        info: DialogInfo | None,
        account: Account,
        partner: Partner | None,
    ) -> list[Partner]:
        if partner is not None:
            return [partner]
        partners = self._named(account, info, event.request)
        if partners and event.usage is not None:
            self.bind(partners[0].key.id, event.usage)
        if not partners:
            sender = event.request.from_.uri.bare()
            text = say(
                "{sender} reports calls of somebody who has no key here. Add a key to see them.",
                sender=sender,
            )
            # a group may have hundreds of members: one is told, as an example
            self._outbox.notice_once(f"no key {account.name}", text, problem=False)
        return partners

    def _named(
        self, account: Account, info: DialogInfo | None, request: Request | None
    ) -> list[Partner]:
        keys = self._matcher.by_name(account.name, info, request)
        if keys:
            return [self._partners[key] for key in keys]
        name = next(filter(None, users_named(info, request)), None)
        if not self._discover or name is None:
            return []
        key = PartnerKey(KeyId(name), name, name, account.name)
        return [self.add(key, account, watch=False)]

    def learn(
        self,
        partner: Partner,
        account: Account,
        info: DialogInfo | None,
        source: Source,
        received: Request | bytes,
        now: float,
        carrier: str | None = None,
    ) -> None:
        """The path of every good NOTIFY: reduce, read the lamp, record, tell what changed.

        ``carrier`` names what brought the document, where that is no message of its own.
        """
        profile = account.profile
        if partner.view.profile is not profile:
            partner.view = account.view(partner.key)
        if info is None:
            entity = unheard(profile)
        else:
            entity = reduce(partner.entity, info, profile)
            partner.findings = () if partner.key.hide_remote else info.findings
        asked = partner.entity.gap == entity.gap
        partner.entity = entity
        state = _seen(partner, partner.state, source, now)
        name = "Document" if isinstance(received, bytes) else "NOTIFY"
        line = document_line(name, entity, state, carrier)
        findings = info.findings if info is not None else ()
        self.become(partner, state, Happening.NOTIFY, line, received=received, findings=findings)
        if entity.gap and not asked and partner.usage is not None:
            self._outbox.order(Refresh(partner.usage))

    def ended(
        self, partner: Partner, request: Request | bytes, now: float, carrier: str = "NOTIFY"
    ) -> None:
        """The PBX ended the subscription: what the last body says is not to be believed."""
        partner.entity = unheard(partner.view.profile)
        partner.expires_at = None
        state = LampState(
            source=Source.TERMINATED,
            cause=mark("Subscription ended"),
            since=now,
            heard=now,
            profile=partner.view.profile.name,
            why="the PBX ended the subscription",
        )
        line = f"{carrier}: subscription terminated"
        self.become(partner, state, Happening.NOTIFY, line, received=request)

    def unreadable(
        self, partners: list[Partner], error: BodyError, request: Request | bytes, now: float
    ) -> None:
        """Something changed and we do not know what: the lamp stays and is in doubt."""
        for partner in partners:
            self._outbox.notice_once(
                f"unreadable {partner.key.id}",
                say(
                    "A message about {label} cannot be read: {error}.",
                    label=partner.key.label,
                    error=error,
                ),
            )
            self.doubt(partner, error, request, now)

    def doubt(
        self, partner: Partner, error: BodyError, received: Request | bytes, now: float
    ) -> None:
        """What came about a partner cannot be read."""
        state = doubted(partner.state, "unreadable message")
        rule, line = f"not readable: {error}", "NOTIFY: not readable"
        self.become(partner, state, Happening.NOTIFY, line, rule, now, received)

    def forget(
        self, partner: Partner, state: LampState, line: str, received: Request | bytes
    ) -> None:
        """A message says that nothing is known of a partner; ``state`` says why."""
        partner.entity = unheard(partner.view.profile)
        self.become(partner, state, Happening.NOTIFY, line, received=received)

    def rename(self, partner: Partner, name: str | None) -> None:
        """The PBX says what a partner is called; what a person has called it stays."""
        key = partner.key
        if name and key.label in (key.number, partner.view.number) and name != key.label:
            partner.key = dataclasses.replace(key, label=name)
            self._outbox.tell(FaceChanged(key.id, partner.face))

    def _note(self, partner: Partner, now: float, line: str, rule: str, received: Request) -> None:
        state = partner.state
        octets = b"" if partner.key.hide_remote else received.raw or received.to_bytes()
        partner.history.add(Observation(now, Happening.NOTIFY, line, rule, state, state), octets)

    # --- becoming ---

    def change(
        self, partner: Partner, state: LampState, kind: Happening, line: str, rule: str, now: float
    ) -> None:
        """Something other than a document changed what a key shows."""
        if partner.eye.deadline is not None:
            self._show(partner)
        self.become(partner, state, kind, line, rule, now)

    def become(
        self,
        partner: Partner,
        after: LampState,
        kind: Happening,
        line: str,
        rule: str | None = None,
        now: float | None = None,
        received: Request | bytes = b"",
        findings: tuple[str, ...] = (),
    ) -> None:
        at = after.heard if now is None else now
        assert at is not None
        eye = partner.eye
        if eye.deadline is not None and at >= eye.deadline:
            self._show(partner)
        before = partner.state
        if not self._vigil.believes(
            partner.key.id, after, partner.view.profile.ringing_seconds, at
        ):
            after = doubted(
                after, f"{'rings' if after.lamp is Lamp.ALERTING else 'calls'} too long"
            )
        partner.state = after
        octets = received if isinstance(received, bytes) else received.raw or received.to_bytes()
        if partner.key.hide_remote:
            octets, findings = b"", ()  # they say with whom
        observation = Observation(
            at,
            kind,
            line,
            after.why if rule is None else rule,
            before,
            after,
            findings=findings,
        )
        same = is_same(before, after)
        partner.history.add(observation, octets, repeat=same and kind is Happening.NOTIFY)
        if same:
            return
        self._outbox.tell(LampChanged(partner.key.id, before, after, at))
        cleared = kind is Happening.NOTIFY and partner.entity.cleared
        held = eye.deadline is not None
        if eye.holds_back(before, after, cleared, partner.view.profile.settle, at):
            assert eye.deadline is not None
            self._settling[partner.key.id] = eye.deadline
            return
        if held:
            partner.history.hide_since(eye.since)
        self._show(partner)

    def _show(self, partner: Partner) -> None:
        partner.eye.let_go()
        self._settling.pop(partner.key.id, None)
        self._outbox.tell(FaceChanged(partner.key.id, partner.state))

    # --- time ---

    def next_deadline(self) -> float | None:
        """When the next key's face is due, or has rung for so long that it is asked about."""
        deadlines = [*self._settling.values()]
        if (due := self._vigil.next_deadline()) is not None:
            deadlines.append(due)
        return min(deadlines, default=None)

    def handle_timeout(self, now: float) -> None:
        """Show what was held back long enough, wonder about what rings for too long."""
        for key in [key for key, due in self._settling.items() if due <= now]:
            self._show(self._partners[key])
        for key, asked in self._vigil.due(now):
            self._wonder(self._partners[key], asked, now)

    def _wonder(self, partner: Partner, asked: bool, now: float) -> None:
        """No news of a call for too long: ask first, then doubt."""
        if partner.usage is not None and not asked:
            self._outbox.order(Refresh(partner.usage))
            self._vigil.asked(partner.key.id, now)
            return
        state = partner.state
        line = f"No news for {ago(now - (state.heard or now))}; was {lamp_word(state)}"
        self.change(partner, doubted(state, "no news"), Happening.DOUBT, line, "no news", now)


def hidden(state: LampState) -> LampState:
    """``state`` without a word about whom the partner speaks with."""
    calls = tuple(
        msgspec.structs.replace(call, remote=call.remote and ANONYMOUS) for call in state.calls
    )
    return msgspec.structs.replace(state, remote=state.remote and ANONYMOUS, calls=calls)


def _unhidden(partner: Partner) -> LampState:
    """What was known all the time of whom the partner speaks with."""
    state = partner.state
    seen = lamp_of(partner.entity, partner.view, state, state.source, state.heard or 0.0)
    return msgspec.structs.replace(state, remote=seen.remote, calls=seen.calls)


def _seen(partner: Partner, before: LampState, source: Source, now: float) -> LampState:
    state = lamp_of(partner.entity, partner.view, before, source, now)
    return hidden(state) if partner.key.hide_remote else state


def doubted(state: LampState, cause: str) -> LampState:
    """``state``, no longer to be relied on; what was unknown stays unknown."""
    return msgspec.structs.replace(state, stale=state.lamp is not Lamp.UNKNOWN, cause=cause)


def is_same(before: LampState, after: LampState) -> bool:
    """Whether nothing changed but the time of the last message."""
    return (
        before.lamp is after.lamp
        and before.detail is after.detail
        and before.source is after.source
        and before.stale is after.stale
        and before.calls == after.calls
        and before.why == after.why
        and before.cause == after.cause
        and before.refused == after.refused
        and before.remote == after.remote
    )


def _is_of_a_lost_dialog(partner: Partner, request: Request) -> bool:
    """A NOTIFY of some subscription that ended for us, while another one is alive.

    FreeSWITCH goes on with those for hours, whatever they are answered.
    """
    state = partner.state
    return state.source is Source.ACTIVE and not state.stale and request.to_tag is not None


def _source(partner: Partner, event: NotifyReceived) -> Source:
    if event.usage is not None:
        pending = event.state is not None and event.state.state == "pending"
        return Source.PENDING if pending else Source.ACTIVE
    subscribed = partner.state.source is Source.ACTIVE and not partner.state.stale
    return Source.ACTIVE if subscribed else Source.UNSOLICITED
