"""The rows of the ladder: messages that fit the filter, and pauses between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from blfpanel.gui.port import PhonePort
from blfpanel.gui.trace.filter import Filter
from blfpanel.gui.why.history import time_of
from blfpanel.gui.words import age, translate, word
from blfpanel.net.hidden import hide_parties
from blfpanel.net.trace import Direction, TraceEntry, mask_secrets
from blfpanel.phone.effects import Effect
from blfpanel.phone.traffic import Line, Traffic, quiet_between

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
TIME, MESSAGE, LAMP = range(3)

#: So many messages are read at a time, so that the window answers meanwhile.
STEP = 500

#: A message, or how long nothing was said before the next one (seconds).
Row = Line | float


class TraceModel(QAbstractTableModel):
    """Reads a phone's trace as it grows; rows are only ever appended, or dropped at the top.

    Args:
        is_private: whether the far ends of calls in these octets are nobody's business.
    """

    def __init__(
        self,
        phone: PhonePort,
        is_private: Callable[[bytes], bool] = lambda data: False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._phone = phone
        self._is_private = is_private
        self._traffic = Traffic()
        self._lines: list[Line] = []
        self._rows: list[Row] = []
        self._read_to = 0
        self.filter = Filter()
        #: The peers, in the order in which they were first heard of.
        self.peers: list[str] = []

    # --- what there is ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if isinstance(index.data(ROW), float):
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Time"), self.tr("Message"), self.tr("Lamp"))[section]

    @property
    def total(self) -> int:
        """How many messages were read and are still kept."""
        return len(self._lines)

    def shown(self) -> list[TraceEntry]:
        """The messages in the rows."""
        return [row.entry for row in self._rows if isinstance(row, Line)]

    def effects(self, line: Line) -> tuple[Effect, ...]:
        """What a message did to lamps."""
        return self._phone.effects.of(line.entry.number)

    def time(self, line: Line) -> str:
        """When a message came or went."""
        return time_of(self._phone.wall(line.entry.at))

    def visible_data(self, entry: TraceEntry) -> bytes:
        """A message without secrets, and without parties that are nobody's business."""
        data = entry.masked()
        if entry.data.startswith(b"NOTIFY ") and self._is_private(entry.data):
            return hide_parties(data)
        return data

    def text(self, line: Line) -> str:
        """A message for a person's eyes."""
        data = self.visible_data(line.entry)
        return mask_secrets(data.decode("utf-8", "backslashreplace")).replace("\r\n", "\n")

    # --- what changes ---

    def pull(self, most: int = STEP) -> bool:
        """Read what came since; whether there is more to read."""
        trace = self._phone.trace
        self._drop_before(trace.oldest)
        entries = trace.since(self._read_to, most)
        if not entries:
            return False
        self._read_to = entries[-1].number
        lines = list(self._traffic.read(entries))
        self._lines += lines
        peers = len(self.peers)
        for line in lines:
            if str(line.entry.flow) not in self.peers:
                self.peers.append(str(line.entry.flow))
        self._append(lines)
        if len(self.peers) != peers or any(line.repeat_of is not None for line in lines):
            self._all_changed()
        return self._read_to < trace.recorded

    def show(self, wanted: Filter) -> None:
        """Show other messages."""
        if wanted == self.filter:
            return
        self.filter = wanted
        self.beginResetModel()
        self._rows = []
        self._rows = self._fitting(self._lines)
        self.endResetModel()

    def row_of(self, number: int) -> int | None:
        """The row of the message of this number."""
        for place, row in enumerate(self._rows):
            if isinstance(row, Line) and row.entry.number == number:
                return place
        return None

    def _append(self, lines: list[Line]) -> None:
        rows = self._fitting(lines)
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _fitting(self, lines: list[Line]) -> list[Row]:
        rows: list[Row] = []
        effects = self._phone.effects
        last = next((row for row in reversed(self._rows) if isinstance(row, Line)), None)
        for line in lines:
            if not self.filter.fits(line, effects, self.text):
                continue
            if last is not None and (quiet := quiet_between(last.entry.at, line.entry.at)):
                rows.append(quiet)
            rows.append(line)
            last = line
        return rows

    def _drop_before(self, number: int) -> None:
        """Let go of what the trace has let go of, a thousand at a time."""
        if not self._lines or number - self._lines[0].entry.number < 1000:
            return
        self._traffic.forget_before(number)
        self._lines = [line for line in self._lines if line.entry.number >= number]
        old = 0
        for place, row in enumerate(self._rows):
            if isinstance(row, Line):
                if row.entry.number >= number:
                    break
                old = place + 1
        if old:
            self.beginRemoveRows(QModelIndex(), 0, old - 1)
            del self._rows[:old]
            self.endRemoveRows()

    def _all_changed(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, LAMP)
            self.dataChanged.emit(self.index(0, 0), last)

    # --- words ---

    def _cell(self, row: Row, column: int) -> str:
        if isinstance(row, float):
            return quiet_words(row) if column == MESSAGE else ""
        match column:
            case 0:
                return self.time(row)
            case 1:
                return label(row)
            case _:
                return ", ".join(self.pill(effect) for effect in self.effects(row))

    def pill(self, effect: Effect) -> str:
        """What a message did, in two words: "214 Ringing"."""
        if not effect.shown:
            return translate("Trace", "{key} not shown").format(key=self.number(effect))
        return f"{self.number(effect)} {word(effect.after)}"

    def number(self, effect: Effect) -> str:
        """The number of the key whose lamp it is."""
        known = {key.id: key.number for key in self._phone.panel.keys()}  # noqa: SIM118
        return known.get(effect.key, effect.key)

    def spoken(self, row: Row) -> str:
        """A row as a screen reader says it."""
        if isinstance(row, float):
            return quiet_words(row)
        way = (
            translate("Trace", "sent to {peer}")
            if row.entry.direction is Direction.OUT
            else translate("Trace", "received from {peer}")
        )
        parts = [self.time(row), label(row), way.format(peer=row.entry.flow)]
        parts += [self.pill(effect) for effect in self.effects(row)]
        return ", ".join(parts)


def label(line: Line) -> str:
    """A message in a few words, with the number of times it was sent."""
    return f"{line.what}  ×{line.repeats + 1}" if line.repeats else line.what


def quiet_words(seconds: float) -> str:
    """How long nothing was said: "3 min quiet"."""
    return translate("Trace", "{age} quiet").format(age=age(seconds))
