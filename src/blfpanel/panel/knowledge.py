"""What a panel knows, for whoever only reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blfpanel.panel.accounts import Account
from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.camping import Camping
from blfpanel.panel.changes import AccountChanged, Camp
from blfpanel.panel.keys import Key, PressWishes
from blfpanel.panel.lamps.explain import explanation
from blfpanel.panel.lamps.partners import Partners
from blfpanel.panel.model import Explanation, KeyId, LampState, Observation, OwnCall
from blfpanel.panel.other_keys import OtherKeys
from blfpanel.panel.pickups.experience import Experience, Lesson
from blfpanel.panel.pickups.ladder import Pickups
from blfpanel.panel.press import Presses
from blfpanel.panel.profiles.profiles import PbxProfile


class Knowledge:
    """The keys, accounts and calls of a panel as they are now."""

    calls: CallDesk
    camping: Camping
    _accounts: dict[str, Account]
    _partners: Partners
    _others: OtherKeys
    _pickups: Pickups
    _experience: Experience
    _presses: Presses
    #: Where keys stand; those that are not in it come last, in the order they came in.
    _places: dict[KeyId, int]

    def keys(self) -> Sequence[Key]:
        """All keys, in panel order."""
        keys: list[Key] = [partner.key for partner in self._partners]
        keys += self._others
        last = len(self._places)
        return sorted(keys, key=lambda key: self._places.get(key.id, last))

    def key(self, key_id: KeyId) -> Key:
        """One key."""
        return self._others[key_id] if key_id in self._others else self._partners[key_id].key

    def __contains__(self, key_id: object) -> bool:
        """Whether there is such a key."""
        return key_id in self._others or key_id in self._partners

    def state(self, key_id: KeyId) -> LampState:
        """What is true."""
        if key_id in self._others:
            return self._others.state(key_id)
        return self._partners[key_id].state

    def face(self, key_id: KeyId) -> LampState:
        """What the eye should see: the truth, less what would only flicker."""
        if key_id in self._others:
            return self._others.state(key_id)
        return self._partners[key_id].face

    def camps(self) -> Sequence[Camp]:
        """Who is watched for me, oldest first."""
        return self.camping.camps()

    def camped(self, key_id: KeyId) -> bool:
        """Whether a partner is watched for me."""
        return any(key_id in camp.keys for camp in self.camping.camps())

    def picking_up(self, key_id: KeyId) -> bool:
        """Whether a pick-up of this partner's call is under way."""
        return key_id in self._pickups

    def group_code(self, key_id: KeyId) -> str:
        """The number that picks up whatever rings in the group; "" if none is known."""
        if key_id in self._others:
            return ""
        return self._partners[key_id].view.habits.group_code

    @property
    def lessons(self) -> Mapping[str, Lesson]:
        """What picking up has taught: which ways work at which account's PBX."""
        return self._experience.lessons

    def own_calls(self) -> Sequence[OwnCall]:
        """My calls, oldest first."""
        return self.calls.live()

    def accounts(self) -> Sequence[str]:
        """The names of all accounts, the first one first."""
        return tuple(self._accounts)

    def account_state(self, name: str) -> AccountChanged | None:
        """How the account is registered; None before the first try."""
        return self._accounts[name].state

    def profile_of(self, account: str) -> tuple[PbxProfile, str]:
        """The profile in force, and why: "recognised by …", "set by you"."""
        known = self._accounts[account]
        return known.profile, known.because

    def history(self, key_id: KeyId) -> Sequence[Observation]:
        """What happened to a key, newest first."""
        if key_id in self._others:
            return ()
        return self._partners[key_id].history.newest_first()

    def explain(self, key_id: KeyId, now: float) -> Explanation:
        """The answer to "Why this lamp?"."""
        if key_id in self._others:
            return self._others.explain(key_id)
        partner = self._partners[key_id]
        return explanation(partner, self._accounts[partner.key.account], now)

    @property
    def press_wishes(self) -> PressWishes:
        """What presses mean where a key has no wishes of its own."""
        return self._presses.usual

    def has_desk_phone(self, account: str) -> bool:
        """Whether an account's calls are made by a desk phone."""
        known = self._accounts.get(account)
        return known is not None and bool(known.policy.desk_phone)
