"""Profiles: what shipped files say, and what a bad file is told."""

from __future__ import annotations

import pytest

from blfpanel.body.dialog_info import Dialog, Participant
from blfpanel.panel.model import Detail, Lamp
from blfpanel.panel.pickups.ways import WAYS
from blfpanel.panel.profiles.profiles import ProfileError, decode_profile
from blfpanel.resources import resource
from support.panel_box import profiles

HELD = Participant("sip:207@a", None, "sip:207@a", (("+sip.rendering", "No"),))


@pytest.mark.parametrize(
    ("profile", "state", "direction", "lamp", "detail"),
    [
        ("rfc", "early", "recipient", Lamp.ALERTING, Detail.RINGING),
        ("rfc", "early", None, Lamp.ALERTING, Detail.RINGING),
        ("rfc", "early", "initiator", Lamp.BUSY, Detail.CALLING),
        ("rfc", "proceeding", "recipient", Lamp.ALERTING, Detail.RINGING),
        ("rfc", "proceeding", "initiator", Lamp.BUSY, Detail.CALLING),
        ("rfc", "trying", None, Lamp.BUSY, Detail.CALLING),
        ("rfc", "confirmed", None, Lamp.BUSY, Detail.TALKING),
        ("rfc", "terminated", "recipient", Lamp.IDLE, None),
        ("rfc", "rejected", None, Lamp.IDLE, None),
        ("rfc", "committed", None, Lamp.BUSY, Detail.TALKING),
        ("rfc", "", None, Lamp.BUSY, Detail.TALKING),
        ("innovaphone", "early", "initiator", Lamp.ALERTING, Detail.RINGING),
        ("innovaphone", "early", "recipient", Lamp.ALERTING, Detail.RINGING),
        ("innovaphone", "proceeding", "initiator", Lamp.BUSY, Detail.TALKING),
        ("innovaphone", "proceeding", "recipient", Lamp.BUSY, Detail.TALKING),
        ("innovaphone", "trying", "initiator", Lamp.BUSY, Detail.CALLING),
        ("innovaphone", "terminated", "initiator", Lamp.IDLE, None),
    ],
)
def test_a_call_means_a_lamp(
    profile: str, state: str, direction: str | None, lamp: Lamp, detail: Detail | None
) -> None:
    reading = profiles()[profile].read(Dialog("1", state, direction))
    assert (reading.lamp, reading.detail) == (lamp, detail)
    assert reading.why.startswith(f"{profile}: {state or 'no state'} ")


def test_a_held_call_is_busy_though_it_is_called_early() -> None:
    reading = profiles()["rfc"].read(Dialog("1", "early", "recipient", local=HELD))
    assert (reading.lamp, reading.detail) == (Lamp.BUSY, Detail.HELD)


def test_the_rule_of_the_founding_document_in_words() -> None:
    reading = profiles()["innovaphone"].read(Dialog("1", "early", "initiator"))
    assert reading.why == "innovaphone: early is an incoming call whatever its direction"


def test_an_endless_choice_of_states_does_not_fill_the_memory() -> None:
    profile = profiles()["rfc"]
    for number in range(1000):
        assert profile.read(Dialog("1", f"word{number}")).lamp is Lamp.BUSY
    assert len(profile._readings) < 500


def test_shipped_profiles_name_ways_that_exist() -> None:
    for profile in profiles().values():
        assert set(profile.pickup.methods) <= set(WAYS), profile.name


def test_what_a_profile_writes_it_reads_as_the_same_situation() -> None:
    for profile in profiles().values():
        forms = profile.writes
        for form, lamp in (
            (forms.callee_ringing, Lamp.ALERTING),
            (forms.callee_talking, Lamp.BUSY),
            (forms.caller_ringing, Lamp.BUSY),
            (forms.caller_talking, Lamp.BUSY),
            (forms.callee_ended, Lamp.IDLE),
            (forms.caller_ended, Lamp.IDLE),
        ):
            assert form is not None
            reading = profile.read(Dialog("1", form.state, form.direction))
            assert reading.lamp is lamp, (profile.name, form)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('lamp = "idle"', 'lamp = "green"', r"rfc\.toml: .*'green'.*rules\[0\]\.lamp"),
        ("settle-ms = 250", "settlems = 250", r"rfc\.toml: .*unknown field `settlems`"),
        ("settle-ms = 250", 'settle-ms = "soon"', r"rfc\.toml: .*settle_?-?ms"),
        ('name = "rfc"', 'name = "other"', r"rfc\.toml: `name` is “other”"),
        ('name = "rfc"', "name = ", r"rfc\.toml: .*line 11"),
        ('title = "Standard PBX (RFC 4235)"', "", r"rfc\.toml: .*`title`"),
        ('to-tag = "remote"', 'to-tag = "mine"', r"rfc\.toml: .*replaces.*to.tag"),
        (
            'lamp = "busy"\ndetail = "talking"\nmeaning = "is no word',
            'states = ["x"]\nlamp = "busy"\nmeaning = "is no word',
            r"rfc\.toml: the last of `rules`",
        ),
        ("[writes]", '[[recognise]]\nscore = 1\nby = "x"\ndialog-id = "("\n[writes]', "regular"),
    ],
)
def test_a_bad_file_is_told_file_and_key(old: str, new: str, words: str) -> None:
    text = resource("profiles", "rfc.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ProfileError, match=words):
        decode_profile(text.replace(old, new, 1).encode(), "rfc.toml")
