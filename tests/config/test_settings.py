from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.config import (
    AccountSettings,
    AlertSound,
    CallsSettings,
    Config,
    KeySettings,
    KeySize,
    SoundSettings,
    Theme,
    Transport,
    WindowSettings,
    calls_path,
    settings_path,
)
from blfpanel.config.account import MissingTag, PickupMethod
from blfpanel.panel.calls.reception import CallPolicy, Dtmf, Transfers
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.sip.account import Unsolicited
from blfpanel.sip.flow import Target

WHOLE = """\
[window]
theme = "high-contrast"
size = "L"

[sound]
microphone = "Headset Microphone"
speaker = "Headset"
ringer = "Desk loudspeaker"
microphone_volume = 90
speaker_volume = 70
ringer_volume = 0
ring = false
alert = "once"
alert_while_talking = true
echo_cancellation = true

[calls]
history = false
keep = 50

[[accounts]]
name = "office"
user = "200"
server = "pbx.example.com:5070"
domain = "example.com"
transport = "tcp"
auth_user = "u200"
display = "Reception"
profile = "innovaphone"
pickup_code = "**{ext}"
group_pickup_code = "*8"
pickup = ["code", "replaces"]
missing_tag = "left out"
list = "blf-list"
expires = 120
unsolicited = "anyone"
forward_all = "214"
forward_busy = "215"
forward_no_answer = "216"
no_answer_after = 12
do_not_disturb = true
call_waiting = false
auto_answer = true
dtmf = "info"
transfers = "ask"

[[accounts]]
user = "300"
server = "192.0.2.7"

[[keys]]
number = "214"
label = "Anna Berger"
group = "Sales"
note = "back on Monday"

[[keys]]
number = "31"
account = "300@192.0.2.7"
"""


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in Config.parse(text)[1]]


def test_every_setting_is_read() -> None:
    config, problems = Config.parse(WHOLE)
    assert problems == ()
    assert config == Config(
        accounts=(
            AccountSettings(
                name="office",
                user="200",
                server="pbx.example.com:5070",
                domain="example.com",
                transport=Transport.TCP,
                auth_user="u200",
                display="Reception",
                profile="innovaphone",
                pickup_code="**{ext}",
                group_pickup_code="*8",
                pickup=(PickupMethod.CODE, PickupMethod.REPLACES),
                missing_tag=MissingTag.LEFT_OUT,
                list="blf-list",
                expires=120,
                unsolicited=Unsolicited.ANYONE,
                forward_all="214",
                forward_busy="215",
                forward_no_answer="216",
                no_answer_after=12,
                do_not_disturb=True,
                call_waiting=False,
                auto_answer=True,
                dtmf=Dtmf.INFO,
                transfers=Transfers.ASK,
            ),
            AccountSettings(user="300", server="192.0.2.7"),
        ),
        keys=(
            KeySettings(
                number="214",
                label="Anna Berger",
                account="office",
                group="Sales",
                note="back on Monday",
            ),
            KeySettings(number="31", account="300@192.0.2.7"),
        ),
        window=WindowSettings(theme=Theme.HIGH_CONTRAST, size=KeySize.LARGE),
        sound=SoundSettings(
            microphone="Headset Microphone",
            speaker="Headset",
            ringer="Desk loudspeaker",
            microphone_volume=90,
            speaker_volume=70,
            ringer_volume=0,
            ring=False,
            alert=AlertSound.ONCE,
            alert_while_talking=True,
            echo_cancellation=True,
        ),
        calls=CallsSettings(history=False, keep=50),
    )


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("", PickupWishes()),
        ('pickup_code = "*8{ext}"', PickupWishes(code="*8{ext}")),
        ('group_pickup_code = "*8"', PickupWishes(group_code="*8")),
        ('pickup = ["target", "group"]', PickupWishes(methods=("target", "group"))),
        ('missing_tag = "0"', PickupWishes(missing_tag="0")),
    ],
)
def test_an_account_says_how_calls_are_picked_up(text: str, wishes: PickupWishes) -> None:
    config, problems = Config.parse(f'[[accounts]]\nuser = "200"\nserver = "pbx"\n{text}')
    assert problems == ()
    assert config.accounts[0].pickup_wishes == wishes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('pickup = ["barge"]', 'a list of "replaces", "target", "code" and "group"'),
        ('pickup = "code"', 'a list of "replaces", "target", "code" and "group"'),
        ('missing_tag = "none"', "one of as profile, needed, 0, empty, left out"),
    ],
)
def test_what_is_no_way_to_pick_up_is_said(text: str, sentence: str) -> None:
    (problem,) = problems_of(f'[[accounts]]\nuser = "200"\nserver = "pbx"\n{text}')
    assert sentence in problem


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert Config.load(tmp_path / "settings.toml") == (Config(), ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('\n[window]\nsize = "XL"', "Line 3 of the settings: `size = XL` is not one of L, M, S."),
        ("[window]\ntheme = 3", "Line 2 of the settings: `theme = 3` is not one of system, light,"),
        ('window = "dark"', "Line 1 of the settings: `window` is not a table. Write [window]."),
        (
            "[window]\nthem = 1",
            "`them` is not a setting. It is kept and does nothing. Did you mean",
        ),
        ("colour = 1\n", "Line 1 of the settings: `colour` is not a setting. It is kept and does"),
        ("[accounts]\nuser='2'", "Line 1 of the settings: `accounts` is not a list of tables."),
        ("keys = [1]", "Line 1 of the settings: `keys` is not a list of tables. Write [[keys]]"),
        (
            "[[keys]]\nlabel='A'",
            "Line 1 of the settings: this entry of `keys` is left out, it needs",
        ),
        (
            "[[keys]]\nnumber=214",
            "Line 2 of the settings: `number = 214` is not a number or address",
        ),
        (
            "[[keys]]\nnumber='1'\nnote=['a']",
            "Line 3 of the settings: `note = ['a']` is not a text",
        ),
        (
            "[sound]\nspeaker_volume = 101",
            "Line 2 of the settings: `speaker_volume = 101` is not a whole number from 0 to 100.",
        ),
        ("[calls]\nkeep = 0", "`keep = 0` is not a whole number from 1 to 100000."),
        ("[calls]\nhistory = 1", "`history = 1` is not true or false."),
        (
            "[[accounts]]\nuser='2'\nserver='p'\ndtmf='inband'",
            "`dtmf = inband` is not one of rtp, info.",
        ),
        ("[sound]\nring = 1", "Line 2 of the settings: `ring = 1` is not true or false."),
        ("[sound]\nalert = true", "`alert = true` is not one of off, once, repeated."),
        ("[sound]\nspeaker = 2", "`speaker = 2` is not the name of a device in quotes."),
    ],
)
def test_wrong_settings_are_told_with_line_and_name(text: str, sentence: str) -> None:
    told = problems_of(text)
    assert any(sentence in problem for problem in told), told
    assert all(problem.endswith("The rest was loaded.") for problem in told)


ACCOUNT = '[[accounts]]\nuser = "200"\nserver = "pbx"\n'


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('transport = "ws"', "`transport = ws` is not one of udp, tcp, tls, auto."),
        ('proxy = "a b"', '`proxy = a b` is not "HOST" or "HOST:PORT".'),
        ("keep_alive = 1", "`keep_alive = 1` is not a whole number from 5 to 600."),
        ("expires = 5", "`expires = 5` is not a whole number from 60 to 86400."),
        ('expires = "300"', "`expires = 300` is not a whole number from 60 to 86400."),
        ("expires = true", "`expires = true` is not a whole number from 60 to 86400."),
        ('unsolicited = "all"', "`unsolicited = all` is not one of reject, registrar, anyone."),
        ('domain = "a b"', "`domain = a b` is not a domain in quotes."),
        (f'pickup_code = ["{"x" * 99}"]', "…` is not a text in quotes."),
    ],
)
def test_wrong_account_setting_stands_at_its_default(line: str, sentence: str) -> None:
    config, problems = Config.parse(ACCOUNT + line)
    assert config.accounts == (AccountSettings(user="200", server="pbx"),)
    [problem] = problems
    assert problem.line == 4
    assert sentence in str(problem)


@pytest.mark.parametrize(
    ("server", "target"),
    [
        ("pbx", ("pbx", 0)),
        ("pbx.example.com:5070", ("pbx.example.com", 5070)),
        ("192.0.2.1:65535", ("192.0.2.1", 65535)),
        ("my_pbx.lan", ("my_pbx.lan", 0)),
        ("2001:db8::1", ("2001:db8::1", 0)),
        ("::1", ("::1", 0)),
        ("[2001:db8::1]", ("2001:db8::1", 0)),
        ("[2001:db8::1]:5070", ("2001:db8::1", 5070)),
    ],
)
def test_server_is_host_and_port(server: str, target: tuple[str, int]) -> None:
    config, problems = Config.parse(f'[[accounts]]\nuser = "200"\nserver = "{server}"\n')
    assert problems == ()
    assert config.accounts[0].target == Target("udp", *target)


@pytest.mark.parametrize(
    "server", ["", "sip:pbx", "pbx:0", "pbx:65536", "pbx:x", "a b", "u@pbx", "[::1", "pbx/x"]
)
def test_server_that_cannot_be_leaves_the_account_out(server: str) -> None:
    config, problems = Config.parse(f'[[accounts]]\nuser = "200"\nserver = "{server}"\n')
    assert config.accounts == ()
    assert f'`server = {server}` is not "HOST" or "HOST:PORT".' in str(problems[1])
    assert "left out, it needs `server`" in str(problems[0])


def test_second_account_of_a_name_is_left_out() -> None:
    config, [problem] = Config.parse(ACCOUNT + ACCOUNT.replace('"pbx"', '"pbx:5070"'))
    assert [account.server for account in config.accounts] == ["pbx"]
    assert str(problem).startswith("Line 4 of the settings: a second account `200@pbx` is left")


def test_key_of_an_account_that_is_not_there_is_left_out() -> None:
    text = ACCOUNT + '[[keys]]\nnumber = "1"\naccount = "hoem"\n[[keys]]\nnumber = "2"\n'
    config, [problem] = Config.parse(text)
    assert [(key.number, key.account) for key in config.keys] == [("2", "200@pbx")]
    assert str(problem).startswith("Line 6 of the settings: `account = hoem` is not one of 200@pbx")


@pytest.mark.parametrize("name", ["password", "Password", "secret", "pwd"])
def test_password_is_refused_and_never_shown(name: str) -> None:
    config, [problem] = Config.parse(ACCOUNT + f'{name} = "s3cr3t"\n')
    assert problem.line == 4
    assert "passwords do not belong into this file" in str(problem)
    assert "BLFPANEL_PASSWORD" in str(problem)
    assert "s3cr3t" not in str(problem)
    assert "s3cr3t" not in repr(config)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb\n", "Line 2 of the settings cannot be read: expected '=' after a key"),
        ("[window\n", "Line 1 of the settings cannot be read: expected ']'"),
        ("[window]\ntheme =", "Line 2 of the settings cannot be read: invalid value"),
    ],
)
def test_text_that_is_no_toml_is_told_with_its_line(text: str, sentence: str) -> None:
    config, [problem] = Config.parse(text)
    assert config == Config()
    assert str(problem).startswith(sentence)
    assert "stays as it is" in str(problem)


def test_text_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('[[keys]]\nlabel = "Müller"\n'.encode("latin-1"))
    config, [problem] = Config.load(path)
    assert config == Config()
    assert str(problem).startswith("Line 2 of the settings is not UTF-8.")


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert Config.load(path) == Config.parse(WHOLE)


def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    config, [problem] = Config.load(tmp_path)
    assert config == Config()
    assert "cannot be read: Is a directory." in str(problem)


def test_lines_are_found_in_odd_notations() -> None:
    text = 'window.size = "XL"\n\n[[ "keys" ]]\n"number" = "1"\n  note=5\n# note = 1\n'
    assert [problem.line for problem in Config.parse(text)[1]] == [1, 5]


def test_account_becomes_a_sip_account() -> None:
    office, other = Config.parse(WHOLE)[0].accounts
    account = office.sip_account("s3cr3t")
    assert account.name == "office"
    assert account.aor.display == "Reception"
    assert (account.aor.uri.user, account.aor.uri.host) == ("200", "example.com")
    assert account.server == Target("tcp", "pbx.example.com", 5070)
    assert account.credentials is not None
    assert (account.credentials.username, account.credentials.password) == ("u200", "s3cr3t")
    assert (account.expires, account.unsolicited) == (120, Unsolicited.ANYONE)
    plain = other.sip_account("x")
    assert plain.name == "300@192.0.2.7"
    assert plain.aor.display is None
    assert plain.aor.uri.host == "192.0.2.7"
    assert plain.credentials is not None
    assert plain.credentials.username == "300"
    assert other.sip_account(None).credentials is None


def test_account_is_found_by_its_title() -> None:
    config = Config.parse(WHOLE)[0]
    assert config.account("300@192.0.2.7") is config.accounts[1]
    assert config.account("nobody") is None


def test_settings_lie_below_blfpanel_home_if_that_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BLFPANEL_HOME", str(tmp_path))
    assert settings_path() == tmp_path / "settings.toml"
    assert calls_path() == tmp_path / "calls.jsonl"


def test_settings_lie_in_the_platforms_place_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BLFPANEL_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path() == tmp_path / "blfpanel" / "settings.toml"


def test_what_an_account_says_about_calls_reaches_the_panel() -> None:
    config, _ = Config.parse(WHOLE)
    assert config.accounts[0].call_policy == CallPolicy(
        "214",
        "215",
        "216",
        12,
        do_not_disturb=True,
        auto_answer=True,
        call_waiting=False,
        dtmf=Dtmf.INFO,
        transfers=Transfers.ASK,
    )
    assert config.accounts[1].call_policy == CallPolicy()
