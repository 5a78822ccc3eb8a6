"""Finding the files of ``resources/``, in a checkout and as a wheel lays them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel import resources
from blfpanel.resources import resource


def test_files_and_folders_of_the_checkout_are_found() -> None:
    assert resource("profiles", "rfc.toml").is_file()
    assert {file.name for file in resource("profiles").iterdir()} >= {"rfc.toml"}


def test_an_installed_package_has_them_beside_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources" / "profiles").mkdir(parents=True)
    installed = tmp_path / "resources" / "profiles" / "rfc.toml"
    installed.write_text("installed")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    assert resource("profiles", "rfc.toml").read_text() == "installed"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"profiles/none\.toml is missing"):
        resource("profiles", "none.toml")
