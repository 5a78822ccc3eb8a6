"""Which keys the members of a resource list are, and new keys for those that have none."""

from __future__ import annotations

from collections.abc import Iterable

from blfpanel.body.lists import ListReport, Member
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lamps.matching import user_of
from blfpanel.panel.lamps.partners import Partner, Partners
from blfpanel.panel.lists.watch import EVENT, Letter, ListWatch, bare, host_of
from blfpanel.panel.model import KeyId
from blfpanel.panel.outbox import Outbox
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.wording import say


class Members:
    """Finds and makes the keys of members.

    Args:
        partners: all keys.
        outbox: where notices go.
        discover: whether every list's members get keys, as when recordings are read.
    """

    def __init__(self, partners: Partners, outbox: Outbox, *, discover: bool) -> None:
        self._partners = partners
        self._outbox = outbox
        self._discover = discover

    def of(self, letter: Letter, member: Member, key: KeyId | None) -> Iterable[Partner]:
        """The keys of a member."""
        if member.uri is None:
            return self._of_nobody(letter, member, key)
        watch = letter.watch
        name = bare(member.uri)
        watch.unmentioned.discard(name)
        keys = watch.members.get(name)
        if keys is None:
            found = self._matching(watch, member.uri, letter.report)
            if not found and watch.makes:
                found = self._made(watch, member, letter.report)
            keys = tuple(partner.key.id for partner in found)
            if keys:
                watch.members[name] = keys
        watch.waiting.difference_update(keys)
        partners = [self._partners[each] for each in keys]
        for partner in partners:
            self._partners.rename(partner, member.name)
        return partners

    def _of_nobody(self, letter: Letter, member: Member, key: KeyId | None) -> Iterable[Partner]:
        """Whom a document is about that no list names."""
        event = letter.event
        usage = event.usage if event is not None else None
        partner = self._partners.of_usage(usage) if usage is not None else None
        if partner is not None:
            return [partner]
        if key is not None:
            return [self._partners[key]]
        return self._partners.named(letter.watch.account, member.info) if member.info else ()

    def _matching(self, watch: ListWatch, uri: str, report: ListReport) -> list[Partner]:
        """The keys there are for a member: those of its host, else those nobody claimed."""
        account = watch.account
        ours = watch.hosts | {host_of(report.uri or "")}
        host, home = host_of(uri), account.aor.uri.host.lower()
        known = self._partners.numbered(account.name, user_of(uri))
        found = [partner for partner in known if partner.key.event == EVENT]
        hosts = {partner.key.id: host_of(partner.view.address) for partner in found}
        exact = [
            partner
            for partner in found
            if hosts[partner.key.id] == host or (host in ours and hosts[partner.key.id] == home)
        ]
        if exact or not found:
            return exact
        claimed = {key for keys in watch.members.values() for key in keys}
        return [partner for partner in found if partner.key.id not in claimed]

    def _made(self, watch: ListWatch, member: Member, report: ListReport) -> list[Partner]:
        """A new key for a member, called as the list calls it."""
        uri = member.uri or ""
        user, host = user_of(uri), host_of(uri)
        at_home = self._discover or host in watch.hosts | {host_of(report.uri or "")}
        number = user if user and at_home else uri
        if self._partners.numbered(watch.account.name, user):
            number = uri
        key_id = KeyId(number)
        if key_id in self._partners:
            key_id = KeyId(f"{watch.account.name} {uri}")
        if key_id in self._partners:
            return []
        key = PartnerKey(key_id, member.name or user or uri, number, watch.account.name)
        try:
            return [self._partners.add(key, watch.account, watch=False)]
        except SipParseError as error:
            self._outbox.notice_once(
                f"member {uri}",
                say(
                    "The list “{name}” has a member that cannot be watched: {error}.",
                    name=watch.name,
                    error=error,
                ),
            )
            return []
