"""How good a call sounds, estimated from its losses and its delay (E-model, ITU-T G.107).

Simplified: noise, echo and sidetone stand at the model's defaults, which leave 93.2 of 100, and
losses are taken as random. It is a hint for people, not a measurement of speech.
"""

from __future__ import annotations

#: What a codec costs by itself, and how well it bears losses (G.113 appendix I: Ie, Bpl). G.722
#: is on a scale of its own there; here it is as G.711. Opus with in-band FEC is our guess.
_CODECS = {"pcma": (0.0, 25.1), "pcmu": (0.0, 25.1), "g722": (0.0, 20.0), "opus": (0.0, 30.0)}
_UNKNOWN = (10.0, 15.0)
_UNDISTURBED = 93.2
#: Packets are 20 ms long, and devices take about as much, seconds.
_ELSEWHERE = 0.04


def estimated_mos(codec: str, loss: float, delay: float) -> float:
    """The mean opinion score, 1 (bad) to 4.4 (as good as a telephone gets).

    Args:
        codec: encoding name.
        loss: which part of the packets was not played, 0 to 1.
        delay: of the network and the jitter buffer, one way, seconds.
    """
    impairment, robustness = _CODECS.get(codec.lower(), _UNKNOWN)
    percent = 100 * min(max(loss, 0.0), 1.0)
    equipment = impairment + (95 - impairment) * percent / (percent + robustness)
    milliseconds = 1000 * (max(delay, 0.0) + _ELSEWHERE)
    # G.107's curve in two straight lines: delay hurts from 177 ms on, when people interrupt
    late = 0.024 * milliseconds + 0.11 * max(0.0, milliseconds - 177.3)
    return _opinion(_UNDISTURBED - late - equipment)


def _opinion(rating: float) -> float:
    """G.107 annex B."""
    if rating <= 0:
        return 1.0
    rating = min(rating, 100.0)
    return max(1.0, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6)
