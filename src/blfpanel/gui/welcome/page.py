"""The first page: what blfpanel does, an account, the keys, the sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config
from blfpanel.gui.fill.chooser import KeyChooser
from blfpanel.gui.fill.pages import Page
from blfpanel.gui.look.icons import app_icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame, scrolling
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.welcome.account_step import AccountStep, MakeProbe
from blfpanel.gui.welcome.sound_step import SoundStep
from blfpanel.phone.probe import Probe

_LEFT = 400
_FORM = 560
#: With less room the promise at the left gives way.
_BOTH = 880
#: With less room only the current step has its name.
_TITLES = 440


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody chose on the welcome page.

    Attributes:
        account: that works.
        password: as typed; empty where none is needed.
        keys: to be added.
    """

    account: AccountSettings
    password: str
    keys: tuple[KeySettings, ...]
    notifications: bool


class WelcomePage(Page):
    """Three steps; Enter always goes on.

    Signals:
        finished: the :class:`Wishes`, when all steps are done.
        left: nothing is to be changed.
        demo_wanted: the built-in PBX is wanted.
    """

    finished = Signal(object)
    left = Signal()
    demo_wanted = Signal()

    def __init__(
        self, theme: Theme, config: Config, sound: Sound, *, make_probe: MakeProbe = Probe
    ) -> None:
        super().__init__(theme)
        self._config = config
        self.account = AccountStep(theme, self.tasks.spawn, make_probe=make_probe)
        self.chooser = KeyChooser(theme, self.tasks.spawn, later=True)
        self.sound = SoundStep(theme, sound, config.alerts.notifications)
        self._build()
        self.account.changed.connect(self._refresh)
        self.chooser.changed.connect(self._refresh)
        self._refresh()

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._steps.currentIndex()

    def first_field(self) -> QWidget:
        return self.account.first_field()

    # --- building ---

    def _build(self) -> None:
        theme, px = self.theme, self.theme.px
        self.promise = self._promise()
        self.header = _Header(
            theme, (self.tr("Account"), self.tr("Fill the panel"), self.tr("Sound and alerts"))
        )
        self._steps = QStackedWidget()
        for step in (self.account, self.chooser, self.sound):
            self._steps.addWidget(scrolling(step, self))
        self.demo_here = Button(theme, self.tr("Try it without a PBX"), kind="tall", size=14)
        self.demo_here.clicked.connect(self.demo_wanted)
        self.back = Button(theme, self.tr("Cancel"), kind="tall", size=14)
        self.back.clicked.connect(self.go_back)
        self.next = Button(theme, self.tr("Continue"), kind="primary", size=14, weight=600)
        self.next.clicked.connect(self.go_on)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.account.more)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        form = QWidget()
        form.setMaximumWidth(px(_FORM))
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(24))
        inner.addWidget(self.header)
        inner.addWidget(self._steps, 1)
        self.trouble = Text(theme, ink="danger", wrap=True)
        self.trouble.hide()
        inner.addWidget(self.trouble)
        inner.addWidget(self.demo_here)
        inner.addLayout(foot)
        self._right = QHBoxLayout()
        self._right.addStretch(0)
        self._right.addWidget(form, 100)
        self._right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.promise)
        layout.addLayout(self._right, 1)

    def _promise(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        made = frame("calls")
        made.setFixedWidth(px(_LEFT))
        picture = _Picture(theme)
        title = Text(theme, self.tr("See who is free.\nPick up what rings."), size=28, weight=700,
                     wrap=True)  # fmt: skip
        text = Text(
            theme,
            self.tr(
                "Connect blfpanel to your telephone system. It finds the way by itself and tells "
                "you what it tried."
            ),
            size=15, ink="text2", wrap=True,
        )  # fmt: skip
        ask = Text(theme, self.tr("No telephone system at hand?"), size=14, weight=600, wrap=True)
        small = Text(
            theme,
            self.tr("A small one is built in, with simulated people who call each other."),
            size=13, ink="text2", wrap=True,
        )  # fmt: skip
        self.demo = Button(
            theme, self.tr("Try it without a PBX"), kind="tall", icon_name="phone", size=14
        )
        self.demo.clicked.connect(self.demo_wanted)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(px(48), px(64), px(48), px(44))
        layout.setSpacing(px(8))
        layout.addWidget(picture)
        layout.addSpacing(px(20))
        layout.addWidget(title)
        layout.addSpacing(px(8))
        layout.addWidget(text)
        layout.addStretch(1)
        layout.addWidget(ask)
        layout.addWidget(small)
        layout.addSpacing(px(4))
        layout.addWidget(self.demo, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def complain(self, text: str) -> None:
        """Say above the buttons why it cannot be finished; the account is to be tried again."""
        self.show_page(0)
        self.trouble.say(text)
        self.trouble.show()

    # --- what the person does ---

    def go_on(self) -> None:
        """Enter: try the account, go to the next step, or finish."""
        self.trouble.hide()
        match self.step:
            case 0 if self.account.found is None:
                self.account.try_it()
            case 0:
                self._to_keys()
            case 1 if self.chooser.ask_first():
                pass
            case 1:
                self.show_page(2)
                self.sound.begin()
            case _:
                self._finish()

    def go_back(self) -> None:
        """Esc: the step before, or leave."""
        if self.step == 2:
            self.sound.end()
        if self.step:
            self.show_page(self.step - 1)
        else:
            self.left.emit()

    def open_file(self, path: Path) -> None:
        """A file of keys was dropped: it fills the panel, as soon as that is the step."""
        if self.step == 1:
            self.chooser.open_file(path)

    def _to_keys(self) -> None:
        found = self.account.found
        assert found is not None
        if self.chooser.live is not self.account.probe:
            self.chooser.use((found,), (), self.account.probe)
        self.show_page(1)

    def _finish(self) -> None:
        found = self.account.found
        assert found is not None
        self.sound.end()
        self.sound.apply()
        account = found
        if self.sound.desk_number or self.chooser.list_name:
            account = msgspec.structs.replace(
                found, desk_phone=self.sound.desk_number, list=self.chooser.list_name
            )
        self.finished.emit(
            Wishes(
                account,
                self.account.password_typed,
                self.chooser.keys,
                self.sound.notifications.isChecked(),
            )
        )

    def show_page(self, step: int) -> None:
        """Show a step, counted from 0."""
        self._steps.setCurrentIndex(step)
        first: QWidget = (
            self.account.first_field(),
            self.chooser.choices[self.chooser.source],
            self.sound.here,
        )[step]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def _refresh(self) -> None:
        step = self.step
        self.header.show_step(step)
        self.back.setText(self.tr("Back") if step else self.tr("Cancel"))
        self.account.more.setVisible(step == 0)
        self.next.setText(self.tr("Finish") if step == 2 else self.tr("Continue"))
        self.next.setEnabled(not self.account.busy)
        self._arrange()

    def _arrange(self) -> None:
        px = self.theme.px
        both = self.width() >= px(_BOTH)
        self.promise.setVisible(both)
        self.demo_here.setVisible(not both and self.step == 0)
        side = px(72) if self.width() >= px(1040) else px(24)
        self._right.setStretch(0, 0 if both else 1)
        self._right.setContentsMargins(side, px(44) if both else px(20), px(24), px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class _Picture(QWidget):
    """The program's icon, large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        side = theme.px(68)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            app_icon().paint(painter, self.rect())


class _Header(QWidget):
    """The steps by number and name; those that are done have a check."""

    def __init__(self, theme: Theme, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._titles = titles
        self._marks = [_Number(theme, number) for number in range(1, len(titles) + 1)]
        self._texts = [Text(theme, title, size=14) for title in titles]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        for mark, text in zip(self._marks, self._texts, strict=True):
            layout.addWidget(mark)
            layout.addWidget(text)
            layout.addSpacing(theme.px(20))
        layout.addStretch(1)
        self._theme = theme
        self._step = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_step(self._step)

    def show_step(self, step: int) -> None:
        """Mark the step that is shown."""
        for place, (mark, text) in enumerate(zip(self._marks, self._texts, strict=True)):
            mark.show_state(current=place == step, done=place < step)
            text.setVisible(place == step or self.width() >= self._theme.px(_TITLES))
            text.set_ink("text" if place == step else "text2")
            text.setFont(self._theme.font(14, 600 if place == step else 400))
        self._step = step
        said = self.tr("Step {number} of {count}: {title}")
        self.setAccessibleName(
            said.format(number=step + 1, count=len(self._titles), title=self._titles[step])
        )


class _Number(QWidget):
    """A step's number on a disc."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme, self._text = theme, str(number)
        self._current = self._done = False
        self.setFixedSize(theme.px(22), theme.px(22))
        theme.changed.connect(self.update)

    def show_state(self, *, current: bool, done: bool) -> None:
        """Draw it as the current one, as done, or as one to come."""
        self._current, self._done = current, done
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent if self._current else tokens.hover)
            painter.drawEllipse(QRectF(self.rect()))
            painter.setPen(tokens.on_accent if self._current else tokens.hover_text)
            painter.setFont(self._theme.font(12, 700, tabular=True))
            text = "✓" if self._done else self._text
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
