"""Messages of a call come again, late, damaged and to the wrong end: nothing raises, and the
call ends at both ends in the end."""

from __future__ import annotations

import random

import pytest

from blfpanel.sip.endpoint import UnknownUsage
from blfpanel.sip.events import UsageId
from support.talk import Party, Talk

LINES = (
    b"RSeq: 1",
    b"RAck: x",
    b"Session-Expires: 5;refresher=uas",
    b"Min-SE: 99999999999",
    b"Require: 100rel",
    b"Event: refer;id=zz",
    b"Refer-To: <sip:%ff?Replaces=%zz>",
    b"Replaces: ;;",
    b"Contact: *",
    b"Allow: ",
    b"Retry-After: -1",
    b"P-Asserted-Identity: \xff\xfe<sip:",
    b"Subscription-State: terminated",
    b"To: <sip:x>",
    b"CSeq: 4294967295 INVITE",
    b"Refer-Sub: false",
)
METHODS = (b"BYE", b"UPDATE", b"PRACK", b"REFER", b"NOTIFY", b"INFO", b"SUBSCRIBE", b"CANCEL")
STATUSES = (100, 180, 183, 200, 202, 302, 400, 408, 422, 481, 487, 491, 500, 503)


def damaged(data: bytes, chance: random.Random) -> bytes:
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(1, len(lines)) if len(lines) > 1 else 0
        match chance.randrange(6):
            case 0 if place:
                del lines[place]
            case 1:
                lines.insert(place, chance.choice(LINES))
            case 2 if lines[place]:
                octets = bytearray(lines[place])
                octets[chance.randrange(len(octets))] = chance.randrange(256)
                lines[place] = bytes(octets)
            case 3 if not lines[0].startswith(b"SIP"):
                lines[0] = chance.choice(METHODS) + b" " + lines[0].partition(b" ")[2]
            case 4 if lines[0].startswith(b"SIP"):
                lines[0] = b"SIP/2.0 %d x" % chance.choice(STATUSES)
            case _:
                new = b"z9hG4bK%d" % chance.randrange(9)
                lines = [line.replace(b"z9hG4bK", new) for line in lines]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def act(party: Party, call: UsageId, chance: random.Random) -> None:
    endpoint, now = party.endpoint, party.now
    try:
        match chance.randrange(6):
            case 0:
                party.reinvite(call, b"hold")
            case 1:
                party.update(call, b"new")
            case 2:
                endpoint.refer(call, "sip:300@pbx.example", now)
            case 3:
                endpoint.info(call, "application/dtmf", b"5", now)
            case 4:
                endpoint.answer(call, b"answer", now)
            case _:
                endpoint.progress(call, now, status=183, body=b"early")
    except UnknownUsage:
        """It is over by now, or was ours to make."""


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_call_does_not_raise_and_ends(seed: int) -> None:
    chance = random.Random(seed)
    talk = Talk(seed=seed)
    insisting = [("Require", "100rel")] if seed % 3 == 0 else []
    calls = talk.established(*insisting) if seed % 2 else talk.ringing(*insisting)
    for _ in range(25):
        side = chance.randrange(2)
        act((talk.a, talk.b)[side], calls[side], chance)
        talk.run(chance.choice([0.0, 0.02, 0.3]))
        for _ in range(3):
            sent = chance.choice(talk.link.wire)
            there = talk.b if sent.destination == "b" else talk.a
            flow = talk.link.flow(there.name, "a" if there is talk.b else "b")
            there.receive(flow, damaged(sent.data, chance), talk.link.now)
            talk.run(chance.choice([0.0, 0.05]))
    for party, call in zip((talk.a, talk.b), calls, strict=True):
        party.endpoint.hang_up(call, talk.link.now)
    talk.run(5000)
    for party, call in zip((talk.a, talk.b), calls, strict=True):
        assert call not in party.endpoint._core.usages
