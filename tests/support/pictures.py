"""The pictures of docs/images: what each shows, how large, in which colours, seen by whom.

Another page gets a picture by a line in ``PICTURES``; ``act`` does to the window what a person
would, and gives the widget to take where it is not the window itself.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize, WindowSettings
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.features import FIRST, Desk, all_attached
from blfpanel.gui.language import speak
from blfpanel.gui.later_features import LATER
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone
from support.first_start import show_connected, show_fill_page, show_filling
from support.front_desk import fill_calls, fill_office, fill_recent, fill_rows, fill_three
from support.traffic import fill_traced_office, show_trace
from support.vision import Vision, seen_image

#: Colours in a picture: enough for flat areas and the edges of letters, and a third of the bytes.
_COLOURS = 256
#: colours that are the same in these bits are of a kind, and so many kinds have one for sure
_KIND = 0xE0E0E0
_KINDS = 128

Act = Callable[[Desk], QWidget | None]


def _nothing(desk: Desk) -> None:
    return None


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes:
        says: what is to be seen, for the list.
        fill: what the phone knows.
        size: of the window at 100 %.
        act: what is done to it; gives what to take, the window where it gives nothing.
        eyes: whose eyes see it, None for ordinary ones.
        scale: of the screen: 1, 1.5 or 2.
        language: of the window.
    """

    says: str
    fill: Callable[[FakePhone], None]
    size: tuple[int, int] = (1200, 750)
    scheme: Scheme = Scheme.LIGHT
    keys: KeySize = KeySize.MEDIUM
    act: Act = _nothing
    lamps: str = "clear"
    text_size: int = 100
    eyes: Vision | None = None
    scale: float = 1.0
    language: str = "en"


def _why(desk: Desk) -> None:
    desk.window.show_why(KeyId("214"))


def _why_doubt(desk: Desk) -> None:
    desk.window.show_why(KeyId("223"))


def _search(desk: Desk) -> None:
    desk.window.header.type("be")


def _trouble(desk: Desk) -> None:
    phone = desk.phone
    assert isinstance(phone, FakePhone)
    phone.account("failed", "Not registered: no answer", phone.time + 12)
    phone.notice("pbx.example.com does not answer. Next try in 30 s.", problem=True)
    phone.notice("Tom Weiss is talking. Right-click the key to call anyway.", KeyId("202"))


def _nobody(desk: Desk) -> None:
    desk.window.started(has_account=False)


def _transfer(desk: Desk) -> None:
    desk.window.controls.transfer()


def _keypad(desk: Desk) -> None:
    window = desk.window
    window.controls.keypad()
    for digit in "4711":
        window.calls_pane.cards()[0].keypad.keys[digit].click()
    desk.phone.set_do_not_disturb(True)


def _by_keyboard(desk: Desk) -> None:
    desk.window.view.focus_key(KeyId("204"))
    desk.window.view.setFocus()


def _child(command: str) -> Act:
    """Take the window that a command opens."""

    def act(desk: Desk) -> QWidget:
        desk.window.commands[command].action.trigger()
        QApplication.processEvents()
        shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        return next(each for each in shown if each is not desk.window)

    return act


def _command(name: str) -> Act:
    """Do what a command does, in the window itself."""

    def act(desk: Desk) -> None:
        desk.window.commands[name].action.trigger()

    return act


def _popup(desk: Desk) -> QWidget:
    from blfpanel.gui.alerts.messages import partner_rings
    from blfpanel.gui.alerts.popup import Popup
    from blfpanel.panel.alerting import Alert

    panel, clara = desk.phone.panel, KeyId("214")
    alert = Alert(clara, desk.phone.now() - 8, panel.face(clara), 0)
    message = partner_rings("214", panel.key(clara), alert)
    popup = Popup(desk.theme, message)
    popup.show()
    return popup


def _change_keys(desk: Desk) -> QWidget:
    from blfpanel.gui.help.sheet import ShortcutSheet

    sheet = _child("shortcuts")(desk)
    assert isinstance(sheet, ShortcutSheet)
    sheet.change.begin(desk.window.commands["keypad"])
    sheet.change.field.setKeySequence("Ctrl+M")
    return sheet


def _settings(category: str) -> Act:
    """The settings window at one of its pages; "?word" searches."""

    def act(desk: Desk) -> QWidget:
        from blfpanel.gui.settings.window import SettingsWindow

        made = _child("settings")(desk)
        assert isinstance(made, SettingsWindow)
        made.setMinimumSize(desk.theme.px(1040), desk.theme.px(780))
        if category.startswith("?"):
            made.search.setText(category[1:])
        else:
            made.show_category(category)
        return made

    return act


_EACH = (Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST)


def _suffix(scheme: Scheme) -> str:
    return "" if scheme is Scheme.LIGHT else f"-{scheme.value}"


_OFFICE = Picture("An ordinary morning at the front desk", fill_office, scale=1.5)
_LEGEND = Picture("The legend: what each lamp means", fill_office, act=_child("legend"))
_SHEET = Picture("All shortcuts, by ?", fill_office, act=_child("shortcuts"))
_SETTINGS = Picture("The settings, by Ctrl+,", fill_office, act=_settings("alerts"))
_WHY = Picture("Why a lamp shows what it shows", fill_office, (1200, 860), act=_why)
_CALLS = Picture("Calls: one active, two on hold, one waiting", fill_calls, (1200, 860))

PICTURES: dict[str, Picture] = {
    "main-light": _OFFICE,
    "main-dark": replace(_OFFICE, scheme=Scheme.DARK),
    "main-high-contrast": replace(_OFFICE, scheme=Scheme.HIGH_CONTRAST),
    "main-keyboard": replace(
        _OFFICE, says="Where the keyboard is: a blue ring", act=_by_keyboard, scale=1.0
    ),
    **{
        f"seen-{eyes.value}": replace(
            _OFFICE, says=f"The same, seen with {eyes.value}", eyes=eyes, scale=1.0
        )
        for eyes in Vision
    },
    "lamps-snom": replace(_OFFICE, says="Lamps as on Snom's phones", lamps="snom", scale=1.0),
    "lamps-yealink-0": replace(
        _OFFICE, says="Lamps as on Yealink's phones", lamps="yealink-0", scale=1.0
    ),
    "lamps-digium-dark": replace(
        _OFFICE, says="Lamps as on Digium's phones", lamps="digium", scheme=Scheme.DARK, scale=1.0
    ),
    "main-german": replace(_OFFICE, says="The same in German", language="de", scale=1.0),
    "settings-german": replace(_SETTINGS, says="Settings in German", language="de"),
    "why-german": replace(_WHY, says="Why, in German", language="de", scheme=Scheme.DARK),
    "why": replace(_WHY, scale=1.5),
    "why-doubt": replace(_WHY, says="Why a lamp is in doubt", scheme=Scheme.DARK, act=_why_doubt),
    "why-high-contrast": replace(_WHY, scheme=Scheme.HIGH_CONTRAST),
    "legend": _LEGEND,
    "legend-dark": replace(_LEGEND, scheme=Scheme.DARK),
    "legend-high-contrast": replace(_LEGEND, scheme=Scheme.HIGH_CONTRAST),
    "legend-snom": replace(_LEGEND, says="The legend with Snom's colours", lamps="snom"),
    "shortcuts": _SHEET,
    "shortcuts-dark": replace(_SHEET, scheme=Scheme.DARK),
    "shortcuts-high-contrast": replace(_SHEET, scheme=Scheme.HIGH_CONTRAST),
    "shortcuts-change": replace(_SHEET, says="Other keys for a command", act=_change_keys),
    "settings": _SETTINGS,
    "settings-dark": replace(_SETTINGS, scheme=Scheme.DARK, act=_settings("lamps")),
    "settings-high-contrast": replace(_SETTINGS, scheme=Scheme.HIGH_CONTRAST),
    "settings-search": replace(
        _SETTINGS, says="Settings that say “ring”", act=_settings("?ring"), scale=1.0
    ),
    "settings-exchange": replace(
        _SETTINGS, says="All settings as one file", act=_settings("exchange"), scale=1.0
    ),
    "calls": replace(_CALLS, act=_transfer),
    "calls-dark": replace(_CALLS, scheme=Scheme.DARK, act=_keypad),
    "calls-high-contrast": replace(
        _CALLS, scheme=Scheme.HIGH_CONTRAST, act=_keypad, size=(900, 860)
    ),
    "calls-narrow": replace(_CALLS, size=(480, 500), act=_transfer),
    **{
        f"{name}{_suffix(scheme)}": Picture(says, fill_office, scheme=scheme, act=act)
        for scheme in _EACH
        for name, says, act in (
            ("accounts", "Accounts and subscriptions", _child("accounts")),
            ("edit", "Arranging the keys", _command("edit_keys")),
            ("panel-window", "A window of keys for another screen", _child("new_panel_window")),
            ("welcome", "The first start: connected", show_connected),
            ("welcome-fill", "The first start: filling the panel", show_filling),
            ("fill", "Filling the panel later on", show_fill_page),
        )
    },
    **{
        f"trace{_suffix(scheme)}": Picture(
            "The message trace as a ladder", fill_traced_office, scheme=scheme, act=show_trace
        )
        for scheme in _EACH
    },
    "notification": Picture("What a ringing partner looks like elsewhere", fill_office, act=_popup),
    "recent": Picture("No call now, and those before", fill_recent, (1200, 600)),
    "search": Picture("Typing finds people", fill_office, scheme=Scheme.DARK, act=_search),
    "trouble": Picture("The PBX does not answer", fill_office, act=_trouble),
    "empty": Picture("Before the first account", lambda phone: None, (900, 600), act=_nobody),
    "three": Picture("Three keys", fill_three, (1200, 500)),
    "three-large-dark": Picture(
        "Three large keys", fill_three, (900, 400), Scheme.DARK, KeySize.LARGE
    ),
    "three-narrow": Picture("Three keys, narrow", fill_three, (280, 400), keys=KeySize.LARGE),
    "rows-300": Picture("300 keys", fill_rows, (1440, 900)),
    "rows-300-compact-dark": Picture(
        "300 compact keys", fill_rows, (1440, 900), Scheme.DARK, KeySize.SMALL
    ),
    "rows-300-compact-high-contrast": Picture(
        "300 compact keys", fill_rows, (1440, 900), Scheme.HIGH_CONTRAST, KeySize.SMALL
    ),
    "large": Picture("Large keys", fill_office, (1440, 900), keys=KeySize.LARGE),
    "text-150": Picture("Text of 150 %", fill_office, (1440, 900), text_size=150),
    "scale-200": replace(_OFFICE, says="A screen of 200 %", size=(960, 600), scale=2.0),
    "scale-200-dark": replace(
        _OFFICE, says="A screen of 200 %", size=(960, 600), scheme=Scheme.DARK, scale=2.0
    ),
    "middle": replace(_OFFICE, says="A window of middle width", size=(900, 600), scale=1.0),
    "strip": replace(_OFFICE, says="A small window", size=(600, 500), scale=1.0),
    "narrow-dark": replace(
        _OFFICE, says="A narrow window", size=(280, 400), scheme=Scheme.DARK, scale=1.0
    ),
    "smallest": replace(_OFFICE, says="The smallest window", size=(280, 220), scale=1.0),
}


def take(names: Iterable[str], folder: Path) -> None:
    """Render pictures into a folder; ends the program where the font Inter is missing."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    if "Inter" not in QFontDatabase.families():
        sys.exit("The font Inter is missing. Debian: apt install fonts-inter")
    font = QFont("Inter")
    font.setPixelSize(13)
    app.setFont(font)
    theme = Theme(app)
    for name in names:
        image = render(app, theme, PICTURES[name])
        if not image.save(str(folder / f"{name}.png"), "PNG", 0):
            sys.exit(f"{folder / name}.png cannot be written.")


def render(app: QApplication, theme: Theme, picture: Picture) -> QImage:
    """Open the window with all it can do, do to it what the picture wants, and take it."""
    theme.choose(picture.scheme)
    translators = speak(app, picture.language)
    phone = FakePhone()
    account = AccountSettings(user="200", server="pbx.example.com", name="Reception")
    look = WindowSettings(
        theme=picture.scheme, size=picture.keys, lamps=picture.lamps, text_size=picture.text_size
    )
    store = Store(Config(accounts=(account,), window=look))
    window = MainWindow(phone, theme, store)
    picture.fill(phone)
    with ExitStack() as stack:
        desk = Desk(window, phone, store, theme, Sound(store.config.sound))
        stack.enter_context(all_attached(desk, (*FIRST, *LATER)))
        window.started()
        window.resize(*picture.size)
        window.show()
        app.processEvents()
        # the ring of the keyboard is in the pictures that are about it
        focused = app.focusWidget()
        if focused is not None:
            focused.clearFocus()
        taken = picture.act(desk) or window
        for _ in range(3):
            app.processEvents()
        image = _flat(taken.grab().toImage(), theme.tokens.window)
    for translator in translators:
        app.removeTranslator(translator)
    phone.listeners.clear()
    for opened in app.topLevelWidgets():
        opened.hide()
        opened.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    if picture.eyes is not None:
        image = seen_image(image, picture.eyes)
    return _with_few_colours(image)


def _flat(image: QImage, ground: QColor) -> QImage:
    """Put what lets through what lies behind it onto a ground."""
    if not image.hasAlphaChannel():
        return image
    below = QImage(image.size(), QImage.Format.Format_RGB32)
    below.setDevicePixelRatio(image.devicePixelRatio())
    below.fill(ground)
    painter = QPainter(below)
    painter.drawImage(0, 0, image)
    painter.end()
    return below


def _with_few_colours(image: QImage) -> QImage:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(array("I", bytes(plain.constBits())))
    common = [colour for colour, _ in counted.most_common()]
    # of each kind the most common one first, so that rare kinds keep their own
    kinds = list({colour & _KIND: colour for colour in reversed(common)}.values())[::-1]
    table = list(dict.fromkeys([*kinds[:_KINDS], *common]))[:_COLOURS]
    no_dots = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, no_dots)


def index() -> str:
    """The list of all pictures, as Markdown."""
    lines = [
        "# Pictures",
        "",
        "Made by `scripts/screenshots` from the real window, with invented people.",
        "",
        "| picture | shows |",
        "|--|--|",
    ]
    for name, picture in PICTURES.items():
        details = [picture.scheme.value, f"{picture.scale * 100:.0f} %"]
        if picture.text_size != 100:
            details.append(f"text {picture.text_size} %")
        lines.append(f"| [{name}]({name}.png) | {picture.says} ({', '.join(details)}) |")
    return "\n".join(lines) + "\n"
