#!/usr/bin/env python3
"""What the window costs: how soon it is there, how soon a change is seen, and how much it takes.

    .venv/bin/python tests/bench/window.py [--json]

Without a display it draws off screen. Each part runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from blfpanel.panel.model import KeyId  # noqa: E402
from support.fake_phone import FakePhone  # noqa: E402

#: changes a second, for how many seconds, on how many keys
RATE, SECONDS, KEYS = 200, 6, 1000

#: what is measured: its name, unit and limit
LIMITS = (
    ("start", "window with 200 keys seen after", "ms", 1000.0),
    ("p99", f"change to repaint, p99 at {RATE}/s on {KEYS} keys", "ms", 50.0),
    ("cpu", f"of a core at {RATE}/s", "%", 25.0),
    ("rss", "resident memory", "MB", 180.0),
)


def measure_start() -> dict[str, float]:
    """Milliseconds from the start of the process to the first picture of 200 keys."""
    from PySide6.QtGui import QPaintEvent

    from blfpanel.cli.panel import Session
    from blfpanel.config.account import AccountSettings
    from blfpanel.config.keys import KeySettings
    from blfpanel.config.secrets import remember_for_now
    from blfpanel.config.settings import Config
    from blfpanel.config.store import Store
    from blfpanel.gui.app import run
    from blfpanel.gui.keys.view import KeyView

    seen: list[float] = []
    paint = KeyView.paintEvent

    def painted(view: KeyView, event: QPaintEvent) -> None:
        paint(view, event)
        if view.model().rowCount() >= 200:
            seen.append(time.time())

    KeyView.paintEvent = painted  # type: ignore[method-assign]
    # nobody answers at the discard port: the keys are there, their lamps are not known yet
    account = AccountSettings(name="bench", user="200", server="127.0.0.1:9")
    remember_for_now(account, "secret")
    keys = tuple(
        KeySettings(number=str(1000 + number), label=f"Partner {number}", account="bench")
        for number in range(200)
    )
    store = Store(Config(accounts=(account,), keys=keys))
    run(Session(store, []).open_phone, store, limit=0.5)
    return {"start": (seen[0] - float(os.environ["BENCH_BEGAN"])) * 1000}


def turn(phone: FakePhone, key: KeyId, count: int) -> None:
    """Half of the changes begin a call, half end one; one in twenty rings first."""
    if count % 20 == 0:
        phone.ring(key, "030 23125 407")
    elif count % 2:
        phone.busy(key, "0171 39200 14")
    else:
        phone.idle(key)


def measure_rate() -> dict[str, float]:
    """How long changes take to be painted, and what that costs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from blfpanel.config.settings import Config
    from blfpanel.config.store import Store
    from blfpanel.config.window import KeySize, WindowSettings
    from blfpanel.gui.keys.view import KeyView
    from blfpanel.gui.look.theme import Theme
    from blfpanel.gui.main_window import MainWindow

    due: list[float] = []
    waits: list[float] = []
    paint = KeyView.paintEvent

    def painted(view: KeyView, event: QPaintEvent) -> None:
        paint(view, event)
        now = time.perf_counter()
        waits.extend(now - at for at in due)
        due.clear()

    KeyView.paintEvent = painted  # type: ignore[method-assign]
    app = QApplication([])
    phone = FakePhone()
    began = time.perf_counter()
    window = MainWindow(phone, Theme(app), Store(Config(window=WindowSettings(size=KeySize.SMALL))))
    keys = [phone.add(f"Partner {number}", str(1000 + number)) for number in range(KEYS)]
    for key in keys:
        phone.idle(key)
    window.started()
    window.resize(1440, 900)
    window.show()
    settled = time.perf_counter() + 0.5
    while time.perf_counter() < settled:
        app.processEvents()
    waits.clear()
    count = 0
    begun = time.perf_counter()

    def change() -> None:
        nonlocal count
        wanted = int((time.perf_counter() - begun) * RATE)
        while count < wanted:
            key = keys[count * 7 % KEYS]
            seen = window.view.visualRect(window.view.key_model.index_of(key))
            if window.view.viewport().rect().intersects(seen):
                due.append(begun + count / RATE)
            phone.time = began + time.perf_counter()
            phone.panel.histories[key].clear()
            turn(phone, key, count // KEYS + count)
            count += 1

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(change)
    timer.start()
    QTimer.singleShot(SECONDS * 1000, app.quit)
    before = time.process_time()
    app.exec()
    used = time.process_time() - before
    waits.sort()
    return {
        "p99": waits[int(len(waits) * 0.99)] * 1000,
        "cpu": used / SECONDS * 100,
        "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def run_apart(part: str) -> dict[str, float]:
    """Measure in a process of its own."""
    environment = {**os.environ, "BENCH_BEGAN": str(time.time())}
    done = subprocess.run(
        [sys.executable, __file__, "--part", part],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="What the window costs.")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    parser.add_argument("--part", choices=("start", "rate"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(measure_start() if options.part == "start" else measure_rate()))
        return 0
    run_apart("start")  # the first one reads all files from the disk
    found = run_apart("start") | run_apart("rate")
    if options.json:
        print(json.dumps(found))
    else:
        for name, what, unit, limit in LIMITS:
            mark = "" if found[name] <= limit else "  over the limit"
            print(f"{found[name]:8.1f} {unit:<3} {what} (limit {limit:.0f} {unit}){mark}")
    return int(any(found[name] > limit for name, _, _, limit in LIMITS))


if __name__ == "__main__":
    sys.exit(main())
