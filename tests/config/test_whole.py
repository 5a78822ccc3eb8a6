"""The whole configuration as one file, and differences in words."""

from __future__ import annotations

import msgspec

from blfpanel.config import catalog
from blfpanel.config.account import AccountSettings, PickupMethod
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config
from blfpanel.config.telling import change_in_words, differences, value_in_words
from blfpanel.config.whole import write_out
from blfpanel.config.window import Blink, Theme, WindowSettings
from blfpanel.panel.keys import InCall

FULL = Config(
    accounts=(
        AccountSettings(user="200", server="pbx.example.com", pickup=(PickupMethod.CODE,)),
        AccountSettings(name='Büro "2"', user="300", server="[::1]:5070", call_waiting=False),
    ),
    keys=(
        KeySettings(number="207", label="Anna Berger", account='Büro "2"', tags=("a", "b")),
        KeySettings(
            number="214", account="200@pbx.example.com", in_call=InCall.TRANSFER, hide_remote=True
        ),
    ),
    window=WindowSettings(theme=Theme.DARK, text_size=120),
)


def test_what_is_written_out_is_read_back() -> None:
    read, problems = Config.parse(write_out(FULL))
    assert not problems
    assert read == FULL


def test_every_setting_is_explained_in_it() -> None:
    text = write_out(Config())
    flat = " ".join(text.replace("\n# ", " ").split())
    for category in catalog.categories():
        for setting in category.settings:
            assert " ".join(setting.help.split()) in flat, setting.path
    assert '\n# theme = "system"\n' in text
    assert Config.parse(text) == (Config(), ())


def test_no_password_is_among_the_settings() -> None:
    names = {found.name for found in catalog.settings()}
    assert not {"password", "secret"} & names


def test_it_is_explained_in_the_persons_language() -> None:
    assert "# FARBEN" in write_out(Config(), lambda text: text.upper().replace("COLOURS", "FARBEN"))


def test_values_are_said_as_a_person_says_them() -> None:
    def said(table: str, name: str, value: object) -> str:
        return value_in_words(catalog.setting(table, name), value)

    assert said("window", "text_size", 110) == "110 %"
    assert said("window", "hide_remote", True) == "on"
    assert said("window", "theme", Theme.SYSTEM) == "As the system"
    assert said("keys", "in_call", None) == "as usual"
    assert said("accounts", "proxy", "") == "nothing"
    assert said("accounts", "pickup", (PickupMethod.CODE, PickupMethod.GROUP)) == (
        "Pick-up code, Group pick-up code"
    )
    assert said("keys", "tags", ("sales", "vip")) == "sales, vip"


def test_a_change_is_said() -> None:
    blink = catalog.setting("window", "blink")
    assert change_in_words(blink, Blink.NORMAL, Blink.OFF) == "Blinking: Normal → Off"


def test_differences_are_said_line_by_line() -> None:
    other = msgspec.structs.replace(
        FULL,
        accounts=FULL.accounts[:1],
        keys=(
            *(msgspec.structs.replace(key, note="new") for key in FULL.keys[:1]),
            *(KeySettings(number=str(number)) for number in range(300, 306)),
        ),
        window=WindowSettings(theme=Theme.DARK, text_size=100),
    )
    assert differences(FULL, other) == [
        'Accounts: Büro "2" removed',
        "Keys: 300, 301, 302, 303 and 2 more added",
        "Keys: 214 removed",
        "Keys: Anna Berger changed",
        "Text size: 120 % → 100 %",
    ]
    assert differences(FULL, FULL) == []


def test_another_order_is_a_difference() -> None:
    turned = msgspec.structs.replace(FULL, keys=FULL.keys[::-1])
    assert differences(FULL, turned) == ["Keys: in another order"]
