"""My calls and what rings at partners: the pane at the left, and its strip for narrow windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from blfpanel.gui.calls.camps import CampRow
from blfpanel.gui.calls.card import CallCard
from blfpanel.gui.calls.rows import Actions, CallRow, RingingKey
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, frame, scrolling
from blfpanel.gui.port import KeyPort
from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.changes import Camp
from blfpanel.panel.model import LampState, OwnCall, OwnCallState
from blfpanel.phone.call_log import LoggedCall
from blfpanel.sip.events import UsageId

#: So many calls of the list an empty pane shows.
RECENT = 5


@dataclass(frozen=True, slots=True)
class CallList:
    """Everything the pane shows; each part oldest first."""

    active: tuple[OwnCall, ...] = ()
    waiting: tuple[OwnCall, ...] = ()
    ringing: tuple[RingingKey, ...] = ()
    held: tuple[OwnCall, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.active or self.waiting or self.ringing or self.held)

    @property
    def mine(self) -> tuple[OwnCall, ...]:
        """My calls that were made or taken."""
        return self.active + self.held + tuple(filter(returned, self.waiting))


def sort_calls(own: Sequence[OwnCall], alerting: Sequence[tuple[KeyPort, LampState]]) -> CallList:
    """Put my calls and the partners' into their sections.

    A partner who rings because I call them has no call that I could take.
    """
    live = [call for call in own if call.state is not OwnCallState.ENDED]
    called = {call.key for call in live if call.outgoing and not call.pickup}
    ringing = [RingingKey(key, state) for key, state in alerting if key.id not in called]
    waiting = [call for call in live if call.state is OwnCallState.INCOMING or returned(call)]
    return CallList(
        tuple(call for call in live if call.state is not OwnCallState.INCOMING and not call.held),
        tuple(sorted(waiting, key=lambda call: (not call.back, call.ignored, call.since))),
        tuple(sorted(ringing, key=lambda entry: entry.state.since or 0.0)),
        tuple(call for call in live if call.held and not returned(call)),
    )


def returned(call: OwnCall) -> bool:
    """Whether a call waits on hold that came back from whom it was transferred to."""
    return call.held and call.back is not None


class Section(QWidget):
    """A titled list of rows that are kept while their call lives."""

    def __init__(
        self, theme: Theme, title: str, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[UsageId | str, QFrame] = {}
        self.title = Text(theme, title, size=12, weight=600, ink="text2", parent=self)
        self.count = Text(theme, size=12, ink="text2", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch()
        if shortcut:
            cap = Text(theme, shortcut, size=11, ink="text2", parent=self)
            cap.setProperty("kind", "key-cap")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setContentsMargins(theme.px(4), theme.px(1), theme.px(4), theme.px(1))
            head.addWidget(cap)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, theme.px(10))
        self._layout.setSpacing(theme.px(6))
        self._layout.addLayout(head)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def rows(self) -> list[QFrame]:
        """The rows, oldest first."""
        return list(self._rows.values())

    def keep(self, ids: Sequence[UsageId | str], make: Callable[[], QFrame]) -> list[QFrame]:
        """Have exactly one row for each id, in this order, and give them."""
        for gone in [known for known in self._rows if known not in ids]:
            row = self._rows.pop(gone)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, known in enumerate(ids):
            if known not in self._rows:
                self._rows[known] = make()
            row = self._rows[known]
            if self._layout.indexOf(row) != place + 1:
                self._layout.insertWidget(place + 1, row)
        self._rows = {known: self._rows[known] for known in ids}
        self.count.say(str(len(ids)))
        self.setVisible(bool(ids))
        return list(self._rows.values())


class CallsPane(QFrame):
    """Active, Waiting, Ringing at partners, On hold, Recent; sections appear only when filled."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self.setProperty("kind", "calls")
        self.setAccessibleName(self.tr("Calls"))
        self.active = Section(theme, self.tr("Active"))
        self.waiting = Section(theme, self.tr("Waiting"), "F2")
        self.ringing = Section(theme, self.tr("Ringing at partners"), self.tr("Shift F2"))
        self.held = Section(theme, self.tr("On hold"), "F3")
        self.camps = Section(theme, self.tr("Watching for you"))
        self.camps.hide()
        self.nothing = Text(theme, self.tr("No calls."), ink="text2")
        self.nothing.setContentsMargins(0, 0, 0, theme.px(10))
        self.recent = Section(theme, self.tr("Recent"), "Ctrl H")
        inside = frame("pane")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(6))
        for part in (
            self.active,
            self.waiting,
            self.ringing,
            self.held,
            self.camps,
            self.nothing,
            self.recent,
        ):
            layout.addWidget(part)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scrolling(inside, self))

    def show_calls(
        self,
        calls: CallList,
        now: float,
        statistics: Callable[[UsageId], MediaStatistics | None] = lambda call: None,
        note_of: Callable[[str], str] = lambda number: "",
    ) -> None:
        """Show these calls; rows of calls that stay are kept."""
        theme, actions = self._theme, self._actions
        cards = self.active.keep(
            [call.id for call in calls.active], lambda: CallCard(theme, actions)
        )
        for card, call in zip(cards, calls.active, strict=True):
            assert isinstance(card, CallCard)
            waits = calls.held if len(calls.held) == 1 and len(cards) == 1 else ()
            card.show_call(call, now, statistics(call.id), waits[0] if waits else None)
            card.show_note(note_of(call.party.number))
        self.active.count.setVisible(len(calls.active) > 1)
        rows = self.waiting.keep([call.id for call in calls.waiting], lambda: CallRow(theme))
        for place, (row, call) in enumerate(zip(rows, calls.waiting, strict=True)):
            assert isinstance(row, CallRow)
            first = place == 0 and not call.ignored
            (row.show_back if returned(call) else row.show_waiting)(call, first, now, actions)
        rows = self.ringing.keep([entry.key.id for entry in calls.ringing], lambda: CallRow(theme))
        for row, entry in zip(rows, calls.ringing, strict=True):
            assert isinstance(row, CallRow)
            row.show_ringing(entry, now, actions)
        rows = self.held.keep([call.id for call in calls.held], lambda: CallRow(theme))
        for row, call in zip(rows, calls.held, strict=True):
            assert isinstance(row, CallRow)
            row.show_held(call, now, actions)
        self.nothing.setVisible(calls.empty)

    def show_camps(
        self, camps: Sequence[tuple[Camp, list[str], datetime]], cancel: Callable[[int], None]
    ) -> None:
        """Show who is watched for me: the wait, the names, and the time of day it ends."""
        rows = self.camps.keep(
            [f"camp {camp.id}" for camp, _, _ in camps], lambda: CampRow(self._theme, cancel)
        )
        for row, (camp, names, until) in zip(rows, camps, strict=True):
            assert isinstance(row, CampRow)
            row.show_camp(camp, names, until.astimezone())

    def show_recent(
        self, logged: Sequence[LoggedCall], missed: int, today: date, *, empty: bool
    ) -> None:
        """Show the newest calls of the list where there is room."""
        shown = logged[: RECENT if empty else 0]
        names = [f"{call.at.timestamp()} {call.uri} {call.result}" for call in shown]
        rows = self.recent.keep(list(dict.fromkeys(names)), lambda: CallRow(self._theme))
        for row, call in zip(rows, dict(zip(names, shown, strict=True)).values(), strict=True):
            assert isinstance(row, CallRow)
            row.show_logged(call, today, self._actions)
        self.recent.count.say(self.tr("{n} missed").format(n=missed) if missed else "")

    def cards(self) -> list[CallCard]:
        """The cards of the calls I am in."""
        return [card for card in self.active.rows() if isinstance(card, CallCard)]


class CallStrip(QFrame):
    """The most urgent call in one row, for windows without room for the pane."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setProperty("kind", "strip")
        self.row = CallRow(theme, "pane", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        layout.addWidget(self.row)
        self.setFixedHeight(theme.px(60))

    def show_calls(self, calls: CallList, now: float) -> bool:
        """Show the call that comes first; tells whether there is one."""
        if calls.waiting:
            first = calls.waiting[0]
            show = self.row.show_back if returned(first) else self.row.show_waiting
            show(first, True, now, self._actions)
        elif calls.active:
            self.row.show_active(calls.active[0], now, self._actions)
        elif calls.ringing:
            self.row.show_ringing(calls.ringing[0], now, self._actions)
        elif calls.held:
            self.row.show_held(calls.held[0], now, self._actions)
        return not calls.empty
