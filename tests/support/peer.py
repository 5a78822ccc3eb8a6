"""The far end of one endpoint, played by the test: it reads what was sent and answers by hand.

Where two real endpoints shall talk to each other, use ``support.link`` instead.
"""

from __future__ import annotations

import random

from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import Event
from blfpanel.sip.flow import Flow, OpenFlow, Send, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.message import Request, Response, build_response, parse_message
from blfpanel.sip.syntax.uri import NameAddr

SERVER = ("192.0.2.1", 5060)
OURS = ("192.0.2.34", 5062)


def account(**changes: object) -> Account:
    """The account of 200 at pbx.example."""
    values: dict[str, object] = {
        "name": "desk",
        "aor": NameAddr.parse('"Desk" <sip:200@pbx.example>'),
        "server": Target("udp", "pbx.example", 5060),
        "credentials": Credentials("200", "secret"),
        "unsolicited": Unsolicited.REGISTRAR,
    }
    return Account(**{**values, **changes})  # type: ignore[arg-type]


class Peer:
    """One endpoint, one flow to its server, a clock that the test moves."""

    def __init__(self, *, transport: str = "udp", settings: EndpointSettings | None = None) -> None:
        self.endpoint = Endpoint(Ids(random.Random(7)), settings=settings)
        self.flow = Flow(transport, OURS, SERVER)
        self.now = 100.0
        self.events: list[Event] = []
        self.refuse: str | None = None
        self._sent: list[Request | Response] = []

    def pump(self) -> None:
        """Collect what the endpoint put out."""
        while (output := self.endpoint.poll_output()) is not None:
            match output:
                case Send(data=data):
                    self._sent.append(parse_message(data))
                case OpenFlow(target=target) if self.refuse is not None:
                    self.endpoint.flow_failed(target, self.refuse, self.now)
                case OpenFlow(target=target):
                    self.endpoint.flow_opened(target, self.flow, self.now)
        while (event := self.endpoint.poll_event()) is not None:
            self.events.append(event)

    def sent(self) -> list[Request | Response]:
        """What was sent since the last call."""
        self.pump()
        sent, self._sent = self._sent, []
        return sent

    def request(self, method: str | None = None) -> Request:
        """The one request sent since the last call, however often it was repeated."""
        (message,) = {message.to_bytes(): message for message in self.sent()}.values()
        assert isinstance(message, Request), message
        assert method is None or message.method == method
        return message

    def response(self) -> Response:
        """The one response sent since the last call."""
        (message,) = self.sent()
        assert isinstance(message, Response), message
        return message

    def take(self, kind: type) -> list[Event]:
        """The events of a kind since they were last taken; others stay."""
        self.pump()
        taken = [event for event in self.events if isinstance(event, kind)]
        self.events = [event for event in self.events if not isinstance(event, kind)]
        return taken

    def reply(
        self,
        request: Request,
        status: int,
        *headers: tuple[str, str],
        tag: str = "srv",
        body: bytes = b"",
    ) -> None:
        """The server answers."""
        response = build_response(request, status, None, to_tag=None if request.to_tag else tag)
        for name, value in headers:
            response.headers.add(name, value)
        response.body = body
        self.receive(response.to_bytes())

    def receive(self, data: bytes | str) -> None:
        """These bytes arrive from the server; a text is written with plain line ends."""
        if isinstance(data, str):
            head, _, body = data.strip().partition("\n\n")
            data = (head.replace("\n", "\r\n") + "\r\n\r\n" + body).encode()
        self.endpoint.receive(self.flow, data, self.now)
        self.pump()

    def wait(self, seconds: float) -> None:
        """Let time pass, firing every timer at its own time."""
        self.pump()
        until = self.now + seconds
        while (deadline := self.endpoint.next_deadline()) is not None and deadline <= until:
            self.now = max(self.now, deadline)
            self.endpoint.handle_timeout(self.now)
            self.pump()
        self.now = until


def challenge(status: int = 401, realm: str = "pbx.example", nonce: str = "n1") -> tuple[str, str]:
    """A digest challenge header for a 401 or 407."""
    name = "WWW-Authenticate" if status == 401 else "Proxy-Authenticate"
    return name, f'Digest realm="{realm}", nonce="{nonce}", qop="auth", algorithm=MD5'
