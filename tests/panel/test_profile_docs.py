"""docs/pbx.md says of each PBX what its profile says."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.panel_box import profiles

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pbx.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What the page says under a heading."""
    assert f"## {title}\n" in PAGE
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_each_profile_has_its_table(name: str) -> None:
    profile = profiles()[name]
    text = section(profile.title)
    assert f"Profile `{name}`." in text
    assert "| situation | it sends | shown |" in text
    assert "Verified by: " in text
    told = text.partition("Cannot tell:\n")[2].partition("\nPick-up:")[0]
    assert [line[2:] for line in told.splitlines() if line] == list(profile.cannot_tell)


@pytest.mark.parametrize("name", sorted(profiles()))
def test_the_pick_up_code_of_each_profile_is_told(name: str) -> None:
    profile = profiles()[name]
    pickup = section(profile.title).partition("Pick-up:")[2]
    code = profile.pickup.code.removesuffix("{ext}")
    assert not code or f"`{code}`" in pickup


@pytest.mark.parametrize("name", sorted(profiles()))
def test_the_names_are_in_the_readme(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
