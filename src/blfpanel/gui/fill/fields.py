"""A field with its title above it and a hint, or what is wrong with it, below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, set_kind


class Field(QWidget):
    """A title, a control with perhaps something beside it, and a line below."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        control: QWidget,
        hint: str = "",
        *,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._hint = hint
        self.control = control
        self.title = Text(theme, title, size=13, weight=600)
        self.title.setBuddy(control)
        self.below = Text(theme, hint, size=12, ink="text2", wrap=True)
        set_kind(control, "field")
        control.setAccessibleName(title)
        control.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(5))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(control, 1)
        if beside is not None:
            row.addWidget(beside)
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.below)
        layout.addStretch(1)
        # not before it has a parent: it would be a window of its own
        self.below.setVisible(bool(hint))

    def complain(self, text: str) -> None:
        """Say what is wrong below the field; "": nothing is."""
        self.below.set_ink("danger" if text else "text2")
        self.below.say(text or self._hint)
        self.below.setVisible(bool(text or self._hint))
        self.control.setAccessibleDescription(text or self._hint)
        if self.control.property("wrong") != ("true" if text else ""):
            self.control.setProperty("wrong", "true" if text else "")
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def say(self, hint: str) -> None:
        """Another hint below the field."""
        self._hint = hint
        self.complain("")


class Line(QLineEdit):
    """One line of text."""

    def __init__(self, placeholder: str = "", *, hidden: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        if hidden:
            self.setEchoMode(QLineEdit.EchoMode.Password)
