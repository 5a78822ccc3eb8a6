"""The program around the window: Qt and asyncio joined, a clean start and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from blfpanel.config.settings import WindowSettings
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.port import PhonePort
from blfpanel.gui.theme import Theme
from blfpanel.gui.words import translate
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

EXIT_DONE = 0
EXIT_INTERRUPTED = 130

#: Opens a phone that is not started yet, and cleans up behind it (a built-in PBX, say).
OpenPhone = Callable[[], AbstractAsyncContextManager[PhonePort]]

#: Lets other programs act through the phone while its block runs; gets what shows the window.
Serve = Callable[[Callable[[], None]], AbstractAsyncContextManager[None]]


def run(
    open_phone: OpenPhone,
    settings: WindowSettings | None = None,
    *,
    has_account: bool = True,
    limit: float | None = None,
    serve: Serve | None = None,
) -> int:
    """Show the panel until the person leaves, or Ctrl-C or SIGTERM comes.

    Args:
        open_phone: called inside the event loop; the phone it gives is started and stopped here.
        settings: colours and key size.
        has_account: whether any account is configured; else the window says how to add one.
        limit: leave after so many seconds; None: never.
        serve: lets other programs act through the phone; None: nobody may.

    Returns:
        The exit status: 0, or 130 after Ctrl-C or SIGTERM.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("blfpanel")
    app.setDesktopFileName("blfpanel")
    # closing the window ends the phone first, and the phone ends the program
    app.setQuitOnLastWindowClosed(False)
    settings = settings or WindowSettings()
    with (
        _qt_messages_logged(),
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
    ):
        return runner.run(_serve(app, open_phone, settings, has_account, limit, serve))


async def _serve(
    app: QApplication,
    open_phone: OpenPhone,
    settings: WindowSettings,
    has_account: bool,
    limit: float | None,
    serve: Serve | None,
) -> int:
    theme = Theme(app, settings.theme)
    leave: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def go(status: int) -> None:
        if not leave.done():
            leave.set_result(status)

    async with open_phone() as phone:
        window = MainWindow(phone, theme, settings)
        window.closing.connect(lambda: go(EXIT_DONE))
        window.show()
        with _faults_shown(window), leaving_on_signals(lambda: go(EXIT_INTERRUPTED)):
            await phone.start()
            window.started(has_account=has_account)
            async with serve(lambda: _to_front(window)) if serve else contextlib.nullcontext():
                await asyncio.wait([leave], timeout=limit)
            go(EXIT_DONE)
            window.hide()
            await phone.stop()
        window.deleteLater()
    return leave.result()


def _to_front(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


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
        _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)

    before = qInstallMessageHandler(handler)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
