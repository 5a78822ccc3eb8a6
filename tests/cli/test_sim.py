from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from blfpanel.cli.main import main
from blfpanel.cli.sim import address


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("192.0.2.1:5070", ("192.0.2.1", 5070)),
        ("192.0.2.1", ("192.0.2.1", 5060)),
        (":0", ("127.0.0.1", 0)),
        ("[::1]:5070", ("::1", 5070)),
        ("[::1]", ("::1", 5060)),
        ("::1", ("::1", 5060)),
    ],
)
def test_a_place_to_listen_is_read(text: str, place: tuple[str, int]) -> None:
    assert address(text) == place


@pytest.mark.parametrize("text", ["pbx:5060", "127.0.0.1:x", "127.0.0.1:70000", "[::1]:-1"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no numeric address"):
        address(text)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--profile", "nobodys"], "There is no profile “nobodys”. Known are"),
        (["--scenario", "none.toml"], "none.toml cannot be read"),
        (["--listen", "203.0.113.1:0"], "Nothing can listen at 203.0.113.1:0: "),
    ],
)
def test_what_cannot_be_served_ends_with_2_and_words(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sim", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_it_says_where_it_is_and_ends_cleanly_when_told(tmp_path: Path) -> None:
    day = tmp_path / "day.toml"
    day.write_text('[[call]]\nat = 0\nfrom = "211"\nto = "207"\n')
    command = [sys.executable, "-m", "blfpanel", "sim", "--listen", ":0", "--scenario", str(day)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert re.fullmatch(r"Standard PBX .* at 127\.0\.0\.1:\d+, UDP and TCP, .*\n", lines[0])
    assert "  user 200  password panel200  Reception\n" in lines
    assert "207 registers from UDP 127.0.0.1:" in said
    assert "207 is no longer registered from" in said
