"""What the built-in PBX sends and takes when it plays a PBX: tables ``[writes]`` and ``[takes]``.

``rfc.toml`` explains every key.
"""

from __future__ import annotations

from typing import Literal

from blfpanel.panel.profiles.habits import Table


class Form(Table, frozen=True):
    """The words this PBX has for a situation."""

    state: str
    direction: Literal["initiator", "recipient"] | None = None


class Writes(Table, frozen=True):
    """What the built-in PBX sends when it plays this one."""

    entity: bool = True
    call_id: str = "{call-id}"
    tags: Literal["call", "subscription", "none"] = "call"
    ids: Literal["unique", "counted", "extension"] = "unique"
    target: str = ""
    only_ringing: bool = False
    swapped_on_subscribe: bool = False
    cleared_on_answer: bool = False
    hold: Literal["never", "holder", "held"] = "never"
    hold_state: str | None = None
    caller_trying: Form | None = None
    caller_ringing: Form | None = None
    callee_ringing: Form | None = None
    caller_talking: Form | None = None
    callee_talking: Form | None = None
    caller_ended: Form | None = None
    callee_ended: Form | None = None


class Takes(Table, frozen=True):
    """Which pick-ups the built-in PBX takes when it plays this one, and what it answers to others.

    The numbers are SIP statuses; 200 is a PBX that answers and then hangs up.
    """

    replaces: tuple[Literal["call-id", "id"], ...] = ("call-id",)
    at: tuple[Literal["caller", "watched"], ...] = ("caller", "watched")
    tags: Literal["checked", "ignored"] = "checked"
    codes: tuple[str, ...] | None = None
    group_codes: tuple[str, ...] = ()
    redirects: bool = False
    steals: Literal["never", "unless early-only", "always"] = "unless early-only"
    too_late: int = 486
    nothing_rings: int = 404
    no_group_call: int = 403
