"""Accounts: recognising the PBX, and registration in words."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import AccountChanged, Notice
from blfpanel.panel.commands import Refresh
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import Failure, RegistrationChanged, RegistrationState, UsageId
from support.panel_box import ACCOUNT, ME, PanelBox, call, document, notify, profiles

#: As innovaphone writes: no entity, no tags, calls counted.
INNOVAPHONE = call("early", "initiator", dialog_id="1", tags=False)
REGISTRATION = UsageId(1)


def test_the_shape_of_its_documents_gives_innovaphone_away() -> None:
    box = PanelBox("207", profile="auto")
    profile, why = box.panel.profile_of(ACCOUNT)
    assert (profile.name, why) == ("rfc", "not recognised, read as RFC 4235 says")
    box.hear(INNOVAPHONE)
    profile, why = box.panel.profile_of(ACCOUNT)
    assert (profile.name, why) == ("innovaphone", "recognised by the shape of its messages")
    assert box.state().lamp is Lamp.ALERTING
    assert box.state().profile == "innovaphone"


@pytest.mark.parametrize("header", ["Server", "User_Agent"])
def test_its_name_in_the_messages_gives_it_away(header: str) -> None:
    box = PanelBox("207", profile="auto")
    body = document(call("early"), entity="sip:207@pbx")
    box.receive(notify(body, **{header: "Innovaphone IP800"}))
    assert box.panel.profile_of(ACCOUNT)[1] == "recognised by its name in the messages"
    box.receive(notify(body))
    assert box.panel.profile_of(ACCOUNT)[0].name == "innovaphone"


@pytest.mark.parametrize(
    ("calls", "entity"),
    [
        ((), None),
        ((INNOVAPHONE,), "sip:207@pbx"),
        ((call("early", "initiator", dialog_id="1"),), None),
        ((call("early", "initiator", dialog_id="a1b2", tags=False),), None),
        ((INNOVAPHONE, call("early", dialog_id="x", tags=False)), None),
    ],
)
def test_other_shapes_are_read_as_the_rfc_says(calls: tuple[str, ...], entity: str | None) -> None:
    box = PanelBox("207", profile="auto")
    box.hear(*calls, entity=entity)
    assert box.panel.profile_of(ACCOUNT)[0].name == "rfc"


def test_a_pbx_mistaken_for_another_is_given_up() -> None:
    box = PanelBox("207", "208", profile="auto")
    box.hear(INNOVAPHONE)
    box.hear(key="208")
    assert box.panel.profile_of(ACCOUNT)[0].name == "innovaphone"
    box.hear(call("early", "initiator"), key="208", entity="sip:208@pbx")
    assert box.panel.profile_of(ACCOUNT)[0].name == "rfc"
    assert (box.state("207").lamp, box.state("208").lamp) == (Lamp.ALERTING, Lamp.BUSY)


#: As Asterisk writes: the extension as id, nothing else.
ASTERISK = b"""<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full"
 entity="sip:207@pbx"><dialog id="207"><state>confirmed</state></dialog></dialog-info>"""


def named(box: PanelBox) -> tuple[str, str]:
    """The profile in force and why."""
    profile, why = box.panel.profile_of(ACCOUNT)
    return profile.name, why


def test_what_a_pbx_calls_itself_corrects_a_guess_from_shapes() -> None:
    box = PanelBox("207", profile="auto")
    box.receive(notify(ASTERISK))
    assert named(box) == ("asterisk", "recognised by the extension as id of the call")
    box.receive(notify(ASTERISK, User_Agent="FreeSWITCH-mod_sofia/1.10"))
    assert named(box) == ("freeswitch", "recognised by its name in the messages")
    box.receive(notify(ASTERISK))
    assert named(box)[0] == "freeswitch"
    box.receive(notify(ASTERISK, Server="Asterisk PBX 22"))
    assert named(box) == ("asterisk", "recognised by its name in the messages")


def test_a_name_is_seen_in_messages_without_calls_and_without_body() -> None:
    for body in (b"", document(entity="sip:207@pbx")):
        box = PanelBox("207", profile="auto")
        box.receive(notify(body, User_Agent="kamailio (5.6.3 (x86_64/linux))"))
        assert named(box) == ("kamailio", "recognised by its name in the messages")


def test_better_evidence_from_shapes_corrects_poorer() -> None:
    box = PanelBox("207", profile="auto")
    box.receive(notify(ASTERISK))
    early = call("early", dialog_id="207").replace('call-id="c-207"', 'call-id="pickup-1"')
    box.hear(early, entity="sip:207@pbx")
    assert named(box) == ("asterisk-chansip", "recognised by the Call-ID “pickup-…”")
    box.receive(notify(ASTERISK))
    assert named(box)[0] == "asterisk-chansip"


def test_lamps_are_read_anew_when_the_pbx_gives_its_name() -> None:
    box = PanelBox("207", "208", profile="auto")
    box.hear(call("early", "initiator"), entity="sip:207@pbx")
    assert (box.state().lamp, box.state().profile) == (Lamp.BUSY, "rfc")
    box.receive(notify(document(), Server="innovaphone IP811"), key="208")
    assert (box.state().lamp, box.state().profile) == (Lamp.ALERTING, "innovaphone")
    newest = box.panel.history(KeyId("207"))[0]
    assert newest.message == ("The PBX is innovaphone PBX, recognised by its name in the messages")


def test_a_profile_set_by_the_user_stays() -> None:
    box = PanelBox("207", profile="rfc")
    box.hear(INNOVAPHONE)
    assert box.panel.profile_of(ACCOUNT) == (profiles()["rfc"], "set by you")
    assert box.state().lamp is Lamp.BUSY


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(KeyError):
        Panel(profiles()).add_account(ACCOUNT, ME, profile="nonesuch")


def registration(
    box: PanelBox, state: str, failure: Failure | None = None, wait: float | None = None
) -> tuple[AccountChanged, list[str]]:
    """The registration enters a state: what is told about it."""
    due = None if wait is None else box.now + 0.02 + wait
    event = RegistrationChanged(REGISTRATION, RegistrationState(state), failure, due)
    changes = box.handle(event)
    (account,) = [change for change in changes if isinstance(change, AccountChanged)]
    return account, [change.text for change in changes if isinstance(change, Notice)]


@pytest.mark.parametrize(
    ("state", "failure", "wait", "kind", "text", "notices"),
    [
        ("registering", None, None, "registering", "Registering…", []),
        ("registered", None, 270, "registered", "Registered at pbx.example.org", []),
        (
            "registered",
            Failure(405, "Method Not Allowed"),
            None,
            "registered",
            "Connected to pbx.example.org, which wants no registration",
            [],
        ),
        ("unregistered", None, None, "off", "Not registered", []),
        (
            "refused",
            Failure(403, "Forbidden"),
            None,
            "refused",
            "Not registered: wrong password",
            ["pbx.example.org does not accept the password of 200. [403]"],
        ),
        (
            "refused",
            Failure(404, "Not Found"),
            None,
            "refused",
            "Not registered: number unknown",
            ["pbx.example.org does not know the number 200. [404]"],
        ),
        (
            "failed",
            Failure(408, "No answer", local=True),
            30,
            "failed",
            "Not registered: no answer",
            ["pbx.example.org does not answer. Next try in 30 s."],
        ),
        (
            "failed",
            Failure(503, "No network. There is no way to pbx.example.org.", local=True),
            12,
            "failed",
            "Not registered: no network",
            ["No network. There is no way to pbx.example.org. Next try in 12 s."],
        ),
        (
            "failed",
            Failure(503, "Service Unavailable"),
            None,
            "failed",
            "Not registered: service unavailable [503]",
            ["pbx.example.org does not register 200: Service Unavailable. [503]"],
        ),
    ],
)
def test_registration_in_words(
    state: str,
    failure: Failure | None,
    wait: float | None,
    kind: str,
    text: str,
    notices: list[str],
) -> None:
    box = PanelBox()
    account, said = registration(box, state, failure, wait)
    assert (account.account, account.kind, account.text) == (ACCOUNT, kind, text)
    assert said == notices
    assert box.panel.account_state(ACCOUNT) == account


def test_trouble_is_told_once_and_its_end_too() -> None:
    box = PanelBox("207", "208")
    failure = Failure(408, "No answer", local=True)
    said = []
    for state in ("failed", "registering", "failed", "registering", "registered", "registered"):
        said += registration(box, state, failure if state == "failed" else None)[1]
        if state == "registering":
            box.hear()
    assert said == [
        "pbx.example.org does not answer.",
        "Connected again. 1 lamp is up to date.",
    ]


def test_all_news_is_doubted_while_not_registered_and_asked_for_afterwards() -> None:
    box = PanelBox("207", "208")
    box.receive(notify(document(call("confirmed")), to_tag=None), key=None)
    box.hear(key="208")
    registration(box, "failed", Failure(408, "No answer", local=True))
    for number in ("207", "208"):
        assert (box.state(number).stale, box.state(number).cause) == (True, "network lost")
    registration(box, "registered")
    assert Refresh(box.usage("208")) in box.ordered(Refresh)


def test_registrations_of_several_accounts_are_told_apart() -> None:
    box = PanelBox()
    box.panel.add_account("home", ME)
    box.panel.registration_started("home", REGISTRATION, 0.0)
    account, _ = registration(box, "registered")
    assert account.account == "home"
    assert box.panel.account_state(ACCOUNT) is None
    unknown = RegistrationChanged(UsageId(77), RegistrationState.REGISTERED)
    assert box.handle(unknown) == []
