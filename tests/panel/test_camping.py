"""Camp-on: who is watched for me, and what is done when they are free."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import CampFulfilled, CampKind, CampsChanged, Notice
from blfpanel.panel.commands import Dial
from blfpanel.panel.model import KeyId
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    Failure,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.panel_box import ACCOUNT, PanelBox, call, document, notify

ANNA, PETER = KeyId("207"), KeyId("211")


@pytest.fixture
def box() -> PanelBox:
    """Anna and Peter talk."""
    made = PanelBox("207", "211")
    talks(made, ANNA)
    talks(made, PETER)
    made.wait(60.0)
    return made


def talks(box: PanelBox, key: KeyId, version: int = 1) -> None:
    body = document(call("confirmed"), version=version, entity=f"sip:{key}@pbx.example.org")
    box.receive(notify(body), key=key)


def ends(box: PanelBox, key: KeyId, version: int = 2) -> None:
    body = document(version=version, entity=f"sip:{key}@pbx.example.org")
    box.receive(notify(body), key=key)


def camp(box: PanelBox, *keys: KeyId, kind: CampKind = CampKind.TELL, **about: float) -> None:
    box.panel.camping.begin(keys, kind, box.now, **about)
    box.drain()


def fulfilled(box: PanelBox) -> list[KeyId]:
    return [told.key for told in box.told(CampFulfilled)]


def test_i_am_told_as_soon_as_somebody_is_free(box: PanelBox) -> None:
    camp(box, ANNA)
    assert box.panel.camped(ANNA)
    assert not box.panel.camped(PETER)
    ends(box, ANNA)
    box.wait(0.9)
    assert fulfilled(box) == []
    box.wait(0.2)
    assert fulfilled(box) == [ANNA]
    assert not box.panel.camped(ANNA)
    assert box.told(CampsChanged)[-1].camps == ()


def test_a_gap_within_a_call_is_not_free(box: PanelBox) -> None:
    camp(box, ANNA)
    ends(box, ANNA)
    box.wait(0.5)
    talks(box, ANNA, version=3)
    box.wait(10.0)
    assert fulfilled(box) == []


def test_who_is_free_for_five_seconds_is_called(box: PanelBox) -> None:
    camp(box, ANNA, kind=CampKind.CALL)
    ends(box, ANNA)
    box.wait(4.9)
    assert box.ordered(Dial) == []
    box.wait(0.2)
    [dial] = box.ordered(Dial)
    assert (dial.key, dial.uri) == (ANNA, "sip:207@pbx.example.org")
    assert box.told(CampFulfilled)[-1].called


def test_nobody_is_called_while_i_have_a_call(box: PanelBox) -> None:
    talk(box, "214")
    camp(box, ANNA, kind=CampKind.CALL)
    ends(box, ANNA)
    before = len(box.ordered(Dial))
    box.wait(10.0)
    assert len(box.ordered(Dial)) == before
    assert not box.told(CampFulfilled)[-1].called


def test_the_first_that_is_free_is_told_and_the_others_are_let_go(box: PanelBox) -> None:
    camp(box, ANNA, PETER)
    ends(box, PETER)
    box.wait(2.0)
    ends(box, ANNA)
    box.wait(2.0)
    assert fulfilled(box) == [PETER]


def test_a_lamp_in_doubt_says_nothing(box: PanelBox) -> None:
    camp(box, ANNA)
    ends(box, ANNA)
    phase, failure = SubscriptionPhase.DOUBTFUL, Failure(408, "Request Timeout")
    box.handle(SubscriptionChanged(box.usage("207"), phase, failure, box.now + 1))
    box.wait(10.0)
    assert fulfilled(box) == []


def test_the_wait_ends_and_says_so(box: PanelBox) -> None:
    camp(box, ANNA, seconds=60.0)
    box.wait(61.0)
    assert not box.panel.camps()
    assert [n.text for n in box.told(Notice)] == ["Phone 207 did not become free."]


def test_a_wait_can_be_given_up(box: PanelBox) -> None:
    camp(box, ANNA)
    [made] = box.panel.camps()
    box.panel.camping.cancel(made.id)
    ends(box, ANNA)
    box.wait(10.0)
    assert fulfilled(box) == []


def test_another_wish_for_the_same_takes_the_place_of_the_first(box: PanelBox) -> None:
    camp(box, ANNA)
    camp(box, ANNA, kind=CampKind.CALL)
    assert [made.kind for made in box.panel.camps()] == [CampKind.CALL]


def test_a_wait_for_a_call_ends_with_the_call(box: PanelBox) -> None:
    mine = talk(box, "214")
    box.panel.camping.begin([ANNA], CampKind.TELL_THEN_TRANSFER, box.now, call=mine)
    box.handle(CallEnded(mine, EndedBy.REMOTE))
    assert not box.panel.camps()


def test_one_who_is_free_already_is_told_at_once(box: PanelBox) -> None:
    ends(box, ANNA)
    box.wait(30.0)
    camp(box, ANNA)
    assert fulfilled(box) == [ANNA]


def talk(box: PanelBox, number: str) -> UsageId:
    """A call of mine that is up."""
    box.panel.dial(ACCOUNT, number, box.now)
    box.drain()
    usage = box.call_usage()
    box.panel.call_started(box.ordered(Dial)[-1], usage, box.now)
    far = NameAddr.parse(f"<sip:{number}@pbx.example.org>")
    box.handle(CallEstablished(usage, b"", far, SipUri.parse(f"sip:{number}@192.0.2.7")))
    return usage
