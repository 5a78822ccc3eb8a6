"""Sleep is noticed by the difference of two clocks."""

from __future__ import annotations

from blfpanel.net.asleep import time_asleep
from blfpanel.phone.sleep import INTERVAL, SleepWatch


def test_sleep_is_told_once_after_it() -> None:
    slept, woke = [0.0], []
    watch = SleepWatch(lambda: slept[0], woke.append, 100.0)
    watch.handle_timeout(watch.next_deadline())
    slept[0] = 3600.0
    now = watch.next_deadline()
    watch.handle_timeout(now)
    watch.handle_timeout(watch.next_deadline())
    assert woke == [now]
    assert watch.next_deadline() == now + 2 * INTERVAL


def test_clocks_that_drift_are_no_sleep() -> None:
    slept, woke = [0.0], []
    watch = SleepWatch(lambda: slept[0], woke.append, 100.0)
    for _ in range(100):
        slept[0] += 1.0
        watch.handle_timeout(watch.next_deadline())
    assert woke == []


def test_a_machine_that_is_awake_does_not_sleep() -> None:
    assert abs(time_asleep() - time_asleep()) < 1.0
