from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import pytest

from blfpanel.config import (
    AccountSettings,
    Config,
    KeySettings,
    KeySize,
    SettingsError,
    SoundSettings,
    Theme,
    Transport,
    WindowSettings,
)

replace = msgspec.structs.replace

COMMENTED = """\
# my panel
[window]
size = "XL"   # too large
glow = true

[[accounts]]
user = "200"        # me
server = "pbx"
colour = "red"

[[accounts]]
# no server yet
user = "500"

# the sales people
[[keys]]
number = "214"  # Anna
label = "Anna"

[[keys]]
number = "215"  # Ben
fax = "no"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(COMMENTED)
    return path


def test_first_save_makes_folder_and_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "blfpanel" / "settings.toml"
    config = Config(
        (AccountSettings(user="200", server="pbx", transport=Transport.TCP, name="office"),),
        (KeySettings(number="214", label="Anna", account="office"), KeySettings(number="2#15")),
        window=WindowSettings(theme=Theme.DARK),
    )
    config.save(path)
    loaded, problems = Config.load(path)
    assert problems == ()
    assert loaded == replace(
        config, keys=(config.keys[0], replace(config.keys[1], account="office"))
    )
    text = path.read_text()
    assert "expires" not in text
    assert not path.with_name("settings.toml.bak").exists()


def test_saving_what_was_loaded_changes_nothing(path: Path) -> None:
    Config.load(path)[0].save(path)
    assert path.read_text() == COMMENTED
    assert sorted(file.name for file in path.parent.iterdir()) == ["settings.toml"]


def test_one_change_changes_one_line(path: Path) -> None:
    config, _ = Config.load(path)
    anna = replace(config.keys[0], label="Anna Berger")
    replace(config, keys=(anna, *config.keys[1:])).save(path)
    assert path.read_text() == COMMENTED.replace('label = "Anna"', 'label = "Anna Berger"')


def test_wrong_value_is_replaced_when_it_is_set(path: Path) -> None:
    config, _ = Config.load(path)
    replace(config, window=replace(config.window, size=KeySize.SMALL)).save(path)
    assert path.read_text() == COMMENTED.replace('"XL"', '"S"')


def test_value_that_returns_to_its_default_is_taken_out(path: Path) -> None:
    config, _ = Config.load(path)
    replace(config, keys=(replace(config.keys[0], label=""), config.keys[1])).save(path)
    assert path.read_text() == COMMENTED.replace('label = "Anna"\n', "")


def test_renamed_entry_keeps_its_comments_and_unknown_settings(path: Path) -> None:
    config, _ = Config.load(path)
    replace(config, keys=(config.keys[0], replace(config.keys[1], number="216"))).save(path)
    assert path.read_text() == COMMENTED.replace('number = "215"', 'number = "216"')


def test_entries_are_added_removed_and_moved(path: Path) -> None:
    config, _ = Config.load(path)
    clara = KeySettings(number="217", account="200@pbx", note="new")
    keys = (config.keys[1], clara, replace(config.keys[0], note="moved"))
    replace(config, keys=keys).save(path)
    loaded, _ = Config.load(path)
    assert loaded.keys == keys
    text = path.read_text()
    assert text.index("# Ben") < text.index("217") < text.index("# Anna")
    replace(loaded, keys=keys[:1]).save(path)
    assert Config.load(path)[0].keys == keys[:1]
    assert "# Anna" not in path.read_text()
    replace(loaded, keys=()).save(path)
    assert "[[keys]]" not in path.read_text()


def test_moving_entries_back_and_forth_adds_no_blank_lines(path: Path) -> None:
    text = path.read_text().rstrip("\n")  # the last line has no end
    path.write_text(text)
    config, _ = Config.load(path)
    for _ in range(2):
        replace(config, keys=config.keys[::-1]).save(path)
        assert '\n\n[[keys]]\nnumber = "214"' in path.read_text()
        config.save(path)
    assert path.read_text() == text + "\n"


def test_new_file_looks_as_if_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    account = AccountSettings(user="200", server="pbx")
    keys = (KeySettings(number="1"), KeySettings(number="2", label="B"))
    Config((account,), keys, window=WindowSettings(theme=Theme.DARK)).save(path)
    assert path.read_text() == (
        '[window]\ntheme = "dark"\n\n'
        '[[accounts]]\nuser = "200"\nserver = "pbx"\n\n'
        '[[keys]]\nnumber = "1"\n\n[[keys]]\nnumber = "2"\nlabel = "B"\n'
    )


def test_entry_that_cannot_be_used_survives_changes_of_the_others(path: Path) -> None:
    config, problems = Config.load(path)
    home = AccountSettings(user="1", server="home")
    replace(config, accounts=(home, *config.accounts)).save(path)
    text = path.read_text()
    assert 'user = "500"' in text
    assert "# no server yet" in text
    assert 'colour = "red"' in text
    assert Config.load(path)[0].accounts == (home, *config.accounts)
    assert len(Config.load(path)[1]) == len(problems)


def test_tables_written_in_one_line_can_be_changed(path: Path) -> None:
    path.write_text("keys = [{number = '1'}, {number = '2', label = 'B'}]\n[window]\n")
    config, _ = Config.load(path)
    keys = (replace(config.keys[0], label="A"), config.keys[1])
    replace(config, keys=keys).save(path)
    assert Config.load(path) == (replace(config, keys=keys), ())


def test_window_written_in_one_line_can_be_changed(path: Path) -> None:
    path.write_text("window = {size = 'L'}\n")
    Config(window=WindowSettings(theme=Theme.DARK)).save(path)
    assert Config.load(path) == (Config(window=WindowSettings(theme=Theme.DARK)), ())


def test_file_before_is_kept_beside_it(path: Path) -> None:
    config, _ = Config.load(path)
    replace(config, keys=()).save(path)
    assert path.with_name("settings.toml.bak").read_text() == COMMENTED


def test_unreadable_file_is_never_overwritten(path: Path) -> None:
    broken = COMMENTED + "[[keys]\n"
    path.write_text(broken)
    with pytest.raises(SettingsError, match=r"^Line 23 of the settings cannot be read"):
        Config(window=WindowSettings(theme=Theme.DARK)).save(path)
    assert path.read_text() == broken
    assert not path.with_name("settings.toml.bak").exists()


def test_failure_while_writing_leaves_the_old_file_and_no_litter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(handle: int) -> None:
        raise OSError(28, "No space left on device")

    config, _ = Config.load(path)
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(SettingsError, match=r"No space left on device\. Nothing was changed\.$"):
        replace(config, keys=()).save(path)
    assert path.read_text() == COMMENTED
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_link_and_permissions_survive(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    config, _ = Config.load(link)
    replace(config, keys=()).save(link)
    assert link.is_symlink()
    assert "[[keys]]" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_chosen_device_is_kept_in_a_table_of_its_own(path: Path) -> None:
    config, _ = Config.load(path)
    config = replace(config, sound=SoundSettings(speaker="Jabra Evolve", ring=False))
    config.save(path)
    assert Config.load(path)[0].sound == config.sound
    assert '[sound]\nspeaker = "Jabra Evolve"\nring = false\n' in path.read_text()
    assert path.read_text().startswith(COMMENTED)
