"""The dialog notifier (RFC 4235): tells watchers what the phones of others do.

What a situation is called in a document is the profile's business (``[writes]`` in
``resources/profiles``), so that the built-in PBX speaks as the one it plays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from blfpanel.body import lists
from blfpanel.body.dialog_info import CONTENT_TYPE, Dialog
from blfpanel.body.multipart import Part
from blfpanel.body.rlmi import Instance, Resource, ResourceList
from blfpanel.panel.profiles.mannerisms import Takes, Writes
from blfpanel.sim.directory import Directory, number_of
from blfpanel.sim.documents import Documents
from blfpanel.sim.guard import Refusal
from blfpanel.sim.legs import Leg, Side, Stage
from blfpanel.sim.registrar import Binding
from blfpanel.sim.takeover import Name
from blfpanel.sip import dialog as sip
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import NotifierState, RequestReceived, SubscriberChanged, UsageId
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr

#: How long a subscription lasts where the watcher does not say (RFC 4235 §3.4) or asks for more.
DEFAULT_EXPIRES = 3600

_ACCEPTED = frozenset({CONTENT_TYPE, "application/*", "*/*"})

#: The list of everybody (RFC 4662) that one can watch.
LIST = "blf-list"


@dataclass(slots=True, eq=False)
class Watch:
    """One watcher of one user.

    Attributes:
        usage: the core's notifier.
        watcher: the number that watches.
        watched: the number that is watched.
        phone: whom to tell unasked; None where the watcher subscribed.
        expires_at: when the subscription ends, core time.
        version: of the next document.
        of_list: whether everybody is watched, by the list.
    """

    usage: UsageId
    watcher: str
    watched: str
    phone: Binding | None = None
    expires_at: float = 0.0
    version: int = 0
    of_list: bool = False


class Lamps:
    """Keeps watchers informed.

    Changes are collected and told with :meth:`flush`, so that one event of a call is one document.

    Args:
        endpoint: sends the NOTIFYs.
        directory: whom one can watch.
        writes: how to write documents.
        takes: which pick-ups are taken.
        unsolicited: whether registered phones are told without subscribing.
        min_expires: the shortest subscription, seconds (423).
        ids: for the ids of dialogs.
        legs_of: what a number takes part in.
        report: told in words what happened.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        directory: Directory,
        writes: Writes,
        takes: Takes,
        ids: Ids,
        *,
        unsolicited: bool,
        min_expires: int,
        legs_of: Callable[[str], Iterable[Leg]],
        report: Callable[[str], None],
    ) -> None:
        self._endpoint = endpoint
        self._directory = directory
        self._writes = writes
        self._takes = takes
        self._ids = ids
        self._unsolicited = unsolicited
        self._min_expires = min_expires
        self._documents = Documents(directory, writes, ids, legs_of)
        self._report = report
        #: How many of the next NOTIFYs are left out, as if the PBX had forgotten them.
        self.skip = 0
        self._watches: dict[UsageId, Watch] = {}
        self._changed: dict[str, list[Leg]] = {}
        self._newcomers: list[Binding] = []
        self._told: dict[str, tuple[Dialog, ...]] = {}

    def watches(self) -> list[Watch]:
        """Everybody who is told about somebody."""
        return list(self._watches.values())

    def names_of(self, leg: Leg) -> Iterator[Name]:
        """By which names, with which tags, watchers know a leg."""
        documents, known = self._documents, self._takes.replaces
        if "call-id" in known and documents.named_by_subscription:
            for watch in self.watches():
                subscription = self._dialog_of(watch)
                if subscription is not None and self._covers(watch, leg.number):
                    yield documents.name_in(subscription)
        elif "call-id" in known:
            yield documents.name_of(leg)
        if "id" in known:
            yield Name(documents.id_of(leg))

    # --- subscriptions ---

    def refuse(self, request: Request) -> Refusal | None:
        """Why a SUBSCRIBE outside a dialog cannot be taken; None if it can (RFC 6665 §4.2.1)."""
        event = request.event
        if event is None or event.package != "dialog":
            return Refusal(489, None, (("Allow-Events", "dialog"),))
        accepted = {value.partition(";")[0].strip() for value in request.headers.get_all("Accept")}
        if accepted and not accepted & _ACCEPTED:
            return Refusal(406, None, (("Accept", CONTENT_TYPE),))
        number = number_of(request.target)
        if number == LIST and self._directory.find(LIST) is None:
            return self._refuse_list(request)
        user = self._directory.find(number)
        if user is None:
            return Refusal(404, f"Nobody has the number {number}")
        if user.hidden:
            return Refusal(403, f"{number} may not be watched")
        return self._too_brief(request)

    def _refuse_list(self, request: Request) -> Refusal | None:
        """Why a SUBSCRIBE to the list cannot be taken (RFC 4662 §4.3)."""
        if "eventlist" not in request.headers.tokens("Supported"):
            return Refusal(421, None, (("Require", "eventlist"),))
        return self._too_brief(request)

    def _too_brief(self, request: Request) -> Refusal | None:
        expires = request.expires
        if expires is not None and 0 < expires < self._min_expires:
            return Refusal(423, None, (("Min-Expires", str(self._min_expires)),))
        return None

    def subscribe(self, event: RequestReceived, now: float) -> None:
        """Accept a SUBSCRIBE that :meth:`refuse` has nothing against."""
        request = event.request
        wanted = request.expires
        expires = DEFAULT_EXPIRES if wanted is None else min(wanted, DEFAULT_EXPIRES)
        watched, watcher = number_of(request.target), number_of(request.from_.uri)
        of_list = watched == LIST and self._directory.find(LIST) is None
        usage = self._endpoint.accept_subscription(
            event.request_id,
            expires,
            now,
            contact_user=self._directory.uri(watched).user or "",
            require=("eventlist",) if of_list else (),
        )
        self._report(f"{watcher} watches {watched}")
        watch = Watch(usage, watcher, watched, expires_at=now + expires, of_list=of_list)
        self._watches[usage] = watch
        if expires > 0:
            self._tell_all(watch, now)
        else:
            self._dismiss(watch, now)

    def subscriber_changed(self, event: SubscriberChanged, now: float) -> None:
        """A watcher refreshed, or is gone."""
        watch = self._watches.get(event.usage)
        if watch is None:
            return
        match event.state:
            case NotifierState.REFRESHED:
                watch.expires_at = now + event.expires
                self._tell_all(watch, now)
            case NotifierState.ENDED | NotifierState.EXPIRED:
                self._dismiss(watch, now)
            case NotifierState.LOST:
                self._report(f"{watch.watcher} does not take news of {watch.watched}")
                del self._watches[watch.usage]

    # --- phones that are told unasked ---

    def phone_came(self, phone: Binding) -> None:
        """A phone registered: it is told about everybody it may see."""
        if self._unsolicited:
            self._newcomers.append(phone)

    def phone_went(self, phone: Binding) -> None:
        """A phone is gone: nothing is sent to where it was."""
        place = phone.number, phone.uri
        self._newcomers = [each for each in self._newcomers if (each.number, each.uri) != place]
        for watch in self.watches():
            if watch.phone and (watch.phone.number, watch.phone.uri) == place:
                del self._watches[watch.usage]
                self._endpoint.forget_watcher(watch.usage)

    # --- news ---

    def changed(self, leg: Leg) -> None:
        """A leg entered a stage."""
        self._changed.setdefault(leg.number, []).append(leg)

    def flush(self, now: float) -> None:
        """Tell what has changed since the last time."""
        changed, self._changed = self._changed, {}
        for number, legs in changed.items():
            self._tell(number, legs, now)
        newcomers, self._newcomers = self._newcomers, []
        for phone in newcomers:
            self._greet(phone, now)

    # --- inside ---

    def _tell(self, number: str, changed: list[Leg], now: float) -> None:
        ended = [leg for leg in changed if leg.stage is Stage.ENDED]
        told = self._told.get(number, ())
        live = self._documents.live(number)
        known = {dialog.id for dialog in told}
        over = (dialog for dialog in self._documents.of(ended) if dialog.id in known)
        news = live or tuple(over) if self._writes.ids == "extension" else (*live, *over)
        for leg in ended:
            self._documents.forget(leg)
        self._told[number] = live
        if news == told:
            return
        answered = any((leg.side, leg.stage) == (Side.CALLEE, Stage.TALKING) for leg in changed)
        for watch in self.watches():
            if self._covers(watch, number) and not self._subscribed_too(watch):
                if answered and self._writes.cleared_on_answer:
                    self._notify(watch, {number: ()}, now)
                self._notify(watch, {number: news}, now)

    def _covers(self, watch: Watch, number: str) -> bool:
        """Whether a watcher is to be told of ``number``."""
        if not watch.of_list:
            return watch.watched == number
        user = self._directory.find(number)
        return user is not None and not user.hidden and number != watch.watcher

    def _everybody(self, watch: Watch) -> dict[str, tuple[Dialog, ...]]:
        """All that a watcher is told of, and their calls."""
        if not watch.of_list:
            return {watch.watched: self._documents.live(watch.watched)}
        numbers = [user.number for user in self._directory if self._covers(watch, user.number)]
        return {number: self._documents.live(number) for number in numbers}

    def _greet(self, phone: Binding, now: float) -> None:
        watcher = self._directory.find(phone.number)
        for user in self._directory:
            if watcher is None or user.hidden or not watcher.watches_over(user.number):
                continue
            uri = self._directory.uri(user.number).with_param("user", "phone")
            usage = self._endpoint.notify_unasked(
                NameAddr(None, uri),
                NameAddr(None, self._directory.uri(phone.number)).with_tag(self._ids.tag()),
                NameAddr(None, phone.uri),
                phone.flow,
            )
            watch = Watch(usage, phone.number, user.number, phone)
            self._watches[usage] = watch
            self._tell_all(watch, now)

    def _subscribed_too(self, watch: Watch) -> bool:
        """Whether the same news goes to the same user in a subscription as well."""
        return watch.phone is not None and any(
            other.phone is None
            and other.watcher == watch.watcher
            and self._covers(other, watch.watched)
            for other in self._watches.values()
        )

    def _tell_all(self, watch: Watch, now: float) -> None:
        self._notify(watch, self._everybody(watch), now, full=True)

    def _notify(
        self,
        watch: Watch,
        news: Mapping[str, tuple[Dialog, ...]],
        now: float,
        *,
        full: bool = False,
    ) -> None:
        left = None if watch.phone else max(0, round(watch.expires_at - now))
        self._send(watch, SubscriptionState("active", left), news, now, full=full)

    def _dismiss(self, watch: Watch, now: float) -> None:
        del self._watches[watch.usage]
        last = SubscriptionState("terminated", reason="timeout")
        self._send(watch, last, self._everybody(watch), now, full=True)

    def _send(
        self,
        watch: Watch,
        state: SubscriptionState,
        news: Mapping[str, tuple[Dialog, ...]],
        now: float,
        *,
        full: bool,
    ) -> None:
        subscription = self._dialog_of(watch)
        if subscription is None:
            return
        documents = {
            number: self._documents.write(number, each, watch.version, subscription, full=full)
            for number, each in news.items()
        }
        if watch.of_list:
            kind, body = self._list(watch, documents, full=full)
        else:
            kind, (body,) = CONTENT_TYPE, documents.values()
        watch.version += 1
        if self.skip > 0:
            self.skip -= 1
            return
        self._endpoint.notify(watch.usage, state, kind, body, now)

    def _dialog_of(self, watch: Watch) -> sip.Dialog | None:
        """The subscription's dialog; None if the watcher is gone and that was not told yet."""
        return next(iter(self._endpoint.dialogs_of(watch.usage)), None)

    def _list(
        self, watch: Watch, documents: Mapping[str, bytes], *, full: bool
    ) -> tuple[str, bytes]:
        """Content-Type and body of a list's NOTIFY."""
        resources, parts = [], []
        for number, document in documents.items():
            cid = f"{number}.{watch.version}@{self._directory.domain}"
            address = self._directory.name_addr(number)
            instance = Instance(number, "active", None, cid)
            resources.append(Resource(str(address.uri), address.display, (instance,)))
            parts.append(Part(CONTENT_TYPE, cid, document))
        uri = str(self._directory.uri(LIST))
        head = ResourceList(uri, watch.version, full, None, tuple(resources))
        return lists.to_body(head, parts, self._ids.token(64))
