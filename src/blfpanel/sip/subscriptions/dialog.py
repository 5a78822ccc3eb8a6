"""The dialog of a subscription, which a 200 or a NOTIFY makes, whichever comes first.

A SUBSCRIBE may fork, and then several notifiers send NOTIFYs, each in a dialog of its own
(RFC 6665 §4.4.1). One partner is one lamp: we keep one dialog, that of the 200 we got, and
answer 481 in the others, which ends them (§4.2.2). Until a NOTIFY comes in it, another's is
taken: proxies that hide the topology are known to change the tag in between.
"""

from __future__ import annotations

from blfpanel.sip.dialog import Dialog, Leg, Numbering
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri


class SubscriptionDialog:
    """One SUBSCRIBE and all that follows under its Call-ID.

    Attributes:
        leg: our half of the dialog id.
        dialog: the dialog; None before anybody answered.
        numbering: CSeq numbers of our requests.
        heard: whether a NOTIFY came in it.
        tagged_once: whether the last one had its tag once.
    """

    __slots__ = ("_granted_tag", "_local", "dialog", "heard", "leg", "numbering", "tagged_once")

    def __init__(self, aor: NameAddr, ids: Ids) -> None:
        self._local = aor.with_tag(ids.tag())
        self.leg = Leg(ids.call_id(), self._local.tag or "")
        self.numbering = Numbering()
        self.dialog: Dialog | None = None
        self.heard = False
        self.tagged_once = False
        self._granted_tag: str | None = None

    def request(self, uri: SipUri) -> Request:
        """The next SUBSCRIBE, within the dialog if there is one, without Via and Contact."""
        if self.dialog is not None:
            return self.dialog.request("SUBSCRIBE")
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(NameAddr(None, uri.bare(), ()))),
                ("Call-ID", self.leg.call_id),
                ("CSeq", f"{self.numbering.next()} SUBSCRIBE"),
            ]
        )
        return Request("SUBSCRIBE", str(uri), headers)

    def granted(self, request: Request, response: Response) -> None:
        """A 2xx came."""
        if self.dialog is None:
            self.dialog = Dialog.from_response(request, response, self.numbering)
        else:
            self.dialog.refresh_target(response)
        if request.to_tag is None:
            self._granted_tag = response.to_tag

    def takes(self, request: Request) -> bool:
        """Whether this NOTIFY is of the dialog we keep; the first one may make it (§4.4.1)."""
        known = self.dialog
        tag = request.from_tag
        if known is not None and known.remote_tag in (None, tag):
            return True
        if known is None or not self.heard or tag == self._granted_tag:
            self._made_by(request)
            return True
        return False

    def _made_by(self, request: Request) -> None:
        self.dialog = Dialog.from_request(request, self.leg.local_tag, self.numbering)
        self.dialog.local = self._local
        self.dialog.remote_cseq = None  # this very request is still to be put in order
