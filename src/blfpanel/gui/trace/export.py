"""Writes a trace to a file: as text, for Wireshark, or as a bundle in which nobody can be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.gui.port import PhonePort
from blfpanel.gui.trace.model import TraceModel
from blfpanel.gui.words import translate
from blfpanel.net.pcap import capture, packet_of
from blfpanel.net.trace import TraceEntry, as_text
from blfpanel.phone.log_tail import LogTail
from blfpanel.phone.support_bundle import (
    MOST_MESSAGES,
    AccountEvidence,
    Evidence,
    KeyEvidence,
    support_bundle,
)


def is_private(config: Config, data: bytes) -> bool:
    """Whether the settings hide with whom the partner speaks that a message is about."""
    if config.window.hide_remote:
        return True
    return any(key.hide_remote and key.number.encode() in data for key in config.keys)


class Exporter(QObject):
    """Makes files in a thread; ``told`` says in words what became of one."""

    told = Signal(str)

    def __init__(
        self, phone: PhonePort, store: Store, log: LogTail, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._phone, self._store, self._log = phone, store, log

    def is_private(self, data: bytes) -> bool:
        """Whether the far ends of calls in a message are nobody's business."""
        return is_private(self._store.config, data)

    def text(self, path: str, model: TraceModel) -> None:
        """Write the messages shown, one after the other."""
        entries, wall = self._seen(model), self._phone.wall
        self._write(path, lambda: as_text(entries, wall).encode("utf-8", "backslashreplace"))

    def pcap(self, path: str, model: TraceModel) -> None:
        """Write the messages shown for Wireshark."""
        entries, wall = self._seen(model), self._phone.wall
        self._write(path, lambda: capture(packet_of(entry, wall) for entry in entries))

    def bundle(self, path: str) -> None:
        """Write everything that helps, with other names."""
        evidence = self._evidence()
        self.told.emit(self.tr("Making the support bundle…"))
        self._write(path, lambda: support_bundle(evidence))

    def _seen(self, model: TraceModel) -> list[TraceEntry]:
        return [replace(entry, data=model.visible_data(entry)) for entry in model.shown()]

    def _evidence(self) -> Evidence:
        phone, panel, config = self._phone, self._phone.panel, self._store.config
        now, trace = phone.now(), phone.trace
        keys = panel.keys()
        accounts = []
        for name in phone.account_names():
            profile, because = panel.profile_of(name)
            state = panel.account_state(name)
            said = "" if state is None else state.text
            accounts.append(AccountEvidence(name, said, profile.title, because))
        return Evidence(
            trace.since(max(0, trace.recorded - MOST_MESSAGES)),
            phone.effects,
            [KeyEvidence(key.label, key.number, panel.explain(key.id, now)) for key in keys],
            accounts,
            config,
            self._log.lines(),
            phone.wall,
        )

    def _write(self, path: str, make: Callable[[], bytes]) -> None:
        def work() -> None:
            try:
                _put(Path(path), make())
            except OSError as problem:
                said = self.tr("{file} cannot be written: {reason}.")
                self.told.emit(said.format(file=path, reason=problem.strerror or problem))
            else:
                self.told.emit(self.tr("Written to {file}.").format(file=path))

        QThreadPool.globalInstance().start(work)


def _put(path: Path, data: bytes) -> None:
    """Write a file so that there is a whole one or none."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def ask_where(parent: QWidget, title: str, name: str, write: Callable[[str], None]) -> QFileDialog:
    """Ask for a file without holding anything up."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(name)
    dialog.fileSelected.connect(write)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)
    dialog.show()
    return dialog


def ask_for_bundle(parent: QWidget, exporter: Exporter) -> QFileDialog:
    """Ask where the support bundle goes, and write it there."""
    title = translate("TraceWindow", "Support bundle")
    return ask_where(parent, title, "blfpanel-support.zip", exporter.bundle)
