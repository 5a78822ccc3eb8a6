"""The look in force: colours that follow the system, fonts and sizes that follow its font."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from blfpanel.config.window import KeySize
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.look.lamp_theme import CLEAR, LampTheme, load_themes, theme_named
from blfpanel.gui.look.led import Led
from blfpanel.gui.look.metrics import BASE_PX, KeyMetrics, key_metrics
from blfpanel.gui.look.style import style_sheet
from blfpanel.gui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, system_contrast

_FIXED = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.HIGH_CONTRAST: HIGH_CONTRAST}

_HINT = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
    Scheme.HIGH_CONTRAST: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Colours, fonts and sizes for every widget; ``changed`` when any of them did."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__()
        self._app = app
        self._system_palette = QPalette(app.palette())
        self._scheme = scheme
        self._fonts: dict[tuple[int, int, bool], QFont] = {}
        self._keys: dict[KeySize, KeyMetrics] = {}
        self._percent = 100
        self.lamps: LampTheme = load_themes()[CLEAR]
        app.setStyle("Fusion")
        hints = app.styleHints()
        self.tokens = self._wanted(hints.colorScheme())
        self.scale = self._font_scale()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def reduced_motion(self) -> bool:
        """Whether the system asks programs to move as little as possible."""
        # what Qt knows of it: the platform's animations are switched off
        return not self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)

    @property
    def scheme(self) -> Scheme:
        """What was chosen, as opposed to what the system made of it."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Fix the colours, or follow the system again."""
        self._scheme = scheme
        hints = QGuiApplication.styleHints()
        # native parts (frame, file dialogs) follow this; it may also announce a new system scheme
        hints.setColorScheme(_HINT[scheme])
        self._adopt(self._wanted(hints.colorScheme()))

    def choose_lamps(self, name: str) -> bool:
        """Give lamps a theme's colours and patterns; whether there is a theme of that name."""
        found = theme_named(name)
        wanted = found or load_themes()[CLEAR]
        if wanted is self.lamps:
            return found is not None
        self.lamps, before = wanted, self.tokens
        self._adopt(self._wanted(QGuiApplication.styleHints().colorScheme()))
        if self.tokens is before:
            # the same colours may blink otherwise
            self.changed.emit()
        return found is not None

    def led(self, state: str) -> Led:
        """What the lamp of a state does: a field of the lamp theme."""
        return self.lamps.led(state)

    def set_text_size(self, percent: int) -> None:
        """Draw texts, and with them everything, in so many percent of the platform's size."""
        if percent != self._percent:
            self._percent = percent
            self.font_changed()

    def font_changed(self) -> None:
        """The platform's font changed: measure everything again."""
        self._fonts.clear()
        self._keys.clear()
        self.scale = self._font_scale()
        self._apply()
        self.changed.emit()

    def px(self, value: float) -> int:
        """A length at 100 % in px of the platform's font size."""
        return round(value * self.scale)

    def font(self, size: int, weight: int = 400, *, tabular: bool = False) -> QFont:
        """The platform's font in a size at 100 %; ``tabular`` gives figures of one width."""
        made = self._fonts.get((size, weight, tabular))
        if made is None:
            made = QFont(self._app.font())
            made.setPixelSize(max(1, self.px(size)))
            made.setWeight(QFont.Weight(weight))
            if tabular:
                made.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[size, weight, tabular] = made
        return made

    def fixed_font(self, size: int) -> QFont:
        """The platform's typewriter font, for messages."""
        made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        made.setPixelSize(max(1, self.px(size)))
        return made

    def key(self, size: KeySize) -> KeyMetrics:
        """The sizes of a key."""
        if size not in self._keys:
            self._keys[size] = key_metrics(size, self.scale, self.font)
        return self._keys[size]

    def _font_scale(self) -> float:
        return QFontInfo(self._app.font()).pixelSize() / BASE_PX * self._percent / 100

    def _wanted(self, system: Qt.ColorScheme) -> Tokens:
        return self.lamps.dress(self._scheme_tokens(system))

    def _scheme_tokens(self, system: Qt.ColorScheme) -> Tokens:
        if self._scheme is not Scheme.SYSTEM:
            return _FIXED[self._scheme]
        if self._system_wants_contrast():
            palette = self._system_palette
            return system_contrast(
                palette.window().color(),
                palette.windowText().color(),
                palette.highlight().color(),
                palette.highlightedText().color(),
            )
        return DARK if system == Qt.ColorScheme.Dark else LIGHT

    def _system_wants_contrast(self) -> bool:
        hints = QGuiApplication.styleHints()
        if not hasattr(hints, "accessibility"):  # Qt < 6.10 cannot tell
            return False
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._adopt(self._wanted(scheme))

    def _adopt(self, tokens: Tokens) -> None:
        if tokens == self.tokens:
            return
        self.tokens = tokens
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self.px))


def palette_of(tokens: Tokens) -> QPalette:
    """Qt's palette in our colours, for everything that we do not draw ourselves."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.pane),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.danger),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.toast),
        (role.ToolTipText, tokens.toast_ink),
        (role.PlaceholderText, tokens.text2),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.line_strong),
        (role.Shadow, tokens.line_strong),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(target, colour)
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, tokens.line_strong)
    return palette
