"""Which accounts, keys and lists a panel has: they come, change and go while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blfpanel.panel.accounts import Account
from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.changes import AccountRemoved, DoNotDisturbChanged, KeyRemoved, KeysReordered
from blfpanel.panel.commands import Refresh
from blfpanel.panel.keys import Key, PressWishes, WatchedKey
from blfpanel.panel.knowledge import Knowledge
from blfpanel.panel.lamps.partners import Partner
from blfpanel.panel.lists.lists import Lists
from blfpanel.panel.lists.watch import EVENT
from blfpanel.panel.model import KeyId
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.profiles.habits import AS_PROFILE, PickupWishes
from blfpanel.panel.profiles.profiles import Profiles
from blfpanel.sip.events import UsageId
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import NameAddr
from blfpanel.wording import say


class SetUp(Knowledge):
    """A panel's accounts, keys and lists, as the settings want them."""

    _profiles: Profiles
    _outbox: Outbox
    _lists: Lists
    #: Registrations of accounts that are gone.
    _left: set[UsageId]

    def add_account(
        self,
        name: str,
        aor: NameAddr,
        *,
        profile: str = "auto",
        pickup: PickupWishes = AS_PROFILE,
        policy: CallPolicy = USUAL,
    ) -> None:
        """Know an account; raises :exc:`KeyError` for a profile that does not exist.

        Args:
            profile: a profile's name, or "auto" to recognise the PBX by its messages.
            pickup: how ringing calls are picked up, where not as the profile says.
            policy: how its calls are treated.
        """
        account = Account.make(self._profiles, name, aor, profile, pickup)
        account.wish(policy)
        self._accounts[name] = account

    def add_key(self, key: Key, now: float) -> None:
        """Show a key and watch its partner, unless a list is about to tell of it."""
        if not isinstance(key, WatchedKey):
            self._others.add(key)
            return
        pending = self._lists.pending(key.account) if key.event == EVENT else None
        try:
            partner = self._partners.add(key, self._accounts[key.account], watch=pending is None)
        except SipParseError as error:
            text = say(
                "The key “{label}” has no number that can be called: {error}.",
                label=key.label,
                error=error,
            )
            self._outbox.notice(text, problem=True)
            return
        if pending is not None:
            self._lists.wait(pending, partner)

    def replace_key(self, key: Key, now: float) -> None:
        """A key that there is has another label, note or wish; what is known of it stays."""
        if not isinstance(key, WatchedKey):
            self._others.replace(key)
        else:
            self._partners.replace(key, self._accounts[key.account])

    def remove_key(self, key_id: KeyId, now: float) -> None:
        """Show a key no more, and end its subscription."""
        if key_id in self._others:
            self._others.remove(key_id)
        else:
            self._lists.forget(key_id)
            self._pickups.forget(key_id)
            self._partners.remove(key_id)
        self._outbox.tell(KeyRemoved(key_id))
        self.camping.look(now)

    def reorder(self, order: Sequence[KeyId]) -> None:
        """Let keys stand in this order; those not named follow."""
        places = {key_id: place for place, key_id in enumerate(order)}
        if places != self._places:
            self._places = places
            self._outbox.tell(KeysReordered())

    def remove_account(self, name: str, now: float) -> None:
        """Forget an account with its keys and lists; its calls have been ended."""
        account = self._accounts.pop(name)
        if account.registration is not None:
            self._left.add(account.registration)
        self._lists.remove(name)
        for key in self.keys():
            if key.account == name:
                self.remove_key(key.id, now)
        self._outbox.tell(AccountRemoved(name))

    def change_account(
        self, name: str, profile: str, pickup: PickupWishes, policy: CallPolicy
    ) -> None:
        """Pick up and treat the calls of an account in other ways from now on.

        Do not disturb stays as the person last had it, unless the settings change about it.
        """
        account = self._accounts[name]
        read_as, silent = account.profile, account.policy.do_not_disturb
        account.use(self._profiles, profile)
        account.wishes = pickup
        account.wish(policy)
        if account.policy.do_not_disturb is not silent:
            self._outbox.tell(DoNotDisturbChanged(name, not silent))
        mine = [partner for partner in self._partners if partner.key.account == name]
        for partner in mine:
            partner.view = account.view(partner.key)
        if account.profile is not read_as:
            self._ask(mine)

    def wish(self, press: PressWishes) -> None:
        """What presses mean from now on where a key has no wishes of its own."""
        self._presses.usual = press

    def add_list(self, account: str, name: str, now: float) -> None:
        """Watch a resource list (RFC 4662): it lights the keys it knows and makes the others.

        Keys added after it wait for it, and are watched one by one where it does not have them or
        does not come.
        """
        try:
            self._lists.add(self._accounts[account], name)
        except SipParseError as error:
            text = say("“{name}” is no list that can be watched: {error}.", name=name, error=error)
            self._outbox.notice(text, problem=True)

    def ask_again(self, key_id: KeyId | None, now: float) -> None:
        """Ask the PBX for the full state of a partner, or of all (None)."""
        if key_id in self._others:
            return
        if key_id is not None and self._partners[key_id].usage is None:
            self._outbox.order(self._partners[key_id].watch())
            return
        self._ask(self._partners if key_id is None else (self._partners[key_id],))

    def _ask(self, partners: Iterable[Partner]) -> None:
        """Refresh their subscriptions; a list's once for all its keys."""
        for usage in dict.fromkeys(partner.usage for partner in partners):
            if usage is not None:
                self._outbox.order(Refresh(usage))
