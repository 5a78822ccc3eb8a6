"""A panel on a virtual clock, fed with NOTIFYs and call events, its outputs collected."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from blfpanel.panel.changes import Change
from blfpanel.panel.commands import Command
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, LampState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.panel.profiles.profiles import Profiles, load_profiles
from blfpanel.sip.events import Event, NotifyReceived, UsageId
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, parse_message
from blfpanel.sip.syntax.uri import NameAddr

T = TypeVar("T")

NOTIFIES = Path(__file__).parent.parent / "data" / "notify"
FLOW = Flow("udp", ("192.0.2.20", 5060), ("192.0.2.10", 5060))
ACCOUNT = "office"
ME = NameAddr.parse("<sip:200@pbx.example.org>")


@cache
def profiles() -> Profiles:
    """The shipped profiles, read once."""
    return load_profiles()


def document(
    *calls: str, version: int = 1, state: str = "full", entity: str | None = None
) -> bytes:
    """A dialog-info document; ``calls`` are made by :func:`call`."""
    entity = "" if entity is None else f' entity="{entity}"'
    return (
        f'<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{version}"'
        f' state="{state}"{entity}>{"".join(calls)}</dialog-info>'
    ).encode()


def call(
    state: str,
    direction: str | None = "recipient",
    remote: str | None = "sip:211@pbx.example.org",
    *,
    dialog_id: str = "d1",
    tags: bool = True,
    local: str = "sip:207@pbx.example.org",
    target: str | None = None,
) -> str:
    """One ``<dialog>``."""
    where = "" if direction is None else f' direction="{direction}"'
    names = f' local-tag="l-{dialog_id}" remote-tag="r-{dialog_id}"' if tags else ""
    place = "" if target is None else f'<target uri="{target}"/>'
    other = "" if remote is None else f"<remote><identity>{remote}</identity>{place}</remote>"
    return (
        f'<dialog id="{dialog_id}" call-id="c-{dialog_id}"{names}{where}><state>{state}</state>'
        f"<local><identity>{local}</identity></local>{other}</dialog>"
    )


def notify(
    body: bytes,
    *,
    sender: str = "sip:207@pbx.example.org",
    kind: str | None = "application/dialog-info+xml",
    to_tag: str | None = "w1",
    **headers: str,
) -> Request:
    """A NOTIFY with ``body``; ``headers`` such as ``User_Agent`` are added."""
    to = "<sip:200@pbx.example.org>" + (f";tag={to_tag}" if to_tag else "")
    items = [("From", f"<{sender}>;tag=p1"), ("To", to), ("Call-ID", "n1"), ("CSeq", "1 NOTIFY")]
    if kind is not None:
        items.append(("Content-Type", kind))
    items += [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Request("NOTIFY", "sip:200@192.0.2.20", Headers(items), body)


class PanelBox:
    """A panel with one account, at time 0.

    Attributes:
        changes: all changes so far; ``commands`` all commands.
    """

    def __init__(
        self, *numbers: str, profile: str = "rfc", discover: bool = False, code: str | None = None
    ) -> None:
        self.panel = Panel(profiles(), discover=discover)
        self.panel.add_account(ACCOUNT, ME, profile=profile, pickup=PickupWishes(code))
        self.now = 0.0
        self.changes: list[Change] = []
        self.commands: list[Command] = []
        self._usages = 100
        for number in numbers:
            self.add(number)

    def add(self, number: str, label: str | None = None) -> KeyId:
        """A key that watches; its id is the number."""
        key = KeyId(number)
        self.panel.add_key(PartnerKey(key, label or f"Phone {number}", number, ACCOUNT), self.now)
        self.panel.watch_started(key, self.usage(key), self.now)
        self.drain()
        return key

    @staticmethod
    def usage(key: str) -> UsageId:
        """The subscription of a key."""
        return UsageId(int(key))

    def call_usage(self) -> UsageId:
        """A fresh usage for a call."""
        self._usages += 1
        return UsageId(self._usages * 1000)

    def drain(self) -> list[Change]:
        """Collect outputs; gives the new changes."""
        new: list[Change] = []
        while (change := self.panel.poll_change()) is not None:
            new.append(change)
        while (command := self.panel.poll_command()) is not None:
            self.commands.append(command)
        self.changes += new
        return new

    def handle(self, event: Event, after: float = 0.02) -> list[Change]:
        """Let ``after`` seconds go by, then an event happen."""
        self.now += after
        self.panel.handle(event, self.now)
        return self.drain()

    def wait(self, seconds: float) -> list[Change]:
        """Let time go by, with the timeouts that fall due."""
        end = self.now + seconds
        while (due := self.panel.next_deadline()) is not None and due <= end:
            self.now = due
            self.panel.handle_timeout(due)
        self.now = end
        return self.drain()

    def receive(
        self,
        request: Request,
        *,
        key: str | None = "207",
        state: str = "active",
        after: float = 0.02,
    ) -> list[Change]:
        """A NOTIFY comes: in ``key``'s subscription, or unasked."""
        usage = None if key is None else self.usage(key)
        event = NotifyReceived(usage, ACCOUNT, request, SubscriptionState(state), FLOW)
        return self.handle(event, after)

    def hear(self, *calls: str, key: str | None = "207", **about: Any) -> list[Change]:
        """A full document with these calls comes in ``key``'s subscription."""
        return self.receive(notify(document(*calls, **about)), key=key)

    def state(self, key: str = "207") -> LampState:
        """The truth about a key."""
        return self.panel.state(KeyId(key))

    def face(self, key: str = "207") -> LampState:
        """What the eye sees of it."""
        return self.panel.face(KeyId(key))

    def told(self, kind: type[T]) -> list[T]:
        """All changes of a kind so far."""
        return [change for change in self.changes if isinstance(change, kind)]

    def ordered(self, kind: type[T]) -> list[T]:
        """All commands of a kind so far."""
        return [command for command in self.commands if isinstance(command, kind)]


def recorded(path: Path) -> Request:
    """A NOTIFY from a file."""
    message = parse_message(path.read_bytes())
    assert isinstance(message, Request)
    return message
