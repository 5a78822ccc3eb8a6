"""How ringing calls are taken at a PBX, as data: table ``[pickup]`` of the profiles.

``rfc.toml`` explains every key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

#: What stands in a Replaces for a tag that a call does not have; "needed": there is no Replaces.
MissingTag: TypeAlias = Literal["needed", "0", "empty", "left out"]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What all tables of a profile file share: unknown keys are mistakes."""


class ReplacesForm(Table, frozen=True):
    """How a Replaces (RFC 3891) is built from what a document tells of a call."""

    of: Literal["call-id", "id"] = "call-id"
    request_uri: tuple[Literal["target", "identity", "watched"], ...] = (
        "target",
        "identity",
        "watched",
    )
    to_tag: Literal["remote", "local"] = "remote"
    missing_tag: MissingTag = "needed"
    early_only: Literal["always", "if understood", "never"] = "always"
    require: bool = True


class PickupHabits(Table, frozen=True):
    """How a ringing call is taken at this PBX."""

    methods: tuple[str, ...] = ()
    code: str = ""
    group_code: str = ""
    refuses_by_hanging_up: bool = False
    replaces: tuple[ReplacesForm, ...] = (ReplacesForm(),)


@dataclass(frozen=True, slots=True)
class PickupWishes:
    """What an account's owner says about picking up; it goes before what the profile says.

    Attributes:
        code: number that picks up what rings at ``{ext}``; None: the profile's.
        group_code: number that picks up whatever rings in the group; None: the profile's.
        methods: the ways in their order; empty: the profile's.
        missing_tag: what stands for tags that calls lack; None: what the profile says.
    """

    code: str | None = None
    group_code: str | None = None
    methods: tuple[str, ...] = ()
    missing_tag: MissingTag | None = None

    def over(self, habits: PickupHabits) -> PickupHabits:
        """``habits``, as far as nothing else is wished."""
        replaces, missing = habits.replaces, self.missing_tag
        if missing is not None:
            replaces = tuple(
                msgspec.structs.replace(form, missing_tag=missing) for form in replaces
            )
        return msgspec.structs.replace(
            habits,
            methods=self.methods or habits.methods,
            code=habits.code if self.code is None else self.code,
            group_code=habits.group_code if self.group_code is None else self.group_code,
            replaces=replaces,
        )


#: Nothing is wished: as the profile says.
AS_PROFILE = PickupWishes()
