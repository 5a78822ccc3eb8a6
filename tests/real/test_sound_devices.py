"""The window's sound through the devices of a sound server, where clicks are counted."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench" / "sound.py"


def test_what_is_said_into_a_microphone_comes_out_of_a_speaker_in_time() -> None:
    assert shutil.which("pulseaudio"), "apt-get install pulseaudio pulseaudio-utils"
    run = subprocess.run(
        [sys.executable, str(BENCH), "--clicks=4", "--seconds=1"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    heard = re.findall(r"mouth to ear, (\w+) +(\d+) ms .* (\d) of 4 clicks heard", run.stdout)
    assert "PCMA" in [codec for codec, *_ in heard], run.stdout + run.stderr
    assert all(count == "4" for *_, count in heard), run.stdout
    # a slow machine with other things to do may take its time, but a conversation must be possible
    assert all(int(delay) < 300 for _, delay, _ in heard), run.stdout
