"""The sound of our calls: what is offered, what was agreed, and the session that carries it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from blfpanel.body.crypto import Crypto, Encryption
from blfpanel.body.sdp import (
    Direction,
    NegotiationError,
    NotEncrypted,
    make_answer,
    make_offer,
    negotiate,
    with_codecs,
    with_direction,
)
from blfpanel.body.session_description import SdpError, SessionDescription
from blfpanel.media.session import MediaError, MediaFactory, MediaSession
from blfpanel.media.statistics import MediaStatistics
from blfpanel.media.wishes import USUAL, SoundWishes
from blfpanel.phone.abilities import (
    NoSound,
    Unprotected,
    codecs_for,
    in_words,
    keys_for,
    keys_to_offer,
)
from blfpanel.sip.events import UsageId

__all__ = ["NoSound", "Offer", "Talks", "Unprotected"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that listens already, and its description."""

    session: MediaSession
    description: SessionDescription
    wishes: SoundWishes
    crypto: tuple[Crypto, ...]


@dataclass(slots=True)
class _Talk:
    """One call's sound.

    Attributes:
        ours: our description that is in force, or was offered first.
        proposed: our new offer, while it is not answered.
        version: of the last description that was sent.
        hold: whether we hold the far end.
        held_before: the same before ``proposed``.
        held: whether it holds us.
        direction: what was agreed on last, but for our own hold.
        encrypted: whether that was to encrypt.
        downgraded: whether it is not any more, and nobody was told.
    """

    session: MediaSession
    ours: SessionDescription
    wishes: SoundWishes
    crypto: tuple[Crypto, ...]
    version: int
    proposed: SessionDescription | None = None
    hold: bool = False
    held_before: bool = False
    held: bool = False
    direction: Direction = Direction.SENDRECV
    encrypted: bool = False
    downgraded: bool = False


class Talks:
    """One media session per call.

    Args:
        media: opens sessions.
        numbers: where session ids (RFC 8866 §5.2 wants them unique) and keys come from.
    """

    def __init__(self, media: MediaFactory, numbers: random.Random) -> None:
        self._media = media
        self._numbers = numbers
        self._talks: dict[UsageId, _Talk] = {}

    # --- the first offer and answer ---

    def offer(self, local_ip: str, wishes: SoundWishes = USUAL) -> Offer:
        """Open a session and describe it; bind it to its call with :meth:`bind`.

        Raises:
            NoSound: no port can be had, or none of what the account wants.
        """
        codecs, crypto = codecs_for(wishes), keys_for(wishes, self._numbers)
        session = self._open(local_ip)
        address, port = session.local_address
        number = self._numbers.getrandbits(31)
        description = make_offer(
            address,
            port,
            session_id=number,
            version=number,
            codecs=codecs,
            crypto=keys_to_offer(crypto, wishes),
            encryption=wishes.encryption if crypto else Encryption.OFF,
            rtcp_mux=True,
        )
        return Offer(session, description, wishes, crypto)

    def bind(self, call: UsageId, offer: Offer) -> bytes:
        """This offer belongs to ``call``; gives the offer's text."""
        version = _version(offer.description)
        self._talks[call] = _Talk(
            offer.session, offer.description, offer.wishes, offer.crypto, version
        )
        return offer.description.to_bytes()

    def answer(
        self, call: UsageId, body: bytes, local_ip: str, wishes: SoundWishes = USUAL
    ) -> bytes:
        """Answer the far end's offer and start to talk; without an offer, make one.

        Raises:
            NoSound: no common codec, an unreadable offer, no port, or no agreement on encryption.
        """
        if not body:
            if wishes.encryption is Encryption.ANSWERED:
                # nobody has asked yet, and nobody else will
                wishes = replace(wishes, encryption=Encryption.OFFERED)
            return self.bind(call, self.offer(local_ip, wishes))
        theirs = _read(body)
        crypto = keys_for(wishes, self._numbers)
        session = self._open(local_ip)
        number = self._numbers.getrandbits(31)
        try:
            ours = _answer(theirs, session, wishes, crypto, number, number)
            talk = _Talk(session, ours, wishes, crypto, number)
            _start(talk, ours, theirs)
        except (NegotiationError, MediaError) as problem:
            session.stop()
            raise NoSound(in_words(problem)) from problem
        self._talks[call] = talk
        return ours.to_bytes()

    def agreed(self, call: UsageId, body: bytes) -> None:
        """The far end answered our offer (also early, §13.2.1 of RFC 3261): talk.

        Raises:
            Unprotected: it does not encrypt, and the account requires it.
            NoSound: no common codec, or an unreadable answer.
        """
        talk = self._talks.get(call)
        if talk is None or not body:
            return
        ours = talk.proposed or talk.ours
        try:
            _start(talk, ours, _read(body))
        except NotEncrypted as problem:
            raise Unprotected(in_words(problem)) from problem
        except (NegotiationError, MediaError) as problem:
            raise NoSound(str(problem)) from problem
        talk.ours, talk.proposed = ours, None

    # --- changes while it goes on ---

    def reoffer(self, call: UsageId, *, hold: bool) -> bytes:
        """A new offer of ours that puts the far end on hold, or takes it back.

        On hold nothing is sent and nothing heard from this moment on. What comes of the offer is
        told by :meth:`agreed` or :meth:`reoffer_refused`.

        Raises:
            NoSound: this call has no sound yet.
        """
        talk = self._talk(call)
        talk.held_before, talk.hold = talk.hold, hold
        if hold:
            talk.session.set_direction(Direction.INACTIVE)
        direction = _direction(talk)
        talk.version += 1
        talk.proposed = with_direction(talk.ours, direction, version=talk.version)
        return talk.proposed.to_bytes()

    def reoffer_refused(self, call: UsageId) -> None:
        """The far end did not take our new offer: all is as it was before."""
        talk = self._talks.get(call)
        if talk is None or talk.proposed is None:
            return
        talk.proposed, talk.hold = None, talk.held_before
        if not talk.hold:
            talk.session.set_direction(talk.direction)

    def reanswer(self, call: UsageId, offer: bytes) -> bytes:
        """Answer the far end's new offer; an empty one asks for an offer of ours.

        Raises:
            NoSound: it cannot be taken; all is as it was before.
        """
        talk = self._talk(call)
        if not offer:
            talk.version += 1
            known = with_direction(talk.ours, _direction(talk), version=talk.version)
            # whoever answers may be somebody else who speaks more than the one before
            talk.proposed = with_codecs(known, codecs_for(talk.wishes))
            return talk.proposed.to_bytes()
        theirs = _read(offer)
        session_id = int(talk.ours.origin.session_id) if talk.ours.origin else 0
        try:
            ours = _answer(
                theirs, talk.session, talk.wishes, talk.crypto, session_id, talk.version + 1,
                _direction(talk),
            )  # fmt: skip
            _start(talk, ours, theirs, asked=True)
        except (NegotiationError, MediaError) as problem:
            raise NoSound(in_words(problem)) from problem
        if replace(ours, origin=talk.ours.origin) != talk.ours:
            talk.version += 1
            talk.ours = ours
        return talk.ours.to_bytes()

    def held(self, call: UsageId) -> bool:
        """Whether we hold the far end."""
        talk = self._talks.get(call)
        return talk is not None and talk.hold

    def remote_hold(self, call: UsageId) -> bool:
        """Whether the far end holds us: it does not listen."""
        talk = self._talks.get(call)
        return talk is not None and talk.held

    def poll_downgrade(self, call: UsageId) -> bool:
        """Whether the sound was encrypted and is not any more; told once."""
        talk = self._talks.get(call)
        told = talk is not None and talk.downgraded
        if talk is not None:
            talk.downgraded = False
        return told

    def must_encrypt(self, call: UsageId) -> bool:
        """Whether a call may have encrypted sound only."""
        talk = self._talks.get(call)
        return talk is not None and talk.wishes.encryption is Encryption.REQUIRED

    def mute(self, call: UsageId, on: bool) -> None:
        """Let the far end hear silence, or us again.

        Raises:
            NoSound: this call has no sound yet.
        """
        self._talk(call).session.mute(on)

    def send_dtmf(self, call: UsageId, digits: str) -> None:
        """Press keys (0-9, *, #, A-D), heard by the far end as telephone events (RFC 4733).

        Raises:
            NoSound: one of them is no key, or the far end takes no telephone events (INFO may
                do then).
        """
        try:
            self._talk(call).session.send_dtmf(digits)
        except MediaError as problem:
            raise NoSound(str(problem)) from problem

    def digits(self, call: UsageId) -> str:
        """The keys that the far end pressed since the last time it was asked."""
        talk = self._talks.get(call)
        return talk.session.poll_digits() if talk else ""

    def statistics(self, call: UsageId) -> MediaStatistics | None:
        """The numbers of a call's sound; None where it has none."""
        talk = self._talks.get(call)
        return talk.session.statistics() if talk else None

    # --- the end ---

    def end(self, call: UsageId) -> None:
        """The call is over."""
        talk = self._talks.pop(call, None)
        if talk is not None:
            talk.session.stop()

    def end_all(self) -> None:
        """Everything is over."""
        for call in list(self._talks):
            self.end(call)

    def _talk(self, call: UsageId) -> _Talk:
        talk = self._talks.get(call)
        if talk is None:
            raise NoSound("this call has no sound")
        return talk

    def _open(self, local_ip: str) -> MediaSession:
        try:
            return self._media.open(local_ip)
        except MediaError as problem:
            raise NoSound(str(problem)) from problem


def _answer(
    theirs: SessionDescription,
    session: MediaSession,
    wishes: SoundWishes,
    crypto: tuple[Crypto, ...],
    session_id: int,
    version: int,
    direction: Direction = Direction.SENDRECV,
) -> SessionDescription:
    address, port = session.local_address
    return make_answer(
        theirs,
        address,
        port,
        session_id=session_id,
        version=version,
        codecs=codecs_for(wishes),
        direction=direction,
        crypto=crypto,
        encryption=wishes.encryption,
        rtcp_mux=True,
    )


def _start(
    talk: _Talk, ours: SessionDescription, theirs: SessionDescription, *, asked: bool = False
) -> None:
    """Send and receive as the two descriptions say.

    Args:
        talk: the call's sound.
        ours: our description.
        theirs: the far end's.
        asked: whether the far end made the offer: what it says of listening is its own wish then,
            while an answer to our hold only follows.

    Raises:
        NegotiationError: they do not fit.
        MediaError: it cannot be done here.
    """
    agreement = negotiate(ours, theirs, talk.wishes.encryption)
    if asked or not talk.hold:
        talk.held = agreement.held
    talk.direction = agreement.direction
    if talk.hold:
        # told as "sendonly", so that the PBX may play its music; but we send none
        agreement = replace(agreement, direction=Direction.INACTIVE)
    talk.session.start(agreement)
    talk.downgraded = talk.downgraded or (talk.encrypted and agreement.keys is None)
    talk.encrypted = agreement.keys is not None


def _direction(talk: _Talk) -> Direction:
    return Direction.SENDRECV.held if talk.hold else Direction.SENDRECV


def _version(description: SessionDescription) -> int:
    return int(description.origin.version) if description.origin else 0


def _read(body: bytes) -> SessionDescription:
    try:
        return SessionDescription.parse(body)
    except SdpError as problem:
        raise NoSound(f"the far end's session description cannot be read: {problem}") from problem
