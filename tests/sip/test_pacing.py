"""Not all at once: the row before a server."""

from __future__ import annotations

from blfpanel.sip.pacing import BURST, OUTSTANDING, Pacer
from blfpanel.sip.timers import TimerQueue


class One:
    """Somebody who wants to send, and notes when it was let."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def admitted(self, now: float) -> None:
        self.at.append(now)


class Row:
    def __init__(self, count: int) -> None:
        self.timers = TimerQueue()
        self.pacer = Pacer(self.timers, 20.0)
        self.ones = [One() for _ in range(count)]
        for one in self.ones:
            self.pacer.ask(one, 100.0)

    def run(self, until: float) -> None:
        while (due := self.timers.next_deadline()) is not None and due <= until:
            self.timers.run(due)

    def admitted(self) -> int:
        return sum(len(one.at) for one in self.ones)


def test_the_first_go_at_once_and_the_others_at_20_a_second_in_order() -> None:
    row = Row(35)
    assert row.admitted() == BURST
    row.run(100.5)
    assert row.admitted() == BURST + 10
    row.run(103.0)
    times = [one.at[0] for one in row.ones]
    assert times == sorted(times)
    assert row.timers.next_deadline() is None


def test_no_more_than_so_many_wait_for_an_answer() -> None:
    row = Row(100)
    row.run(200.0)
    assert row.admitted() == OUTSTANDING
    row.pacer.done(row.ones[0], 200.0)
    assert row.admitted() == OUTSTANDING + 1


def test_who_does_not_want_any_more_is_left_out() -> None:
    row = Row(22)
    row.pacer.withdraw(row.ones[20])
    row.run(200.0)
    assert row.ones[20].at == []
    assert len(row.ones[21].at) == 1


def test_to_ask_twice_is_to_ask_once() -> None:
    row = Row(21)
    row.pacer.ask(row.ones[20], 100.0)
    row.run(200.0)
    assert len(row.ones[20].at) == 1


def test_who_fails_while_sending_does_not_disturb_the_row() -> None:
    row = Row(0)

    class Failing(One):
        def admitted(self, now: float) -> None:
            super().admitted(now)
            row.pacer.done(self, now)

    row.ones = [Failing() for _ in range(60)]
    for one in row.ones:
        row.pacer.ask(one, 100.0)
    row.run(102.1)
    assert row.admitted() == 60
