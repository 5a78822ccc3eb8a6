"""A phone that is given other accounts and keys while it runs, on a virtual clock."""

from __future__ import annotations

from dataclasses import replace

from blfpanel.panel.calls.reception import CallPolicy
from blfpanel.panel.changes import AccountRemoved, KeyReplaced
from blfpanel.panel.keys import USUAL, Key, LabelKey, PartnerKey
from blfpanel.panel.model import KeyId, Lamp, OwnCallState
from blfpanel.phone.line import Line
from blfpanel.phone.setup import Setup
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from support.call_office import NAMES, CallOffice
from support.office import PBX

KEYS = tuple(PartnerKey(KeyId(n), name, n, "desk") for n, name in NAMES.items())


class Desk(CallOffice):
    """A desk whose settings change."""

    @property
    def line(self) -> Line:
        """The desk's account as it is now."""
        return self.phone._lines.all["desk"]

    def apply(self, *keys: Key, lines: tuple[Line, ...] | None = None) -> None:
        """Have these keys, and these accounts (those there are)."""
        lines = (self.line,) if lines is None else lines
        self.phone.apply(Setup(lines, keys, USUAL))
        self.advance(1)

    def lamps(self) -> dict[str, Lamp]:
        """All lamps, in panel order."""
        panel = self.phone.panel
        return {str(key.id): panel.state(key.id).lamp for key in panel.keys()}  # noqa: SIM118


IDLE = dict.fromkeys(NAMES, Lamp.IDLE)


def test_keys_come_go_and_change_places_without_disturbing_others() -> None:
    desk = Desk()
    anna, jens, clara = KEYS
    assert desk.lamps() == IDLE
    asked = len(desk.sent("SUBSCRIBE"))
    desk.apply(clara, anna)
    assert list(desk.lamps().items()) == [("214", Lamp.IDLE), ("207", Lamp.IDLE)]
    [farewell] = desk.sent("SUBSCRIBE")[asked:]
    assert farewell.headers.get("Expires") == "0"
    assert "211" in str(farewell.to.uri)
    desk.apply(clara, anna, jens)
    assert desk.lamps() == dict.fromkeys(("214", "207", "211"), Lamp.IDLE)


def test_another_label_keeps_lamp_and_history_and_asks_nobody() -> None:
    desk = Desk()
    before, asked = desk.phone.panel.history(KeyId("207")), len(desk.sent("SUBSCRIBE"))
    desk.apply(replace(KEYS[0], label="Anna B.", note="home office"), *KEYS[1:])
    assert desk.lamps() == IDLE
    assert desk.phone.panel.history(KeyId("207")) == before
    assert desk.told(KeyReplaced) == [KeyReplaced(KeyId("207"))]
    assert len(desk.sent("SUBSCRIBE")) == asked


def test_keys_without_a_lamp_stand_among_the_others() -> None:
    desk = Desk()
    label = LabelKey(KeyId("label:Sales"), "Sales", "", "desk")
    desk.apply(KEYS[0], label, *KEYS[1:])
    assert list(desk.lamps()) == ["207", "label:Sales", "211", "214"]


def test_a_new_password_registers_anew_after_the_old_registration_ended() -> None:
    desk = Desk()
    account = replace(desk.line.account, credentials=Credentials("200", "secret-200"), expires=600)
    desk.apply(*KEYS, lines=(replace(desk.line, account=account),))
    desk.advance(3)
    state = desk.phone.panel.account_state("desk")
    assert state is not None
    assert state.kind == "registered"
    assert desk.lamps() == IDLE
    requests = [message.headers.get("Expires") for message in desk.sent("REGISTER")]
    farewell = requests.index("0")
    assert "600" in requests[farewell:]
    assert "600" not in requests[:farewell]


def test_calls_of_an_untouched_account_stay_when_another_one_comes_and_goes() -> None:
    desk = Desk()
    call = desk.call("207")
    other = replace(
        desk.line,
        account=replace(
            desk.line.account, name="other", server=Target("udp", *desk.network.address[PBX])
        ),
        register=False,
    )
    desk.apply(*KEYS, lines=(desk.line, other))
    desk.apply(*KEYS, lines=(desk.line,))
    assert desk.own(call).state is OwnCallState.TALKING
    assert desk.told(AccountRemoved) == [AccountRemoved("other")]


def test_calls_keys_and_lamps_of_an_account_go_with_it() -> None:
    desk = Desk()
    desk.call("207")
    line = desk.line
    desk.apply(lines=())
    desk.advance(1)
    assert desk.calls == []
    assert desk.over("207") == 1
    assert desk.lamps() == {}
    assert desk.phone.account_names() == ()
    desk.apply(*KEYS, lines=(line,))
    desk.advance(3)
    assert desk.lamps() == IDLE


def test_keys_of_no_account_wait_for_one() -> None:
    desk = Desk()
    line = desk.line
    desk.apply(*KEYS, lines=())
    assert desk.lamps() == {}
    desk.apply(*KEYS, lines=(line,))
    desk.advance(3)
    assert desk.lamps() == IDLE


def test_do_not_disturb_of_today_outlasts_other_settings() -> None:
    desk = Desk()
    desk.phone.set_do_not_disturb(True)
    desk.apply(*KEYS, lines=(replace(desk.line, policy=CallPolicy(call_waiting=False)),))
    assert desk.phone.do_not_disturb()
    desk.apply(*KEYS, lines=(replace(desk.line, policy=CallPolicy(do_not_disturb=True)),))
    desk.apply(*KEYS, lines=(replace(desk.line, policy=CallPolicy()),))
    assert not desk.phone.do_not_disturb()
