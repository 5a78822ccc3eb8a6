"""What an attendant does with calls beyond the buttons, joined to the window."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction

from blfpanel.config.paths import quiet_path
from blfpanel.config.settings import Config, SettingsError
from blfpanel.gui.calls.camps import KINDS
from blfpanel.gui.calls.chips import Chips
from blfpanel.gui.calls.dropping import Drop, menu_words
from blfpanel.gui.calls.undo import UndoToast
from blfpanel.gui.commands import Section
from blfpanel.gui.keys.face import Face
from blfpanel.gui.keys.overlay import Overlay
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.notices import Toast
from blfpanel.gui.words import translate
from blfpanel.panel.changes import (
    AccountChanged,
    Camp,
    CampFulfilled,
    CampKind,
    CampsChanged,
    Change,
    DoNotDisturbChanged,
    OwnCallChanged,
)
from blfpanel.panel.model import KeyId, Lamp, OwnCall
from blfpanel.sip.events import UsageId

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


def add_commands(desk: Desk) -> None:
    """What can be done with calls at a keystroke besides what every window has."""
    controls, add = desk.window.controls, desk.window.commands.add
    add("park", translate("Calls", "Park"), "Ctrl+P", lambda: controls.park(), Section.CALLS)
    add(
        "connect",
        translate("Calls", "Connect with the call on hold"),
        "Shift+F4",
        controls.connect_with_held,
        Section.CALLS,
        in_menu=False,
    )


class Undo(QObject):
    """Takes back what was done last: a transfer that is about to go, else a change of settings."""

    def __init__(self, desk: Desk) -> None:
        window = desk.window
        super().__init__(window)
        self._desk = desk
        self.toast = UndoToast(desk.theme, desk.phone.now, window.toast.parentWidget() or window)
        self.toast.undone.connect(self.undo)
        window.commands.add("undo", translate("Undo", "Undo"), "Ctrl+Z", self.undo, Section.PROGRAM)

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, OwnCallChanged):
            calls = self._desk.phone.panel.own_calls()
            self.toast.follow([call for call in calls if call.leaving is not None])

    def use(self, before: Config | None, after: Config) -> None:
        """Let transfers and watches wait as long as the settings say."""
        if before is None or before.calls != after.calls:
            self._desk.phone.set_undo_within(float(after.calls.undo_transfer))
            self._desk.phone.set_camp_limit(60.0 * after.calls.camp_minutes)

    def undo(self) -> None:
        """Ctrl+Z."""
        window = self._desk.window
        if self._desk.phone.undo_transfer():
            return
        try:
            what = self._desk.store.undo()
        except SettingsError as failure:
            window.alarm(str(failure))
            return
        if what is not None:
            said = translate("Undo", "Undone: {what}") if what else translate("Undo", "Undone.")
            window.toast.say(said.format(what=what))


class Watching(QObject):
    """Offers to watch partners for me, and says who is free."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._fulfilled: CampFulfilled | None = None
        self.toast = Toast(desk.theme, desk.window.toast.parentWidget() or desk.window)
        self.toast.acted.connect(lambda _: self._act())
        desk.window.commands.add(
            "tell_when_free",
            translate("Camp", "Tell me when the focused partner is free"),
            "Ctrl+T",
            self.watch_focused,
            Section.KEYS,
            in_menu=False,
        )

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, CampFulfilled):
            self._say(change)

    def watch_focused(self) -> None:
        """Ctrl+T: watch the partner of the focused key, or do not any more."""
        key = self._desk.window.view.current_key_id()
        if key is None:
            return
        camp = next((camp for camp in self._desk.phone.panel.camps() if key in camp.keys), None)
        if camp is not None:
            self._desk.phone.cancel_camp(camp.id)
        elif self._desk.phone.panel.face(key).lamp is not Lamp.IDLE:
            self.watch(key, CampKind.TELL)

    def watch(self, key: KeyId, kind: CampKind) -> None:
        """Begin to watch a partner."""
        window, name = self._desk.window, self._desk.phone.panel.key(key).label
        window.controls.camp([key], kind)
        window.toast.say(translate("Camp", "Watching {name} for you.").format(name=name))

    def join(self, key: KeyId, camp: Camp) -> None:
        """Have the first told that is free: this partner, or those who are watched already."""
        self._desk.phone.cancel_camp(camp.id)
        self._desk.window.controls.camp([*camp.keys, key], camp.kind)

    def entries(self, key: KeyId) -> list[QAction]:
        """What the menu of a key offers."""
        panel, made = self._desk.phone.panel, list[QAction]()
        mine = [camp for camp in panel.camps() if key in camp.keys]
        for camp in mine:
            text = translate("Camp", "Do not watch any more")
            made.append(self._entry(text, partial(self._desk.phone.cancel_camp, camp.id)))
        face = panel.face(key)
        if mine or face.stale or face.lamp in (Lamp.IDLE, Lamp.UNKNOWN):
            return made
        for kind in (CampKind.TELL, CampKind.CALL):
            made.append(self._entry(translate("Camp", KINDS[kind]), partial(self.watch, key, kind)))
        others = [camp for camp in panel.camps() if camp.kind is CampKind.TELL]
        if others:
            text = translate("Camp", "Tell me of the first that is free, {names} or this one")
            names = ", ".join(panel.key(other).label for other in others[-1].keys)
            join = partial(self.join, key, others[-1])
            made.append(self._entry(text.format(names=names), join))
        return made

    def _entry(self, text: str, run: Callable[[], None]) -> QAction:
        action = QAction(text.replace("&", "&&"), self._desk.window)
        action.triggered.connect(lambda: run())
        return action

    def _say(self, told: CampFulfilled) -> None:
        self._fulfilled = told
        name = self._desk.phone.panel.key(told.key).label
        free = translate("Camp", "{name} is free.").format(name=name)
        if told.called:
            self.toast.say(translate("Camp", "{name} is free and is called.").format(name=name))
        elif self._goes(told.camp) is not None:
            self.toast.say(free, told.key, translate("Camp", "Transfer"))
        else:
            self.toast.say(free, told.key, translate("Camp", "Call"))

    def _goes(self, camp: Camp) -> OwnCall | None:
        """The call that waits for somebody to be free, if it still does."""
        calls = self._desk.phone.panel.own_calls()
        return next((call for call in calls if call.id == camp.call), None)

    def _act(self) -> None:
        told, phone = self._fulfilled, self._desk.phone
        if told is None:
            return
        key, call = phone.panel.key(told.key), self._goes(told.camp)
        if call is not None:
            phone.transfer(call.id, key.number, undo=True)
        else:
            phone.dial(key.number, key.account)


class KeptQuiet(QObject):
    """Remembers over a restart that I do not want to be disturbed, if the settings say so.

    Args:
        path: a file that is there while I do not; None: nothing is remembered.
    """

    def __init__(self, desk: Desk, path: Path | None) -> None:
        super().__init__(desk.window)
        self._desk, self._path = desk, path
        self._wanted = self._kept and path is not None and path.exists()

    @property
    def _kept(self) -> bool:
        return self._desk.store.config.calls.keep_do_not_disturb

    def handle(self, change: Change) -> None:
        """Take a change of the phone: the first of an account comes when there are accounts."""
        match change:
            case AccountChanged() if self._wanted:
                self._wanted = False
                self._desk.phone.set_do_not_disturb(True)
            case DoNotDisturbChanged() if self._path is not None:
                self._remember(self._path, self._desk.phone.do_not_disturb() and self._kept)

    def _remember(self, path: Path, on: bool) -> None:
        try:
            if on:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.touch(mode=0o600)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            said = translate("Calls", "Do not disturb will not be kept: {path}: {reason}.")
            self._desk.window.alarm(said.format(path=path, reason=error.strerror))


class WatchMarks(Overlay):
    """Marks the keys of those who are watched for me."""

    def __init__(self, desk: Desk) -> None:
        self._panel = desk.phone.panel

    def face(self, key_id: KeyId, face: Face) -> Face:
        return replace(face, watched=True) if self._panel.camped(key_id) else face


class Dragging(QObject):
    """Joins the grids of keys: calls dropped there, chips, marks and what their menus offer."""

    def __init__(self, desk: Desk, *offers: Callable[[KeyId], list[QAction]]) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._marks = WatchMarks(desk)
        for view in desk.window.views():
            self.join(view)
        desk.window.view_added.connect(self.join)
        desk.window.key_menu_providers.extend((self.entries, *offers))

    def join(self, view: KeyView) -> None:
        """Let calls be dropped on the keys of a view."""
        dropping = self._desk.window.controls.dropping
        chips = Chips(self._desk.theme, view.window())
        view.overlays.append(self._marks)
        drop = view.call_drop
        drop.words = lambda key, call: dropping.words(key, UsageId(call))
        # a menu that asks cannot open before the drag is over
        drop.dropped.connect(
            lambda key, call: QTimer.singleShot(
                0, view, lambda: dropping.drop(KeyId(key), UsageId(call))
            )
        )
        drop.hovered.connect(lambda key, call, at: self._offer(chips, key, call, at))
        drop.left.connect(chips.leave)

    def entries(self, key: KeyId) -> list[QAction]:
        """What the menu of a key offers: the same as a drop of the call I am in."""
        controls, made = self._desk.window.controls, list[QAction]()
        call = controls.call_at_hand()
        if call is None:
            return made
        for drop in controls.drops(key, call.id):
            if drop is not Drop.ASK:
                action = QAction(menu_words(drop, call).replace("&", "&&"), self._desk.window)
                action.triggered.connect(partial(controls.drop, key, call.id, drop))
                made.append(action)
        return made

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, CampsChanged):
            for view in self._desk.window.views():
                view.viewport().update()

    def _offer(self, chips: Chips, key: str, call: int, at: QPoint) -> None:
        dropping = self._desk.window.controls.dropping
        key_id, usage = KeyId(key), UsageId(call)
        possible = [drop for drop in dropping.drops(key_id, usage) if drop is not Drop.ASK]
        if len(possible) > 1:
            chips.offer(possible, lambda chosen: dropping.drop(key_id, usage, chosen), at)


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[tuple[Undo, Watching]]:
    """Let what was done be undone, and partners be watched."""
    add_commands(desk)
    undo, watching = Undo(desk), Watching(desk)
    quiet = KeptQuiet(desk, None if desk.store.path is None else quiet_path())
    desk.phone.listen(quiet.handle)
    dragging = Dragging(desk, watching.entries)
    desk.phone.listen(dragging.handle)
    undo.use(None, desk.store.config)
    desk.store.listen(undo.use)
    desk.phone.listen(undo.handle)
    desk.phone.listen(watching.handle)
    yield undo, watching
    desk.store.unlisten(undo.use)
    undo.toast.hide()
    watching.toast.hide()
