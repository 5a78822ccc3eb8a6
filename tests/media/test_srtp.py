from __future__ import annotations

from dataclasses import replace

import pytest

from blfpanel.body.crypto import Keys, Suite
from blfpanel.media.rtcp import Report, compound
from blfpanel.media.rtp import RtpPacket
from blfpanel.media.srtp import SUITES, Protection

SHA80 = Suite.AES_CM_128_HMAC_SHA1_80


def keys(suite: Suite = SHA80, ours: int = 1, theirs: int = 2) -> Keys:
    return Keys(suite, bytes([ours]) * suite.key_length, bytes([theirs]) * suite.key_length)


def turned(these: Keys) -> Keys:
    return Keys(these.suite, these.theirs, these.ours)


def rtp(sequence: int) -> bytes:
    return RtpPacket(8, sequence & 0xFFFF, sequence * 160, 7, b"sound" * 32).to_bytes()


def test_every_suite_is_here() -> None:
    assert tuple(Suite) == SUITES


@pytest.mark.parametrize("suite", Suite)
def test_what_one_protects_the_other_opens(suite: Suite) -> None:
    one, two = Protection(keys(suite)), Protection(turned(keys(suite)))
    packet, report = rtp(1), compound(Report(7), "name")
    assert two.open(one.protect(packet)) == packet
    assert two.open_rtcp(one.protect_rtcp(report)) == report
    assert b"sound" not in one.protect(rtp(2))


def test_what_is_forged_repeated_or_plain_is_not_opened() -> None:
    one, two, stranger = Protection(keys()), Protection(turned(keys())), Protection(keys(ours=9))
    packet = one.protect(rtp(1))
    assert two.open(packet[:-1] + bytes([packet[-1] ^ 1])) is None
    assert two.open(stranger.protect(rtp(1))) is None
    assert two.open(rtp(1)) is None
    assert two.open(packet) == rtp(1)
    assert two.open(packet) is None
    for odd in (b"", b"\x80", bytes(3000)):
        assert two.open(odd) is None
        assert two.open_rtcp(odd) is None


def test_a_key_that_stays_goes_on_counting_when_the_other_changes() -> None:
    one, two = Protection(keys()), Protection(turned(keys()))
    # past the wrap at 16 bits, of which both keep count
    for sequence in range(65_500, 65_560):
        assert two.open(one.protect(rtp(sequence))) == rtp(sequence)
    changed = keys(theirs=3)
    one, two = Protection(changed, one), Protection(turned(changed), two)
    assert two.open(one.protect(rtp(65_560))) == rtp(65_560)
    assert one.open(two.protect(rtp(5))) == rtp(5)


def test_a_new_key_or_suite_begins_anew() -> None:
    one = Protection(keys())
    for changed in (keys(ours=5), keys(Suite.AEAD_AES_128_GCM), replace(keys(), theirs=bytes(30))):
        fresh, old = Protection(changed, one), Protection(turned(changed))
        assert old.open(fresh.protect(rtp(1))) == rtp(1)
        assert fresh.open(old.protect(rtp(1))) == rtp(1)
