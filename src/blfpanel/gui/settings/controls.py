"""The controls of the settings window: a value is shown, and told when the person changes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSlider,
    QSpinBox,
    QWidget,
)

from blfpanel.config.catalog import Kind, Setting
from blfpanel.config.reading import plain
from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.sound.devices import Role
from blfpanel.gui.sound.meter import Meter
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.words import translate

FIELD = 224


def told(text: str) -> str:
    """A text of the catalogue in the person's language."""
    return translate("Settings", text) if text else ""


class Control(QWidget):
    """A control for one setting; ``chosen`` carries the value as a settings file has it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.px(10))

    @property
    def field(self) -> QWidget:
        """What takes the keyboard."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value as a settings file has it; None where a choice is left open."""
        raise NotImplementedError


class Switch(QCheckBox):
    """On or off, as a knob that slides."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(52), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, 0, px(44), px(24))
        track.moveCenter(QRectF(self.rect()).center())
        side = px(16)
        knob = QRectF(0, 0, side, side)
        knob.moveCenter(track.center())
        on, enabled = self.isChecked(), self.isEnabled()
        edge = tokens.accent if on and enabled else tokens.line_strong
        painter.setPen(edge)
        painter.setBrush(edge if on else tokens.surface)
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), px(12), px(12))
        knob.moveLeft(track.right() - side - px(4) if on else track.left() + px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.on_accent if on and enabled else tokens.line_strong)
        if on and not enabled:
            painter.setBrush(tokens.surface)
        painter.drawEllipse(knob)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(tokens.accent)
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), px(15), px(15))
        painter.end()


class Choice(QComboBox):
    """A drop-down list that the wheel does not change in passing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._theme.px(14)
        box = QRectF(self.width() - side - self._theme.px(10), 0, side, side)
        box.moveTop((self.height() - side) / 2)
        draw_icon(painter, box, "chevron-down", self._theme.tokens.text2)
        painter.end()


class _Slider(QSlider):
    """A slider that the wheel does not move in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Number(QSpinBox):
    """A number that the wheel does not change in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SwitchControl(Control):
    """For yes and no."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.switch = Switch(theme, self)
        self.box.addWidget(self.switch)
        self.switch.clicked.connect(lambda on: self.chosen.emit(bool(on)))

    @property
    def field(self) -> QWidget:
        return self.switch

    def show_value(self, value: Any) -> None:
        self.switch.setChecked(bool(value))


class ChoiceControl(Control):
    """For one of several values, with the words for each; ``data`` as the file has it."""

    def __init__(self, theme: Theme, entries: Sequence[tuple[Any, str]]) -> None:
        super().__init__(theme)
        self.choice = Choice(theme, self)
        for value, words in entries:
            self.choice.addItem(words, value)
        self.choice.setMaximumWidth(theme.px(320))
        self.box.addWidget(self.choice)
        self.choice.activated.connect(lambda at: self.chosen.emit(self.choice.itemData(at)))

    @property
    def field(self) -> QWidget:
        return self.choice

    def show_value(self, value: Any) -> None:
        at = self.choice.findData(value)
        if at < 0:
            self.choice.addItem(self.tr("{name} (not there)").format(name=value), value)
            at = self.choice.count() - 1
        self.choice.setCurrentIndex(at)


class ChoicesControl(Control):
    """For several values, in the order in which they are ticked."""

    def __init__(self, theme: Theme, words: dict[str, str], none: str = "") -> None:
        super().__init__(theme)
        self._words, self._none = words, none or self.tr("As usual")
        self._values: list[str] = []
        self.button = Button(theme, parent=self)
        self.button.setMaximumWidth(theme.px(FIELD + 96))
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.box.addWidget(self.button)

    @property
    def field(self) -> QWidget:
        return self.button

    def show_value(self, value: Any) -> None:
        self._values = list(value)
        names = ", ".join(self._words.get(item, item) for item in self._values)
        self.button.setText(names or self._none)

    def _fill(self) -> None:
        self.menu.clear()
        # what is chosen and not there any more can be let go
        gone = {value: value for value in self._values if value not in self._words}
        for value, name in {**self._words, **gone}.items():
            entry = self.menu.addAction(name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(value in self._values)
            entry.triggered.connect(lambda on, value=value: self._tick(value, on))

    def _tick(self, value: str, on: bool) -> None:
        rest = [item for item in self._values if item != value]
        self.chosen.emit([*rest, value] if on else rest)


class NumberControl(Control):
    """For a number with a unit."""

    def __init__(self, theme: Theme, low: int, high: int, unit: str) -> None:
        super().__init__(theme)
        self.spin = _Number(self)
        self.spin.setProperty("kind", "number")
        self.spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.setRange(low, high)
        self.spin.setKeyboardTracking(False)
        self.spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spin.setFixedWidth(theme.px(112))
        if unit:
            self.spin.setSuffix(f" {unit}")
        self.box.addWidget(self.spin)
        self.spin.valueChanged.connect(lambda value: self.chosen.emit(value))

    @property
    def field(self) -> QWidget:
        return self.spin

    def show_value(self, value: Any) -> None:
        if self.spin.value() == value:
            return  # perhaps the person is typing
        before = self.spin.blockSignals(True)
        self.spin.setValue(value)
        self.spin.blockSignals(before)


class SliderControl(Control):
    """For a number whose place between its ends matters more than its figure."""

    def __init__(self, theme: Theme, low: int, high: int, unit: str) -> None:
        super().__init__(theme)
        self._unit = unit
        self.slider = _Slider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(low, high)
        self.slider.setPageStep(max(1, (high - low) // 10))
        # told when it is let go, not on the way
        self.slider.setTracking(False)
        self.slider.setFixedWidth(theme.px(170))
        self.slider.setMinimumHeight(theme.px(24))
        self.label = Text(theme, weight=500, tabular=True, parent=self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setFixedWidth(theme.px(56))
        self.box.addWidget(self.slider)
        self.box.addWidget(self.label)
        self.slider.sliderMoved.connect(self._say)
        self.slider.valueChanged.connect(self._moved)

    @property
    def field(self) -> QWidget:
        return self.slider

    def show_value(self, value: Any) -> None:
        before = self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(before)
        self._say(value)

    def _moved(self, value: int) -> None:
        self._say(value)
        self.chosen.emit(value)

    def _say(self, value: int) -> None:
        self.label.say(f"{value} {self._unit}" if self._unit else str(value))


class TextControl(Control):
    """For a text; told when Enter is pressed or the field is left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown = ""
        self.edit = QLineEdit(self)
        self.edit.setFixedHeight(theme.px(34))
        self.edit.setMinimumWidth(theme.px(FIELD))
        self.edit.setMaximumWidth(theme.px(FIELD + 96))
        self.box.addWidget(self.edit)
        self.edit.editingFinished.connect(self._finished)

    @property
    def field(self) -> QWidget:
        return self.edit

    def show_value(self, value: Any) -> None:
        shown = self.as_text(value)
        if shown == self._shown and self.edit.isModified() and self.edit.hasFocus():
            return  # the person is typing, and something else was changed
        self._shown = shown
        if self.edit.text() != self._shown:
            self.edit.setText(self._shown)
            self.edit.setCursorPosition(0)

    def as_text(self, value: Any) -> str:
        """A value as it is typed."""
        return str(value or "")

    def as_value(self, text: str) -> Any:
        """What was typed as a value."""
        return text.strip()

    def _finished(self) -> None:
        self.edit.setModified(False)
        if self.edit.text() != self._shown:
            self._shown = self.edit.text()
            self.chosen.emit(self.as_value(self._shown))


class TextsControl(TextControl):
    """For several texts with commas between them."""

    def as_text(self, value: Any) -> str:
        return ", ".join(value)

    def as_value(self, text: str) -> Any:
        return [part.strip() for part in text.split(",") if part.strip()]


class FileControl(TextControl):
    """For the name of a file: typed, or chosen."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme)
        self._title = title
        self.button = Button(theme, self.tr("Choose…"), parent=self)
        self.box.addWidget(self.button)
        self.button.clicked.connect(self._choose)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(name))
        dialog.show()


class DeviceControl(ChoiceControl):
    """For a sound device, with a test of it: a microphone shows how loud it is, a ringer rings."""

    def __init__(self, theme: Theme, sound: Sound, role: Role) -> None:
        super().__init__(theme, [])
        self._sound, self._role = sound, role
        self.meter: Meter | None = None
        if role is Role.SPEAKER:
            return
        self.button = Button(theme, self.tr("Test"), parent=self)
        self.box.addWidget(self.button)
        if role is Role.RINGER:
            self.button.clicked.connect(sound.try_out)
            return
        self.meter = Meter(sound, self)
        self.meter.setFixedSize(theme.px(110), theme.px(10))
        self.meter.hide()
        self.box.insertWidget(0, self.meter)
        self.button.clicked.connect(self._listen)

    def show_value(self, value: Any) -> None:
        self.choice.clear()
        self.choice.addItem(self.tr("As the system has it"), "")
        for device in self._sound.devices(self._role):
            self.choice.addItem(device.name, device.name)
        super().show_value(value)
        if self.meter is not None and self.meter.input is not None:
            self.meter.listen(value)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            # devices come and go
            self.show_value(self.choice.currentData() or "")
        return super().event(event)

    def _listen(self) -> None:
        """Show how loud it is, or no more."""
        assert self.meter is not None
        listening = self.meter.input is not None
        self.meter.setVisible(not listening)
        self.button.setText(self.tr("Test") if listening else self.tr("End"))
        if not listening and self.meter.listen(self.choice.currentData() or ""):
            self.meter.hide()
            self.button.setText(self.tr("Test"))


def control_for(theme: Theme, setting: Setting) -> Control:
    """The control that the kind of a setting wants."""
    words = {value: told(name) for value, name in setting.words.items()}
    unit = told(setting.unit)
    match setting.kind:
        case Kind.SWITCH:
            return SwitchControl(theme)
        case Kind.CHOICE:
            left_open = [(None, translate("Settings", "As usual"))] if setting.optional else []
            return ChoiceControl(theme, [*left_open, *words.items()])
        case Kind.CHOICES:
            return ChoicesControl(theme, words)
        case Kind.NUMBER:
            low, high = (
                int(setting.low or 0),
                int(1_000_000 if setting.high is None else setting.high),
            )
            if setting.control == "slider":
                return SliderControl(theme, low, high, unit)
            return NumberControl(theme, low, high, unit)
        case Kind.TEXTS:
            return TextsControl(theme)
        case Kind.TEXT if setting.control == "file":
            return FileControl(theme, told(setting.title))
        case Kind.TEXT:
            return TextControl(theme)


def in_file(value: Any) -> Any:
    """A setting's value as a file has it, and as controls show it."""
    return plain(value)
