"""Each thing a press can mean, through the built-in PBX, with telephones at the other end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from blfpanel.panel.changes import Change, PressAsked
from blfpanel.panel.keys import InCall, PartnerKey, PressWishes, WhenRinging
from blfpanel.panel.model import Intent, KeyId, OwnCall, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.directory import User
from blfpanel.sim.server import SimServer
from support.running import ANNA, ME, PETER, Partner, account_of

TOM = User("202", "Tom Weiss", "secret202")
PATIENCE = 20.0


@dataclass(slots=True)
class Office:
    """Me, with a key for each of the others, who answer unless told otherwise."""

    me: Phone
    anna: Partner
    peter: Partner
    tom: Partner
    asked: list[PressAsked]

    def press(self, partner: Partner) -> None:
        self.me.press(KeyId(partner.number))

    def lamp(self, partner: Partner) -> str:
        return self.me.panel.face(KeyId(partner.number)).lamp.value

    def with_(self, partner: Partner) -> OwnCall | None:
        """My call with a partner."""
        calls = self.me.panel.own_calls()
        return next((call for call in calls if call.party.number == partner.number), None)

    def talks_to_me(self, partner: Partner) -> bool:
        mine, theirs = self.with_(partner), partner.call()
        up = OwnCallState.TALKING
        return mine is not None and mine.state is up and theirs is not None and theirs.state is up

    async def talk(self, partner: Partner) -> None:
        """Press a free partner's key, who answers."""
        self.press(partner)
        await until(lambda: self.talks_to_me(partner), f"{partner.number} talks to me")


async def until(condition: Callable[[], bool], what: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - what several phones are up to is no event
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"it did not come to this: {what}") from None


@asynccontextmanager
async def office(wishes: PressWishes) -> AsyncIterator[Office]:
    profiles = load_profiles()
    people = (ANNA, PETER, TOM)
    async with SimServer(profile=profiles["rfc"], people=(), guests=(ME, *people)) as server:
        account = account_of(server, ME)
        keys = [PartnerKey(KeyId(u.number), u.name, u.number, account.name) for u in people]
        me = Phone(Panel(profiles, press=wishes), [Line(account, "rfc")], keys)
        partners = [Partner(server, user) for user in people]
        phones = (me, *(partner.phone for partner in partners))
        asked: list[PressAsked] = []

        def listen(change: Change) -> None:
            if isinstance(change, PressAsked):
                asked.append(change)

        me.listen(listen)
        try:
            await me.start()
            for partner in partners:
                await partner.start()
            made = Office(me, *partners, asked)
            await until(lambda: all(made.lamp(p) == "idle" for p in partners), "all lamps idle")
            yield made
        finally:
            for phone in phones:
                await phone.stop()


Story = Callable[[Office], Awaitable[None]]


def tell(story: Story, wishes: PressWishes | None = None) -> None:
    async def told() -> None:
        async with office(wishes or PressWishes()) as made:
            await story(made)

    asyncio.run(told())


def joined(one: Partner, other: Partner) -> bool:
    """Whether two partners talk to each other."""
    calls = (one.call(), other.call())
    return all(call is not None and call.state is OwnCallState.TALKING for call in calls)


def test_in_a_call_the_next_one_is_called_with_mine_on_hold() -> None:
    async def story(made: Office) -> None:
        await made.talk(made.anna)
        await made.talk(made.peter)
        anna = made.with_(made.anna)
        assert anna is not None
        assert anna.held
        await until(lambda: bool((c := made.anna.call()) and c.held_by_far_end), "Anna is held")
        made.press(made.anna)
        await until(lambda: bool((c := made.with_(made.peter)) and c.held), "Peter is held")
        await until(lambda: bool((c := made.with_(made.anna)) and not c.held), "Anna is back")

    tell(story)


def test_in_a_call_a_ringing_one_is_picked_up_with_mine_on_hold() -> None:
    async def story(made: Office) -> None:
        await made.talk(made.tom)
        made.anna.answers = False
        made.peter.phone.dial("207")
        await until(lambda: made.lamp(made.anna) == "alerting", "it rings at Anna's")
        made.press(made.anna)
        await until(lambda: joined(made.peter, made.tom), "Peter is answered")
        await until(lambda: made.anna.call() is None, "it rings no more")
        await until(lambda: bool((c := made.with_(made.tom)) and c.held), "Tom is on hold")

    tell(story)


def test_a_call_is_sent_on_by_one_press() -> None:
    async def story(made: Office) -> None:
        await made.talk(made.anna)
        made.press(made.peter)
        await until(lambda: joined(made.anna, made.peter), "Anna talks to Peter")
        await until(lambda: not made.me.panel.own_calls(), "I am out of it")

    tell(story, PressWishes(in_call=InCall.TRANSFER))


def test_a_second_press_connects_two() -> None:
    async def story(made: Office) -> None:
        await made.talk(made.anna)
        await made.talk(made.peter)
        made.press(made.peter)
        await until(lambda: not made.me.panel.own_calls(), "I am out of it")
        await until(lambda: joined(made.anna, made.peter), "Anna talks to Peter")

    tell(story, PressWishes(in_call=InCall.ATTENDED))


def test_a_number_is_heard_as_digits() -> None:
    async def story(made: Office) -> None:
        await made.talk(made.anna)
        made.press(made.tom)
        await until(lambda: bool((c := made.anna.call()) and c.digits == "202"), "Anna hears 202")

    tell(story, PressWishes(in_call=InCall.DTMF))


def test_who_calls_me_is_answered_and_may_be_sent_on_before() -> None:
    async def story(made: Office) -> None:
        made.anna.phone.dial("200")
        await until(lambda: made.with_(made.anna) is not None, "Anna calls me")
        made.press(made.anna)
        await until(lambda: made.talks_to_me(made.anna), "I talk to Anna")
        made.anna.hang_up()
        await until(lambda: not made.me.panel.own_calls(), "it is over")

    tell(story)


def test_a_call_that_rings_for_me_is_sent_on_when_i_choose_so() -> None:
    async def story(made: Office) -> None:
        made.anna.phone.dial("200")
        await until(lambda: made.with_(made.anna) is not None, "Anna calls me")
        made.press(made.peter)
        (asked,) = made.asked
        assert asked == PressAsked(
            KeyId("211"), "Anna Berger calls you.", (Intent.FORWARD, Intent.DIAL)
        )
        made.me.choose(asked.key, Intent.FORWARD)
        await until(lambda: made.with_(made.anna) is None, "it rings here no more")

    tell(story)


def test_a_call_that_rings_for_me_is_sent_on_at_once_where_that_is_wished() -> None:
    async def story(made: Office) -> None:
        made.anna.phone.dial("200")
        await until(lambda: made.with_(made.anna) is not None, "Anna calls me")
        made.press(made.peter)
        await until(lambda: made.with_(made.anna) is None, "it rings here no more")
        assert made.asked == []

    tell(story, PressWishes(ringing=WhenRinging.FORWARD))


def test_a_busy_partner_is_not_disturbed_unasked() -> None:
    async def story(made: Office) -> None:
        made.peter.phone.dial("207")
        await until(lambda: joined(made.anna, made.peter), "Anna talks to Peter")
        await until(lambda: made.lamp(made.anna) == "busy", "Anna is busy")
        made.press(made.anna)
        (asked,) = made.asked
        choices = (Intent.TELL_WHEN_FREE, Intent.DIAL)
        assert asked == PressAsked(KeyId("207"), "Anna Berger is talking.", choices)
        assert made.me.panel.own_calls() == ()
        made.me.choose(asked.key, Intent.DIAL)
        await until(lambda: made.with_(made.anna) is not None, "I call Anna anyway")

    tell(story)
