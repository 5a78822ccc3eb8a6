"""Audio in session descriptions: the codecs by name and number, and what two sides agree on."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.body.crypto import Keys
from blfpanel.body.session_description import Direction, RtpMap

_EVENTS = "telephone-event"
#: Sound per packet where nobody says, milliseconds.
DEFAULT_PTIME = 20

PCMA = RtpMap(8, "PCMA", 8000)
PCMU = RtpMap(0, "PCMU", 8000)
#: Its clock is called 8000 Hz by an old mistake that stays; the sound has 16,000 (RFC 3551 §4.5.2).
G722 = RtpMap(9, "G722", 8000)
#: Always called so, whatever is sent (RFC 7587 §7).
OPUS = RtpMap(96, "opus", 48000, 2)
#: DTMF and friends (RFC 4733), under the number that everybody uses for it.
TELEPHONE_EVENT = RtpMap(101, _EVENTS, 8000)
#: The same on the clock of Opus.
TELEPHONE_EVENT_48 = RtpMap(97, _EVENTS, 48000)
#: What everybody speaks, best first.
AUDIO_CODECS = (PCMA, PCMU, TELEPHONE_EVENT)
#: What we tell of a codec: 0-15 are the keys of a telephone (RFC 4733 §3.2); Opus packets may
#: repeat the one before, for when that gets lost (RFC 7587 §6.1).
FMTP = {_EVENTS: "0-15", "opus": "useinbandfec=1"}


@dataclass(frozen=True, slots=True)
class AudioAgreement:
    """What both sides have agreed on, seen from ours.

    Attributes:
        remote_address: numeric address to send to.
        remote_port: port to send to.
        codec: what to send, under the number the far end wants for it.
        direction: which way sound may flow.
        telephone_event_pt: the far end's number for DTMF events; None: it takes none.
        ptime: sound per packet, milliseconds.
        receives: what may come, events included, under the numbers we gave them; empty: only
            the codec that we send.
        events_clock: the clock of our DTMF events, Hz; that of ``codec`` where the far end has it.
        rtcp: where reports go to, None: the far end wants none there.
        rtcp_mux: whether reports come and go on the port of the sound (RFC 5761).
        keys: what packets are encrypted with; None: they are not.
        held: whether the far end listens to nothing now: it holds us (RFC 3264 §8.4).
    """

    remote_address: str
    remote_port: int
    codec: RtpMap
    direction: Direction = Direction.SENDRECV
    telephone_event_pt: int | None = None
    ptime: int = DEFAULT_PTIME
    receives: tuple[RtpMap, ...] = ()
    events_clock: int = 8000
    rtcp: tuple[str, int] | None = None
    rtcp_mux: bool = False
    keys: Keys | None = None
    held: bool = False

    @property
    def remote(self) -> tuple[str, int]:
        """Where to send."""
        return self.remote_address, self.remote_port

    @property
    def payload_type(self) -> int:
        """The number to send the codec's packets under."""
        return self.codec.payload_type


def is_event(codec: RtpMap) -> bool:
    """Whether this carries key presses, not sound."""
    return codec.encoding.lower() == _EVENTS
