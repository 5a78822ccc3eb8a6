"""What commands do with a phone, at a virtual desk with three telephones around it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from blfpanel.control import actions
from blfpanel.control.messages import Declined, Status
from blfpanel.panel.calls.reception import USUAL, CallPolicy, HandOffBy
from blfpanel.panel.model import KeyId, OwnCallState
from support.call_office import CallOffice


class Desk:
    """A desk, and what its commands told."""

    def __init__(self, policy: CallPolicy = USUAL) -> None:
        self.office = CallOffice(policy)
        self.phone = self.office.phone
        self.told: list[tuple[str, str]] = []

    def tell(self, step: str, text: str, /, **details: object) -> None:
        self.told.append((step, text))

    @property
    def steps(self) -> list[str]:
        return [step for step, _ in self.told]

    async def go_on(self, seconds: float = 0.5) -> None:
        """Let time pass, and those who wait see what happened."""
        self.office.advance(seconds)
        for _ in range(5):
            await asyncio.sleep(0)

    async def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a command."""
        task = asyncio.ensure_future(work)
        await asyncio.sleep(0)
        await self.go_on()
        return task

    async def answer(self, number: str) -> None:
        """A telephone rings and is answered."""
        self.office.phones[number].ring()
        await self.go_on()
        self.office.phones[number].answer()
        await self.go_on()


def play(story: Callable[[Desk], Awaitable[None]], policy: CallPolicy = USUAL) -> None:
    """Let a story happen; nobody must be left listening."""

    async def run() -> None:
        desk = Desk(policy)
        usual = len(desk.phone._listeners)
        await story(desk)
        assert len(desk.phone._listeners) == usual

    asyncio.run(run())


def test_a_call_is_followed_to_its_answer() -> None:
    async def story(desk: Desk) -> None:
        call = await desk.begin(actions.call(desk.phone, "207", desk.tell))
        assert not call.done()
        await desk.answer("207")
        await call
        assert desk.told == [
            ("dialling", "Calling Anna"),
            ("ringing", "Ringing at Anna"),
            ("answered", "Talking to Anna"),
        ]

    play(story)


def test_a_refused_call_is_declined_with_its_code() -> None:
    async def story(desk: Desk) -> None:
        call = await desk.begin(actions.call(desk.phone, "207", desk.tell))
        desk.office.phones["207"].reject(486)
        await desk.go_on()
        with pytest.raises(Declined, match=r"^Anna is busy\. \[486\]$"):
            await call

    play(story)


def test_what_cannot_be_called_is_declined_at_once() -> None:
    async def story(desk: Desk) -> None:
        call = await desk.begin(actions.call(desk.phone, "sip:<>", desk.tell))
        with pytest.raises(Declined, match="cannot be called"):
            await call

    play(story)


def test_two_calls_at_once_are_not_mixed_up() -> None:
    async def story(desk: Desk) -> None:
        first = await desk.begin(actions.call(desk.phone, "207", desk.tell))
        other = Desk.__new__(Desk)
        other.told = []
        second = await desk.begin(actions.call(desk.phone, "211", other.tell))
        desk.office.phones["211"].reject(486)
        await desk.go_on()
        with pytest.raises(Declined, match="Jens is busy"):
            await second
        assert not first.done()
        await desk.answer("207")
        await first
        assert desk.steps == ["dialling", "ringing", "answered"]

    play(story)


def test_hanging_up_ends_the_call_i_talk_in_before_one_on_hold() -> None:
    async def story(desk: Desk) -> None:
        desk.office.call("207")
        desk.office.call("211")
        hung_up = await desk.begin(actions.hang_up(desk.phone, desk.tell))
        await hung_up
        assert desk.told == [("ended", "Hung up: Jens")]
        hung_up = await desk.begin(actions.hang_up(desk.phone, desk.tell))
        await hung_up
        assert desk.told[-1] == ("ended", "Hung up: Anna")
        with pytest.raises(Declined, match="There is no call to hang up"):
            await actions.hang_up(desk.phone, desk.tell)

    play(story)


def test_a_call_that_comes_in_is_declined() -> None:
    async def story(desk: Desk) -> None:
        desk.office.called_by("207")
        hung_up = await desk.begin(actions.hang_up(desk.phone, desk.tell))
        await hung_up
        assert desk.told == [("ended", "Declined: Anna Berger")]

    play(story)


def test_a_call_that_is_named_is_ended_and_no_other() -> None:
    async def story(desk: Desk) -> None:
        anna = desk.office.call("207")
        desk.office.call("211")
        hung_up = await desk.begin(actions.hang_up(desk.phone, desk.tell, str(anna.id)))
        await hung_up
        assert [call.party.number for call in desk.office.calls] == ["211"]
        with pytest.raises(Declined, match=f"There is no call {anna.id} any more"):
            await actions.hang_up(desk.phone, desk.tell, str(anna.id))

    play(story)


def test_digits_go_into_the_call_i_talk_in() -> None:
    async def story(desk: Desk) -> None:
        anna = desk.office.call("207")
        actions.send_digits(desk.phone, "1a#", desk.tell)
        assert desk.office.voices[-1].sent == "1A#"
        for digits in ("", "12x"):
            with pytest.raises(Declined) as declined:
                actions.send_digits(desk.phone, digits, desk.tell)
            assert declined.value.status is Status.WRONG
        desk.phone.hold(anna.id)
        desk.office.advance()
        with pytest.raises(Declined, match="The call to Anna is on hold"):
            actions.send_digits(desk.phone, "1", desk.tell)

    play(story)


def test_a_transfer_is_followed_to_its_end() -> None:
    async def story(desk: Desk) -> None:
        desk.office.call("207")
        transfer = await desk.begin(actions.transfer(desk.phone, "211", desk.tell))
        await desk.answer("211")
        await desk.go_on(1)
        await transfer
        assert desk.steps[0] == "transferring"
        assert desk.told[-1] == ("transferred", "Transferred: Anna")
        assert desk.office.calls == []

    play(story)


def test_a_transfer_that_fails_is_declined_and_the_call_is_back() -> None:
    async def story(desk: Desk) -> None:
        desk.office.call("207")
        transfer = await desk.begin(actions.transfer(desk.phone, "211", desk.tell))
        desk.office.phones["211"].reject(486)
        await desk.go_on(1)
        with pytest.raises(Declined, match=r"Jens is busy\. \[486\]"):
            await transfer
        assert desk.office.states() == [("207", OwnCallState.TALKING, False)]

    play(story)


def test_of_two_calls_on_hold_none_is_sent_away() -> None:
    async def story(desk: Desk) -> None:
        desk.office.call("207")
        jens = desk.office.call("211")
        desk.phone.hold(jens.id)
        desk.office.advance()
        with pytest.raises(Declined, match="The calls with Anna and Jens are on hold"):
            await actions.transfer(desk.phone, "214", desk.tell)

    play(story)


def test_a_press_on_who_is_on_hold_takes_the_call_back() -> None:
    async def story(desk: Desk) -> None:
        anna = desk.office.call("207")
        desk.phone.hold(anna.id)
        desk.office.advance()
        key = actions.key_named(desk.phone, "Anna")
        assert key.id == KeyId("207")
        press = await desk.begin(actions.press(desk.phone, key, desk.tell))
        await press
        assert desk.told == [("pressed", "Anna is talking: resume")]
        assert desk.office.states() == [("207", OwnCallState.TALKING, False)]

    play(story)


@pytest.mark.parametrize(
    ("name", "words"),
    [("Nobody", "There is no key “Nobody”"), ("n", "could be Anna .207. or Jens .211.")],
)
def test_a_key_is_named_by_all_of_its_label_or_a_part_that_only_it_has(
    name: str, words: str
) -> None:
    async def story(desk: Desk) -> None:
        for known in ("207", "Anna", "anna", "nna"):
            assert actions.key_named(desk.phone, known).number == "207"
        with pytest.raises(Declined, match=words):
            actions.key_named(desk.phone, name)

    play(story)


DESK_PHONE = CallPolicy(desk_phone="214", desk_phone_by=HandOffBy.CALLBACK)


def test_a_call_through_the_desk_phone_is_followed_until_that_talks() -> None:
    async def story(desk: Desk) -> None:
        call = await desk.begin(actions.call(desk.phone, "207", desk.tell))
        await desk.answer("214")
        assert not call.done()
        await desk.answer("207")
        await desk.go_on(1)
        await call
        assert desk.told[-1] == ("handed off", "Your desk phone talks to Anna.")

    play(story, DESK_PHONE)


def test_a_desk_phone_that_does_not_answer_declines() -> None:
    async def story(desk: Desk) -> None:
        call = await desk.begin(actions.call(desk.phone, "207", desk.tell))
        desk.office.phones["214"].reject(480)
        await desk.go_on()
        with pytest.raises(Declined, match="Your desk phone does not answer"):
            await call

    play(story, DESK_PHONE)
