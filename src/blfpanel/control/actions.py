"""What each request does with the phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from blfpanel.control.following import (
    CallFollower,
    CallWatcher,
    LampFollower,
    PickupFollower,
    Tell,
)
from blfpanel.control.links import LinkRefused, read_link
from blfpanel.control.messages import (
    Call,
    Declined,
    Dtmf,
    HangUp,
    Pickup,
    Press,
    Request,
    Show,
    Status,
    StatusOf,
    Transfer,
    Watch,
)
from blfpanel.control.status import (
    call_fields,
    key_fields,
    lamp_text,
    status_fields,
    status_text,
)
from blfpanel.panel.keys import Key
from blfpanel.panel.model import Intent, KeyId, OwnCall, OwnCallState
from blfpanel.panel.report import utc
from blfpanel.panel.words import lamp_word, party_name
from blfpanel.phone.phone import Phone

#: Brings the window to the front with a link in its field, "" for none.
ShowWindow: TypeAlias = Callable[[str], None]

_KEYPAD = frozenset("0123456789*#ABCD")

_OUTGOING = (OwnCallState.DIALLING, OwnCallState.RINGING)


async def perform(request: Request, phone: Phone, tell: Tell, show: ShowWindow) -> None:
    """Do what is asked, and wait for what becomes of it; ``show`` shows the window.

    Raises:
        Declined: it was not done; the text says why.
    """
    match request:
        case Call(number=number, account=account):
            await call(phone, number, tell, account)
        case Pickup(number=number, wait=wait, method=method):
            await pick_up(phone, key_of_number(phone, number), tell, wait, method)
        case Press(key=name):
            await press(phone, key_named(phone, name), tell)
        case HangUp(call=wanted):
            await hang_up(phone, tell, wanted)
        case Transfer(number=number):
            await transfer(phone, number, tell)
        case Dtmf(digits=digits):
            send_digits(phone, digits, tell)
        case StatusOf():
            tell("status", status_text(phone), **status_fields(phone))
        case Watch(numbers=numbers):
            await watch(phone, numbers, tell)
        case Show(link=link):
            show(link)
            _check(link)
            tell("shown", "The window is in front")


def _check(link: str) -> None:
    """Whoever sent a link that is not followed is told as well as the person at the window."""
    try:
        if link:
            read_link(link)
    except LinkRefused as refusal:
        raise Declined(str(refusal), Status.WRONG) from refusal


async def call(phone: Phone, number: str, tell: Tell, account: str | None = None) -> None:
    """Call, and wait for the answer."""
    if account is not None and account not in phone.panel.accounts():
        known = ", ".join(phone.panel.accounts()) or "none"
        raise Declined(f"There is no account {account!r}, only {known}.", Status.WRONG)
    with CallFollower(phone, tell) as follower:
        phone.dial(number, account)
        await follower.until_answered()


async def pick_up(
    phone: Phone, key: Key, tell: Tell, wait: float, method: str | None = None
) -> None:
    """Wait for a call to ring at a key, pick it up, wait until it is ours."""
    with CallFollower(phone, tell), PickupFollower(phone, key.id) as follower:
        state = await follower.until_alerting(wait)
        caller = state.remote.number if state.remote else "somebody"
        tell("alerting", f"{key.number} is called by {caller}", remote=caller)
        phone.pick_up(key.id, method)
        text = await follower.until_decided()
    tell("picked up", text or f"The call for {key.number} is yours")


async def press(phone: Phone, key: Key, tell: Tell) -> None:
    """Press a key, and wait for what that led to."""
    panel, face = phone.panel, phone.panel.face(key.id)
    meaning = panel.meant(key.id)
    wish = meaning.intent
    tell(
        "pressed",
        f"{key.label} is {lamp_word(face).lower()}: {_MEANT[wish]}",
        key=key.number,
        lamp=face.lamp.value,
        meant=wish.value,
    )
    with CallFollower(phone, tell) as calls, PickupFollower(phone, key.id) as pickup:
        about = next((own for own in panel.own_calls() if own.id == meaning.call), None)
        phone.press(key.id, ask=False)
        match wish:
            case Intent.DIAL | Intent.FETCH | Intent.TOGGLE:
                await calls.until_answered()
            case Intent.RUN:
                tell("opened", f"{key.number} is opened by the panel")
            case Intent.PICK_UP:
                text = await pickup.until_decided()
                tell("picked up", text or f"The call for {key.number} is yours")
            case Intent.HINT | Intent.ASK:
                raise Declined(f"{calls.failure} Nothing was done.")
            case _ if about is not None:
                await _follow(phone, about, wish, tell)
            case _:
                raise Declined(calls.failure)


async def _follow(phone: Phone, call: OwnCall, wish: Intent, tell: Tell) -> None:
    """Wait for what becomes of the call that a press was about."""
    with CallWatcher(phone, call) as watcher:
        match wish:
            case Intent.TRANSFER | Intent.CONNECT | Intent.PARK:
                await watcher.until_transferred(tell)
            case Intent.FORWARD:
                await watcher.until_ended()


async def watch(phone: Phone, numbers: Sequence[str], tell: Tell) -> None:
    """Tell the lamps of some keys, or of all, and then each change, for as long as asked."""
    for number in numbers:
        key_of_number(phone, number)
    with LampFollower(phone) as follower:
        keys = phone.panel.keys()
        for key in keys:
            if not numbers or key.number in numbers:
                told = key_fields(phone, key)
                tell("lamp", lamp_text(phone, key), **{**told, "time": told["time"] or _now(phone)})
        while True:
            for change in await follower.changes():
                changed = _key(phone, change.key)
                if changed is not None and (not numbers or changed.number in numbers):
                    told = key_fields(phone, changed, change.after)
                    told["time"] = utc(phone.wall(change.at))
                    tell("lamp", lamp_text(phone, changed, change.after), **told)


def _key(phone: Phone, key_id: KeyId) -> Key | None:
    try:
        return phone.panel.key(key_id)
    except KeyError:
        return None


def _now(phone: Phone) -> str:
    return utc(phone.wall(phone.now()))


async def stay(phone: Phone, tell: Tell, limit: float | None) -> None:
    """Stay in the call that was just answered until it ends; hang up after ``limit`` seconds."""
    up = [own for own in phone.panel.own_calls() if own.state is OwnCallState.TALKING]
    if up:
        with CallWatcher(phone, up[-1]) as watcher:
            await watcher.until_ended(limit)
        tell("ended", watcher.call.outcome or "The call has ended")


async def hang_up(phone: Phone, tell: Tell, wanted: str | None = None) -> None:
    """End a call: the one named, else the one that a person at the telephone would end."""
    ended = _wanted(phone, wanted) if wanted is not None else _nearest(phone)
    if ended is None:
        raise Declined("There is no call to hang up.")
    with CallWatcher(phone, ended) as watcher:
        phone.hang_up(ended.id)
        await watcher.until_ended()
    verb = "Declined" if ended.state is OwnCallState.INCOMING else "Hung up"
    tell("ended", f"{verb}: {party_name(ended.party)}", **call_fields(phone, watcher.call))


async def transfer(phone: Phone, number: str, tell: Tell) -> None:
    """Send the live call to a number, and wait for what becomes of it."""
    live = _live(phone, "transfer")
    with CallWatcher(phone, live) as watcher:
        phone.transfer(live.id, number)
        await watcher.until_transferred(tell)


def send_digits(phone: Phone, digits: str, tell: Tell) -> None:
    """Press the keypad's keys in the live call."""
    keys = digits.upper()
    if wrong := "".join(sorted(set(keys) - _KEYPAD)):
        raise Declined(f"A keypad has no “{wrong}”, only 0-9, *, # and A-D.", Status.WRONG)
    if not keys:
        raise Declined("Say which digits to send: 0-9, *, # and A-D.", Status.WRONG)
    live = _live(phone, "send digits to")
    if live.held:
        raise Declined(f"The call to {party_name(live.party)} is on hold. Resume it first.")
    phone.send_dtmf(live.id, keys)
    tell("sent", f"Sent {keys} to {party_name(live.party)}", call=str(live.id), digits=keys)


def key_of_number(phone: Phone, number: str) -> Key:
    """The key that watches a number."""
    keys = phone.panel.keys()
    found = next((key for key in keys if key.number == number), None)
    if found is None:
        raise Declined(
            f"The panel has no key for {number}, so nobody knows what rings there. Add one, or "
            "use --standalone.",
            Status.WRONG,
        )
    return found


def key_named(phone: Phone, name: str) -> Key:
    """The key with this id, number or label; of a label a part will do if only one key has it."""
    keys = phone.panel.keys()
    folded = name.casefold()
    readings: tuple[Callable[[Key], bool], ...] = (
        lambda key: key.id == name,
        lambda key: key.number == name,
        lambda key: key.label.casefold() == folded,
        lambda key: folded in key.label.casefold(),
    )
    for reading in readings:
        found = [key for key in keys if reading(key)]
        if len({key.number for key in found}) > 1:
            raise Declined(f"“{name}” could be {_listed(found)}. Say the number.", Status.WRONG)
        if found:
            return found[0]
    raise Declined(f"There is no key “{name}” on the panel.", Status.WRONG)


def _listed(keys: Sequence[Key], most: int = 5) -> str:
    names = [f"{key.label} ({key.number})" for key in keys[:most]]
    return " or ".join(names) + (" or others" if len(keys) > most else "")


def _wanted(phone: Phone, name: str) -> OwnCall:
    for own in phone.panel.own_calls():
        if str(own.id) == name:
            return own
    raise Declined(f"There is no call {name} any more.")


def _nearest(phone: Phone) -> OwnCall | None:
    """Whom I talk to, else whom I call, else who calls me, else who is on hold; newest first."""
    calls = phone.panel.own_calls()[::-1]
    wishes: tuple[Callable[[OwnCall], bool], ...] = (
        lambda call: call.state is OwnCallState.TALKING and not call.held,
        lambda call: call.state in _OUTGOING,
        lambda call: call.state is OwnCallState.INCOMING,
        lambda call: True,
    )
    return next((call for wish in wishes for call in calls if wish(call)), None)


def _live(phone: Phone, purpose: str) -> OwnCall:
    """The call I talk in, else the only one that is on hold."""
    up = [call for call in phone.panel.own_calls() if call.state is OwnCallState.TALKING]
    talking = [call for call in up if not call.held] or up
    if not talking:
        raise Declined(f"There is no call to {purpose}.")
    if len(talking) > 1:
        names = " and ".join(party_name(call.party) for call in talking)
        raise Declined(f"The calls with {names} are on hold. Resume the one that is meant.")
    return talking[0]


#: What a press is about to do, for people.
_MEANT = {
    Intent.DIAL: "call",
    Intent.PICK_UP: "pick up",
    Intent.ANSWER: "answer",
    Intent.RESUME: "resume",
    Intent.FORWARD: "send the call that rings there",
    Intent.TRANSFER: "transfer the call there",
    Intent.CONNECT: "connect the call on hold",
    Intent.DTMF: "send the number as digits",
    Intent.PARK: "park the call there",
    Intent.FETCH: "fetch the parked call",
    Intent.TOGGLE: "switch it",
    Intent.RUN: "open it",
    Intent.ASK: "ask",
    Intent.HINT: "nothing",
}
