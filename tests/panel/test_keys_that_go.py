"""Keys and accounts that go while the panel runs."""

from __future__ import annotations

from blfpanel.panel.changes import AccountRemoved, KeyRemoved
from blfpanel.panel.commands import Unwatch
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from support.call_box import CallBox
from support.panel_box import ACCOUNT

KEYS = [PartnerKey(KeyId(number), number, number, ACCOUNT) for number in ("701", "702")]


def watched() -> CallBox:
    """A panel with two keys more, whose partners are watched."""
    box = CallBox()
    for key in KEYS:
        box.panel.add_key(key, box.now)
        box.panel.watch_started(key.id, box.usage(key.id), box.now)
    box.orders()
    return box


def test_a_key_that_is_watched_goes_with_its_subscription() -> None:
    box = watched()
    box.panel.remove_key(KEYS[0].id, box.now)
    assert box.orders() == [Unwatch(box.usage(KEYS[0].id))]
    assert KEYS[0].id not in box.panel
    assert KEYS[1].id in box.panel


def test_an_account_goes_with_all_that_is_watched_for_it() -> None:
    box = watched()
    box.panel.remove_account(ACCOUNT, box.now)
    gone = {order.usage for order in box.orders() if isinstance(order, Unwatch)}
    assert gone >= {box.usage(key.id) for key in KEYS}
    assert {KeyRemoved(key.id) for key in KEYS} <= set(box.told(KeyRemoved))
    assert box.told(AccountRemoved) == [AccountRemoved(ACCOUNT)]
