"""``blfpanel`` with a link, or with a word that is neither link nor command."""

from __future__ import annotations

import pytest

from blfpanel.cli.main import main


@pytest.fixture(autouse=True)
def _display(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("BLFPANEL_HOME", str(tmp_path))
    monkeypatch.setattr("blfpanel.cli.panel.has_display", lambda: True)


@pytest.mark.parametrize("options", [[], ["-v"]])
def test_a_link_begins_in_the_field_of_a_new_panel(
    monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    began: list[object] = []

    def run(*_: object, link: str, **__: object) -> int:
        began.append(link)
        return 0

    monkeypatch.setattr("blfpanel.gui.app.run", run)
    assert main([*options, "tel:+49-30-1234"]) == 0
    assert main([*options, "207"]) == 0
    assert main(options) == 0
    assert began == ["tel:+49-30-1234", "207", ""]


def test_no_panel_is_opened_for_a_link_that_is_not_followed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["sip:207@pbx;method=BYE"]) == 2
    assert "something other than a call" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["wathc"], ["tel:207", "208"]])
def test_other_words_are_wrong_arguments(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage: blfpanel" in capsys.readouterr().err
