"""The tables ``[[keys]]`` and ``[[pages]]``: what stands on the panel, and where."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated

import msgspec

from blfpanel.config.values import Ordinal, Switch, Text, Words
from blfpanel.panel.keys import InCall, PressWishes, WhenBusy, WhenRinging
from blfpanel.panel.keys import KeyType as KeyType
from blfpanel.panel.model import KeyId

Partner = Annotated[str, msgspec.Meta(description="a number or address in quotes")]


#: Key types that say nothing without a number.
NEEDS_NUMBER = frozenset(KeyType) - {KeyType.LABEL, KeyType.OWN_LINE}


class Event(enum.Enum):
    """What a partner's state is learnt from: the event package that is subscribed to."""

    DIALOG = "dialog"
    PRESENCE = "presence"


class PageLayout(enum.Enum):
    """How the keys of a page are placed."""

    FLOW = "flow"  #: one after another, under the titles of their groups
    FREE = "free"  #: each in its row and column


class PageSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[pages]]``: a tab of the panel, in the order of the tabs.

    Attributes:
        name: on the tab.
        layout: "flow" (keys follow each other under their groups) or "free" (each has its place).
    """

    name: Annotated[Text, msgspec.Meta(min_length=1)]
    layout: PageLayout = PageLayout.FLOW


class KeySettings(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[keys]]``: a key of the panel, in the order in which they are shown.

    Attributes:
        type: what the key is for; see :class:`KeyType`.
        number: a partner's or place's number, or a whole URI; of a code the digits; of a program
            its command line or web address. Labels have none.
        label: the name on the key; the number when empty.
        account: name of the account that watches and calls; the first one when empty.
        group: the title above the keys it belongs to.
        note: one line of the user's own.
        tags: words it is found by.
        event: how the partner is watched: "dialog", or "presence" where the PBX has nothing better.
        page: name of the page it stands on; the first one when empty.
        row, column: its place on a free page, counted from 1; 0: the next one that is free.
        code: of an automaton: what is dialled to toggle it, where that is not its number; of a
            park place: what parks a call there, where that is not its number.
        voicemail, mobile: other numbers of the partner.
        hide_remote: never show with whom the partner speaks.
        alert: whether its ringing is told.
        in_call, busy, ringing: what a press does then, where not as ``[press]`` says.
    """

    number: Partner = ""
    type: KeyType = KeyType.PARTNER
    label: Text = ""
    account: Text = ""
    group: Text = ""
    note: Text = ""
    tags: Words = ()
    event: Event = Event.DIALOG
    page: Text = ""
    row: Ordinal = 0
    column: Ordinal = 0
    code: Text = ""
    voicemail: Text = ""
    mobile: Text = ""
    hide_remote: Switch = False
    alert: Switch = True
    in_call: InCall | None = None
    busy: WhenBusy | None = None
    ringing: WhenRinging | None = None

    def press_wishes(self, usual: PressWishes) -> PressWishes:
        """What a press does, for the panel; ``usual`` is what is wished of all keys."""
        return PressWishes(
            self.in_call or usual.in_call,
            self.busy or usual.busy,
            self.ringing or usual.ringing,
        )

    @property
    def title(self) -> str:
        """What the key is called."""
        return self.label or self.number or self.account


def key_ids(keys: Iterable[KeySettings]) -> list[KeyId]:
    """A name for each key that stays the same wherever the key is moved.

    It is the partner's number, with the account where several have it. Two keys with the same
    account, type and number are told apart by their order.
    """
    keys = tuple(keys)
    names = [_name(key) for key in keys]
    # the panel calls partners that it makes itself by their number alone, too
    accounts: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in zip(keys, names, strict=True):
        accounts[name].add(key.account)
    ids: dict[KeyId, None] = {}
    for key, bare in zip(keys, names, strict=True):
        name = f"{key.account}/{bare}" if len(accounts[bare]) > 1 else bare
        count, key_id = 1, KeyId(name)
        while key_id in ids:
            count += 1
            key_id = KeyId(f"{name}#{count}")
        ids[key_id] = None
    return list(ids)


def _name(key: KeySettings) -> str:
    what = key.label if key.type is KeyType.LABEL else key.number
    return what if key.type is KeyType.PARTNER else f"{key.type.value}:{what or key.account}"
