"""Commands that act: through the panel that runs, or by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.cli.main import main


@pytest.fixture(autouse=True)
def _no_panel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BLFPANEL_HOME", str(tmp_path))


NUMBERED = (["call", "207"], ["pickup", "207"], ["press", "207"])
IN_CALL = (["hangup"], ["transfer", "211"], ["dtmf", "12#"])


@pytest.mark.parametrize("words", [*NUMBERED, *IN_CALL, ["status"]], ids=" ".join)
def test_without_a_panel_a_command_says_what_to_do(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "blfpanel: No panel is running. Start `blfpanel`, or act without it: --standalone, "
        "--account NAME, or --server HOST --user USER.\n"
    )


@pytest.mark.parametrize("words", IN_CALL, ids=" ".join)
@pytest.mark.parametrize("option", [["--standalone"], ["--server", "pbx", "--user", "200"]])
def test_a_command_for_a_call_needs_the_panel(
    capsys: pytest.CaptureFixture[str], words: list[str], option: list[str]
) -> None:
    assert main([*words, *option]) == 2
    assert f"`{words[0]}` by itself has no call to act on." in capsys.readouterr().err


@pytest.mark.parametrize("words", [*NUMBERED, ["status"]], ids=" ".join)
@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (["--standalone"], "There is no account in "),
        (["--account", "Office"], "There is no account in "),
        (["--profile", "rfc"], "There is no account in "),
        (["--user", "200"], "--server and --user belong together."),
        (["--server", "pbx", "--user", "200", "--profile", "x"], "There is no profile “x”."),
    ],
)
def test_any_account_option_makes_it_act_by_itself(
    capsys: pytest.CaptureFixture[str], words: list[str], option: list[str], reason: str
) -> None:
    assert main([*words, *option]) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["call", "207", "--for", "2"], "--for"),
        (["press", "207", "--for", "2"], "--for"),
        (["pickup", "207", "--pickup-code", "**{ext}"], "--pickup-code"),
    ],
)
def test_what_only_a_call_of_its_own_can_have_is_not_passed_over(
    capsys: pytest.CaptureFixture[str], words: list[str], option: str
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(f"blfpanel: {option} works only without the panel")
