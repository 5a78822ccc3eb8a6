"""A working week in minutes: the whole phone and the built-in PBX on a virtual clock, a bad line.

What the partners of the PBX do is decided here and told to it; how it tells the phone, and what
the phone makes of it, is the program's own business. A :class:`Witness` compares each lamp with
the truth whenever one of the two changes.
"""

from __future__ import annotations

import gc
import heapq
import random
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from resource import getpagesize

from blfpanel.panel.changes import Change, LampChanged
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.sim.directory import User
from blfpanel.sim.legs import Leg, Side, Stage
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.events import UsageId
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network
from support.panel_box import profiles
from support.virtual_phone import start_phone

DOMAIN = "pbx.example"
PBX, PHONE = "pbx", "phone"

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

#: A lamp may be wrong while a lost NOTIFY is repeated: 64 T1, and the way there and back.
RETRANSMISSION_BOUND = 33.0
#: It may be wrong after the PBX forgot its subscription, until the next refresh tells: at 90 % of
#: the 600 s a subscription lives, plus 64 T1 if each repetition but the last is lost.
REFRESH_BOUND = 600.0 + 32.0


_NEXT = {
    Stage.TRYING: Stage.RINGING,
    Stage.RINGING: Stage.TALKING,
    Stage.TALKING: Stage.ENDED,
}

#: How long each stage lasts, seconds from - to.
_LASTS = {Stage.TRYING: (0.1, 3.0), Stage.RINGING: (1.0, 40.0), Stage.TALKING: (3.0, 240.0)}

#: How many stages a call enters, on average of callers and callees and those nobody answers.
STAGES = 3.05


class DrivenPbx(Pbx):
    """The built-in PBX without telephones: tests say what each of its users does."""

    def _begin(self) -> None:
        super()._begin()
        self._parts: dict[str, list[Leg]] = {}
        self._lamps._documents._legs_of = self.legs_of

    def legs_of(self, number: str) -> list[Leg]:
        """What ``number`` takes part in."""
        return self._parts.get(number, [])

    def begin(self, number: str, side: Side, peer: str, now: float) -> Leg:
        """``number`` calls ``peer``, or is called."""
        stage = Stage.TRYING if side is Side.CALLER else Stage.RINGING
        call = self._ids.call_id()
        leg = Leg(UsageId(0), number, side, peer, stage, call, self._ids.tag(), self._ids.tag())
        self._parts.setdefault(number, []).append(leg)
        self._tell(leg, now)
        return leg

    def go_on(self, leg: Leg, stage: Stage, now: float) -> None:
        """A call enters its next stage."""
        leg.stage = stage
        if stage is Stage.ENDED:
            self._parts[leg.number].remove(leg)
        self._tell(leg, now)

    def lamp(self, number: str) -> Lamp:
        """What is true of ``number``: a call that rings outranks all others."""
        parts = self.legs_of(number)
        if any((leg.side, leg.stage) == (Side.CALLEE, Stage.RINGING) for leg in parts):
            return Lamp.ALERTING
        return Lamp.BUSY if parts else Lamp.IDLE

    def _tell(self, leg: Leg, now: float) -> None:
        self._lamps.changed(leg)
        self._work(now)
        while self.poll_event() is not None:
            """Nobody looks on; they must not pile up."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A lamp that was wrong and did not say so."""

    key: str
    since: float
    seconds: float
    shown: Lamp
    truth: Lamp


class Witness:
    """Knows for how long which lamp has lied.

    Args:
        truth: what is true of a number.
        shown: lamp of a number, and whether it says that it may be wrong.
    """

    def __init__(
        self, truth: Callable[[str], Lamp], shown: Callable[[str], tuple[Lamp, bool]]
    ) -> None:
        self._truth = truth
        self._shown = shown
        self._wrong: dict[str, tuple[float, Lamp, Lamp]] = {}
        self.longest: list[Wrong] = []
        self.looks = 0
        self.lies = 0

    def look(self, number: str, now: float) -> None:
        """Lamp or truth of ``number`` may have changed."""
        self.looks += 1
        lamp, doubted = self._shown(number)
        truth = self._truth(number)
        lies = lamp is not truth and not doubted and lamp is not Lamp.UNKNOWN
        if lies and number not in self._wrong:
            self._wrong[number] = now, lamp, truth
            self.lies += 1
        elif not lies and number in self._wrong:
            self._conclude(number, now)

    def lying(self, now: float, longer_than: float) -> dict[str, float]:
        """The lamps that lie now and have done so for too long, with their time in seconds."""
        ages = {number: now - since for number, (since, _, _) in self._wrong.items()}
        return {number: age for number, age in ages.items() if age > longer_than}

    def _conclude(self, number: str, now: float) -> None:
        since, lamp, truth = self._wrong.pop(number)
        self.longest.append(Wrong(number, since, now - since, lamp, truth))
        if len(self.longest) > 1000:
            self.shorten()

    def shorten(self) -> list[Wrong]:
        """The worst ones, worst first; the others are forgotten."""
        self.longest.sort(key=lambda wrong: -wrong.seconds)
        del self.longest[20:]
        return self.longest


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything.

    Attributes:
        keys: how many partners are watched.
        seconds: how long it lasts, virtual time.
        changes: how many times a partner's call enters a stage.
        restarts: how often the PBX restarts, silent for up to two minutes or at once.
        moves: how often the phone gets another address, told and untold in turn.
        quiet_each: time from one pause to the next, seconds; a pause takes a tenth of it.
    """

    keys: int
    seconds: float
    changes: int
    restarts: int
    moves: int
    seed: int = 1
    loss: float = 0.05
    duplicate: float = 0.02
    delay: tuple[float, float] = (0.002, 0.08)
    quiet_each: float = 8 * HOUR


@dataclass(frozen=True, slots=True)
class Size:
    """What is held at one moment; ``resident`` is the process's memory in bytes."""

    at: float
    transactions: int
    timers: int
    usages: int
    legs: int
    waiting: int
    objects: int
    resident: int


@dataclass(slots=True)
class Report:
    """What a soak saw."""

    sizes: list[Size] = field(default_factory=list)
    pauses: list[tuple[float, Counter[str]]] = field(default_factory=list)
    faults: list[tuple[float, str]] = field(default_factory=list)
    overdue: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    changes: int = 0
    messages: int = 0


class Soak:
    """One run; :meth:`run` gives what was seen, ``witness`` knows the lies."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.report = Report()
        self._random = random.Random(plan.seed)
        self.numbers = [str(1000 + n) for n in range(plan.keys)]
        users = [User(number, f"Partner {number}", "secret") for number in self.numbers]
        self.pbx = DrivenPbx(
            [User("200", "Desk", "secret"), *users],
            profiles()["rfc"],
            Ids(random.Random(plan.seed)),
            PbxSettings(DOMAIN, unsolicited=False),
        )
        self.network = Network(
            {PBX: self.pbx},
            now=1000.0,
            seed=plan.seed,
            loss=plan.loss,
            duplicate=plan.duplicate,
            delay=plan.delay,
        )
        self.network.wire = deque(maxlen=2000)  # type: ignore[assignment]
        self.network.address[PHONE] = ("198.51.100.1", 5060)
        account = Account(
            "office",
            NameAddr(None, SipUri("sip", "200", None, DOMAIN)),
            Target("udp", *self.network.address[PBX]),
            Credentials("200", "secret"),
        )
        keys = [PartnerKey(KeyId(n), f"Partner {n}", n, "office") for n in self.numbers]
        self.phone = start_phone(
            self.network,
            Panel(profiles()),
            [Line(account, profile="rfc")],
            keys,
            name=PHONE,
            numbers=random.Random(plan.seed + 1),
        )
        self.witness = Witness(self.pbx.lamp, self._shown)
        self.phone.listen(self._changed)
        self._end = self.network.now + plan.seconds
        self._moves = 0
        self._under_way: list[tuple[float, int, Leg]] = []

    def run(self) -> Report:
        """Everything, pauses included."""
        self.network.run_for(2 * MINUTE)
        self._measure()
        for at, happen in self._agenda():
            self.network.run(at)
            happen()
            self._watch_overdue()
        self.report.messages = sum(self.pbx.counts.received.values())
        self.report.messages += sum(self.pbx.counts.sent.values())
        return self.report

    # --- what happens when ---

    def _agenda(self) -> Iterator[tuple[float, Callable[[], None]]]:
        """What happens, in order. No call begins in the last tenth of each stretch: the pause."""
        plan, draw = self.plan, self._random
        start, each = self.network.now, plan.quiet_each
        stretches = int(plan.seconds // each)
        faults = sorted(
            [(start + self._busy_time(stretches), self._restart) for _ in range(plan.restarts)]
            + [(start + self._busy_time(stretches), self._move) for _ in range(plan.moves)],
            key=lambda fault: fault[0],
        )
        between = stretches * each * 0.9 / (plan.changes / STAGES)
        for stretch in range(stretches):
            begin = start + stretch * each
            now = begin + draw.expovariate(1 / between)
            while now < begin + each * 0.9:
                while faults and faults[0][0] <= now:
                    at, fault = faults.pop(0)
                    yield from self._due_before(at)
                    yield at, fault
                yield from self._due_before(now)
                yield now, self._call
                now += draw.expovariate(1 / between)
            end = begin + each - 1.0
            yield from self._due_before(end)
            yield end, self._pause

    def _due_before(self, end: float) -> Iterator[tuple[float, Callable[[], None]]]:
        """The calls under way go on."""
        while self._under_way and self._under_way[0][0] <= end:
            at, _, leg = heapq.heappop(self._under_way)
            yield at, partial(self._go_on, leg)

    def _busy_time(self, stretches: int) -> float:
        """Some time that is not in a pause, from the beginning."""
        each = self.plan.quiet_each
        return self._random.randrange(stretches) * each + self._random.uniform(0, each * 0.85)

    def _call(self) -> None:
        """Somebody calls a partner, or a partner calls somebody; rarely somebody who is busy."""
        now, draw, pbx = self.network.now, self._random, self.pbx
        number = draw.choice(self.numbers)
        if pbx.legs_of(number) and draw.random() < 0.7:
            number = draw.choice(self.numbers)
        leg = pbx.begin(number, draw.choice(list(Side)), draw.choice(self.numbers), now)
        self._changed_truth(leg)

    def _go_on(self, leg: Leg) -> None:
        if leg not in self.pbx.legs_of(leg.number):
            return  # the PBX restarted in the meantime
        missed = leg.stage is not Stage.TALKING and self._random.random() < 0.2
        stage = Stage.ENDED if missed else _NEXT[leg.stage]
        self.pbx.go_on(leg, stage, self.network.now)
        self._changed_truth(leg)

    def _changed_truth(self, leg: Leg) -> None:
        now = self.network.now
        self.report.changes += 1
        self.witness.look(leg.number, now)
        if leg.stage is not Stage.ENDED:
            lasts = self._random.uniform(*_LASTS[leg.stage])
            heapq.heappush(self._under_way, (now + lasts, self.report.changes, leg))

    # --- faults ---

    def _restart(self) -> None:
        """The PBX forgets everything, at once or after some time in which it is silent."""
        self._silence("PBX restarts")
        self.pbx.restart()
        for number in self.numbers:
            self.witness.look(number, self.network.now)

    def _move(self) -> None:
        """The phone gets another address, at once or after a while without; told or not."""
        self._moves += 1
        told = self._moves % 2 == 1
        self._silence(f"phone moves, {'told' if told else 'not told'},")
        self.network.move(PHONE, (f"198.51.100.{self._moves + 1}", 5060), told=told)

    def _silence(self, what: str) -> None:
        seconds = self._random.choice((0.0, 5.0, 40.0, 120.0))
        self.report.faults.append((self.network.now, f"{what} after {seconds:.0f} s of silence"))
        end = self.network.lose(lambda sent: True)
        self.network.run_for(seconds)
        end()

    # --- looking ---

    def _changed(self, change: Change) -> None:
        if isinstance(change, LampChanged):
            self.witness.look(change.key, self.network.now)

    def _shown(self, number: str) -> tuple[Lamp, bool]:
        state = self.phone.panel.state(KeyId(number))
        return state.lamp, state.stale

    def _watch_overdue(self) -> None:
        if self.report.changes % 100 == 0:
            overdue = self.witness.lying(self.network.now, REFRESH_BOUND)
            if overdue:
                self.report.overdue.append((self.network.now, overdue))

    def _pause(self) -> None:
        """The end of a quiet time, long enough for everything to be told."""
        counts: Counter[str] = Counter()
        for number in self.numbers:
            lamp, doubted = self._shown(number)
            if doubted or lamp is Lamp.UNKNOWN:
                counts["uncertain"] += 1
            else:
                counts["right" if lamp is self.pbx.lamp(number) else "wrong"] += 1
        self.report.pauses.append((self.network.now, counts))
        self._measure()

    def _measure(self) -> None:
        gc.collect()
        core = self.phone._endpoint._core
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.report.sizes.append(
            Size(
                self.network.now,
                len(core.transactions),
                len(core.timers._live),
                len(core.usages),
                len(core.legs),
                sum(len(queue) for queue in core._waiting.values()),
                len(gc.get_objects()),
                pages * getpagesize(),
            )
        )
