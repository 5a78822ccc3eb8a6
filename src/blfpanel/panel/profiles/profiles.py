"""How PBXs differ, as data: one TOML file for each, in ``resources/profiles``.

``rfc.toml`` explains every key. A profile reads a dialog (which lamp is it?), tells how a ringing
call is picked up, how the PBX is recognised, and what the built-in PBX sends in its manner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from blfpanel.body.dialog_info import Dialog
from blfpanel.panel.model import Detail, Lamp
from blfpanel.panel.profiles.habits import PickupHabits, Table
from blfpanel.panel.profiles.mannerisms import Takes, Writes
from blfpanel.resources import resource

#: In the place of a profile's name: recognise the PBX by what it sends.
AUTO = "auto"

#: The profile that reads what nothing else was recognised in.
FALLBACK = "rfc"

#: Most combinations of state, direction … remembered for each profile; PBXs use about ten.
_REMEMBERED = 256


#: Which of several calls a key shows, where a file does not say: that which matters most to others.
_RANK = (Detail.RINGING, Detail.TALKING, Detail.HELD, Detail.PARKED, Detail.CALLING)


class ProfileError(ValueError):
    """A profile file is not what it should be; the text names file and key."""


class Rule(Table, frozen=True):
    """Calls like this mean that lamp."""

    lamp: Lamp
    meaning: str
    detail: Detail | None = None
    states: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    rendering: str | None = None
    tags: bool | None = None
    local: str | None = None

    def __post_init__(self) -> None:
        _check_pattern("local", self.local)

    def matches(self, dialog: Dialog) -> bool:
        """Whether the rule says something about ``dialog``."""
        return (
            (not self.states or dialog.state in self.states)
            and (not self.directions or (dialog.direction or "none") in self.directions)
            and (self.rendering is None or dialog.rendering == self.rendering)
            and (self.tags is None or _has_tags(dialog) is self.tags)
            and (self.local is None or _local_is(self.local, dialog))
        )

    def subject(self, dialog: Dialog) -> str:
        """The part of ``dialog`` the rule looks at, in words: "early as recipient"."""
        words = [dialog.state or "no state"]
        if self.directions:
            words.append(f"as {dialog.direction}" if dialog.direction else "without direction")
        if self.rendering:
            words.append(f"with rendering “{self.rendering}”")
        if self.tags is not None:
            words.append("with tags" if self.tags else "without tags")
        return " ".join(words)


class Evidence(Table, frozen=True):
    """What in a NOTIFY gives this PBX away; all that is named must hold."""

    score: int
    by: str
    always: bool = False
    header: str | None = None
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    entity: bool | None = None
    tags: bool | None = None
    dialog_id: str | None = None
    body: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_pattern("dialog-id", self.dialog_id)
        for name, pattern in self.headers.items():
            _check_pattern(f"headers.{name}", pattern)
        for pattern in self.body:
            _check_pattern("body", pattern)

    @property
    def named(self) -> bool:
        """Whether headers say it: better evidence than the shape of documents."""
        return self.header is not None or bool(self.headers)


def _check_pattern(key: str, pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ValueError(f"{key} is no regular expression: {error}") from error


class Hints(Table, frozen=True):
    """What helps the people who run this PBX."""

    forbidden: str = ""


class Reading(msgspec.Struct, frozen=True):
    """What a profile makes of a call, or of there being none.

    Attributes:
        strength: the higher, the rather the key shows this call; negative for calls that are over.
        why: the rule in words, "profile: rule".
        subject: what the PBX said: "early as recipient".
        meaning: what that is here, continuing "that …".
    """

    lamp: Lamp
    detail: Detail | None
    strength: int
    why: str
    subject: str
    meaning: str


class PbxProfile(Table, frozen=True, dict=True):
    """One PBX's habits."""

    name: str
    title: str
    on: str
    pickup: PickupHabits
    writes: Writes
    takes: Takes = Takes()
    rules: tuple[Rule, ...] = ()
    like: str = ""
    rank: tuple[Detail, ...] = _RANK
    lifecycle: tuple[str, ...] = ("terminated", "confirmed", "early", "proceeding", "trying")
    unsolicited: bool = False
    reuses_ids: bool = False
    settle_ms: int = 250
    ringing_seconds: int = 180
    cannot_tell: tuple[str, ...] = ()
    recognise: tuple[Evidence, ...] = ()
    hints: Hints = Hints()

    def __post_init__(self) -> None:
        if not self.like and (not self.rules or self.rules[-1].states):
            raise ValueError("the last of `rules` must match any state")

    @property
    def settle(self) -> float:
        """For how long a document without calls may be half a message, seconds."""
        return self.settle_ms / 1000

    def read(self, dialog: Dialog) -> Reading:
        """What ``dialog`` means on this PBX."""
        places: tuple[bool, ...] = ()
        if self._places:
            places = tuple([_local_is(pattern, dialog) for pattern in self._places])
        key = (dialog.state, dialog.direction, dialog.rendering, _has_tags(dialog), places)
        reading = self._readings.get(key)
        if reading is None:
            rule = next(rule for rule in self.rules if rule.matches(dialog))
            reading = self._reading(rule, rule.subject(dialog))
            if len(self._readings) < _REMEMBERED:
                self._readings[key] = reading
        return reading

    @cached_property
    def _readings(self) -> dict[tuple[object, ...], Reading]:
        return {}

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """What the rules want to know about local identities."""
        return tuple([rule.local for rule in self.rules if rule.local is not None])

    def _reading(self, rule: Rule, subject: str) -> Reading:
        strength = -1
        if rule.lamp is not Lamp.IDLE:
            places = len(self.rank)
            known = rule.detail in self.rank
            strength = places - self.rank.index(rule.detail) if rule.detail and known else 0
        why = f"{self.name}: {subject} {rule.meaning}"
        return Reading(rule.lamp, rule.detail, strength, why, subject, rule.meaning)

    @cached_property
    def no_calls(self) -> Reading:
        """What a full document without calls means."""
        return self._free("no calls")

    @cached_property
    def no_document(self) -> Reading:
        """What a NOTIFY without a body means while the subscription is active (Kamailio)."""
        return self._free("an empty message")

    def _free(self, subject: str) -> Reading:
        meaning = "means a free line"
        return Reading(Lamp.IDLE, None, -1, f"{self.name}: {subject} {meaning}", subject, meaning)


def _has_tags(dialog: Dialog) -> bool:
    return dialog.local_tag is not None and dialog.remote_tag is not None


def _local_is(pattern: str, dialog: Dialog) -> bool:
    identity = dialog.local.identity if dialog.local is not None else None
    return identity is not None and re.search(pattern, identity) is not None


class Profiles(Mapping[str, PbxProfile]):
    """All profiles by name."""

    def __init__(self, profiles: Iterable[PbxProfile]) -> None:
        self._profiles = {profile.name: profile for profile in profiles}
        self.fallback = self._profiles[FALLBACK]

    def __getitem__(self, name: str) -> PbxProfile:
        return self._profiles[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._profiles)

    def __len__(self) -> int:
        return len(self._profiles)


def load_profiles() -> Profiles:
    """Read the files of ``resources/profiles``; raises :exc:`ProfileError`."""
    found = sorted(
        (file for file in resource("profiles").iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    profiles = [decode_profile(file.read_bytes(), file.name) for file in found]
    named = {profile.name: profile for profile in profiles}
    return Profiles(_completed(profile, named) for profile in profiles)


def _completed(profile: PbxProfile, named: Mapping[str, PbxProfile]) -> PbxProfile:
    """``profile`` with the rules of the one it is like behind its own."""
    if not profile.like:
        return profile
    pattern = named.get(profile.like)
    if pattern is None or pattern.like:
        raise ProfileError(f"{profile.name}.toml: `like` must name a profile with all its rules")
    return msgspec.structs.replace(profile, rules=profile.rules + pattern.rules)


def decode_profile(data: bytes, file: str) -> PbxProfile:
    """Read the content of the profile file called ``file``; raises :exc:`ProfileError`."""
    try:
        profile = msgspec.toml.decode(data, type=PbxProfile)
    except msgspec.DecodeError as error:
        raise ProfileError(f"{file}: {error}") from error
    if file != f"{profile.name}.toml":
        raise ProfileError(f"{file}: `name` is “{profile.name}”, which is not the file's name")
    return profile
