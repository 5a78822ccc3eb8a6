"""The dialog notifier (RFC 4235): tells watchers what the phones of others do.

What a situation is called in a document is the profile's business (``[writes]`` in
``resources/profiles``), so that the built-in PBX speaks as the one it plays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blfpanel.body.dialog_info import CONTENT_TYPE, Dialog, DialogInfo, Participant, to_xml
from blfpanel.panel.profiles import Form, Writes
from blfpanel.sim.directory import Directory, number_of
from blfpanel.sim.guard import Refusal
from blfpanel.sim.registrar import Binding
from blfpanel.sim.switchboard import Leg, Side, Stage
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import NotifierState, RequestReceived, SubscriberChanged, UsageId
from blfpanel.sip.header_values import SubscriptionState
from blfpanel.sip.ids import Ids
from blfpanel.sip.message import Request
from blfpanel.sip.uri import NameAddr

#: How long a subscription lasts where the watcher does not say (RFC 4235 §3.4) or asks for more.
DEFAULT_EXPIRES = 3600

_ACCEPTED = frozenset({CONTENT_TYPE, "application/*", "*/*"})


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
    """

    usage: UsageId
    watcher: str
    watched: str
    phone: Binding | None = None
    expires_at: float = 0.0
    version: int = 0


class Lamps:
    """Keeps watchers informed.

    Changes are collected and told with :meth:`flush`, so that one event of a call is one document.

    Args:
        endpoint: sends the NOTIFYs.
        directory: whom one can watch.
        writes: how to write documents.
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
        self._ids = ids
        self._unsolicited = unsolicited
        self._min_expires = min_expires
        self._legs_of = legs_of
        self._report = report
        #: How many of the next NOTIFYs are left out, as if the PBX had forgotten them.
        self.skip = 0
        self._watches: dict[UsageId, Watch] = {}
        self._changed: dict[str, list[Leg]] = {}
        self._newcomers: list[Binding] = []
        self._told: dict[str, tuple[Dialog, ...]] = {}
        self._names: dict[Leg, str] = {}

    def watches(self) -> list[Watch]:
        """Everybody who is told about somebody."""
        return list(self._watches.values())

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
        user = self._directory.find(number)
        if user is None:
            return Refusal(404, f"Nobody has the number {number}")
        if user.hidden:
            return Refusal(403, f"{number} may not be watched")
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
        usage = self._endpoint.accept_subscription(
            event.request_id, expires, now, contact_user=self._directory.uri(watched).user or ""
        )
        self._report(f"{watcher} watches {watched}")
        watch = Watch(usage, watcher, watched, expires_at=now + expires)
        self._watches[usage] = watch
        if expires > 0:
            self._notify(watch, self._live(watched), now)
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
                self._notify(watch, self._live(watch.watched), now)
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
        live = self._live(number)
        known = {dialog.id for dialog in told}
        over = (dialog for dialog in self._dialogs(ended) if dialog.id in known)
        news = (*live, *over)
        for leg in ended:
            self._names.pop(leg, None)
        self._told[number] = live
        if news == told:
            return
        answered = any((leg.side, leg.stage) == (Side.CALLEE, Stage.TALKING) for leg in changed)
        for watch in self.watches():
            if watch.watched == number and not self._subscribed_too(watch):
                if answered and self._writes.cleared_on_answer:
                    self._notify(watch, (), now)
                self._notify(watch, news, now)

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
            self._notify(watch, self._live(user.number), now)

    def _subscribed_too(self, watch: Watch) -> bool:
        """Whether the same news goes to the same user in a subscription as well."""
        return watch.phone is not None and any(
            other.phone is None and (other.watcher, other.watched) == (watch.watcher, watch.watched)
            for other in self._watches.values()
        )

    def _notify(self, watch: Watch, dialogs: tuple[Dialog, ...], now: float) -> None:
        left = None if watch.phone else max(0, round(watch.expires_at - now))
        self._send(watch, SubscriptionState("active", left), dialogs, now)

    def _dismiss(self, watch: Watch, now: float) -> None:
        del self._watches[watch.usage]
        last = SubscriptionState("terminated", reason="timeout")
        self._send(watch, last, self._live(watch.watched), now)

    def _send(
        self, watch: Watch, state: SubscriptionState, dialogs: tuple[Dialog, ...], now: float
    ) -> None:
        entity = str(self._directory.uri(watch.watched)) if self._writes.entity else None
        document = DialogInfo(entity, "full", watch.version, dialogs)
        watch.version += 1
        if self.skip > 0:
            self.skip -= 1
            return
        body = to_xml(document, strict=False)
        self._endpoint.notify(watch.usage, state, CONTENT_TYPE, body, now)

    # --- documents ---

    def _live(self, number: str) -> tuple[Dialog, ...]:
        return self._dialogs(self._legs_of(number))

    def _dialogs(self, legs: Iterable[Leg]) -> tuple[Dialog, ...]:
        """The legs this PBX tells about at all, in its words."""
        found = []
        for leg in legs:
            form: Form | None = getattr(self._writes, f"{leg.side.value}_{leg.stage.value}", None)
            if form is not None:
                found.append(self._dialog(leg, form))
        return tuple(found)

    def _dialog(self, leg: Leg, form: Form) -> Dialog:
        tags = self._writes.tags
        return Dialog(
            self._name(leg),
            form.state,
            form.direction,
            leg.call_id,
            leg.phone_tag if tags else None,
            leg.our_tag if tags else None,
            local=self._participant(leg.number),
            remote=self._participant(leg.peer),
        )

    def _participant(self, number: str) -> Participant:
        """Who is at an end; where calls cannot be addressed by tags, no name and no target."""
        address = self._directory.name_addr(number)
        uri = str(address.uri)
        if not self._writes.tags:
            return Participant(uri)
        return Participant(uri, address.display, uri)

    def _name(self, leg: Leg) -> str:
        """The id of a leg in documents."""
        name = self._names.get(leg)
        if name is None:
            taken = {self._names.get(other) for other in self._legs_of(leg.number)}
            counted = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            name = counted if self._writes.ids == "counted" else self._ids.token(64)
            self._names[leg] = name
        return name
