"""A key that does not tell with whom its partner speaks: nowhere, not even in what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blfpanel.panel.changes import (
    Change,
    FaceChanged,
    KeyReplaced,
    LampChanged,
    Notice,
    PickupChanged,
)
from blfpanel.panel.commands import Dial
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lamps.partners import ANONYMOUS
from blfpanel.panel.model import Detail, KeyId, Lamp
from blfpanel.panel.report import json_line, lamp_fields, table_line
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase
from support.list_box import ListBox, Row, ringing, talking
from support.panel_box import ACCOUNT, NOTIFIES, PanelBox, call, document, notify, recorded

KEY, OPEN = KeyId("207"), KeyId("208")
CALLER = "4930987654"
SECRETS = (CALLER, "Keller")


def party(state: str, direction: str = "recipient") -> str:
    """A call with the caller that nobody is to know."""
    return call(state, direction).replace(
        "<identity>sip:211@pbx.example.org</identity>",
        f'<identity display="Keller">sip:{CALLER}@pbx.example.org</identity>'
        f'<target uri="sip:{CALLER}@192.0.2.99"/>',
    )


CALLS = {
    "ringing": party("early"),
    "calling": party("proceeding", "initiator"),
    "talking": party("confirmed"),
    "over": party("terminated"),
}


class HiddenBox(PanelBox):
    """A panel with 207, whose parties are hidden, and 208, whose are not."""

    def __init__(self, *, profile: str = "rfc", code: str | None = None) -> None:
        super().__init__("208", profile=profile, code=code)
        key = PartnerKey(KEY, "Anna", "207", ACCOUNT, hide_remote=True)
        self.panel.add_key(key, self.now)
        self.panel.watch_started(KEY, self.usage(KEY), self.now)
        self.drain()


def everything(box: PanelBox, key_id: KeyId) -> str:
    """All that anybody can learn of a key."""
    panel, key = box.panel, box.panel.key(key_id)
    state, explained = panel.state(key_id), panel.explain(key_id, box.now)
    now = datetime.now(UTC)
    told = [
        change
        for change in box.changes
        if isinstance(change, LampChanged | FaceChanged | PickupChanged | Notice)
        and change.key == key_id
    ]
    known = (
        state,
        panel.face(key_id),
        panel.history(key_id),
        explained,
        lamp_fields(key, state, explained),
        json_line(key, state, now, explanation=explained),
        table_line(key, state, now),
        table_line(key, state, now, explanation=explained),
        told,
    )
    return repr(known)


def assert_secret(box: PanelBox, key: KeyId = KEY, secrets: tuple[str, ...] = SECRETS) -> None:
    """Nothing tells who it is."""
    text = everything(box, key)
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("calls", CALLS.values(), ids=CALLS)
def test_nothing_tells_who_it_is(calls: str) -> None:
    box = HiddenBox()
    box.hear(calls)
    assert_secret(box)
    shown = PanelBox("207")
    shown.hear(calls)
    assert all(secret in everything(shown, KEY) for secret in SECRETS)  # it would be told


@pytest.mark.parametrize("calls", CALLS.values(), ids=CALLS)
def test_the_lamp_is_the_same(calls: str) -> None:
    box = HiddenBox()
    box.hear(calls)
    box.hear(calls, key="208")
    hidden, seen = box.state("207"), box.state("208")
    assert (hidden.lamp, hidden.detail, hidden.why) == (seen.lamp, seen.detail, seen.why)
    assert len(hidden.calls) == len(seen.calls)
    assert [one.pickup for one in hidden.calls] == [other.pickup for other in seen.calls]
    assert [one.state for one in hidden.calls] == [other.state for other in seen.calls]


def test_that_there_is_somebody_is_no_secret() -> None:
    box = HiddenBox()
    box.hear(CALLS["ringing"])
    assert box.state().remote == ANONYMOUS
    box.hear(call("early", remote=None))
    assert box.state().remote is None


def test_nothing_is_told_later_either() -> None:
    box = HiddenBox(profile="freeswitch")
    for calls in CALLS.values():
        box.hear(calls)
        box.wait(0.1)
    box.hear(CALLS["talking"])
    failure = Failure(500, "Server Internal Error")
    phase = SubscriptionPhase.DOUBTFUL
    box.handle(SubscriptionChanged(box.usage("207"), phase, failure, box.now + 30))
    box.panel.press(KEY, box.now)
    box.wait(3600)
    assert_secret(box)


def test_what_cannot_be_read_is_not_kept() -> None:
    box = HiddenBox()
    box.receive(notify(document(CALLS["talking"])[:-20] + b"<<"))
    box.receive(notify(b"<other>" + document(CALLS["talking"]) + b"</other>"))
    box.receive(notify(document(CALLS["talking"]), Content_Encoding="x"))
    assert len(box.told(Notice)) == 1
    assert_secret(box)


def test_what_departs_from_the_rfc_is_not_told() -> None:
    odd = document(CALLS["ringing"] + CALLS["ringing"], entity=f"sip:{CALLER}@pbx.example.org")
    box = HiddenBox()
    box.receive(notify(odd))
    box.receive(notify(odd), state="terminated")
    assert box.panel.explain(KEY, box.now).findings == ()
    assert_secret(box)


def test_presence_does_not_tell_it_by_its_note() -> None:
    body = (
        f"<presence><note>Talk to Keller {CALLER}</note>"
        "<tuple><status><basic>open</basic></status></tuple></presence>"
    ).encode()
    box = HiddenBox()
    box.receive(notify(body, kind="application/pidf+xml", Event="presence"))
    assert box.state().detail is Detail.TALKING
    assert_secret(box)


def test_other_keys_tell_what_they_told() -> None:
    box = HiddenBox()
    box.hear(CALLS["ringing"])
    box.hear(CALLS["ringing"], key="208")
    state = box.state("208")
    assert state.remote is not None
    assert (state.remote.number, state.remote.display) == (CALLER, "Keller")
    newest = box.panel.history(OPEN)[0]
    assert CALLER in newest.message
    assert CALLER.encode() in newest.received
    assert_secret(box)


def test_a_list_does_not_tell_it_at_other_keys() -> None:
    box = ListBox()
    key = PartnerKey(KEY, "Anna", "207", ACCOUNT, hide_remote=True)
    box.panel.add_key(key, box.now)
    rows = Row("207", document(CALLS["ringing"])), talking("208")
    box.told_by_list(*rows)
    box.told_by_list(*rows, version=1, state="terminated")
    assert box.panel.history(OPEN)[-1].after.lamp is Lamp.BUSY
    for each in (KEY, OPEN):
        assert_secret(box, each)
    shown = ListBox()
    shown.told_by_list(ringing("207"))
    assert shown.panel.history(KEY)[0].received


# --- picking up ---


def test_a_pick_up_names_the_call_to_the_pbx_alone() -> None:
    box = HiddenBox()
    box.hear(CALLS["ringing"])
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    assert dial.pickup
    assert dial.uri == f"sip:{CALLER}@192.0.2.99"
    assert dict(dial.headers)["Replaces"].startswith("c-d1;to-tag=r-d1;from-tag=l-d1")
    assert_secret(box)


def test_a_pick_up_that_comes_too_late_does_not_tell_who_called() -> None:
    box = HiddenBox(code="*8{ext}")
    box.hear(CALLS["ringing"])
    box.panel.press(KEY, box.now)
    box.hear(CALLS["talking"])
    box.panel.pick_up(KEY, box.now)
    box.wait(10)
    assert_secret(box)


def test_my_own_call_is_known_to_be_mine() -> None:
    box = HiddenBox()
    box.hear(call("early", remote="sip:200@pbx.example.org"))
    box.panel.press(KEY, box.now)
    box.drain()
    assert [change.text for change in box.told(PickupChanged)] == ["This is your own call."]


# --- hiding and showing while it runs ---


def replaced(box: PanelBox, *, hide: bool) -> list[Change]:
    key = box.panel.key(KEY)
    assert isinstance(key, PartnerKey)
    box.panel.replace_key(replace(key, hide_remote=hide), box.now)
    return box.drain()


@pytest.mark.parametrize("calls", CALLS.values(), ids=CALLS)
def test_hiding_forgets_what_was_kept(calls: str) -> None:
    box = PanelBox("207", profile="freeswitch")
    box.hear(CALLS["ringing"])
    box.hear(calls)
    box.changes.clear()
    told = replaced(box, hide=True)
    assert KeyReplaced(KEY) in told
    assert FaceChanged(KEY, box.state()) in told
    assert_secret(box)
    assert box.panel.history(KEY) == ()
    box.wait(3600)
    assert_secret(box)


def test_hiding_what_the_eye_still_sees_forgets_it_too() -> None:
    box = PanelBox("207", profile="freeswitch")
    box.hear(CALLS["ringing"])
    box.hear()  # held back, lest it flickers
    assert box.face().lamp is Lamp.ALERTING
    box.changes.clear()
    replaced(box, hide=True)
    assert_secret(box)


def test_a_hidden_key_keeps_its_lamp() -> None:
    box = PanelBox("207")
    box.hear(CALLS["ringing"])
    before = box.state()
    replaced(box, hide=True)
    after = box.state()
    assert (after.lamp, after.detail, after.since) == (before.lamp, before.detail, before.since)
    box.panel.press(KEY, box.now)
    box.drain()
    assert [dial.pickup for dial in box.ordered(Dial)] == [True]


def test_showing_tells_who_it_is_now() -> None:
    box = PanelBox("207")
    box.hear(CALLS["ringing"])
    before = box.state()
    replaced(box, hide=True)
    replaced(box, hide=False)
    assert box.state() == before
    assert box.told(FaceChanged)[-1] == FaceChanged(KEY, before)


def test_hiding_what_nobody_knows_changes_nothing() -> None:
    box = PanelBox("207")
    before = box.state()
    replaced(box, hide=True)
    replaced(box, hide=False)
    assert box.state() == before


# --- everything that PBXs send ---


@pytest.mark.parametrize(
    "pbx", sorted({path.relative_to(NOTIFIES).parts[0] for path in NOTIFIES.rglob("*.sip")})
)
def test_no_recorded_message_tells_with_whom(pbx: str) -> None:
    told = 0
    for path in messages(pbx):
        shown, box = PanelBox("207", profile=pbx), HiddenBox(profile=pbx)
        request = recorded(path)
        shown.receive(request)
        box.receive(request)
        remotes = [each.remote for each in shown.state().calls if each.remote is not None]
        names = {remote.number for remote in remotes} | {r.display for r in remotes if r.display}
        # what a message is about is no secret, and some name it at both ends
        about = request.from_.uri.user_unescaped
        secrets = [name for name in names if len(name) > 2 and name not in about]
        told += len(secrets)
        assert box.state().lamp is shown.state().lamp, path.name
        text = everything(box, KEY)
        assert not [secret for secret in secrets if secret in text], path.name
    assert bool(told) is (pbx != "yate")  # which names nobody but the partner


def messages(pbx: str) -> list[Path]:
    """The recorded messages of a PBX."""
    return sorted((NOTIFIES / pbx).rglob("*.sip"))
