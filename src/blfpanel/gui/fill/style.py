"""The style of pages that ask for something: fields, choices, one button that goes on."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from blfpanel.gui.look.tokens import Tokens

_SHEET = Template(
    """
QLineEdit[kind="field"], QComboBox[kind="field"] { min-height: $field; border-radius: $r8;
    padding: 0 $p12; font-size: $f15; background: $surface; color: $text;
    border: 1px solid $line_strong; }
QLineEdit[kind="field"]:focus, QComboBox[kind="field"]:focus { border: 2px solid $accent;
    padding: 0 $p11; }
QLineEdit[wrong="true"] { border: 2px solid $danger; padding: 0 $p11; }
QComboBox QAbstractItemView { background: $surface; color: $text;
    border: 1px solid $line_strong; selection-background-color: $hover;
    selection-color: $hover_text; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 2px solid $accent;
    border-radius: $r8; min-height: $tall; padding: 0 $p24; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $line; color: $text2; border-color: $line; }
QPushButton[kind="tall"] { min-height: $tall; border-radius: $r8; padding: 0 $p24; }
QTreeView { background: $surface; color: $text; border: 1px solid $line; border-radius: $r8;
    alternate-background-color: $pane; selection-background-color: $accent_soft;
    selection-color: $text; }
QTreeView:focus { border: 2px solid $accent; }
QTreeView::item { min-height: $row; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text2; border: none;
    border-bottom: 1px solid $line; padding: $p4 $p6; }
QComboBox[kind="field"]::drop-down { border: none; width: $p24; }
QProgressBar { background: $surface; border: 1px solid $line_strong; border-radius: $r4;
    max-height: $meter; min-height: $meter; }
QProgressBar::chunk { background: $ok; border-radius: $r3; }
"""
)

_LENGTHS = {
    "f15": 15,
    "field": 36,
    "tall": 36,
    "row": 24,
    "meter": 10,
    **{f"r{value}": value for value in (3, 4, 6, 8)},
    **{f"p{value}": value for value in (2, 4, 6, 10, 11, 12, 24)},
}
_COLOURS = (
    "surface", "pane", "text", "text2", "line", "line_strong", "accent", "accent_soft",
    "on_accent", "danger", "hover", "hover_text", "ok",
)  # fmt: skip


def page_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet; ``px`` scales a length at 100 %."""
    return _SHEET.substitute(
        {name: getattr(tokens, name).name() for name in _COLOURS},
        **{name: f"{px(value)}px" for name, value in _LENGTHS.items()},
    )
