"""An office of invented people, for pictures and for tests that need many keys."""

from __future__ import annotations

from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.model import CallRecord, CallResult, Detail, KeyId, OwnCallState, Party
from blfpanel.sip.events import UsageId
from blfpanel.wording import say
from support.fake_phone import FakePhone, party_of

REGISTERED = say("Registered at {server}", server="pbx.example.com")

_MANAGEMENT = "Management and front desk"

#: label, number, note, group
PEOPLE = (
    ("Helene Brandt", "201", "Managing director", _MANAGEMENT),
    ("Tom Weiss", "202", "", _MANAGEMENT),
    ("Ines Okafor", "203", "", _MANAGEMENT),
    ("Lukas Baumann", "204", "", _MANAGEMENT),
    ("Meeting room 1", "290", "", _MANAGEMENT),
    ("Meeting room 2", "291", "", _MANAGEMENT),
    ("Anna Berger", "207", "Home office", _MANAGEMENT),
    ("Peter Lang", "208", "", _MANAGEMENT),
    ("Clara Hoffmann", "214", "", "Sales"),
    ("Mikkel Sørensen", "215", "", "Sales"),
    ("Jana Petrović", "216", "", "Sales"),
    ("Felix Wagner", "217", "", "Sales"),
    ("Nadia Haddad", "218", "", "Sales"),
    ("Oskar Lindqvist", "219", "", "Sales"),
    ("Ben Schulz", "221", "", "Sales"),
    ("Katarzyna Wójcik", "222", "", "Sales"),
    ("Emil Hartmann", "223", "", "Sales"),
    ("Lena Fuchs", "224", "", "Sales"),
    ("Amir Rahimi", "225", "Back at 14:00", "Sales"),
    ("Warehouse gate", "226", "", "Sales"),
    ("Miriam Stein", "240", "", "Service"),
    ("David Kowalski", "241", "", "Service"),
    ("Ayşe Şahin", "242", "", "Service"),
    ("Robert Klein", "243", "", "Service"),
    ("Tim Albrecht", "244", "", "Service"),
    ("Service mobile", "249", "", "Service"),
)


def fill_office(phone: FakePhone) -> None:
    """Make an ordinary morning: most are free, some talk, two ring, some are in doubt."""
    phone.account("registered", REGISTERED)
    keys = {
        number: phone.add(label, number, note=note, group=group)
        for label, number, note, group in PEOPLE
    }
    phone.time = 100.0
    for number, key in keys.items():
        if number != "249":
            phone.idle(key)
    phone.refuse(keys["243"], 403, "Not allowed to watch")
    phone.time = 248.0
    phone.busy(keys["202"], "0221471012", "Dr. Aksoy")
    phone.time = 768.0
    phone.doubt(keys["223"], "refresh failed")
    phone.time = 821.0
    phone.busy(keys["241"], "089 99998 310")
    phone.time = 848.0
    phone.busy(keys["216"], "0171 39200 14", "Keller & Partner", Detail.HELD)
    phone.time = 917.0
    phone.busy(keys["218"], "0221 4710 12", "Keller & Partner")
    phone.busy(keys["291"], "anonymous", "Anonymous")
    phone.ring(keys["214"], "0221 4710 88")
    phone.time = 929.318
    phone.show(keys["214"], "NOTIFY v11: no calls, replaced by v12 after 26 ms", shown=False)
    phone.time = 929.344
    phone.busy(keys["214"], "0221 4710 88")
    phone.time = 935.0
    phone.call(1, OwnCallState.TALKING, "0171 39200 14", "Meyer & Söhne")
    phone.time = 966.0
    phone.call(2, OwnCallState.INCOMING, "0221 4710 88", "Sparkasse Musterstadt")
    phone.time = 985.903
    phone.idle(keys["214"])
    phone.time = 992.0
    phone.busy(keys["208"], "030 23125 660", detail=Detail.CALLING)
    phone.ring(keys["214"], "030 23125 407")
    phone.time = 997.0
    phone.ring(keys["226"], "030 23125 118")
    phone.picking_up(keys["226"])
    phone.time = 1000.0


def fill_calls(phone: FakePhone) -> None:
    """The same morning, with calls on hold, one that is muted and sounds badly, and one ignored."""
    fill_office(phone)
    phone.time = 700.0
    phone.call(11, OwnCallState.TALKING, "216", "Jana Petrović", held=True)
    phone.call(12, OwnCallState.TALKING, "0211 5550 199", "Dr. Aksoy", held=True)
    phone.time = 935.0
    digits = {"muted": True, "digits": "12#"}
    phone.call(1, OwnCallState.TALKING, "0171 39200 14", "Meyer & Söhne", **digits)
    phone.sound[UsageId(1)] = MediaStatistics(
        codec="G722", encryption="AES_CM_128_HMAC_SHA1_80", loss=0.06, jitter=0.012, delay=0.06,
        round_trip=0.041, mos=2.9,
    )  # fmt: skip
    phone.time = 980.0
    wanted = Party("sip:230@pbx.example.com", "230", "Sales")
    phone.call(13, OwnCallState.INCOMING, "0221 1234 5", wanted=wanted, ignored=True)
    phone.time = 1000.0


def fill_recent(phone: FakePhone) -> None:
    """No calls now, but some before."""
    phone.account("registered", REGISTERED)
    for label, number, note, group in PEOPLE[:8]:
        phone.idle(phone.add(label, number, note=note, group=group))
    before = (
        ("0171 39200 14", "Meyer & Söhne", True, CallResult.ANSWERED, 252.0),
        ("0221 4710 88", "Sparkasse Musterstadt", False, CallResult.ANSWERED, 61.0),
        ("030 23125 407", None, False, CallResult.MISSED, 0.0),
        ("208", "Peter Lang", True, CallResult.FAILED, 0.0),
        ("anonymous", None, False, CallResult.DECLINED, 0.0),
        ("207", "Anna Berger", False, CallResult.ELSEWHERE, 0.0),
        ("0211 5550 199", "Dr. Aksoy", False, CallResult.MISSED, 0.0),
    )
    for place, (number, name, outgoing, result, length) in enumerate(before):
        began = 100.0 * place
        answered = began + 5 if length else None
        record = CallRecord(
            party_of(number, name), outgoing, result, "Reception", began, answered,
            began + 5 + length,
        )  # fmt: skip
        phone.call_log.add(record, phone.wall)


def fill_three(phone: FakePhone) -> None:
    """Three keys, one of each."""
    phone.account("registered", REGISTERED)
    clara = phone.add("Clara Hoffmann", "214")
    anna = phone.add("Anna Berger", "207", note="Home office")
    tom = phone.add("Tom Weiss", "202")
    phone.idle(anna)
    phone.time -= 760
    phone.busy(tom, "0221471012", "Dr. Aksoy")
    phone.time += 752
    phone.ring(clara, "030 23125 407", "Keller & Partner")
    phone.time += 8


def fill_rows(phone: FakePhone) -> None:
    """Three hundred keys; every eleventh talks, every fortieth rings, a few are in doubt."""
    phone.account("registered", REGISTERED)
    for count in range(300):
        name = PEOPLE[count % len(PEOPLE)][0]
        key = KeyId(phone.add(name, str(1000 + count), group=f"Building {count // 75 + 1}"))
        phone.idle(key)
        if count % 40 == 7:
            phone.ring(key, "030 23125 407")
        elif count % 11 == 3:
            phone.busy(key, "0221 4710 88")
        elif count % 61 == 9:
            phone.doubt(key, "no news")
    phone.time += 8
