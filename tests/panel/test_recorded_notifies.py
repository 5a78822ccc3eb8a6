"""Messages as PBXs send them, and the lamps they mean: everything in tests/data/notify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blfpanel.panel.changes import FaceChanged, LampChanged
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import UsageId
from support.panel_box import ACCOUNT, NOTIFIES, PanelBox, profiles, recorded

#: A folder with messages is a story, told to one panel. What it lies in is the PBX it is of:
#: notify/<pbx>/ or notify/<pbx>/<story>/.
STORIES = sorted({file.parent for file in NOTIFIES.rglob("*.json")})


def pbx_of(story: Path) -> str:
    """The profile the messages of a story are meant for."""
    return story.relative_to(NOTIFIES).parts[0]


def described(panel: Panel, key: KeyId) -> dict[str, object]:
    """A key in the words of the expectation files."""
    state = panel.state(key)
    return {
        "lamp": state.lamp.value,
        "detail": state.detail.value if state.detail else None,
        "remote": state.remote.number if state.remote else None,
        "caller": state.remote.display if state.remote else None,
        "pickup": list(state.calls[0].pickup) if state.calls else [],
        "face": panel.face(key).lamp.value,
        "stale": state.stale,
        "subscription": state.source.value,
        "why": state.why,
    }


def play(box: PanelBox, file: Path, usages: dict[tuple[str, str], UsageId]) -> None:
    """Let the message or bare document in ``file`` come in."""
    if file.suffix == ".xml":
        assert box.panel.read_document(ACCOUNT, file.read_bytes(), box.now)
        box.drain()
        return
    request = recorded(file)
    state = request.subscription_state
    assert state is not None
    tag = request.to_tag
    usage = None
    if tag is not None:
        usage = usages.setdefault((request.call_id, tag), UsageId(len(usages) + 1))
    box.receive(request, key=None if usage is None else str(usage), state=state.state)


@pytest.mark.parametrize("profile", ["own", "auto"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story.relative_to(NOTIFIES)))
def test_each_message_means_the_lamps_beside_it(story: Path, profile: str) -> None:
    pbx = pbx_of(story)
    box = PanelBox(profile=pbx if profile == "own" else "auto", discover=True)
    usages: dict[tuple[str, str], UsageId] = {}
    files = sorted(file for file in story.iterdir() if file.suffix in (".sip", ".xml"))
    assert files
    for file in files:
        play(box, file, usages)
        for key, expected in json.loads(file.with_suffix(".json").read_text("utf-8")).items():
            found = described(box.panel, KeyId(key))
            assert {name: found[name] for name in expected} == expected, (file.name, key)
    assert box.panel.profile_of(ACCOUNT)[0].name == pbx


@pytest.mark.parametrize("pbx", sorted(set(map(pbx_of, STORIES))))
def test_each_pbx_has_a_profile_and_enough_stories(pbx: str) -> None:
    files = list((NOTIFIES / pbx).rglob("*.json"))
    assert pbx in profiles()
    assert len(files) >= 6


def test_each_profile_has_stories() -> None:
    assert set(profiles()) == set(map(pbx_of, STORIES))


#: By what each story gives its PBX away, in the words of the window.
REASONS = {
    "asterisk": "its name in the messages",
    "asterisk/by-shape": "the extension as id of the call",
    "asterisk/freepbx": "FreePBX's name in the messages",
    "asterisk-chansip": "its name and tags in the messages",
    "asterisk-chansip/by-shape": "the Call-ID “pickup-…”",
    "asterisk-chansip/not-pedantic": "FreePBX's name and its tags in the messages",
    "broadworks": "its name in Via",
    "broadworks/by-shape": "the two addresses of a party",
    "freeswitch": "its name in the messages",
    "freeswitch/answer-to-subscribe": "the UUID as id of the call",
    "freeswitch/parking-by-shape": "the address of a parking place",
    "innovaphone": "the shape of its messages",
    "kamailio": "its name in the messages",
    "kamailio/by-shape": "the shape of its messages",
    "kazoo": "its message about an idle partner",
    "opensips": "its name in the messages",
    "opensips/by-shape": "the shape of its messages",
    "sipxecs": "its name in the messages",
    "yate": "its name in the messages",
    "yate/by-shape": "the attribute “notify-state”",
}


@pytest.mark.parametrize(("story", "reason"), REASONS.items())
def test_the_pbx_is_named_with_the_reason(story: str, reason: str) -> None:
    box = PanelBox(profile="auto", discover=True)
    usages: dict[tuple[str, str], UsageId] = {}
    files = sorted(file for file in (NOTIFIES / story).iterdir() if file.suffix in (".sip", ".xml"))
    while files and box.panel.profile_of(ACCOUNT)[1].startswith("not recognised"):
        play(box, files.pop(0), usages)
    profile, why = box.panel.profile_of(ACCOUNT)
    assert (profile.name, why) == (story.partition("/")[0], f"recognised by {reason}")


def test_the_founding_trace_lights_key_207_ringing_busy_idle() -> None:
    box = PanelBox("207", profile="auto")
    lamps = []
    for name in ("01-early", "03-proceeding", "04-terminated"):
        box.receive(recorded(NOTIFIES / "innovaphone" / f"{name}.sip"))
        lamps.append(box.state().lamp)
        if name == "01-early":
            assert box.state().remote is not None
            assert box.state().remote.number == "211"
    assert lamps == [Lamp.ALERTING, Lamp.BUSY, Lamp.IDLE]
    profile, why = box.panel.profile_of(ACCOUNT)
    assert (profile.title, why) == ("innovaphone PBX", "recognised by the shape of its messages")


def test_the_cleared_document_between_ringing_and_talking_is_true_but_not_seen() -> None:
    box = PanelBox("207", profile="auto")
    for name in ("01-early", "02-cleared", "03-proceeding"):
        box.receive(recorded(NOTIFIES / "innovaphone" / f"{name}.sip"))
    box.wait(1.0)
    truth = [change.after.lamp for change in box.told(LampChanged)]
    seen = [change.state.lamp for change in box.told(FaceChanged)]
    assert truth == [Lamp.ALERTING, Lamp.IDLE, Lamp.BUSY]
    assert seen == [Lamp.ALERTING, Lamp.BUSY]
    proceeding, hidden, early = box.panel.history(KeyId("207"))
    assert [proceeding.shown, hidden.shown, early.shown] == [True, False, True]
    assert hidden.message == "NOTIFY v10: no calls, replaced by v11 after 20 ms"
