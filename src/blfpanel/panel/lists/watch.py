"""A resource list that is watched, and a message of it on its way to the keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from blfpanel.body.lists import ListReport
from blfpanel.panel.accounts import Account
from blfpanel.panel.lamps.matching import user_of
from blfpanel.panel.model import KeyId, Source
from blfpanel.sip.events import NotifyReceived, UsageId
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri

#: The event package that lists are watched for.
EVENT = "dialog"


@dataclass(slots=True)
class ListWatch:
    """A list that is watched, or that a message has told of.

    Attributes:
        uri: the list's, as subscribed to.
        usage: the subscription; None where nobody subscribed.
        makes: whether members without a key get one.
        heard: whether the list has come at all.
        members: the keys of each member, by its URI as the server writes it, in the list's order.
        waiting: keys that are watched one by one if the list does not have them.
        unmentioned: members that the list, which has begun anew, has not named yet.
        due: when it is decided what ``waiting`` and ``unmentioned`` come to.
        given_up: the server does not know it as a list; what still comes is not listened to.
        trouble: why it does not come, as was said; empty while it may still come.
    """

    account: Account
    uri: str
    usage: UsageId | None = None
    makes: bool = True
    heard: bool = False
    members: dict[str, tuple[KeyId, ...]] = field(default_factory=dict)
    waiting: set[KeyId] = field(default_factory=set)
    unmentioned: set[str] = field(default_factory=set)
    due: float | None = None
    given_up: bool = False
    trouble: str = ""

    @property
    def name(self) -> str:
        """What the list is called in words."""
        return user_of(self.uri) or self.uri

    @property
    def hosts(self) -> set[str]:
        """The hosts at which a member is one of our own PBX."""
        return {self.account.aor.uri.host.lower(), host_of(self.uri)}


@dataclass(frozen=True, slots=True)
class Letter:
    """A list's message on its way to the keys.

    ``secret``: it may tell with whom somebody speaks of whom that is nobody's business.
    """

    watch: ListWatch
    report: ListReport
    received: Request | bytes
    event: NotifyReceived | None
    now: float
    secret: bool = False

    @property
    def carrier(self) -> str:
        """How histories name it: "NOTIFY v3 of list team"."""
        return carrier_of(self.watch, self.report.version, self.received)

    @property
    def kept(self) -> Request | bytes:
        """What histories keep of it."""
        return b"" if self.secret else self.received

    @property
    def source(self) -> Source:
        """Where the knowledge in it comes from."""
        if self.event is None:
            return Source.FILE
        return Source.UNSOLICITED if self.event.usage is None else Source.ACTIVE


def carrier_of(watch: ListWatch, version: int | None, received: Request | bytes) -> str:
    """How histories name a message of a list: "NOTIFY v3 of list team"."""
    name = "Document" if isinstance(received, bytes) else "NOTIFY"
    return f"{name}{'' if version is None else f' v{version}'} of list {watch.name}"


def bare(uri: str) -> str:
    """A URI as one server always writes it, without parameters and case."""
    return uri.partition(";")[0].lower()


def host_of(uri: str) -> str:
    """The host of a URI in lower case; "" for what is no URI."""
    try:
        return SipUri.parse_lenient(uri).host.lower()
    except SipParseError:
        return ""
