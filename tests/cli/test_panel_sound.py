from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.cli.panel import keep_sound
from blfpanel.config import Config, SoundSettings


def test_what_is_chosen_in_the_window_goes_into_the_file_as_it_is_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLFPANEL_HOME", str(tmp_path))
    path = tmp_path / "settings.toml"
    path.write_text('# by hand, while the panel runs\n[[keys]]\nnumber = "214"\n')
    keep_sound(SoundSettings(speaker="Headset", ring=False))
    assert Config.load(path)[0].sound == SoundSettings(speaker="Headset", ring=False)
    assert path.read_text().startswith('# by hand, while the panel runs\n[[keys]]\nnumber = "214"')
