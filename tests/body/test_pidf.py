"""Presence documents as PBXs send them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.body.dialog_info import BodyError
from blfpanel.body.pidf import Presence, parse

#: chan_pjsip of Asterisk, shortened; the note is what it says in words.
ASTERISK = b"""<?xml version="1.0" encoding="UTF-8"?>
<presence entity="sip:207@192.0.2.1:5060" xmlns="urn:ietf:params:xml:ns:pidf"
 xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid">
 <note>On the phone</note>
 <tuple id="207"><status><basic>open</basic></status><contact>sip:207@x</contact></tuple>
 <dm:person><rpid:activities><rpid:busy/></rpid:activities></dm:person>
</presence>"""

#: chan_sip of Asterisk writes other prefixes, and the note later.
CHAN_SIP = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:pp="urn:ietf:params:xml:ns:pidf:person"
 xmlns:es="urn:ietf:params:xml:ns:pidf:rpid:status:rpid-status" entity="sip:200@192.0.2.1">
<pp:person><status>
</status></pp:person>
<note>Ready</note>
<tuple id="207"><contact priority="1">sip:207@192.0.2.1</contact>
<status><basic>open</basic></status></tuple>
</presence>"""

#: With a caller's own phone among several, and an activity that the RFC does not know.
SEVERAL = b"""<p:presence xmlns:p="urn:ietf:params:xml:ns:pidf">
<p:tuple id="a"><p:status><p:basic> Closed </p:basic></p:status></p:tuple>
<p:tuple id="b"><p:status><p:basic>OPEN</p:basic></p:status></p:tuple>
<x:person xmlns:x="x"><x:activities><x:note>lunch</x:note><x:On-The-Phone/><x:other>tea</x:other>
</x:activities></x:person></p:presence>"""


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (ASTERISK, Presence("sip:207@192.0.2.1:5060", "open", ("busy",), "On the phone")),
        (CHAN_SIP, Presence("sip:200@192.0.2.1", "open", (), "Ready")),
        (SEVERAL, Presence(None, "open", ("on-the-phone", "other"), "lunch")),
        (b"<presence/>", Presence()),
        (b"<presence><tuple><status><basic>closed</basic>", Presence(basic="closed")),
    ],
    ids=["asterisk", "chan_sip", "several", "empty", "cut off"],
)
def test_what_is_said_is_read(body: bytes, meant: Presence) -> None:
    assert parse(body) == meant


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b"<dialog-info/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"]
)
def test_what_is_no_presence_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(BodyError) as refused:
        parse(body)
    assert str(refused.value)


@given(st.binary(max_size=200), st.integers(0, len(ASTERISK)))
def test_no_bytes_do_harm(noise: bytes, place: int) -> None:
    for body in (noise, ASTERISK[:place] + noise + ASTERISK[place:]):
        try:
            parse(body)
        except BodyError:
            continue
