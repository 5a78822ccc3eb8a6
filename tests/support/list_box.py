"""A panel that watches a resource list, and the list's messages.

The list is sip:team@pbx.example.org, subscription 900 of account "office".
"""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.body.lists import to_body
from blfpanel.body.multipart import Part
from blfpanel.body.rlmi import Instance, Resource, ResourceList
from blfpanel.panel.changes import Change
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase, UsageId
from support.panel_box import ACCOUNT, PanelBox, call, document, notify

LIST = "sip:team@pbx.example.org"
USAGE = UsageId(900)
EARLY = call("early", remote="sip:299@pbx.example.org")


@dataclass(frozen=True)
class Row:
    """A member: a document, no instance at all, or an instance without a document."""

    number: str
    body: bytes | None = None
    state: str | None = "active"
    reason: str | None = None
    name: str | None = None
    host: str = "pbx.example.org"


def ringing(number: str, name: str | None = None) -> Row:
    return Row(number, document(EARLY), name=name)


def talking(number: str, name: str | None = None) -> Row:
    return Row(number, document(call("confirmed")), name=name)


def idle(number: str, name: str | None = None) -> Row:
    return Row(number, document(), name=name)


def bare(number: str) -> Row:
    return Row(number, state=None)


def body_of(*rows: Row, full: bool = True, version: int = 0) -> tuple[str, bytes]:
    resources, parts = [], []
    for row in rows:
        cid = f"{row.number}.sip:x@{row.host}"
        instance = Instance("i", row.state, row.reason, cid if row.body else None)
        uri = f"sip:{row.number}@{row.host}"
        resources.append(Resource(uri, row.name, (instance,) if row.state else ()))
        if row.body:
            parts.append(Part("application/dialog-info+xml", cid, row.body))
    return to_body(ResourceList(LIST, version, full, None, tuple(resources)), parts, "b7")


class ListBox(PanelBox):
    """A panel that watches the list."""

    def __init__(self, *waiting: str, discover: bool = False, profile: str = "rfc") -> None:
        super().__init__(discover=discover, profile=profile)
        self.panel.add_list(ACCOUNT, "team", self.now)
        for number in waiting:
            key = PartnerKey(KeyId(number), f"Phone {number}", number, ACCOUNT)
            self.panel.add_key(key, self.now)
        self.panel.list_started(ACCOUNT, LIST, USAGE, self.now)
        self.drain()

    def told_by_list(
        self, *rows: Row, full: bool = True, version: int = 0, state: str = "active"
    ) -> list[Change]:
        """The list's NOTIFY comes."""
        kind, body = body_of(*rows, full=full, version=version)
        return self.receive(notify(body, kind=kind, sender=LIST), key="900", state=state)

    def phase(self, phase: SubscriptionPhase, failure: Failure | None = None) -> list[Change]:
        """The list's subscription enters a phase."""
        return self.handle(SubscriptionChanged(USAGE, phase, failure, self.now + 60))

    def lamps(self) -> dict[str, Lamp]:
        """What is true of each key, in panel order."""
        keys = self.panel.keys()
        return {key.number: self.panel.state(key.id).lamp for key in keys}
