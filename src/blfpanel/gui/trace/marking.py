"""A message with its syntax shown, and what decided a lamp marked."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import mix
from blfpanel.panel.model import LampState

_HEADER = re.compile(r"^[\w-]+(?=[ \t]*:)")
_TAG = re.compile(r"</?[\w:.-]+|/?>|\?>|<\?xml")
_VALUE = re.compile(r"\"[^\"]*\"")


class MessageSyntax(QSyntaxHighlighter):
    """First line strong, names of headers and tags faint."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        tokens = self._theme.tokens
        faint, strong, value = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        faint.setForeground(tokens.text2)
        value.setForeground(tokens.accent)
        strong.setFontWeight(QFont.Weight.DemiBold)
        if self.currentBlock().blockNumber() == 0:
            self.setFormat(0, len(text), strong)
        elif header := _HEADER.match(text):
            self.setFormat(0, header.end() + 1, faint)
        else:
            for pattern, form in ((_VALUE, value), (_TAG, faint)):
                for found in pattern.finditer(text):
                    self.setFormat(found.start(), len(found[0]), form)


def decisive_lines(text: str, state: LampState) -> list[int]:
    """The lines of a message that decided a lamp: of the call it shows, else of the document."""
    lines = text.split("\n")
    begin = 0
    if state.calls and (name := state.calls[0].id):
        tag = re.compile(rf"<(?:\w+:)?dialog\b[^>]*\bid\s*=\s*[\"']{re.escape(name)}[\"']")
        begin = next((place for place, line in enumerate(lines) if tag.search(line)), -1)
    else:
        begin = next((place for place, line in enumerate(lines) if "<dialog-info" in line), -1)
        return [] if begin < 0 else [begin]
    if begin < 0:
        return []
    rest = range(begin, len(lines))
    said = next((place for place in rest if re.search(r"<(?:\w+:)?state\b", lines[place])), begin)
    return sorted({begin, said})


def mark_lines(view: QPlainTextEdit, lines: list[int], theme: Theme) -> None:
    """Give lines of a view the ground of what decided."""
    ground: QColor = mix(theme.tokens.alert, theme.tokens.window, 0.22)
    marks = []
    for line in lines:
        mark = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(ground)
        form.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = form
        cursor = QTextCursor(view.document().findBlockByNumber(line))
        mark.cursor = cursor
        marks.append(mark)
    view.setExtraSelections(marks)
