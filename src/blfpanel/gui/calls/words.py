"""What happens in a call of mine, in words and lamps."""

from __future__ import annotations

from datetime import date

from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.words import clock, party_name, said, translate
from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.model import CallResult, OwnCall, OwnCallState
from blfpanel.phone.call_log import LoggedCall

#: Below this estimate (1 to 4.5) people complain about the sound.
POOR = 3.3
GOOD = 4.0

#: A call is on hold for long after so many seconds.
LONG_HOLD = 120.0


def active_words(call: OwnCall) -> str:
    """What happens in a call of mine."""
    name = party_name(call.party)
    if call.progress:
        return said(call.progress)
    if call.asked:
        text = translate("Call", "Wants you to talk to {target} instead")
        return text.format(target=call.asked)
    match call.state:
        case OwnCallState.DIALLING:
            return (
                translate("Call", "Picking up…") if call.pickup else translate("Call", "Calling…")
            )
        case OwnCallState.RINGING:
            return translate("Call", "Ringing there")
    if call.back:
        return said(call.back)
    if call.held_by_far_end:
        return translate("Call", "Held by {name}").format(name=name)
    if call.muted:
        return translate("Call", "Muted: nobody hears you")
    return translate("Call", "Picked up") if call.pickup else translate("Call", "Talking")


def active_look(call: OwnCall) -> tuple[Glyph, str]:
    """The lamp of a call of mine, and its colour token."""
    if call.state is not OwnCallState.TALKING:
        return Glyph.CALLING, "calling"
    if call.held or call.held_by_far_end:
        return Glyph.HELD, "held"
    return Glyph.TALKING, "talking"


def held_words(call: OwnCall, seconds: float) -> str:
    """A call that I have put on hold, for so long."""
    if call.progress:
        return said(call.progress)
    return translate("Call", "on hold {clock}").format(clock=clock(seconds))


def waiting_words(call: OwnCall, seconds: float) -> str:
    """A call that rings here: how long, for whom, from which number."""
    if call.back:
        return said(call.back)
    parts = [clock(seconds)]
    if call.ignored:
        parts.insert(0, translate("Call", "Ignored here"))
    if call.wanted is not None:
        parts.append(translate("Call", "for {name}").format(name=party_name(call.wanted)))
    elif call.account:
        parts.append(translate("Call", "for {name}").format(name=call.account))
    elif call.party.number and call.party.number != party_name(call.party):
        parts.append(call.party.number)
    return " · ".join(parts)


def bad_sound(numbers: MediaStatistics | None) -> str:
    """A line for a call that sounds badly; "" where nothing is wrong."""
    if numbers is None:
        return ""
    if numbers.failure:
        return translate("Call", "No sound: {reason}").format(reason=numbers.failure)
    if numbers.mos is None or numbers.mos >= POOR:
        return ""
    lost = max(numbers.loss, numbers.remote_loss or 0.0)
    text = (
        translate("Call", "Sound: poor, {n} % lost") if lost else translate("Call", "Sound: poor")
    )
    return text.format(n=f"{100 * lost:.0f}")


def sound_words(numbers: MediaStatistics | None) -> str:
    """Everything that is known of a call's sound, one fact a line; "" without any."""
    if numbers is None or numbers.codec is None:
        return ""
    lines = []
    if numbers.mos is not None:
        if numbers.mos >= GOOD:
            quality = translate("Call", "good")
        elif numbers.mos >= POOR:
            quality = translate("Call", "fair")
        else:
            quality = translate("Call", "poor")
        text = translate("Call", "Sound: {quality} ({mos} of 4.5)")
        lines.append(text.format(quality=quality, mos=f"{numbers.mos:.1f}"))
    safe = (
        translate("Call", "encrypted ({suite})").format(suite=numbers.encryption)
        if numbers.encryption
        else translate("Call", "not encrypted")
    )
    lines.append(f"{numbers.codec}, {safe}")
    text = translate("Call", "Lost: {loss} %. Jitter: {jitter} ms. Held back: {delay} ms.")
    lines.append(
        text.format(
            loss=f"{100 * numbers.loss:.1f}",
            jitter=f"{1000 * numbers.jitter:.0f}",
            delay=f"{1000 * numbers.delay:.0f}",
        )
    )
    if numbers.round_trip is not None:
        text = translate("Call", "There and back: {n} ms.")
        lines.append(text.format(n=f"{1000 * numbers.round_trip:.0f}"))
    return "\n".join(lines)


def logged_words(call: LoggedCall, today: date) -> str:
    """A call of the list: "Missed · 10:42", "Called · 2026-03-01 10:42 · 4:12"."""
    result = {
        CallResult.MISSED: translate("Recent", "Missed"),
        CallResult.ELSEWHERE: translate("Recent", "Elsewhere"),
        CallResult.DECLINED: translate("Recent", "Declined"),
        CallResult.FORWARDED: translate("Recent", "Sent on"),
        CallResult.UNANSWERED: translate("Recent", "No answer"),
        CallResult.FAILED: translate("Recent", "Not reached"),
        CallResult.ANSWERED: (
            translate("Recent", "Called") if call.outgoing else translate("Recent", "Answered")
        ),
    }[call.result]
    at = call.at.astimezone()
    parts = [result, f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}"]
    if call.duration:
        parts.append(clock(call.duration))
    return " · ".join(parts)


def logged_look(call: LoggedCall) -> tuple[Glyph, str]:
    """The lamp of a call of the list, and its colour token."""
    if call.outgoing:
        return Glyph.CALLING, "calling"
    if call.result is CallResult.MISSED:
        return Glyph.RINGING, "danger"
    return Glyph.RINGING, "text2"
