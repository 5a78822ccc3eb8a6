"""Programs that run when lamps change (``[[hooks]]``): never awaited, never many at once."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from blfpanel.config.desktop import HookSettings
from blfpanel.config.secrets import VARIABLE
from blfpanel.config.settings import Config
from blfpanel.gui.desktop.permission import Permission, words_of
from blfpanel.gui.port import KeyPort
from blfpanel.gui.privacy import Privacy
from blfpanel.panel.changes import Change, LampChanged
from blfpanel.panel.keys import Key
from blfpanel.panel.model import KeyId, LampState
from blfpanel.panel.report import lamp_fields, utc

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

_log = logging.getLogger(__name__)

#: So many of a hook's programs run at a time, and so long after each other they start (ms).
MOST = 4
SPACING_MS = 100

#: A program that runs longer is ended, milliseconds.
LONGEST_MS = 30_000

_LONGEST_OUTPUT = 2_000

Fields = Mapping[str, object]


class Hooks(QObject):
    """Runs the hooks of the settings.

    Args:
        desk: whose lamps are followed.
        permission: asks before a program runs for the first time.
    """

    def __init__(self, desk: Desk, permission: Permission) -> None:
        super().__init__(desk.window)
        self._desk, self._permission = desk, permission
        self.hooks: list[Hook] = []
        self.use(None, desk.store.config)

    def use(self, before: Config | None, after: Config) -> None:
        """Go by other settings."""
        if before is not None and before.hooks == after.hooks:
            return
        self.leave()
        self.hooks = [Hook(self._desk, self._permission, hook, self) for hook in after.hooks]

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        # what is heard first is no change
        if isinstance(change, LampChanged) and change.before.heard is not None:
            for hook in self.hooks:
                hook.handle(change)

    def leave(self) -> None:
        """Run nothing any more, and end what runs."""
        for hook in self.hooks:
            hook.leave()
        self.hooks = []


class Hook(QObject):
    """One hook. What changes faster than its program runs is told by its last state only."""

    def __init__(
        self, desk: Desk, permission: Permission, settings: HookSettings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._permission, self._settings = desk, permission, settings
        self._privacy = Privacy(desk.store)
        self._due: dict[KeyId, Fields] = {}
        self._running: set[QProcess] = set()
        self._spacing = QTimer(self)
        self._spacing.setSingleShot(True)
        self._spacing.setInterval(SPACING_MS)
        self._spacing.timeout.connect(self._next)

    def handle(self, change: LampChanged) -> None:
        """A lamp changed."""
        try:
            key = self._desk.phone.panel.key(change.key)
        except KeyError:
            # what is taken off the panel has no lamp
            return
        if not self._wants(key, change.before, change.after):
            return
        command = self._settings.run
        if self._permission.refused(command):
            return
        time = self._desk.phone.wall(change.at)
        self._due.pop(change.key, None)
        self._due[change.key] = {
            "time": utc(time),
            **lamp_fields(cast(Key, key), self._privacy.seen(change.key, change.after)),
            "label": key.label,
            "group": key.group,
            "account": key.account,
            "was": change.before.lamp.value,
        }
        if self._permission.given(command):
            self._next()
        else:
            text = self.tr("The settings run “{command}” when lamps change. It is asked once.")
            self._permission.ask(command, text.format(command=command), self._next)

    def leave(self) -> None:
        """End what runs, and run nothing any more."""
        self._due.clear()
        self._spacing.stop()
        for process in tuple(self._running):
            process.finished.disconnect()
            process.kill()
            process.waitForFinished(1000)
        self._running.clear()

    def _wants(self, key: KeyPort, before: LampState, after: LampState) -> bool:
        hook = self._settings
        seen = (before.lamp, before.detail, before.stale, before.remote)
        return (
            seen != (after.lamp, after.detail, after.stale, after.remote)
            and (not hook.keys or key.number in hook.keys or key.label in hook.keys)
            and (not hook.groups or key.group in hook.groups)
            and (not hook.lamps or (after.lamp in hook.lamps and after.lamp is not before.lamp))
        )

    def _next(self) -> None:
        """Run the program for what has been due longest, if it may run now."""
        if not self._due or self._spacing.isActive() or len(self._running) >= MOST:
            return
        self._spacing.start()
        self._run(self._due.pop(next(iter(self._due))))

    def _run(self, fields: Fields) -> None:
        try:
            program, *arguments = words_of(self._settings.run)
        except ValueError as problem:
            self._failed(str(problem))
            return
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.setProcessEnvironment(_environment(fields))
        limit = QTimer(process, singleShot=True, interval=LONGEST_MS)
        limit.timeout.connect(process.kill)
        process.finished.connect(lambda code, how: self._finished(process, code, how))
        process.errorOccurred.connect(lambda error: self._broken(process, error))
        self._running.add(process)
        process.start(program, arguments)
        process.write(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
        process.closeWriteChannel()
        limit.start()

    def _finished(self, process: QProcess, code: int, how: QProcess.ExitStatus) -> None:
        output = bytes(process.readAll().data()[:_LONGEST_OUTPUT]).decode(errors="replace").strip()
        fine = code == 0 and how is QProcess.ExitStatus.NormalExit
        level = logging.INFO if fine else logging.WARNING
        _log.log(level, "Hook %r ended with %d: %s", self._settings.run, code, output)
        self._over(process)

    def _broken(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._failed(process.errorString())
            self._over(process)

    def _over(self, process: QProcess) -> None:
        self._running.discard(process)
        process.deleteLater()
        self._next()

    def _failed(self, why: str) -> None:
        said = self.tr("“{command}” cannot be run when lamps change: {why}. Check [[hooks]].")
        command = self._settings.run
        text = said.format(command=command, why=why.rstrip("."))
        self._desk.window.say_about(f"hook {command}", text)


def _environment(fields: Fields) -> QProcessEnvironment:
    """Ours without the password, and what changed."""
    made = QProcessEnvironment.systemEnvironment()
    made.remove(VARIABLE)
    calls = cast(list[dict[str, object]], fields["calls"])
    first: Mapping[str, object] = calls[0] if calls else {}
    told = {
        "KEY": fields["key"],
        "LABEL": fields["label"],
        "GROUP": fields["group"],
        "ACCOUNT": fields["account"],
        "LAMP": fields["lamp"],
        "WAS": fields["was"],
        "DETAIL": fields["detail"],
        "STALE": int(bool(fields["stale"])),
        "REMOTE": first.get("remote"),
        "REMOTE_NAME": first.get("display"),
        "TIME": fields["time"],
    }
    for name, value in told.items():
        made.insert(f"BLFPANEL_{name}", "" if value is None else str(value))
    return made
