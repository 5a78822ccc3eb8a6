"""The style sheet: frames, buttons, fields, menus and scroll bars in the colours in force."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor

from blfpanel.gui.look.tokens import Tokens

# Widgets say what they are with the property "kind"; text colours and fonts are not set here.
_SHEET = Template(
    """
*[kind="pane"] { background: $pane; }
*[kind="window"] { background: $window; }
*[kind="surface"] { background: $surface; }
*[kind="header"] { background: $pane; border: none; border-bottom: 1px solid $line; }
*[kind="status"] { background: $pane; border: none; border-top: 1px solid $line; }
*[kind="notice"] { background: $pane; border: none; border-bottom: 1px solid $line; }
*[kind="strip"] { background: $pane; border: none; border-top: 1px solid $line; }
*[kind="calls"] { background: $pane; border: none; border-right: 1px solid $line; }
*[kind="side"] { background: $surface; border: none; border-left: 1px solid $line; }
*[kind="side-foot"] { background: $surface; border: none; border-top: 1px solid $line; }
*[kind="card10"] { background: $surface; border: ${border}px solid $line; border-radius: $r10; }
*[kind="card"] { background: $surface; border: ${border}px solid $line; border-radius: $r8; }
*[kind="card-talking"] { background: $surface; border: 1px solid $talking_edge;
    border-radius: $r10; }
*[kind="card-alert"] { background: $alert_faint; border: 2px solid $alert_edge;
    border-radius: $r8; }
*[kind="line"] { background: $line; border: none; }
*[kind="rule"] { background: $accent_soft; border: none; border-radius: $r8; }
*[kind="toast"] { background: $toast; border: none; border-radius: $r10; }
*[kind="popup"] { background: $surface; border: 1px solid $line_strong; border-radius: $r10; }

QPushButton { background: $surface; color: $text; border: 1px solid $line_strong;
    border-radius: $r7; padding: 0 $p12; min-height: $button; }
QPushButton:hover { background: $hover; color: $hover_text; }
QPushButton:pressed { background: $line; color: $text; }
QPushButton:disabled { color: $line_strong; border-color: $line; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton[kind="ok"] { background: $ok; color: $ok_ink; border-color: $ok; }
QPushButton[kind="ok"]:hover { background: $ok_hover; }
QPushButton[kind="danger"] { background: $danger; color: $danger_ink; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_hover; }
QPushButton[kind="ok"]:focus, QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="icon"], QPushButton[kind="fold"] { background: transparent;
    border: 2px solid transparent; padding: 0 $p6; }
QPushButton[kind="fold"] { text-align: left; padding: 0; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent;
    padding: 0; min-height: 0; text-align: left; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; }
QPushButton[kind="account"] { background: transparent; border: 2px solid transparent;
    padding: 0; }
QPushButton[kind="account"]:hover { background: $hover; }
QPushButton[kind="account"]:focus { border: 2px solid $accent; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="fold"]:hover { background: $hover; }
QPushButton[kind="icon"]:focus, QPushButton[kind="fold"]:focus { border: 2px solid $accent; }
QPushButton[kind="toggle"]:checked { background: $accent_soft; color: $text;
    border: 1px solid $accent; }
QPushButton[kind="toggle"]:checked:focus { border: 2px solid $accent; }
QPushButton[kind="chip"] { background: $alert; color: $alert_ink; border: 1px solid $alert_edge;
    border-radius: $r11; min-height: $chip; padding: 0 $p10; }
QPushButton[kind="quiet"] { background: $danger; color: $danger_ink; border-color: $danger;
    border-radius: $r11; min-height: $chip; padding: 0 $p10; }
QPushButton[kind="quiet"]:focus { border: 2px solid $text; }
QPushButton[kind="toast"] { background: transparent; color: $toast_ink;
    border: 1px solid $toast_ink; }
QToolButton[kind="tile"], QToolButton[kind="tile-on"], QToolButton[kind="tile-danger"] {
    background: $hover; color: $hover_text; border: 2px solid transparent;
    border-radius: $r8; padding: $p6 0; }
QToolButton[kind="tile"]:hover { background: $line; color: $text; }
QToolButton[kind="tile-on"] { background: $accent_soft; color: $text; border-color: $accent; }
QToolButton[kind="tile-danger"] { background: $danger; color: $danger_ink; }
QToolButton[kind="tile-danger"]:hover { background: $danger_hover; }
QToolButton[kind="tile"]:focus { border: 2px solid $accent; }
QToolButton[kind="tile-on"]:focus, QToolButton[kind="tile-danger"]:focus {
    border: 2px solid $text; }
QPushButton::menu-indicator { image: none; }

QLabel[kind="key-cap"] { border: 1px solid $line; border-radius: 4px; padding: 0 2px; }

QLineEdit { background: $surface; color: $text; placeholder-text-color: $text2;
    border: 1px solid $line_strong;
    border-radius: $r8; padding: 0 $p10; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 $p9; }

QComboBox[kind="choice"], QSpinBox[kind="number"], QDoubleSpinBox[kind="number"] {
    background: $surface; color: $text; border: 1px solid $line_strong; border-radius: $r8;
    padding: 0 $p10; min-height: $field; selection-background-color: $accent;
    selection-color: $on_accent; }
QComboBox[kind="choice"]:focus, QSpinBox[kind="number"]:focus,
QDoubleSpinBox[kind="number"]:focus { border: 2px solid $accent; padding: 0 $p9; }
QComboBox[kind="choice"]:disabled, QSpinBox[kind="number"]:disabled, QLineEdit:disabled {
    color: $text2; border-color: $line; }
QComboBox[kind="choice"]::drop-down { border: none; width: $p20; }
QComboBox QAbstractItemView { background: $surface; color: $text;
    border: 1px solid $line_strong; selection-background-color: $hover;
    selection-color: $hover_text; }
QSpinBox[kind="number"]::up-button, QSpinBox[kind="number"]::down-button {
    subcontrol-origin: border; width: 0; height: 0; border: none; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none;
    background: transparent; padding: 0; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line_strong; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; width: 12px;
    height: 12px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:focus { background: $accent; }
QListWidget[kind="nav"] { background: transparent; border: none; outline: none; color: $text; }
QListWidget[kind="nav"]::item { border-radius: $r8; padding: 0 $p12; }
QListWidget[kind="nav"]::item:hover { background: $hover; color: $hover_text; }
QListWidget[kind="nav"]::item:selected { background: $accent_soft; color: $text; }
QListWidget[kind="nav"]::item:focus { border: 2px solid $accent; }

QPlainTextEdit { background: $window; color: $text; border: 1px solid $line;
    border-radius: $r8; padding: $p6; selection-background-color: $accent;
    selection-color: $on_accent; }
QPlainTextEdit:focus { border: 1px solid $accent; }

QMenu, QToolTip { font-size: $f13; }
QMenu { background: $surface; color: $text; border: 1px solid $line_strong; padding: $p6 0; }
QMenu::item { padding: $p6 $p20 $p6 $p14; background: transparent; }
QMenu::item:selected { background: $hover; color: $hover_text; }
QMenu::separator { height: 1px; background: $line; margin: $p6 0; }
QMenu::indicator { left: $p6; }

QToolTip { background: $toast; color: $toast_ink; border: 1px solid $toast; padding: $p6; }

QTableView { color: $text; selection-background-color: $accent_soft; selection-color: $text; }
QHeaderView { background: $window; }
QHeaderView::section { background: $window; color: $text2; border: none;
    border-bottom: 1px solid $line; padding: $p6; }

QScrollArea, QAbstractItemView { background: transparent; border: none; }
QScrollArea[kind="reader"], QTreeView[kind="sheet"] { border: 2px solid transparent;
    border-radius: $r8; }
QScrollArea[kind="reader"]:focus, QTreeView[kind="sheet"]:focus { border: 2px solid $accent; }
QTreeView[kind="sheet"] { background: $surface; color: $text; }
QTreeView[kind="sheet"]::item:selected { background: $accent_soft; color: $text; }
QScrollBar:vertical { background: transparent; width: $p10; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: $p10; margin: 2px; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; min-height: 28px;
    min-width: 28px; }
QScrollBar::handle:hover { background: $text2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)

_LENGTHS = {
    **{f"r{value}": value for value in (7, 8, 10, 11)},
    **{f"p{value}": value for value in (6, 9, 10, 12, 14, 20)},
    "f13": 13,
    "button": 28,
    "field": 32,
    "chip": 20,
}


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """Fill in the style sheet; ``px`` scales a length at 100 %."""
    colours = {
        name: value.name()
        for name in Tokens.__slots__
        if isinstance(value := getattr(tokens, name), QColor)
    }
    return _SHEET.substitute(
        colours,
        border=tokens.border,
        alert_faint=tokens.alert_faint.name(),
        talking_edge=tokens.edge(tokens.talking).name(),
        ok_hover=tokens.ok.darker(112).name(),
        danger_hover=tokens.danger.darker(112).name(),
        **{name: f"{px(value)}px" for name, value in _LENGTHS.items()},
    )
