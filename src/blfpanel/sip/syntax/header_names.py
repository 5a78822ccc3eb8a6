"""Names of header fields: full, compact, and whose values are lists."""

from __future__ import annotations

#: The one-letter names of the IANA registry of header fields (RFC 3261 §7.3.3 and successors).
COMPACT_NAMES = {
    "a": "Accept-Contact",
    "b": "Referred-By",
    "c": "Content-Type",
    "d": "Request-Disposition",
    "e": "Content-Encoding",
    "f": "From",
    "i": "Call-ID",
    "j": "Reject-Contact",
    "k": "Supported",
    "l": "Content-Length",
    "m": "Contact",
    "n": "Identity-Info",
    "o": "Event",
    "r": "Refer-To",
    "s": "Subject",
    "t": "To",
    "u": "Allow-Events",
    "v": "Via",
    "x": "Session-Expires",
    "y": "Identity",
}

#: Headers whose value is a comma-separated list, so that lines of one name may be joined (§7.3.1).
LIST_HEADERS = frozenset(
    {
        "Accept", "Accept-Contact", "Accept-Encoding", "Accept-Language", "Alert-Info", "Allow",
        "Allow-Events", "Call-Info", "Contact", "Content-Encoding", "Content-Language",
        "Diversion", "Error-Info", "History-Info", "In-Reply-To", "P-Asserted-Identity",
        "P-Preferred-Identity", "Path", "Privacy", "Proxy-Require", "Reason", "Record-Route",
        "Reject-Contact", "Request-Disposition", "Require", "Route", "Service-Route", "Supported",
        "Unsupported", "Via", "Warning",
    }
)  # fmt: skip

_OTHER_HEADERS = (
    "Authentication-Info", "Authorization", "Call-ID", "Content-Disposition", "Content-ID",
    "Content-Length", "Content-Transfer-Encoding", "Content-Type", "CSeq", "Date", "Event",
    "Expires", "Flow-Timer", "From", "Identity", "Identity-Info", "Join", "Max-Forwards",
    "MIME-Version", "Min-Expires", "Min-SE", "Organization", "Priority", "Proxy-Authenticate",
    "Proxy-Authorization", "RAck", "Refer-Sub", "Refer-To", "Referred-By", "Remote-Party-ID",
    "Replaces", "Reply-To", "Retry-After", "RSeq", "Server", "Session-Expires", "SIP-ETag",
    "SIP-If-Match", "Subject", "Subscription-State", "Target-Dialog", "Timestamp", "To",
    "User-Agent", "WWW-Authenticate",
)  # fmt: skip


def _spellings() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in (*LIST_HEADERS, *_OTHER_HEADERS):
        for spelling in (name, name.lower(), name.upper(), name.title()):
            table[spelling] = name
    for letter, name in COMPACT_NAMES.items():
        table[letter] = table[letter.upper()] = name
    return table


#: Every usual spelling of a known header to its full name: one look-up on the hot path.
CANONICAL = _spellings()


def canonical_name(name: str) -> str:
    """The full, usual spelling of a header name; a name nobody knows comes back as it is."""
    return CANONICAL.get(name) or CANONICAL.get(name.lower(), name)
