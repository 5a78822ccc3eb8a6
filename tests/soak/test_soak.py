"""Every lamp tells the truth, or says that it may not, for a week of calls on a bad line.

Five of a hundred datagrams are lost, some arrive twice or overtake others; the PBX restarts and
the phone's address changes, each with up to two minutes in which nothing arrives. The small run
is part of every test run; ``--soak`` runs a week, ``--soak-scale`` says how much of 1,000 keys and
a million changes (a quarter takes ten minutes, all of it more than an hour).
"""

from __future__ import annotations

import pytest

from blfpanel.panel.model import Lamp
from blfpanel.sim.legs import Side
from support.soak import DAY, HOUR, Plan, Report, Soak, Wrong

#: No lamp may be wrong for longer, seconds: 25 until the server is asked about the next
#: subscription, 32 for a request whose repetitions are all lost, 40 until a second subscription
#: confirms a restart. Without keep-alive it would be a subscription's life, 600.
LONGEST_LIE = 100.0

#: How much memory may grow from the middle of a run to its end: histories fill up until then.
GROWTH = 1.10


def is_steady(report: Report) -> None:
    """After each pause there is no more of anything than there was in the first."""
    first, *later = report.sizes
    for size in later:
        assert size.usages == first.usages
        assert size.legs == first.legs
        assert size.waiting == 0
        # the transactions of the last refreshes linger, each with one timer
        assert size.transactions < 10 + first.usages / 4
        assert size.timers - size.transactions <= first.timers + 5


def is_truthful(soak: Soak, report: Report) -> None:
    """At each quiet moment every lamp is right, and none was wrong for long before."""
    assert len(report.faults) == soak.plan.restarts + soak.plan.moves
    assert soak.witness.lies > report.changes / 10, "a lamp lies while its NOTIFY is on its way"
    for at, counts in report.pauses:
        assert counts == {"right": soak.plan.keys}, f"at {at:.0f} s, seed {soak.plan.seed}"
    worst = soak.witness.shorten()[0]
    assert worst.seconds <= LONGEST_LIE, f"{worst}, seed {soak.plan.seed}"
    assert not soak.witness.lying(soak.network.now, 0.0)


def test_an_afternoon_of_thirty_partners() -> None:
    soak = Soak(Plan(keys=30, seconds=4 * HOUR, changes=1500, restarts=3, moves=4, quiet_each=HOUR))
    report = soak.run()
    assert report.changes > 1000
    is_truthful(soak, report)
    is_steady(report)


@pytest.mark.soak
def test_a_week(request: pytest.FixtureRequest) -> None:
    scale = request.config.getoption("--soak-scale")
    keys, changes = round(1000 * scale), round(1_000_000 * scale)
    soak = Soak(
        Plan(
            keys,
            7 * DAY,
            changes,
            restarts=20,
            moves=20,
            seed=request.config.getoption("--soak-seed"),
            quiet_each=8 * HOUR,
        )
    )
    report = soak.run()
    print(f"{report.changes} changes, {report.messages} messages, {soak.witness.shorten()[0]}")  # noqa: T201
    assert report.changes > 0.9 * changes
    is_truthful(soak, report)
    is_steady(report)
    middle, end = report.sizes[len(report.sizes) // 2], report.sizes[-1]
    assert end.objects < middle.objects * GROWTH
    assert end.resident < middle.resident * GROWTH


def test_a_lamp_that_lies_is_noticed() -> None:
    soak = Soak(Plan(keys=3, seconds=HOUR, changes=30, restarts=0, moves=0, quiet_each=HOUR))
    soak.network.run_for(60.0)
    since = soak.network.now
    deaf = soak.network.lose_line("pbx", "NOTIFY")
    for number in soak.numbers:
        soak.pbx.begin(number, Side.CALLEE, "200", since)
        soak.witness.look(number, since)
    soak.network.run_for(4.0)
    deaf()
    assert set(soak.witness.lying(soak.network.now, 3.0)) == set(soak.numbers)
    soak.network.run_for(60.0)
    assert not soak.witness.lying(soak.network.now, 0.0)
    assert soak.witness.shorten()[0] == Wrong(
        soak.witness.longest[0].key,
        since,
        pytest.approx(6.0, abs=3.0),
        Lamp.IDLE,
        Lamp.ALERTING,
    )
