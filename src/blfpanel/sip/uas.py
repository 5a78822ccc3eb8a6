"""The first checks on a request that comes in, before any usage sees it (RFC 3261 §8.2)."""

from __future__ import annotations

from typing import TypeAlias

from blfpanel.sip.syntax.message import Request, build_response, plain_response
from blfpanel.sip.transactions.layer import ServerTransaction

#: Further headers of a message: names and values.
HeaderLines: TypeAlias = tuple[tuple[str, str], ...]

#: What we understand; written into Allow.
ALLOWED = (
    "INVITE",
    "ACK",
    "CANCEL",
    "BYE",
    "OPTIONS",
    "NOTIFY",
    "UPDATE",
    "PRACK",
    "INFO",
    "REFER",
)
#: Methods that exist, so that they are refused with 405 and not with 501 (§8.2.1).
KNOWN = frozenset({*ALLOWED, "REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH"})
#: Extensions we understand; written into Supported.
SUPPORTED = ("replaces", "eventlist", "100rel", "timer", "norefersub")
#: Those of them that matter in a call; an INVITE has to be short enough for a datagram.
IN_CALLS = ("replaces", "100rel", "timer")
#: What an INVITE writes into Allow: without blanks, for each octet counts there.
ALLOW = ",".join(ALLOWED)
#: Bodies we read; written into Accept.
ACCEPTED = (
    "application/sdp",
    "application/dialog-info+xml",
    "application/rlmi+xml",
    "multipart/related",
)


def refuse(
    transaction: ServerTransaction,
    status: int,
    now: float,
    *,
    reason: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    to_tag: str | None = None,
) -> None:
    """Answer a request with a final response and nothing else."""
    if not headers and to_tag is None:
        transaction.send_final(status, plain_response(transaction.request, status, reason), now)
        return
    response = build_response(transaction.request, status, reason, to_tag=to_tag)
    for name, value in headers:
        response.headers.add(name, value)
    transaction.respond(response, now)


def capability_headers(methods: tuple[str, ...] = ALLOWED) -> tuple[tuple[str, str], ...]:
    """What an answer to OPTIONS says of us (§11.2)."""
    return (
        ("Allow", ", ".join(methods)),
        ("Supported", ", ".join(SUPPORTED)),
        ("Accept", ", ".join(ACCEPTED)),
    )


def method_refusal(request: Request) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Status and headers for a method nobody here takes (§8.2.1)."""
    allow = (("Allow", ", ".join(ALLOWED)),)
    return (405, allow) if request.method in KNOWN else (501, allow)


def unsupported_extensions(request: Request) -> tuple[str, ...]:
    """Option tags in Require that we do not understand: the request gets a 420 (§8.2.2.3)."""
    return tuple(
        tag for tag in request.headers.get_all("Require") if tag.strip().lower() not in SUPPORTED
    )
