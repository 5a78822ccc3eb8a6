"""A phone without a network: tests set what its keys show and read what was asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import msgspec

from blfpanel.media.statistics import MediaStatistics
from blfpanel.net.trace import Trace
from blfpanel.panel.changes import (
    AccountChanged,
    Camp,
    CampKind,
    CampsChanged,
    Change,
    DoNotDisturbChanged,
    FaceChanged,
    KeyAdded,
    Notice,
    OwnCallChanged,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.panel.keys import KeyType, intent
from blfpanel.panel.model import (
    Detail,
    Explanation,
    Happening,
    Intent,
    KeyId,
    Lamp,
    LampState,
    Observation,
    OwnCall,
    OwnCallState,
    PartnerCall,
    Party,
    Source,
)
from blfpanel.panel.press import Meaning
from blfpanel.phone.call_log import CallLog, LoggedCall
from blfpanel.phone.effects import Effects
from blfpanel.sip.events import UsageId
from blfpanel.wording import say

START = datetime(2026, 3, 2, 10, 42, 7, 412_000, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FakeKey:
    """A key as configured."""

    id: KeyId
    label: str
    number: str
    account: str = "Reception"
    note: str = ""
    group: str = ""
    type: KeyType = KeyType.PARTNER


@dataclass(frozen=True, slots=True)
class FakeProfile:
    """A PBX's name."""

    title: str = "innovaphone PBX"


class FakePanel:
    """What a panel answers, from plain dictionaries."""

    def __init__(self) -> None:
        self._keys: dict[KeyId, FakeKey] = {}
        self.states: dict[KeyId, LampState] = {}
        self.pickups: set[KeyId] = set()
        self.watched: tuple[Camp, ...] = ()
        self.group_codes: dict[KeyId, str] = {}
        self.meanings: dict[KeyId, Meaning] = {}
        self.desk_phone = False
        self.calls: dict[UsageId, OwnCall] = {}
        self.accounts: dict[str, AccountChanged] = {}
        self.histories: dict[KeyId, list[Observation]] = {}

    def keys(self) -> Sequence[FakeKey]:
        return tuple(self._keys.values())

    def __contains__(self, key_id: object) -> bool:
        return key_id in self._keys

    def remove(self, key_id: KeyId) -> None:
        del self._keys[key_id]

    def key(self, key_id: KeyId) -> FakeKey:
        return self._keys[key_id]

    def add(self, key: FakeKey) -> None:
        self._keys[key.id] = key
        self.states[key.id] = LampState()
        self.histories[key.id] = []

    def state(self, key_id: KeyId) -> LampState:
        return self.states[key_id]

    def face(self, key_id: KeyId) -> LampState:
        return self.states[key_id]

    def picking_up(self, key_id: KeyId) -> bool:
        return key_id in self.pickups

    def camps(self) -> Sequence[Camp]:
        return self.watched

    def camped(self, key_id: KeyId) -> bool:
        return any(key_id in camp.keys for camp in self.watched)

    def group_code(self, key_id: KeyId) -> str:
        return self.group_codes.get(key_id, "")

    def own_calls(self) -> Sequence[OwnCall]:
        return tuple(self.calls.values())

    def account_state(self, name: str) -> AccountChanged | None:
        return self.accounts.get(name)

    def profile_of(self, account: str) -> tuple[FakeProfile, str]:
        return FakeProfile(), say("recognised by {sign}", sign="the shape of its messages")

    def has_desk_phone(self, account: str) -> bool:
        return self.desk_phone

    def meant(self, key_id: KeyId) -> Meaning:
        return self.meanings.get(key_id) or Meaning(intent(self.face(key_id)))

    def history(self, key_id: KeyId) -> Sequence[Observation]:
        return tuple(reversed(self.histories[key_id]))

    def explain(self, key_id: KeyId, now: float) -> Explanation:
        state, key = self.states[key_id], self._keys[key_id]
        certain = not state.stale and state.lamp is not Lamp.UNKNOWN
        return Explanation(
            title=f"{key.label} {key.number}",
            sentence=state.why or "Nothing was heard about this partner yet.",
            certain=certain,
            certainty=_certainty(state, now, certain=certain),
            state=state,
            history=tuple(self.history(key_id)),
            cannot_tell=("on hold", "do not disturb", "forwarded", "logged off"),
            findings=("entity is missing", "the dialog has no tags"),
        )


def _certainty(state: LampState, now: float, *, certain: bool) -> str:
    if state.heard is None:
        return say("Nothing is known.")
    heard = say("{n} s", n=f"{now - state.heard:.0f}")
    if certain:
        return say(
            "Certain. Heard {heard} ago, {source}, next refresh in {due}.",
            heard=heard,
            source="subscription active",
            due="6:12",
        )
    doubt = state.cause or ""
    return say("Uncertain. Last heard {heard} ago, {doubt}.", heard=heard, doubt=doubt)


@dataclass
class FakePhone:
    """A phone that only remembers. ``done`` lists what the window asked for."""

    panel: FakePanel = field(default_factory=FakePanel)
    time: float = 1000.0
    done: list[tuple[object, ...]] = field(default_factory=list)
    listeners: list[Callable[[Change], None]] = field(default_factory=list)
    sound: dict[UsageId, MediaStatistics] = field(default_factory=dict)
    call_log: CallLog = field(default_factory=CallLog)
    quiet: bool = False
    undo_within: float = 0.0
    camp_limit: float = 0.0
    started: bool = False
    stopped: bool = False
    trace: Trace = field(default_factory=Trace)

    def __post_init__(self) -> None:
        self.effects = Effects(self.trace)

    # --- the phone's own surface ---

    def listen(self, listener: Callable[[Change], None]) -> None:
        self.listeners.append(listener)

    async def start(self) -> None:
        self.started = True

    async def stop(self) -> None:
        self.stopped = True

    def account_names(self) -> Sequence[str]:
        return tuple(self.panel.accounts)

    def now(self) -> float:
        return self.time

    def wall(self, at: float) -> datetime:
        return START + timedelta(seconds=at - 1000.0)

    def press(self, key: KeyId, *, ask: bool = True) -> None:
        self.done.append(("press", key))

    def choose(self, key: KeyId, chosen: Intent) -> None:
        self.done.append(("choose", key, chosen))

    def pick_up(self, key: KeyId, method: str | None = None) -> None:
        self.done.append(("pick up", key) if method is None else ("pick up", key, method))

    def dial(self, number: str, account: str | None = None, *, here: bool = False) -> None:
        self.done.append(("dial", number, account, *(("here",) if here else ())))

    def answer(self, call: UsageId) -> None:
        self.done.append(("answer", call))

    def reject(self, call: UsageId, *, everywhere: bool = False) -> None:
        self.done.append(("reject", call, everywhere))

    def ignore(self, call: UsageId) -> None:
        self.done.append(("ignore", call))

    def hang_up(self, call: UsageId) -> None:
        self.done.append(("hang up", call))

    def hold(self, call: UsageId) -> None:
        self.done.append(("hold", call))

    def resume(self, call: UsageId) -> None:
        self.done.append(("resume", call))

    def mute(self, call: UsageId, on: bool) -> None:
        self.done.append(("mute", call, on))

    def transfer(self, call: UsageId, number: str, *, undo: bool = False) -> None:
        self.done.append(("transfer", call, number, *(("undo",) if undo else ())))

    def undo_transfer(self) -> bool:
        self.done.append(("undo transfer",))
        return any(call.leaving for call in self.panel.calls.values())

    def set_undo_within(self, seconds: float) -> None:
        self.undo_within = seconds

    def transfer_to(self, call: UsageId, other: UsageId) -> None:
        self.done.append(("connect", call, other))

    def camp(
        self,
        keys: Sequence[KeyId],
        kind: CampKind,
        *,
        seconds: float | None = None,
        call: UsageId | None = None,
    ) -> None:
        self.done.append(("camp", *keys, kind, *(() if call is None else (call,))))
        made = Camp(len(self.panel.watched) + 1, tuple(keys), kind, self.time + 1800.0, call)
        self.watch((*self.panel.watched, made))

    def set_camp_limit(self, seconds: float) -> None:
        self.camp_limit = seconds

    def cancel_camp(self, camp: int) -> None:
        self.done.append(("cancel camp", camp))
        self.watch(tuple(each for each in self.panel.watched if each.id != camp))

    def watch(self, camps: tuple[Camp, ...]) -> None:
        self.panel.watched = camps
        self.tell(CampsChanged(camps))

    def decide_transfer(self, call: UsageId, follow: bool) -> None:
        self.done.append(("decide", call, follow))

    def send_dtmf(self, call: UsageId, digits: str) -> None:
        self.done.append(("dtmf", call, digits))

    def set_do_not_disturb(self, on: bool, account: str | None = None) -> None:
        self.quiet = on
        self.tell(DoNotDisturbChanged("Reception", on))

    def do_not_disturb(self, account: str | None = None) -> bool:
        return self.quiet

    def statistics(self, call: UsageId) -> MediaStatistics | None:
        return self.sound.get(call)

    def look_at_missed_calls(self) -> None:
        self.done.append(("looked",))
        self.call_log.look()

    def forget_calls(self) -> None:
        self.call_log.clear()

    def restore_calls(self, calls: Iterable[LoggedCall]) -> None:
        self.call_log.restore(calls)

    def ask_again(self, key: KeyId | None = None) -> None:
        self.done.append(("ask again", key))

    def register_again(self, account: str) -> None:
        self.done.append(("register again", account))

    # --- what tests make happen ---

    def tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)

    def add(self, label: str, number: str, *, note: str = "", group: str = "") -> KeyId:
        key_id = KeyId(number)
        self.panel.add(FakeKey(key_id, label, number, note=note, group=group))
        self.tell(KeyAdded(key_id))
        return key_id

    def show(self, key: KeyId, message: str = "", shown: bool = True, **changes: object) -> None:
        """Change a key's state, with an entry in its history."""
        before = self.panel.states[key]
        after: LampState = msgspec.structs.replace(before, **changes)
        self.panel.states[key] = after
        kind = Happening.DOUBT if after.stale != before.stale else Happening.NOTIFY
        seen = Observation(
            self.time, kind, message, "", before, after,
            raw_of(message), shown=shown,
        )  # fmt: skip
        self.panel.histories[key].append(seen)
        if shown:
            self.tell(FaceChanged(key, after))

    def idle(self, key: KeyId) -> None:
        self.show(
            key, "NOTIFY v13: no calls", lamp=Lamp.IDLE, detail=None, source=Source.ACTIVE,
            stale=False, cause=None, since=self.time, heard=self.time, remote=None, calls=(),
            why="Idle, because the PBX names no call.",
        )  # fmt: skip

    def ring(self, key: KeyId, caller: str, name: str | None = None) -> None:
        party = party_of(caller, name)
        call = PartnerCall("1", "early", "initiator", party, ("code  **" + key,))
        self.show(
            key, f"NOTIFY v14: early, from {name or caller}", lamp=Lamp.ALERTING,
            detail=Detail.RINGING, source=Source.ACTIVE, stale=False, cause=None,
            since=self.time, heard=self.time, remote=party, calls=(call,),
            why=say(
                "{word}, because the PBX {says}. On {pbx}, that {meaning}.",
                word="Ringing",
                says=say("says {call} is “{said}”", call=say("call {id}", id="1"), said="early"),
                pbx="innovaphone",
                meaning="is an incoming call whatever its direction",
            ),
        )  # fmt: skip

    def busy(
        self, key: KeyId, other: str, name: str | None = None, detail: Detail = Detail.TALKING
    ) -> None:
        party = party_of(other, name)
        call = PartnerCall("1", "proceeding", "initiator", party)
        self.show(
            key, "NOTIFY v12: proceeding, on innovaphone that is answered", lamp=Lamp.BUSY,
            detail=detail, source=Source.ACTIVE, stale=False, cause=None, since=self.time,
            heard=self.time, remote=party, calls=(call,),
            why="Talking, because the PBX says call 1 is “proceeding”.",
        )  # fmt: skip

    def doubt(self, key: KeyId, cause: str) -> None:
        self.show(key, "No answer to the refresh [408]", stale=True, cause=cause)

    def refuse(self, key: KeyId, status: int, cause: str) -> None:
        self.show(
            key, f"SUBSCRIBE refused [{status}]", lamp=Lamp.UNKNOWN, detail=None,
            source=Source.TERMINATED, refused=status, cause=cause, since=self.time,
        )  # fmt: skip

    def picking_up(self, key: KeyId) -> None:
        self.panel.pickups.add(key)
        self.tell(PickupChanged(key, PickupOutcome.TRYING))

    def picked_up(self, key: KeyId, outcome: PickupOutcome, text: str = "") -> None:
        self.panel.pickups.discard(key)
        self.tell(PickupChanged(key, outcome, text))

    def account(
        self,
        kind: str,
        text: str,
        due: float | None = None,
        *,
        name: str = "Reception",
        secure: bool = False,
    ) -> None:
        change = AccountChanged(name, kind, text, due, secure)
        self.panel.accounts[name] = change
        self.tell(change)

    def call(
        self, number: int, state: OwnCallState, other: str, name: str | None = None, **more: object
    ) -> UsageId:
        usage = UsageId(number)
        outgoing = state is not OwnCallState.INCOMING
        call = OwnCall(usage, state, outgoing, party_of(other, name), self.time)
        self.change_call(replace(call, **more))  # type: ignore[arg-type]
        return usage

    def change_call(self, call: OwnCall) -> None:
        if call.state is OwnCallState.ENDED:
            self.panel.calls.pop(call.id, None)
        else:
            self.panel.calls[call.id] = call
        self.tell(OwnCallChanged(call))

    def notice(self, text: str, key: KeyId | None = None, problem: bool = False) -> None:
        self.tell(Notice(text, key, problem))


def party_of(number: str, name: str | None = None) -> Party:
    """A party at an example PBX."""
    bare = re.sub(r"\s", "", number)
    return Party(f"sip:{bare}@pbx.example.com", number, name)


def raw_of(message: str) -> bytes:
    """A message, as far as a window cares."""
    if not message.startswith("NOTIFY"):
        return b""
    body = (
        '<?xml version="1.0"?>\r\n<dialog-info version="14" state="full">\r\n'
        ' <dialog id="1" direction="initiator">\r\n  <state>early</state>\r\n </dialog>\r\n'
        "</dialog-info>\r\n"
    )
    return (
        "NOTIFY sip:200@192.0.2.10:5060 SIP/2.0\r\nFrom: <sip:214@pbx.example.com>;tag=1\r\n"
        "Event: dialog\r\nSubscription-State: active\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
