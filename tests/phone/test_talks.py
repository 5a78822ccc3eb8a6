from __future__ import annotations

import random
from dataclasses import replace

import pytest

from blfpanel.body.crypto import Encryption
from blfpanel.body.sdp import OPUS, PCMA, AudioAgreement, Direction, SessionDescription
from blfpanel.media.session import MediaError, MediaSession
from blfpanel.media.statistics import MediaStatistics
from blfpanel.media.wishes import SoundWishes
from blfpanel.phone import abilities as module
from blfpanel.phone.talks import NoSound, Talks, Unprotected
from blfpanel.sip.events import UsageId

CALL = UsageId(1)
OFF = SoundWishes((), Encryption.OFF)


class FakeSession(MediaSession):
    """A session without port and thread that remembers what it was told."""

    def __init__(self, port: int) -> None:
        self._address = ("192.0.2.1", port)
        self.agreement: AudioAgreement | None = None
        self.pressed = ""
        self.ended = False

    def start(self, agreement: AudioAgreement) -> None:
        self.agreement = agreement

    def set_direction(self, direction: Direction) -> None:
        assert self.agreement is not None
        self.agreement = replace(self.agreement, direction=direction)

    def send_dtmf(self, digits: str) -> None:
        if "x" in digits:
            raise MediaError("'x' is no key of a telephone")
        self.pressed += digits

    def poll_digits(self) -> str:
        return "42"

    def statistics(self) -> MediaStatistics:
        return MediaStatistics(codec="PCMA")

    def stop(self) -> None:
        self.ended = True

    @property
    def direction(self) -> Direction:
        """Which way sound flows."""
        assert self.agreement is not None
        return self.agreement.direction


class Ends:
    """Our talks and a far end that has the same code."""

    def __init__(self, ours: SoundWishes = OFF, theirs: SoundWishes = OFF) -> None:
        self.sessions: list[FakeSession] = []
        self.here, self.there = Talks(self, random.Random(1)), Talks(self, random.Random(2))
        offer = self.here.offer("192.0.2.1", ours)
        self.offered = self.here.bind(CALL, offer)
        self.answered = self.there.answer(CALL, self.offered, "192.0.2.1", theirs)
        self.here.agreed(CALL, self.answered)

    def open(self, local_ip: str) -> FakeSession:
        self.sessions.append(FakeSession(4000 + 2 * len(self.sessions)))
        return self.sessions[-1]

    @property
    def directions(self) -> tuple[Direction, Direction]:
        """Which way sound flows, seen from here and from there."""
        return self.sessions[0].direction, self.sessions[1].direction

    def hold(self, on: bool) -> bytes:
        """We offer to hold or to go on, they answer."""
        offer = self.here.reoffer(CALL, hold=on)
        self.here.agreed(CALL, self.there.reanswer(CALL, offer))
        return offer


def parsed(body: bytes) -> SessionDescription:
    return SessionDescription.parse(body)


def version(body: bytes) -> int:
    origin = parsed(body).origin
    assert origin is not None
    return int(origin.version)


def direction(body: bytes) -> Direction:
    description = parsed(body)
    return description.direction_of(description.media[0])


def test_a_call_begins_with_an_offer_and_its_answer() -> None:
    ends = Ends()
    assert ends.directions == (Direction.SENDRECV, Direction.SENDRECV)
    assert ends.sessions[0].agreement is not None
    assert ends.sessions[0].agreement.codec == OPUS
    assert ends.sessions[0].agreement.remote == ("192.0.2.1", 4002)
    assert ends.here.statistics(CALL) == MediaStatistics(codec="PCMA")


def test_hold_silences_both_at_once_and_resume_takes_it_back() -> None:
    ends = Ends()
    offer = ends.here.reoffer(CALL, hold=True)
    assert ends.directions[0] is Direction.INACTIVE
    assert (direction(offer), version(offer)) == (Direction.SENDONLY, version(ends.offered) + 1)
    answer = ends.there.reanswer(CALL, offer)
    assert direction(answer) is Direction.RECVONLY
    ends.here.agreed(CALL, answer)
    assert ends.directions == (Direction.INACTIVE, Direction.RECVONLY)
    assert (ends.here.held(CALL), ends.here.remote_hold(CALL)) == (True, False)
    assert (ends.there.held(CALL), ends.there.remote_hold(CALL)) == (False, True)
    resumed = ends.hold(False)
    assert version(resumed) == version(ends.offered) + 2
    assert ends.directions == (Direction.SENDRECV, Direction.SENDRECV)
    assert not ends.here.held(CALL)
    assert not ends.there.remote_hold(CALL)


def test_both_may_hold_and_each_takes_back_its_own() -> None:
    ends = Ends()
    ends.hold(True)
    offer = ends.there.reoffer(CALL, hold=True)
    ends.there.agreed(CALL, ends.here.reanswer(CALL, offer))
    assert (ends.here.held(CALL), ends.here.remote_hold(CALL)) == (True, True)
    assert ends.directions == (Direction.INACTIVE, Direction.INACTIVE)
    ends.hold(False)
    assert (ends.here.held(CALL), ends.here.remote_hold(CALL)) == (False, True)
    assert not ends.directions[0].sends or ends.here.remote_hold(CALL)
    offer = ends.there.reoffer(CALL, hold=False)
    ends.there.agreed(CALL, ends.here.reanswer(CALL, offer))
    assert ends.directions == (Direction.SENDRECV, Direction.SENDRECV)
    assert not ends.here.remote_hold(CALL)


def test_a_hold_that_is_refused_was_none() -> None:
    ends = Ends()
    ends.here.reoffer(CALL, hold=True)
    ends.here.reoffer_refused(CALL)
    assert not ends.here.held(CALL)
    assert ends.directions[0] is Direction.SENDRECV
    # the next offer is another one all the same
    assert version(ends.here.reoffer(CALL, hold=True)) == version(ends.offered) + 2


def test_an_offer_that_changes_nothing_is_answered_as_before() -> None:
    ends = Ends()
    assert ends.there.reanswer(CALL, ends.offered) == ends.answered


def test_an_empty_offer_asks_for_all_we_have() -> None:
    ends = Ends(SoundWishes(("PCMA",), Encryption.OFF))
    offer = ends.there.reanswer(CALL, b"")
    assert version(offer) == version(ends.answered) + 1
    maps = parsed(offer).media[0].rtp_maps()
    assert [each.encoding for each in maps][:3] == ["PCMA", "telephone-event", "opus"]
    assert len({each.payload_type for each in maps}) == len(maps)
    answer = ends.here.reanswer(CALL, offer)
    ends.there.agreed(CALL, answer)
    assert ends.sessions[1].agreement is not None
    assert ends.sessions[1].agreement.codec == PCMA


def test_who_is_asked_for_an_offer_offers_keys_unless_it_must_not() -> None:
    talks = Ends().here
    for wishes, keys in ((SoundWishes(), 1), (OFF, 0)):
        body = talks.answer(UsageId(7), b"", "192.0.2.1", wishes)
        assert len(parsed(body).media[0].cryptos()) == keys


def test_an_offer_that_cannot_be_taken_leaves_all_as_it_was() -> None:
    ends = Ends()
    for offer in (b"v=0\nc=IN IP4 192.0.2.9\nm=audio 6000 RTP/AVP 18\n", b"\0"):
        with pytest.raises(NoSound):
            ends.here.reanswer(CALL, offer)
    assert ends.sessions[0].agreement is not None
    assert ends.sessions[0].agreement.remote == ("192.0.2.1", 4002)


def test_streams_that_were_refused_keep_their_place() -> None:
    ends = Ends()
    offer = ends.offered.replace(b"m=audio", b"m=video 6000 RTP/AVP 31\r\nm=audio")
    ends.there.end(CALL)
    ends.there.answer(CALL, offer, "192.0.2.1", OFF)
    ours = parsed(ends.there.reoffer(CALL, hold=True))
    assert [(media.media, media.port > 0) for media in ours.media] == [
        ("video", False),
        ("audio", True),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "encrypted"),
    [
        (Encryption.OFFERED, Encryption.OFFERED, True),
        (Encryption.OFFERED, Encryption.OFF, False),
        (Encryption.OFFERED, Encryption.ANSWERED, True),
        (Encryption.ANSWERED, Encryption.ANSWERED, False),
        (Encryption.REQUIRED, Encryption.OFFERED, True),
        (Encryption.OFF, Encryption.OFFERED, False),
    ],
)
def test_calls_are_encrypted_as_both_want(
    ours: Encryption, theirs: Encryption, encrypted: bool
) -> None:
    ends = Ends(SoundWishes((), ours), SoundWishes((), theirs))
    here, there = (session.agreement for session in ends.sessions)
    assert here is not None
    assert there is not None
    assert (here.keys is not None) == (there.keys is not None) == encrypted
    if here.keys and there.keys:
        assert (here.keys.ours, here.keys.theirs) == (there.keys.theirs, there.keys.ours)
    before = here.keys
    ends.hold(True)
    ends.hold(False)
    assert ends.sessions[0].agreement is not None
    assert ends.sessions[0].agreement.keys == before


def test_that_encryption_has_ended_is_told_once() -> None:
    wishes = SoundWishes((), Encryption.OFFERED)
    ends = Ends(wishes, wishes)
    assert not ends.here.poll_downgrade(CALL)
    lines = (line for line in ends.answered.split(b"\r\n") if not line.startswith(b"a=crypto"))
    ends.here.reanswer(CALL, b"\r\n".join(lines))
    assert ends.here.poll_downgrade(CALL)
    assert not ends.here.poll_downgrade(CALL)
    assert not ends.here.poll_downgrade(UsageId(9))


def test_no_two_calls_have_the_same_keys() -> None:
    wishes = SoundWishes((), Encryption.REQUIRED)
    ends = Ends(wishes, wishes)
    one, two = (ends.here.offer("192.0.2.1", wishes).description for _ in range(2))
    keys = {crypto.key for each in (one, two) for crypto in each.media[0].cryptos()}
    assert len(keys) == 4


def test_an_answer_in_the_clear_ends_what_must_be_encrypted() -> None:
    ends = Ends()
    offer = ends.here.offer("192.0.2.1", SoundWishes((), Encryption.REQUIRED))
    ends.here.bind(UsageId(2), offer)
    plain = ends.answered
    with pytest.raises(Unprotected, match="does not encrypt its sound"):
        ends.here.agreed(UsageId(2), plain)


def test_an_account_that_requires_what_is_not_here_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends = Ends()
    monkeypatch.setattr(module, "SUITES", ())
    with pytest.raises(NoSound, match=r"its library is missing: install blfpanel\[audio\]"):
        ends.here.offer("192.0.2.1", SoundWishes((), Encryption.REQUIRED))
    offered = ends.here.offer("192.0.2.1", SoundWishes((), Encryption.OFFERED)).description
    assert offered.media[0].cryptos() == ()
    with pytest.raises(NoSound, match="none of the codecs G729 is here, only opus"):
        ends.here.offer("192.0.2.1", SoundWishes(("G729",), Encryption.OFF))


def test_keys_and_mute_need_a_call() -> None:
    ends = Ends()
    ends.here.send_dtmf(CALL, "12")
    assert (ends.sessions[0].pressed, ends.here.digits(CALL)) == ("12", "42")
    with pytest.raises(NoSound, match="is no key"):
        ends.here.send_dtmf(CALL, "x")
    for act in (
        lambda: ends.here.mute(UsageId(9), True),
        lambda: ends.here.send_dtmf(UsageId(9), "1"),
        lambda: ends.here.reoffer(UsageId(9), hold=True),
    ):
        with pytest.raises(NoSound, match="this call has no sound"):
            act()
    assert ends.here.digits(UsageId(9)) == ""
    assert ends.here.statistics(UsageId(9)) is None


def test_the_end_ends_the_session() -> None:
    ends = Ends()
    ends.here.end(CALL)
    ends.here.end(CALL)
    assert [session.ended for session in ends.sessions] == [True, False]
    ends.there.end_all()
    assert ends.sessions[1].ended
