"""``blfpanel watch``: what it is told to watch."""

from __future__ import annotations

import pytest

from blfpanel.cli.main import main


def test_something_to_watch_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--server", "192.0.2.1", "--user", "200"]) == 2
    assert "Say what to watch: NUMBER..., or --list URI." in capsys.readouterr().err
