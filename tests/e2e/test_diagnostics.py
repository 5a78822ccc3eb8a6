"""Trace, account page and support bundle at the built-in PBX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from blfpanel.config.store import Store
from blfpanel.gui.accounts.window import AccountsWindow
from blfpanel.gui.trace.export import Exporter
from blfpanel.gui.trace.model import LAMP, MESSAGE
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.phone.log_tail import LogTail
from blfpanel.sim.scenario import PlannedCall
from support.desk import OpenDesk, until

Run = Callable[[Awaitable[None]], None]

pytestmark = pytest.mark.gui


def test_a_call_at_a_partner_is_seen_in_trace_and_bundle(
    run: Run, open_desk: OpenDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    async def story() -> None:
        call = PlannedCall(caller="211", callee="207", at=0.05)
        async with open_desk(call) as desk:
            store = Store(desk.window.config)
            exporter = Exporter(desk.phone, store, LogTail())
            trace = TraceWindow(desk.window.theme, desk.phone, exporter)
            page = AccountsWindow(desk.window.theme, desk.phone, store, {})
            try:
                trace.show()
                page.show()
                await until(lambda: desk.lamp("207") == "alerting", "it rings at Anna")

                def seen() -> list[tuple[str, str]]:
                    trace.refresh()
                    model = trace.model
                    return [
                        (model.index(row, MESSAGE).data(), model.index(row, LAMP).data())
                        for row in range(model.rowCount())
                    ]

                await until(lambda: any("207 Ringing" in lamp for _, lamp in seen()), "its pill")
                what = next(what for what, lamp in seen() if "207 Ringing" in lamp)
                assert what.startswith("NOTIFY v")
                assert "SUBSCRIBE 207" in [what for what, _ in seen()]
                page.refresh()
                assert page.state.text() == "Registered at 127.0.0.1"
                assert page.facts()["Way"].startswith("UDP from 127.0.0.1:")
                rows = [page.model.index(row, 1).data() for row in range(page.model.rowCount())]
                assert len(rows) == 3
                path = tmp_path / "bundle.zip"
                told: list[str] = []
                exporter.told.connect(told.append)
                exporter.bundle(str(path))
                await until(lambda: len(told) == 2, "the bundle is written")
                with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as bundle:
                    everything = b"".join(bundle.read(name) for name in bundle.namelist())
                    ladder = bundle.read("ladder.txt").decode()
                for original in (b"Anna", b"Berger", b"Peter", b"panel200"):
                    assert original not in everything
                assert ": Ringing" in ladder
            finally:
                for opened in (trace, page):
                    opened.close()
                    opened.deleteLater()

    run(story())
