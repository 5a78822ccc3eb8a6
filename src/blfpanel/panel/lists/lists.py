"""Resource lists (RFC 4662): one subscription that lights many keys, and makes those it lacks.

What a list says of a member goes the same way as what its own subscription would have said:
profile, rule, history. Here is only what is the list's: who is on it and in which order, which
keys that is, and what becomes of those that wait for a list that does not come.
"""

from __future__ import annotations

import msgspec

from blfpanel.body.dialog_info import MAX_FINDINGS, BodyError
from blfpanel.body.lists import ListReport, Member, is_list, read
from blfpanel.panel.accounts import Account
from blfpanel.panel.changes import ListChanged, ListState
from blfpanel.panel.commands import Unwatch, WatchList
from blfpanel.panel.lamps import subscriptions
from blfpanel.panel.lamps.documents import body_of
from blfpanel.panel.lamps.partners import Partner, Partners
from blfpanel.panel.lists.members import Members
from blfpanel.panel.lists.watch import Letter, ListWatch, carrier_of
from blfpanel.panel.model import Happening, KeyId, LampState, Source
from blfpanel.panel.outbox import Outbox
from blfpanel.sip.events import NotifyReceived, SubscriptionChanged, SubscriptionPhase, UsageId
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say

#: A list too long for one message goes on in the next ones. So long after its beginning (seconds)
#: it is over: who was not named is not on it.
SETTLE = 2.0

#: How long a server that has sent an empty message may take to send the list, seconds.
PATIENCE = 5.0


class Lists:
    """All lists of all accounts."""

    def __init__(self, partners: Partners, outbox: Outbox, *, discover: bool) -> None:
        self._partners = partners
        self._outbox = outbox
        self._discover = discover
        self._members = Members(partners, outbox, discover=discover)
        self._lists: dict[tuple[str, str], ListWatch] = {}
        self._by_usage: dict[UsageId, ListWatch] = {}
        #: Subscriptions to single keys that a list has made superfluous.
        self._superfluous: set[UsageId] = set()

    # --- set-up ---

    def add(self, account: Account, name: str) -> None:
        """Watch a list; raises :exc:`SipParseError` if its name is no address."""
        uri = str(SipUri.dialled(name, account.aor.uri))
        if (account.name, uri) not in self._lists:
            self._lists[account.name, uri] = ListWatch(account, uri)
            self._outbox.order(WatchList(account.name, uri))

    def bind(self, account: str, uri: str, usage: UsageId) -> None:
        """The command WatchList became this subscription."""
        watch = self._lists.get((account, uri))
        if watch is None:
            self.end(usage)  # it went before it was asked for
            return
        watch.usage = usage
        self._by_usage[usage] = watch

    def pending(self, account: str) -> ListWatch | None:
        """A list of this account that has yet to come: nobody needs to ask for its keys now."""
        for watch in self._lists.values():
            if watch.account.name == account and not (watch.heard or watch.trouble):
                return watch
        return None

    @staticmethod
    def wait(watch: ListWatch, partner: Partner) -> None:
        """Let a key wait for a pending list."""
        watch.waiting.add(partner.key.id)
        partner.state = LampState(cause="No answer yet")

    def forget(self, key: KeyId) -> None:
        """A key is gone; a member that lost its key gets another one with the next message."""
        for watch in self._lists.values():
            watch.waiting.discard(key)
            for name in [name for name, keys in watch.members.items() if key in keys]:
                left = tuple(other for other in watch.members[name] if other != key)
                if left:
                    watch.members[name] = left
                else:
                    del watch.members[name]
                    watch.unmentioned.discard(name)

    def remove(self, account: str, uri: str | None = None) -> None:
        """Watch a list of an account no more, or none of them."""
        for place in [place for place in self._lists if place[0] == account]:
            if uri in (None, place[1]):
                watch = self._lists.pop(place)
                if watch.usage is not None:
                    self.end(watch.usage)
                    self._by_usage.pop(watch.usage, None)

    def supersedes(self, partner: Partner, usage: UsageId) -> bool:
        """Whether a list tells about this key already; then ``usage`` is ended again."""
        if partner.usage not in self._by_usage:
            return False
        self.end(usage)
        return True

    # --- messages ---

    def takes(self, event: NotifyReceived) -> bool:
        """Whether a NOTIFY is a list's business."""
        if event.usage in self._by_usage or event.usage in self._superfluous:
            return True
        body = event.request.body
        return not body.startswith(b"<") and is_list(_kind(event.request), body)

    def notified(self, event: NotifyReceived, account: Account, now: float) -> None:
        """A NOTIFY that :meth:`takes` came."""
        if event.usage in self._superfluous:
            return
        request, usage = event.request, event.usage
        watch = self._by_usage.get(usage) if usage is not None else None
        if watch is not None and watch.given_up:
            return
        ended = event.state is not None and event.state.state == "terminated"
        try:
            body = body_of(request)
            if not is_list(_kind(request), body):
                if watch is None:
                    self._partners.notified(event, account, now)
                else:
                    self._no_list(watch, request, ended, now)
                return
            report = read(body, _kind(request))
        except BodyError as error:
            self._unreadable(watch, event, error, account, now)
            return
        if watch is None:
            watch = self._told(report, request, account)
        letter = Letter(watch, report, request, event, now, self._is_secret(watch))
        if ended:
            self._ended(letter)
        else:
            self._take(letter)

    def document(self, body: bytes, account: Account, key: KeyId | None, now: float) -> bool:
        """A list's body came without a message around it; whether it was about any key.

        Raises :exc:`BodyError`.
        """
        report = read(body, None)
        watch = self._told(report, None, account)
        return self._take(Letter(watch, report, body, None, now, self._is_secret(watch)), key)

    def _is_secret(self, watch: ListWatch) -> bool:
        """Whether a message of a list is kept with no key, since one of them hides its callers."""
        name = watch.account.name
        return any(each.key.hide_remote and each.key.account == name for each in self._partners)

    def _told(self, report: ListReport, request: Request | None, account: Account) -> ListWatch:
        """The list a message is of that no subscription of ours to a list brought."""
        sender = str(request.from_.uri.bare()) if request is not None else ""
        uri = report.uri or sender or "list"
        watch = self._lists.get((account.name, uri))
        if watch is None:
            watch = ListWatch(account, uri, makes=self._discover, heard=True)
            if self._discover:
                self._lists[account.name, uri] = watch
        return watch

    def _take(self, letter: Letter, key: KeyId | None = None) -> bool:
        """Tell each member's keys; whether there were any."""
        watch, report, now = letter.watch, letter.report, letter.now
        if watch.usage is not None and not watch.heard:
            watch.due = now + SETTLE
            self._say(watch, ListState.ACTIVE, say("The list “{name}” has come.", name=watch.name))
        watch.heard, watch.trouble = True, ""
        if report.full and watch.members:
            watch.unmentioned = set(watch.members)
            watch.due = now + SETTLE
        if isinstance(letter.received, Request):
            # what the server calls itself says more than the members do, and counts for all
            self._partners.recognise(watch.account, letter.received, None, b"", now)
        known = False
        for member in report.members:
            for partner in self._members.of(letter, member, key):
                known = True
                self._tell(partner, member, letter)
        return known

    def _tell(self, partner: Partner, member: Member, letter: Letter) -> None:
        """Let a key know what the list says of its partner."""
        watch = letter.watch
        own = partner.usage
        if watch.usage is not None and own is not None and self._partners.of_usage(own) is partner:
            if member.state not in ("active", "pending"):
                return  # its own subscription knows more
            self.end(own)
        if watch.usage is not None:
            partner.usage = watch.usage
        if letter.event is not None:
            partner.expires_at, partner.failure = letter.event.expires_at, None
        if member.problem is not None:
            self._partners.unreadable([partner], BodyError(member.problem), letter.kept, letter.now)
        elif member.state == "terminated":
            reason = f" ({member.reason})" if member.reason else ""
            self._unknown(partner, letter, "terminated" + reason, Source.TERMINATED)
        elif member.state is None or (member.state == "pending" and member.info is None):
            self._unknown(partner, letter, member.state or "no state", Source.PENDING)
        else:
            self._learn(partner, member, letter)

    def _learn(self, partner: Partner, member: Member, letter: Letter) -> None:
        account = letter.watch.account
        received, info = letter.received, member.info
        if info is not None and letter.report.findings:
            said = (*info.findings, *letter.report.findings)[:MAX_FINDINGS]
            info = msgspec.structs.replace(info, findings=said)
        if isinstance(received, Request):
            self._partners.recognise(account, received, info, received.body, letter.now)
        else:
            self._partners.recognise(account, None, info, received, letter.now)
        source = Source.PENDING if member.state == "pending" else letter.source
        self._partners.learn(
            partner, account, info, source, letter.kept, letter.now, letter.carrier
        )

    def _unknown(self, partner: Partner, letter: Letter, said: str, source: Source) -> None:
        """The list has nothing to say of a member: whatever was known is not known any more."""
        why = {
            "no state": "has no state for it yet",
            "pending": "waits for its state",
        }.get(said, f"is not told about it: {said}")
        cause = "Not told" if source is Source.TERMINATED else "No state in the list"
        self._partners.forget(
            partner,
            LampState(
                source=source,
                cause=cause,
                since=letter.now,
                heard=letter.now,
                profile=letter.watch.account.profile.name,
                why=f"the list “{letter.watch.name}” {why}",
            ),
            f"{letter.carrier}: {said}",
            letter.kept,
        )

    def _ended(self, letter: Letter) -> None:
        """The server ended the subscription to the list: nothing of it is known any more."""
        watch = letter.watch
        for member in letter.report.members:
            self._members.of(letter, member, None)
        self._end_all(watch, letter.kept, letter.carrier, letter.now)

    def _end_all(
        self, watch: ListWatch, received: Request | bytes, carrier: str, now: float
    ) -> None:
        for partner in self._fed(watch):
            self._partners.ended(partner, received, now, carrier)

    def _unreadable(
        self,
        watch: ListWatch | None,
        event: NotifyReceived,
        error: BodyError,
        account: Account,
        now: float,
    ) -> None:
        request = event.request
        if watch is None:
            partner = self._partners.of_usage(event.usage) if event.usage is not None else None
            sender = request.from_.uri.user_unescaped
            found = [partner] if partner else self._partners.numbered(account.name, sender)
            self._partners.unreadable(found, error, request, now)
            return
        text = say(
            "A message about the list “{name}” cannot be read: {error}.",
            name=watch.name,
            error=error,
        )
        self._outbox.notice_once(f"unreadable list {watch.uri}", text)
        kept = b"" if self._is_secret(watch) else request
        for partner in self._fed(watch):
            self._partners.doubt(partner, error, kept, now)

    # --- lists that are none ---

    def _no_list(self, watch: ListWatch, request: Request, ended: bool, now: float) -> None:
        """What came in the subscription to a list is none: an empty message, or one document."""
        if ended:
            self._end_all(watch, request, carrier_of(watch, None, request), now)
        elif not request.body:
            if not watch.heard and watch.due is None:
                watch.due = now + PATIENCE
        elif not watch.heard:
            server, name = watch.account.server, watch.name
            text = say(
                "{server} knows “{name}” as a number and not as a list.", server=server, name=name
            )
            self._fail(watch, ListState.NO_LIST, text)
            watch.given_up = True
            assert watch.usage is not None
            self._outbox.order(Unwatch(watch.usage))

    def _fail(self, watch: ListWatch, state: ListState, text: str) -> None:
        """The list does not come: say so, and ask for each of its keys."""
        if text == watch.trouble:
            return
        watch.trouble = text
        if watch.waiting:
            text += " Its keys are watched one by one."
        self._outbox.notice(text, problem=True)
        self._say(watch, state, text)
        self._release(watch)

    def _release(self, watch: ListWatch) -> None:
        """Watch the keys that waited for the list one by one."""
        waiting, watch.waiting, watch.due = watch.waiting, set(), None
        for partner in self._partners:
            if partner.key.id in waiting:
                order = partner.watch()
                self._outbox.order(order)

    def _say(self, watch: ListWatch, state: ListState, text: str) -> None:
        self._outbox.tell(ListChanged(watch.account.name, watch.uri, state, text))

    def end(self, usage: UsageId) -> None:
        """End a subscription; what still comes of it is not listened to."""
        self._superfluous.add(usage)
        self._outbox.order(Unwatch(usage))

    def _fed(self, watch: ListWatch) -> list[Partner]:
        """The partners about whom this list alone tells."""
        keys = [key for keys in watch.members.values() for key in keys]
        return [
            partner
            for partner in (self._partners[key] for key in dict.fromkeys(keys))
            if partner.usage == watch.usage
        ]

    # --- the subscription's life ---

    def changed(self, event: SubscriptionChanged, now: float) -> bool:
        """A subscription entered a phase; whether it was a list's business."""
        if event.usage in self._superfluous:
            if event.phase is SubscriptionPhase.TERMINATED:
                self._superfluous.discard(event.usage)
            return True
        watch = self._by_usage.get(event.usage)
        if watch is None:
            return False
        if not watch.given_up:
            self._entered(watch, event, now)
        return True

    def _entered(self, watch: ListWatch, event: SubscriptionChanged, now: float) -> None:
        active = event.phase is SubscriptionPhase.ACTIVE
        unmentioned = {key for name in watch.unmentioned for key in watch.members[name]}
        for partner in self._fed(watch):
            if active and (partner.key.id in unmentioned or not partner.state.stale):
                partner.due, partner.failure = event.due, event.failure
            else:
                subscriptions.changed(self._partners, partner, event, now)
        if event.phase is SubscriptionPhase.REFUSED and event.failure is not None:
            self._fail(watch, ListState.REFUSED, self._refusal(watch, event.failure.status))
        elif event.phase is SubscriptionPhase.DOUBTFUL and not watch.heard:
            why = f": {event.failure.reason.rstrip('.')}" if event.failure else ""
            self._fail(
                watch,
                ListState.FAILED,
                say("The list “{name}” does not come{why}.", name=watch.name, why=why),
            )

    def _refusal(self, watch: ListWatch, status: int) -> str:
        server, name = watch.account.server, watch.name
        match status:
            case 404 | 410 | 604:
                text = say("{server} has no list “{name}”.", server=server, name=name)
            case 403:
                text = say(
                    "{server} does not allow {own_number} the list “{name}”.",
                    server=server,
                    own_number=watch.account.own_number,
                    name=name,
                )
            case 401 | 407:
                text = say(
                    "{server} does not accept the password of {own_number}.",
                    server=server,
                    own_number=watch.account.own_number,
                )
            case 405 | 406 | 415 | 420 | 421 | 489 | 501:
                text = say(
                    "{server} does not offer lists of lamps such as “{name}”.",
                    server=server,
                    name=name,
                )
            case _:
                text = say("{server} refuses the list “{name}”.", server=server, name=name)
        return f"{text} [{status}]"

    # --- time ---

    def next_deadline(self) -> float | None:
        """When :meth:`handle_timeout` wants to be called."""
        due = [watch.due for watch in self._lists.values() if watch.due is not None]
        return min(due) if due else None

    def handle_timeout(self, now: float) -> None:
        """Decide about lists that have had their time."""
        for watch in self._lists.values():
            if watch.due is not None and watch.due <= now:
                watch.due = None
                self._settle(watch, now)

    def _settle(self, watch: ListWatch, now: float) -> None:
        if not watch.heard:
            server, name = watch.account.server, watch.name
            text = say(
                "{server} sends an empty list “{name}”, or knows no such list.",
                server=server,
                name=name,
            )
            self._fail(watch, ListState.NO_LIST, text)
            return
        gone, watch.unmentioned = watch.unmentioned, set()
        fed = {partner.key.id: partner for partner in self._fed(watch)}
        for name in gone:
            for key in watch.members.pop(name):
                if key in fed:
                    self._left(fed[key], watch, now)
        self._release(watch)

    def _left(self, partner: Partner, watch: ListWatch, now: float) -> None:
        """A member is not on the list any more."""
        partner.usage = None
        state = LampState(
            source=Source.NONE,
            cause="Not on the list",
            since=now,
            heard=partner.state.heard,
            why=f"the list “{watch.name}” does not have it any more",
        )
        line = f"No longer on the list {watch.name}"
        self._partners.change(partner, state, Happening.SUBSCRIPTION, line, state.why, now)


def _kind(request: Request) -> str | None:
    return request.headers.get("Content-Type")
