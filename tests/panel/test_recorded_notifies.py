"""Messages as PBXs send them, and the lamps they mean: everything in tests/data/notify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blfpanel.panel.model import FaceChanged, KeyId, Lamp, LampChanged
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import UsageId
from support.panel_box import ACCOUNT, NOTIFIES, PanelBox, recorded

FOLDERS = sorted(folder for folder in NOTIFIES.iterdir() if folder.is_dir())


def described(panel: Panel, key: KeyId) -> dict[str, object]:
    """A key in the words of the expectation files."""
    state = panel.state(key)
    return {
        "lamp": state.lamp.value,
        "detail": state.detail.value if state.detail else None,
        "remote": state.remote.number if state.remote else None,
        "pickup": list(state.calls[0].pickup) if state.calls else [],
        "face": panel.face(key).lamp.value,
        "subscription": state.source.value,
        "why": state.why,
    }


@pytest.mark.parametrize("profile", ["own", "auto"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_message_means_the_lamps_beside_it(folder: Path, profile: str) -> None:
    box = PanelBox(profile=folder.name if profile == "own" else "auto", discover=True)
    files = sorted(folder.glob("*.sip"))
    assert files
    for file in files:
        request = recorded(file)
        usage = None if request.to_tag is None else UsageId(1)
        state = request.subscription_state
        assert state is not None
        box.receive(request, key=None if usage is None else "1", state=state.state)
        for key, expected in json.loads(file.with_suffix(".json").read_text()).items():
            found = described(box.panel, KeyId(key))
            assert {name: found[name] for name in expected} == expected, (file.name, key)


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
