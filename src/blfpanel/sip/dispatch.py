"""Whom a request belongs to: a dialog's usage, the owner, or the rules of RFC 3261 §8.2."""

from __future__ import annotations

from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.calls.call import Call
from blfpanel.sip.calls.callee import CalleeCall
from blfpanel.sip.calls.session import Speaker
from blfpanel.sip.calls.session_timer import too_short
from blfpanel.sip.calls.taken_refer import TakenRefer, refer_target
from blfpanel.sip.core import Core
from blfpanel.sip.dialog import Dialog, Leg
from blfpanel.sip.events import (
    CallState,
    IncomingCall,
    MalformedReceived,
    NotifyReceived,
    RequestReceived,
    StrayReceived,
)
from blfpanel.sip.flow import Flow, Send
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_values import Replaces
from blfpanel.sip.syntax.message import MalformedMessage, Request, build_response, stamp_source
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import (
    capability_headers,
    method_refusal,
    refuse,
    unsupported_extensions,
)


class Dispatcher:
    """Routes what comes in.

    Attributes:
        accounts: whom we serve, by name.
        pending: requests handed to the owner that it has not answered yet.
    """

    def __init__(self, core: Core) -> None:
        self.accounts: dict[str, Account] = {}
        self.pending: dict[int, ServerTransaction] = {}
        self._core = core
        self._request_count = 0

    def request(self, transaction: ServerTransaction, now: float) -> None:
        """A new request: to its dialog's usage, else to whom its method belongs."""
        request = transaction.request
        if request.method == "CANCEL":
            self._cancel(transaction, now)
            return
        to_tag = request.to_tag
        if to_tag is not None:
            usage = self._core.legs.get(Leg(request.call_id, to_tag))
            if usage is not None:
                usage.request_received(transaction, request, now)
                return
        if request.method == "NOTIFY":
            self._unasked_notify(transaction, now)
        elif to_tag is not None:
            self._stray(transaction, 481, now)
        elif bad := unsupported_extensions(request):
            refuse(
                transaction,
                420,
                now,
                headers=(("Unsupported", ", ".join(bad)),),
                to_tag=self._core.ids.tag(),
            )
        elif request.method in self._core.settings.handed_up:
            self._hand_up(transaction)
        elif request.method == "INVITE":
            self._invite(transaction, now)
        elif request.method == "REFER":
            self._refer(transaction, now)
        elif request.method == "OPTIONS":
            tag = self._core.ids.tag()
            refuse(transaction, 200, now, headers=capability_headers(), to_tag=tag)
        else:
            status, headers = method_refusal(request)
            refuse(transaction, status, now, headers=headers, to_tag=self._core.ids.tag())

    def _hand_up(self, transaction: ServerTransaction) -> None:
        self._request_count += 1
        self.pending[self._request_count] = transaction
        self._core.emit(RequestReceived(self._request_count, transaction.request, transaction.flow))

    def _cancel(self, transaction: ServerTransaction, now: float) -> None:
        """RFC 3261 §9.2: 481 if there is nothing to cancel, else 200, then the INVITE's 487."""
        invite = self._core.transactions.matching_invite(transaction.request)
        if invite is None:
            self._stray(transaction, 481, now)
            return
        call = next(
            (
                usage
                for usage in self._core.usages.values()
                if isinstance(usage, Call) and usage.waits_for(invite)
            ),
            None,
        )
        if call is None or call.dialog is None:
            refuse(transaction, 200, now, to_tag=self._core.ids.tag())  # answered long ago
            return
        refuse(transaction, 200, now, to_tag=call.dialog.local_tag)
        call.cancelled(transaction.request, now)

    def ack(self, request: Request, flow: Flow, now: float) -> None:
        """The ACK of a 2xx goes to the call that answered."""
        usage = self._core.legs.get(Leg(request.call_id, request.to_tag or ""))
        if usage is None:
            self._core.emit(StrayReceived(flow, "ACK for a call that does not exist"))
        else:
            usage.ack_received(request, now)

    def _invite(self, transaction: ServerTransaction, now: float) -> None:
        request = transaction.request
        account = self._account_for(request, transaction.flow)
        if account is None and not self._core.settings.any_address:
            self._stray(transaction, 404, now)
            return
        if self._is_merged(request):
            refuse(transaction, 482, now, to_tag=self._core.ids.tag())
            return
        if headers := too_short(request, self._core.settings.min_se):
            refuse(transaction, 422, now, headers=headers, to_tag=self._core.ids.tag())
            return
        replaces = request.headers.typed("Replaces", Replaces.parse)
        replaced: Call | None = None
        if replaces is not None and self._core.settings.judges_replaces:
            status, replaced = self._find_replaced(replaces)
            if status != 200:
                self._stray(transaction, status, now)
                return
        call = CalleeCall(self._core, account, transaction, replaced)
        self._core.emit(
            IncomingCall(
                call.id,
                account.name if account else None,
                request.from_,
                request,
                replaces,
                replaced.id if replaced else None,
            )
        )
        call.heard(request, transaction.flow)

    def _refer(self, transaction: ServerTransaction, now: float) -> None:
        """A REFER outside of a dialog: somebody wants us to call (RFC 3515 §2.4.2)."""
        request = transaction.request
        account = self._account_for(request, transaction.flow)
        if account is None and not self._core.settings.any_address:
            self._stray(transaction, 404, now)
            return
        refer_to = refer_target(request)
        if refer_to is None:
            tag = self._core.ids.tag()
            refuse(transaction, 400, now, reason="Refer-To missing or unreadable", to_tag=tag)
            return
        dialog = Dialog.from_request(request, self._core.ids.tag())
        speaker = Speaker(self._core, account, dialog, transaction.flow)
        refer = TakenRefer(
            speaker,
            transaction,
            None,
            first=True,
            ended=lambda refer: self._core.remove(refer, (dialog.leg,)),
        )
        self._core.add(refer, dialog.leg)
        refer.start(refer_to, now)

    def _is_merged(self, request: Request) -> bool:
        """Whether the same INVITE is here already, by another branch (RFC 3261 §8.2.2.2)."""
        name = (request.call_id, request.from_tag, request.cseq.number)
        return any(
            isinstance(usage, CalleeCall)
            and (usage.transaction.request.call_id, usage.transaction.request.from_tag) == name[:2]
            and usage.transaction.request.cseq.number == name[2]
            for usage in self._core.usages.values()
        )

    def _find_replaced(self, replaces: Replaces) -> tuple[int, Call | None]:
        """RFC 3891 §3, in its order: 481 no such dialog, 603 ended, 486 answered, 481 not ours."""
        usage = self._core.legs.get(Leg(replaces.call_id, replaces.to_tag))
        if not isinstance(usage, Call):
            return 481, None
        if usage.matches(replaces.to_tag, replaces.from_tag) is None:
            return 481, None
        if usage.state is CallState.ENDED:
            return 603, None
        if usage.state is CallState.ESTABLISHED:
            return (486, None) if replaces.early_only else (200, usage)
        return (200, usage) if usage.replaceable_early else (481, None)

    def _unasked_notify(self, transaction: ServerTransaction, now: float) -> None:
        """A NOTIFY of no subscription of ours: believed or not, as the account says."""
        request = transaction.request
        account = self._believing_account(request, transaction.flow)
        ended = Leg(request.call_id, request.to_tag or "") in self._core.ended_legs
        if ended and (account is None or account.name not in self._core.told_unasked):
            # Of a subscription that we ended or gave up, at a server that tells only what it was
            # asked for: the answer ends it there as well (RFC 6665 §4.2.2).
            refuse(transaction, 481, now)
            return
        if account is None:
            self._stray(transaction, 481, now)
            return
        if not ended:
            self._core.told_unasked.add(account.name)
        tag = None if request.to_tag else self._core.ids.tag()
        refuse(transaction, 200, now, to_tag=tag)
        self._core.emit(
            NotifyReceived(
                None, account.name, request, request.subscription_state, transaction.flow
            )
        )

    def _believing_account(self, request: Request, flow: Flow) -> Account | None:
        believing = []
        for account in self.accounts.values():
            if account.unsolicited is Unsolicited.ANYONE or (
                account.unsolicited is Unsolicited.REGISTRAR and self._core.is_server(account, flow)
            ):
                believing.append(account)
        return self._addressed(believing, request, flow)

    def _account_for(self, request: Request, flow: Flow) -> Account | None:
        """Whom a request is for: by its Request-URI, else whom its sender serves."""
        served = [a for a in self.accounts.values() if self._core.is_server(a, flow)]
        addressed = self._addressed(served, request, flow)
        if addressed is not None:
            return addressed
        user = _user_of(request)
        return next((a for a in self.accounts.values() if a.aor.uri.user == user), None)

    def _addressed(self, accounts: list[Account], request: Request, flow: Flow) -> Account | None:
        """Of these the one the Request-URI names, else the first; of several servers at one
        address, those of the server that this flow leads to.
        """
        here = [a for a in accounts if self._core.known_flow(a.server) is flow]
        accounts = here or accounts
        user = _user_of(request)
        named = next((a for a in accounts if a.aor.uri.user == user), None)
        return named or (accounts[0] if accounts else None)

    def _stray(self, transaction: ServerTransaction, status: int, now: float) -> None:
        request = transaction.request
        tag = None if request.to_tag else self._core.ids.tag()
        refuse(transaction, status, now, to_tag=tag)
        summary = f"{request.method} from {request.from_.uri.bare()}"
        self._core.emit(StrayReceived(transaction.flow, summary, status))

    def malformed(self, flow: Flow, data: bytes, problem: MalformedMessage) -> None:
        """RFC 3261 §8.2, §18.3: a request is answered if what is left of it allows that."""
        request = problem.request
        if request is not None and request.method != "ACK":
            stamp_source(request, flow.remote)
            response = build_response(request, problem.status, to_tag="malformed")
            self._core.output.append(Send(flow, response.to_bytes()))
        self._core.emit(MalformedReceived(flow, problem.reason, data))


def _user_of(request: Request) -> str | None:
    try:
        return SipUri.parse(request.uri).user
    except SipParseError:
        return None
