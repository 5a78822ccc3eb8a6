"""The reducer: what documents leave known, and which call decides the lamp."""

from __future__ import annotations

import time

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from blfpanel.body.dialog_info import Dialog, DialogInfo, parse
from blfpanel.panel.lamps.lamp import MAX_CALLS, EntityState, reduce, unheard
from blfpanel.panel.model import Detail, Lamp
from support.panel_box import call, document, profiles

RFC = profiles()["rfc"]


def after(*documents: bytes) -> EntityState:
    """What is known after these documents."""
    state = unheard(RFC)
    for body in documents:
        state = reduce(state, parse(body), RFC)
    return state


def ids(state: EntityState) -> list[str | None]:
    """The live calls, the decisive one first."""
    return [one.dialog.id for one in state.calls]


RINGING = call("early", dialog_id="r")
TALKING = call("confirmed", dialog_id="t")
CALLING = call("early", "initiator", dialog_id="c")


@pytest.mark.parametrize(
    ("calls", "decisive"),
    [
        ((CALLING, TALKING, RINGING), "r"),
        ((CALLING, TALKING), "t"),
        ((RINGING, CALLING), "r"),
        ((CALLING,), "c"),
        ((call("confirmed", dialog_id="a"), call("confirmed", dialog_id="b")), "a"),
    ],
)
def test_the_strongest_call_decides(calls: tuple[str, ...], decisive: str) -> None:
    state = after(document(*calls))
    assert len(state.calls) == len(calls)
    assert ids(state)[0] == decisive


def test_a_full_document_replaces_what_was_known() -> None:
    assert ids(after(document(RINGING, TALKING), document(CALLING))) == ["c"]


def test_a_full_document_without_calls_is_idle() -> None:
    state = after(document(RINGING), document())
    assert (state.reading.lamp, state.cleared) == (Lamp.IDLE, True)


def test_a_call_that_is_over_is_idle_and_no_half_message() -> None:
    state = after(document(RINGING), document(call("terminated", dialog_id="r")))
    assert (state.reading.lamp, state.cleared) == (Lamp.IDLE, False)


def test_a_partial_document_changes_one_call_and_keeps_the_others() -> None:
    state = after(
        document(RINGING, TALKING),
        document(call("confirmed", dialog_id="r"), version=2, state="partial"),
    )
    assert sorted(map(str, ids(state))) == ["r", "t"]
    assert state.reading.detail is Detail.TALKING


def test_a_partial_document_adds_and_ends_calls() -> None:
    state = after(
        document(RINGING),
        document(TALKING, version=2, state="partial"),
        document(call("terminated", dialog_id="r"), version=3, state="partial"),
    )
    assert ids(state) == ["t"]


def test_the_end_of_an_unknown_call_changes_nothing() -> None:
    state = after(
        document(TALKING), document(call("terminated", dialog_id="x"), version=2, state="partial")
    )
    assert ids(state) == ["t"]


def test_an_empty_partial_document_changes_nothing() -> None:
    assert ids(after(document(TALKING), document(version=2, state="partial"))) == ["t"]


@pytest.mark.parametrize("states", [("early", "confirmed", "terminated"), ("terminated", "early")])
def test_of_one_id_the_state_furthest_in_its_life_counts(states: tuple[str, ...]) -> None:
    state = after(document(*(call(word, dialog_id="same") for word in states)))
    assert (state.calls, state.reading.lamp) == ((), Lamp.IDLE)


def report(state: str, local: str = "", remote: str = "", call_id: str = "c1") -> str:
    """A report about the call whose id all branches share."""
    tags = (f' local-tag="{local}"' if local else "") + (
        f' remote-tag="{remote}"' if remote else ""
    )
    return f'<dialog id="c1" call-id="{call_id}"{tags}><state>{state}</state></dialog>'


@pytest.mark.parametrize(
    ("reports", "lamp"),
    [
        # a branch that lost, without tags and with its own
        ((report("confirmed", "l1", "r1"), report("terminated")), Lamp.BUSY),
        ((report("terminated"), report("confirmed", "l1", "r1")), Lamp.BUSY),
        ((report("confirmed", "l1", "r1"), report("terminated", "l2", "r1")), Lamp.BUSY),
        ((report("early", "l1", "r1"), report("terminated", "l2", "r1")), Lamp.ALERTING),
        ((report("early", call_id="a"), report("terminated", call_id="b")), Lamp.ALERTING),
        # one call, told several times
        ((report("early", "l1", "r1"), report("terminated")), Lamp.IDLE),
        ((report("confirmed", "l1", "r1"), report("terminated", "l1", "r1")), Lamp.IDLE),
        ((report("early", "l1", "r1"), report("confirmed"), report("terminated")), Lamp.IDLE),
        ((report("early", "", "r1"), report("confirmed", "l1", "r1")), Lamp.BUSY),
    ],
)
def test_the_end_of_a_branch_is_not_the_end_of_the_call_that_was_answered(
    reports: tuple[str, ...], lamp: Lamp
) -> None:
    assert after(document(*reports)).reading.lamp is lamp


def test_a_partial_end_with_other_tags_ends_another_call() -> None:
    begin = document(report("confirmed", "l1", "r1"))
    end = document(report("terminated", "l2", "r1"), version=2, state="partial")
    assert ids(after(begin, end)) == ["c1"]
    end = document(report("terminated"), version=2, state="partial")
    assert ids(after(begin, end)) == []


def test_what_a_cut_off_document_does_not_tell_is_not_over() -> None:
    whole = document(TALKING, RINGING, version=2)
    state = after(document(TALKING), whole[: whole.index(b"early") + 5])
    assert (ids(state), state.gap) == (["r", "t"], "message cut off")


def test_hundreds_of_calls_are_read_and_some_remembered() -> None:
    many = [call("confirmed", dialog_id=f"t{n}") for n in range(MAX_CALLS + 100)]
    state = after(document(*many, RINGING))
    assert (len(state.calls), ids(state)[0]) == (MAX_CALLS, "r")


def test_reports_that_share_an_id_without_end_are_read_in_time() -> None:
    begun = time.process_time()
    after(document(*(report("early", f"l{n}") for n in range(9000))))
    assert time.process_time() - begun < 2.0


def test_a_confirmed_report_beats_an_early_one_of_the_same_call() -> None:
    state = after(document(call("confirmed", dialog_id="x"), call("early", dialog_id="x")))
    assert (ids(state), state.reading.detail) == (["x"], Detail.TALKING)


def test_a_call_may_step_back_from_confirmed_to_early() -> None:
    state = after(document(call("confirmed")), document(call("early"), version=2))
    assert state.reading.lamp is Lamp.ALERTING


@pytest.mark.parametrize(
    ("first", "second", "kind", "gap"),
    [
        (1, 2, "partial", False),
        (1, 3, "partial", True),
        (5, 5, "partial", False),
        (9, 0, "partial", False),
        (1, 9, "full", False),
        (9, 1, "full", False),
    ],
)
def test_only_missing_partial_documents_are_a_gap(
    first: int, second: int, kind: str, gap: bool
) -> None:
    state = after(document(version=first), document(TALKING, version=second, state=kind))
    assert (ids(state), state.gap is not None) == (["t"], gap)


def test_calls_without_id_are_told_apart_by_their_call_id() -> None:
    body = (
        b'<dialog-info state="%s" version="%d"><dialog call-id="a"><state>confirmed</state>'
        b'</dialog><dialog call-id="b"><state>%s</state></dialog></dialog-info>'
    )
    state = after(body % (b"full", 1, b"confirmed"), body % (b"partial", 2, b"terminated"))
    assert [one.dialog.call_id for one in state.calls] == ["a"]


def test_partial_documents_cannot_fill_the_memory() -> None:
    state = unheard(RFC)
    for number in range(MAX_CALLS + 50):
        news = DialogInfo("e", "partial", number, (Dialog(str(number), "confirmed"),))
        state = reduce(state, news, RFC)
    assert len(state.calls) == MAX_CALLS
    assert str(MAX_CALLS + 49) in ids(state)


STATES = st.sampled_from(["trying", "proceeding", "early", "confirmed", "terminated", "odd"])
CALLS = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(STATES, st.sampled_from(["initiator", "recipient", None]))
)


class Documents(RuleBasedStateMachine):
    """Any documents in any order against a plain table of calls."""

    def __init__(self) -> None:
        super().__init__()
        self.state = unheard(RFC)
        self.table: dict[str, tuple[str, str | None]] = {}
        self.version = 0

    def send(self, kind: str, calls: dict[str, tuple[str, str | None]]) -> None:
        self.version += 1
        news = tuple(Dialog(name, *facts) for name, facts in calls.items())
        self.state = reduce(self.state, DialogInfo("e", kind, self.version, news), RFC)

    @rule(calls=CALLS)
    def full(self, calls: dict[str, tuple[str, str | None]]) -> None:
        self.send("full", calls)
        self.table = {name: facts for name, facts in calls.items() if facts[0] != "terminated"}

    @rule(calls=CALLS)
    def partial(self, calls: dict[str, tuple[str, str | None]]) -> None:
        self.send("partial", calls)
        self.table |= calls
        self.table = {name: facts for name, facts in self.table.items() if facts[0] != "terminated"}

    @rule()
    def no_body(self) -> None:
        self.state = unheard(RFC)
        self.table = {}
        self.version = 0

    @invariant()
    def the_calls_are_those_of_the_table(self) -> None:
        found = {
            one.dialog.id: (one.dialog.state, one.dialog.direction) for one in self.state.calls
        }
        assert found == self.table
        assert not self.state.gap

    @invariant()
    def the_lamp_is_that_of_the_strongest_call(self) -> None:
        lamps = {RFC.read(Dialog("x", *facts)).lamp for facts in self.table.values()}
        strongest = next((lamp for lamp in (Lamp.ALERTING, Lamp.BUSY) if lamp in lamps), Lamp.IDLE)
        assert self.state.reading.lamp is strongest


TestDocuments = Documents.TestCase
TestDocuments.settings = settings(max_examples=60, stateful_step_count=20)
