"""The trace window of a desk: Ctrl+Shift+T, or from "Why this lamp?" for one key."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from blfpanel.gui.commands import Section
from blfpanel.gui.trace.export import Exporter, ask_for_bundle
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.gui.words import translate
from blfpanel.panel.model import KeyId
from blfpanel.phone.log_tail import LogTail

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

_log = logging.getLogger("blfpanel")


class TraceFeature:
    """Opens the trace window; there is one at a time."""

    def __init__(self, desk: Desk, log: LogTail) -> None:
        self._desk = desk
        self.exporter = Exporter(desk.phone, desk.store, log, desk.window)
        self.window: TraceWindow | None = None
        self.dialog: QFileDialog | None = None
        self.exporter.told.connect(desk.window.toast.say)

    def open(self, key: KeyId | None = None) -> TraceWindow:
        """Show the trace, perhaps only what concerns a key."""
        if self.window is None:
            self.window = TraceWindow(self._desk.theme, self._desk.phone, self.exporter)
            self.window.closed.connect(self._closed)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        if key is not None:
            self.window.show_key(key)
        return self.window

    def ask_for_bundle(self) -> None:
        """Ask where the support bundle goes."""
        self.dialog = ask_for_bundle(self._desk.window, self.exporter)

    def close(self) -> None:
        """The desk is left."""
        if self.window is not None:
            self.window.close()

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[TraceFeature]:
    """Join the trace to a desk."""
    log = LogTail()
    _log.addHandler(log)
    feature = TraceFeature(desk, log)
    desk.window.commands.add(
        "trace",
        translate("TraceWindow", "Message trace"),
        "Ctrl+Shift+T",
        lambda: feature.open(),
        Section.TOOLS,
    )
    desk.window.commands.add(
        "bundle",
        translate("TraceWindow", "Support bundle, names replaced…"),
        "",
        feature.ask_for_bundle,
        Section.TOOLS,
    )
    desk.window.why.trace_wanted.connect(lambda key: feature.open(KeyId(key)))
    try:
        yield feature
    finally:
        feature.close()
        _log.removeHandler(log)
