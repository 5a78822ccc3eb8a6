"""Every setting in words, once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from blfpanel.config import catalog
from blfpanel.config.catalog import Kind
from blfpanel.config.guide import settings_guide
from blfpanel.config.settings import Config


def test_every_setting_is_told() -> None:
    lacking = catalog.missing()
    assert not lacking, (
        "These settings have no words. For each add an entry [TABLE.FIELD] to "
        "resources/settings.toml (its head says how), then run scripts/settings-guide: "
        + ", ".join(lacking)
    )


def test_each_has_a_place_a_name_and_a_sentence() -> None:
    names = {category.name for category in catalog.categories()}
    for found in catalog.settings():
        assert found.category in names, found.path
        assert found.group, found.path
        assert found.title, found.path
        assert not found.title.endswith("."), found.path
        assert found.help.endswith((".", "”", '"')), found.path
        assert not {"please", "!"} & set(found.help.lower().split()), found.path


def test_no_two_of_a_table_have_one_name() -> None:
    for category in catalog.categories():
        for shown in (category.settings, *(rows.settings for rows in category.rows)):
            titles = [(found.group, found.title) for found in shown]
            assert len(titles) == len(set(titles)), category.title


def test_every_default_is_a_value() -> None:
    for found in catalog.settings():
        if not found.required:
            assert found.read(msgspec.to_builtins(found.default)) == found.default, found.path
            assert found.allowed


def test_kinds_come_from_the_types() -> None:
    theme = catalog.setting("window", "theme")
    assert theme.kind is Kind.CHOICE
    assert theme.words["high-contrast"] == "High contrast"
    wait = catalog.setting("accounts", "no_answer_after")
    assert (wait.kind, wait.low, wait.high, wait.unit) == (Kind.NUMBER, 1, 300, "s")
    assert catalog.setting("keys", "in_call").optional
    assert catalog.setting("accounts", "codecs").kind is Kind.CHOICES
    assert catalog.setting("keys", "tags").kind is Kind.TEXTS


def test_a_wrong_value_says_what_is_right() -> None:
    with pytest.raises(ValueError, match="a whole number from 1 to 300"):
        catalog.setting("accounts", "no_answer_after").read(0)


def test_all_tables_of_the_settings_are_known() -> None:
    assert set(catalog.tables()) == {field.name for field in msgspec.structs.fields(Config)}


def test_translators_get_every_text_once() -> None:
    texts = list(catalog.texts())
    assert len(texts) == len(set(texts))
    assert {"Wait for your answer", "High contrast", "Accounts", "Who you are", "s"} <= set(texts)


def test_the_guide_is_up_to_date() -> None:
    written = Path(__file__).parents[2] / "docs" / "settings.md"
    if not written.exists():  # an installed package has no docs
        pytest.skip("no docs here")
    assert written.read_text(encoding="utf-8") == settings_guide(), (
        "docs/settings.md is stale. Run scripts/settings-guide."
    )
