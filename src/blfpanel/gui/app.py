"""The program around the window: Qt and asyncio joined, a clean start and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.garbage import collect_here_only, collect_if_due
from blfpanel.gui.desktop.front import to_front
from blfpanel.gui.desktop.links import open_link
from blfpanel.gui.features import FIRST, Desk, Feature, all_attached
from blfpanel.gui.language import speak
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.port import PhonePort
from blfpanel.gui.sound.menu import SoundMenu
from blfpanel.gui.sound.qt_words import is_chatter
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.words import translate
from blfpanel.media.session import MediaFactory
from blfpanel.phone.signals import leaving_on_signals

EXIT_DONE = 0
EXIT_INTERRUPTED = 130

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("blfpanel.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

#: How often the window's thread sees whether it is time to look for reference cycles.
_COLLECT_EACH_MS = 500

#: How long the window has for its first picture before more is loaded, seconds.
_FIRST_PICTURE = 0.02

#: So long the program waits for what features let go of when it ends, seconds.
_LEAVE_WITHIN = 3.0

#: Opens a phone that is not started yet, and cleans up behind it (a built-in PBX, say); what it
#: gets makes the sound of calls.
OpenPhone = Callable[[MediaFactory], AbstractAsyncContextManager[PhonePort]]

#: Lets other programs act through the phone while its block runs; gets what shows the window
#: with a link in its field ("" for none).
Serve = Callable[[Callable[[str], None]], AbstractAsyncContextManager[None]]


def run(
    open_phone: OpenPhone,
    store: Store | None = None,
    *,
    has_account: bool = True,
    limit: float | None = None,
    serve: Serve | None = None,
    link: str = "",
) -> int:
    """Show the panel until the person leaves, or Ctrl-C or SIGTERM comes.

    Args:
        open_phone: called inside the event loop; the phone it gives is started and stopped here.
        store: the settings in force; by default such as nobody has changed, and not kept.
        has_account: whether any account is configured; else the window says how to add one.
        limit: leave after so many seconds; None: never.
        serve: lets other programs act through the phone; None: nobody may.
        link: a link or number to begin with; "" for none.

    Returns:
        The exit status: 0, or 130 after Ctrl-C or SIGTERM.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("blfpanel")
    app.setDesktopFileName("blfpanel")
    # closing the window ends the phone first, and the phone ends the program
    app.setQuitOnLastWindowClosed(False)
    store = store or Store(Config())
    speak(app, store.config.window.language)
    sounding = Sound(store.config.sound)
    with (
        _qt_messages_logged(),
        _collecting_garbage(app),
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
    ):
        session = _Session(open_phone, store, sounding, serve, link)
        return runner.run(session.run(app, has_account, limit))


@dataclass(frozen=True, slots=True)
class _Session:
    """What :func:`run` was given, inside the event loop."""

    open_phone: OpenPhone
    store: Store
    sound: Sound
    serve: Serve | None
    link: str

    async def run(self, app: QApplication, has_account: bool, limit: float | None) -> int:
        """From the window's first moment to the phone's last."""
        theme = Theme(app, self.store.config.window.theme)
        leave: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def go(status: int) -> None:
            if not leave.done():
                leave.set_result(status)

        async with self.open_phone(self.sound.media()) as phone:
            window = MainWindow(phone, theme, self.store)
            window.closing.connect(lambda: go(EXIT_DONE))
            if not self.store.config.window.start_minimized:
                window.show()
            with _faults_shown(window), leaving_on_signals(lambda: go(EXIT_INTERRUPTED)):
                desk = Desk(window, phone, self.store, theme, self.sound)
                with self._sounding(window, phone), all_attached(desk, FIRST):
                    await phone.start()
                    window.started(has_account=has_account)
                    await asyncio.sleep(_FIRST_PICTURE)
                    with all_attached(desk, _later_features()):
                        if self.link:
                            open_link(window, phone, self.link)
                        async with self._serving(window, phone):
                            await asyncio.wait([leave], timeout=limit)
                    go(EXIT_DONE)
                    window.hide()
                await phone.stop()
                if desk.leaving:
                    await asyncio.wait(desk.leaving, timeout=_LEAVE_WITHIN)
            window.deleteLater()
        return leave.result()

    def _serving(self, window: MainWindow, phone: PhonePort) -> AbstractAsyncContextManager[None]:
        if self.serve is None:
            return contextlib.nullcontext()
        return self.serve(lambda link: open_link(window, phone, link) if link else to_front(window))

    @contextlib.contextmanager
    def _sounding(self, window: MainWindow, phone: PhonePort) -> Iterator[None]:
        """Let the phone be heard, and the window say what is wrong with that."""
        sound = self.sound

        def keep(settings: SoundSettings) -> None:
            window.change_settings(sound=settings)

        sound.trouble.connect(window.say_about)
        sound.changed.connect(keep)
        window.menu.add(SoundMenu(sound, window))
        phone.listen(sound.handle)
        sound.start()
        try:
            yield
        finally:
            sound.stop()


def _later_features() -> tuple[Feature, ...]:
    """What the first picture does not need, loaded only now."""
    from blfpanel.gui.later_features import LATER

    return LATER


@contextlib.contextmanager
def _collecting_garbage(app: QApplication) -> Iterator[None]:
    """Let reference cycles end in the window's thread only."""
    collect_here_only()
    timer = QTimer(app, interval=_COLLECT_EACH_MS)
    timer.timeout.connect(collect_if_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        timer.deleteLater()


@contextlib.contextmanager
def _faults_shown(window: MainWindow) -> Iterator[None]:
    """Log every exception that nobody caught, say so in the window, and go on."""

    def show(fault: BaseException) -> None:
        _log.error("A fault that nothing caught", exc_info=fault)
        said = translate("App", "A fault in blfpanel: {fault}. It goes on; the log tells more.")
        window.alarm(said.format(fault=f"{type(fault).__name__}: {fault}"))

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        show(fault.with_traceback(trace))

    def on_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        if isinstance(fault, BaseException):
            show(fault)
        else:
            _log.error("%s", context.get("message"))

    loop = asyncio.get_running_loop()
    before = sys.excepthook
    sys.excepthook = hook
    loop.set_exception_handler(on_loop)
    try:
        yield
    finally:
        sys.excepthook = before
        loop.set_exception_handler(None)


@contextlib.contextmanager
def _qt_messages_logged() -> Iterator[None]:
    """What Qt has to say goes into the log."""

    def handler(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        level = _LEVELS.get(kind, logging.WARNING)
        if is_chatter(context.category or "", message):
            level = min(level, logging.DEBUG)
        _qt_log.log(level, "%s", message)

    before = qInstallMessageHandler(handler)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
