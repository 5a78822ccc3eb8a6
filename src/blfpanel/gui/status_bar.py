"""The bar at the bottom: how many lamps can be trusted, when news came, which PBX this is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from blfpanel.gui.keys.face import has_lamp
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text
from blfpanel.gui.port import PanelPort
from blfpanel.gui.words import age, said, translate
from blfpanel.panel.model import Lamp as LampWord
from blfpanel.panel.model import LampState


@dataclass(frozen=True, slots=True)
class Health:
    """How far the lamps can be trusted; ``heard`` is when the last news came (core time)."""

    total: int = 0
    stale: int = 0
    refused: int = 0
    unknown: int = 0
    heard: float | None = None

    @property
    def live(self) -> int:
        """Lamps that can be trusted."""
        return self.total - self.stale - self.refused - self.unknown

    @classmethod
    def of(cls, states: Sequence[LampState]) -> Health:
        """Count."""
        dark = [state for state in states if state.lamp is LampWord.UNKNOWN]
        refused = sum(state.refused is not None for state in dark)
        return cls(
            total=len(states),
            stale=sum(state.stale for state in states if state.lamp is not LampWord.UNKNOWN),
            refused=refused,
            unknown=len(dark) - refused,
            heard=max((state.heard for state in states if state.heard is not None), default=None),
        )

    def lamps(self) -> str:
        """ "142 of 145 lamps live"."""
        if not self.total:
            return translate("Status", "No lamps")
        said = translate("Status", "{live} of {total} lamps live")
        return said.format(live=self.live, total=self.total)

    def problems(self) -> str:
        """ "1 stale · 1 refused · 1 unknown", "" when all is well."""
        parts = (
            (self.stale, translate("Status", "{n} stale")),
            (self.refused, translate("Status", "{n} refused")),
            (self.unknown, translate("Status", "{n} unknown")),
        )
        return " · ".join(text.format(n=count) for count, text in parts if count)


class StatusBar(QFrame):
    """Four texts with their icons; those at the right give way first."""

    def __init__(self, theme: Theme, panel: PanelPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._panel = panel
        self.setProperty("kind", "status")
        self.setFixedHeight(theme.px(28))
        self.setAccessibleName(self.tr("Status"))
        self.pulse = Lamp(theme, 16, self)
        self.lamps = Text(theme, size=12, weight=500, parent=self)
        self.warn = Lamp(theme, 16, self)
        self.problems = Button(theme, kind="link", size=12, weight=400, parent=self)
        self.problems.setToolTip(self.tr("Show only these keys, or all again"))
        self.news = Text(theme, size=12, ink="text2", tabular=True, parent=self)
        self.check = Lamp(theme, 16, self)
        self.profile = Text(theme, size=12, ink="text2", parent=self)
        self.pulse.show_icon("pulse", "ok")
        self.warn.show_icon("warn", "text2")
        self.check.show_icon("check", "text2")
        px = theme.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), 0, px(14), 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.pulse)
        layout.addWidget(self.lamps)
        layout.addSpacing(px(8))
        layout.addWidget(self.warn)
        layout.addWidget(self.problems)
        layout.addSpacing(px(8))
        layout.addWidget(self.news)
        layout.addStretch(1)
        layout.addWidget(self.check)
        layout.addWidget(self.profile)

    def refresh(self, now: float) -> None:
        """Say it as it is now."""
        keys = [key for key in self._panel.keys() if has_lamp(key)]  # noqa: SIM118
        health = Health.of([self._panel.state(key.id) for key in keys])
        self.pulse.show_icon("pulse", "ok" if health.live else "text2")
        self.lamps.say(health.lamps())
        problems = health.problems()
        if problems != self.problems.text():
            self.problems.setText(problems)
        if health.heard is None:
            self.news.say("")
        else:
            ago = age(now - health.heard)
            self.news.say(self.tr("Last news {age} ago").format(age=ago))
        accounts = dict.fromkeys(key.account for key in keys)
        said = [self._profile(account) for account in accounts]
        self.profile.say(" · ".join(dict.fromkeys(said)))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _profile(self, account: str) -> str:
        profile, because = self._panel.profile_of(account)
        title = said(profile.title)
        return f"{title}, {said(because)}" if because else title

    def _make_room(self) -> None:
        """Hide what does not fit whole, least important first."""
        px = self._theme.px
        room = self.width() - 2 * px(14) - px(48) - self.lamps.sizeHint().width()
        for part, sign in (
            (self.problems, self.warn),
            (self.news, None),
            (self.profile, self.check),
        ):
            needed = part.sizeHint().width() + px(16) + (px(24) if sign else 0)
            fits = bool(part.text()) and needed <= room
            room -= needed if fits else 0
            part.setVisible(fits)
            if sign is not None:
                sign.setVisible(fits)
