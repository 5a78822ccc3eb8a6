"""URIs and name-addrs (RFC 3261 §19.1, §20.10), as frozen values.

What arrives is kept as it was written - escapes, case, unknown parameters - so that a URI goes
back on the wire (Request-URI, Route) exactly as its owner made it.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field, replace
from urllib.parse import quote as percent_escape
from urllib.parse import unquote as percent_unescape

from blfpanel.sip.syntax.grammar import (
    LWS,
    Params,
    SipParseError,
    find_param,
    format_params,
    parse_number,
    parse_params,
    quote,
    replace_param,
    unquote,
)

#: RFC 3261 §25.1: what a user part holds unescaped besides letters and digits.
_USER_SAFE = "-_.!~*'()&=+$,;?/"

_SCHEME = r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):"
_OPAQUE = re.compile(_SCHEME + r"(?P<rest>[^<>\r\n]+)")

#: A URI of the schemes sip:, sips:, im: and pres:. The user part ends at the first "@"
#: behind which a host can be read: `;` and `?` may stand in it (RFC 3261 §19.1.1), and some PBXs
#: write `sip:207@pbx@proxy`. Hosts with underscores are no RFC 1034 names but common in LANs.
_ADDRESS = re.compile(
    _SCHEME + r"(?:(?P<userinfo>[^<>\r\n]*?)@)?"
    r"(?P<host>\[(?:[0-9A-Fa-f.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9\-._~%]*)?)\]"
    r"|[^\s@:;?/<>\"\[\],]+)"
    r"(?::(?P<port>[0-9]*))?"
    r"(?P<params>;[^?<>\r\n]*)?"
    r"(?:\?(?P<headers>[^<>\r\n]*))?"
)

_ADDRESS_SCHEMES = frozenset({"sip", "sips", "im", "pres"})
_KNOWN_SCHEMES = _ADDRESS_SCHEMES | {"tel"}

#: RFC 3261 §19.1.4: these never match if only one of the two URIs has them.
_SIGNIFICANT_PARAMS = frozenset({"user", "ttl", "method", "maddr", "transport"})

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_RESERVED = frozenset(";/?:@&=+$,")

#: A number as people write it, and what is only there for their eyes (RFC 3966 §5.1.1).
_WRITTEN_NUMBER = re.compile(r"[0-9+*#()./\s-]+", re.ASCII)
_SEPARATORS = re.compile(r"[()./\s-]")
_VISUAL_SEPARATORS = str.maketrans("", "", "-.()")


def escape_user(text: str) -> str:
    """``text`` (plain, not yet escaped) as user part: ``*21#`` becomes ``*21%23``."""
    return percent_escape(text, safe=_USER_SAFE, errors="surrogateescape")


def _unescape(text: str) -> str:
    return percent_unescape(text, errors="surrogateescape") if "%" in text else text


def _comparable(text: str | None) -> str | None:
    """Undo the escapes that mean nothing: those of characters that are not reserved."""
    if text is None or "%" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return match[0].upper() if char in _RESERVED or not char.isascii() else char

    return _ESCAPE.sub(plain, text)


def comparable_host(host: str) -> str:
    """``host`` so that equal hosts are equal texts: lower case, IPv6 in its short form."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            return host.lower()
    return host.lower()


@dataclass(frozen=True, slots=True)
class SipUri:
    """A SIP URI, or another one a SIP header can hold.

    ``scheme`` is lower case. ``user`` and ``password`` are as on the wire, still escaped.
    ``host`` has no brackets, ``port`` is None if not written. Of a ``tel:`` URI the number is
    ``user``, of an unknown scheme ``user`` is everything behind the colon; ``host`` is "" then.
    """

    scheme: str
    user: str | None
    password: str | None
    host: str
    port: int | None = None
    params: Params = ()
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> SipUri:
        """Read a URI; raises :exc:`SipParseError`."""
        match = _ADDRESS.fullmatch(text)
        if match is None or match[1].lower() not in _ADDRESS_SCHEMES:
            return cls._parse_opaque(text)
        scheme, userinfo, host, port_text, params, headers = match.groups()
        user, password = userinfo, None
        if userinfo is not None and ":" in userinfo:
            user, _, password = userinfo.partition(":")
        port = None
        if port_text:
            port = parse_number(port_text, 65535)
            if port is None:
                raise SipParseError(f"port out of range: {text!r:.100}")
        return cls(
            scheme.lower(),
            user,
            password,
            host[1:-1] if host[0] == "[" else host,
            port,
            _parse_uri_params(params) if params else (),
            _parse_uri_headers(headers) if headers else (),
        )

    @classmethod
    def _parse_opaque(cls, text: str) -> SipUri:
        match = _OPAQUE.fullmatch(text)
        if match is None or match[1].lower() in _ADDRESS_SCHEMES:
            raise SipParseError(f"unreadable URI: {text!r:.100}")
        scheme, rest = match[1].lower(), match[2]
        if scheme != "tel":
            return cls(scheme, rest, None, "")
        number, _, params = rest.partition(";")
        number = number.rstrip(LWS)
        if not number:
            raise SipParseError(f"tel: URI without number: {text!r:.100}")
        return cls(scheme, number, None, "", None, _parse_uri_params(params))

    @classmethod
    def parse_lenient(cls, text: str) -> SipUri:
        """Read what bodies and people write: blanks or ``<>`` around it, no scheme (``sip:``).

        ``207@pbx``, ``pbx:5080`` and ``<sip:207@pbx>`` are all read; raises
        :exc:`SipParseError` like :meth:`parse`.
        """
        text = text.strip()
        if text.startswith("<") and text.endswith(">"):
            text = text[1:-1].strip()
        scheme, colon, rest = text.partition(":")
        if colon and scheme.lower() in _KNOWN_SCHEMES:
            return cls.parse(text)
        port = rest.partition(";")[0]
        if "@" in scheme or not colon or port.isdigit() or "@" in rest:
            return cls.parse(f"sip:{text}")
        return cls.parse(text)

    @classmethod
    def dialled(cls, text: str, home: SipUri) -> SipUri:
        """What a person typed to call: a URI, ``name@host``, or a number or name at ``home``.

        A number may be written ``+49 (30) 1234-56``; its separators are dropped. Raises
        :exc:`SipParseError`.
        """
        text = text.strip()
        scheme = text.partition(":")[0].lower()
        if "@" in text or scheme in _KNOWN_SCHEMES:
            return cls.parse_lenient(text)
        if _WRITTEN_NUMBER.fullmatch(text):
            text = _SEPARATORS.sub("", text)
        if not text:
            raise SipParseError("nothing to dial")
        return cls(home.scheme, escape_user(text), None, home.host, home.port)

    def __str__(self) -> str:
        if not self.host:
            return f"{self.scheme}:{self.user}{_format_uri_params(self.params)}"
        parts = [self.scheme, ":"]
        if self.user is not None:
            parts.append(self.user)
            if self.password is not None:
                parts += (":", self.password)
            parts.append("@")
        parts.append(f"[{self.host}]" if ":" in self.host else self.host)
        if self.port is not None:
            parts.append(f":{self.port}")
        if self.params:
            parts.append(_format_uri_params(self.params))
        if self.headers:
            parts.append("?" + "&".join(f"{name}={value}" for name, value in self.headers))
        return "".join(parts)

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case); "" if it has none; None if absent."""
        return find_param(self.params, name)

    @property
    def user_unescaped(self) -> str:
        """The user part for people and for matching: ``%23`` is ``#``; "" if there is none."""
        return _unescape(self.user or "")

    @property
    def secure(self) -> bool:
        """Whether this is a ``sips:`` URI."""
        return self.scheme == "sips"

    def bare(self) -> SipUri:
        """The same without parameters, headers and password: an address of record."""
        if not (self.params or self.headers or self.password):
            return self
        return SipUri(self.scheme, self.user, None, self.host, self.port)

    def with_param(self, name: str, value: str | None) -> SipUri:
        """The same with parameter ``name`` (lower case) set."""
        return replace(self, params=replace_param(self.params, name, value))

    def equals(self, other: SipUri) -> bool:
        """Whether both mean the same (RFC 3261 §19.1.4, RFC 3966 §4 for ``tel:``)."""
        if self.scheme != other.scheme or self.port != other.port:
            return False
        if comparable_host(self.host) != comparable_host(other.host):
            return False
        return (
            self._comparable_user() == other._comparable_user()
            and _comparable(self.password) == _comparable(other.password)
            and _params_match(self.params, other.params)
            and _comparable_headers(self.headers) == _comparable_headers(other.headers)
        )

    def _comparable_user(self) -> str | None:
        if self.scheme == "tel" and self.user is not None:
            return self.user.lower().translate(_VISUAL_SEPARATORS)
        return _comparable(self.user)


def _parse_uri_params(text: str) -> Params:
    params: list[tuple[str, str | None]] = []
    for piece in text.split(";"):
        name, equals, value = piece.partition("=")
        if name:
            params.append((name, value if equals else None))
    return tuple(params)


def _format_uri_params(params: Params) -> str:
    return "".join(f";{name}" if value is None else f";{name}={value}" for name, value in params)


def _parse_uri_headers(text: str) -> tuple[tuple[str, str], ...]:
    # An "@" must be escaped here (§25.1): written again it would end a user part.
    pairs = (piece.partition("=") for piece in text.replace("@", "%40").split("&") if piece)
    return tuple((name, value) for name, _, value in pairs)


def _params_match(mine: Params, theirs: Params) -> bool:
    left = {name.lower(): (_comparable(value) or "").lower() for name, value in mine}
    right = {name.lower(): (_comparable(value) or "").lower() for name, value in theirs}
    if any(left[name] != right[name] for name in left.keys() & right.keys()):
        return False
    return not (left.keys() ^ right.keys()) & _SIGNIFICANT_PARAMS


def _comparable_headers(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str | None]]:
    return sorted((name.lower(), _comparable(value)) for name, value in headers)


#: Without the blanks around it: `"Alice" <sip:alice@pbx>;tag=1`, display name quoted or not.
_NAME_ADDR = re.compile(
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"[ \t]*|(?P<words>[^<"]*))'
    r"<(?P<uri>[^<>]*)>[ \t]*(?P<params>;.*)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class NameAddr:
    """The value of From, To, Contact, Route … : a URI with display name and parameters.

    ``display`` is unquoted, None if there is none; ``tag`` is the parameter (RFC 3261 §19.3),
    which each message of a dialog is asked for. Contact's ``*`` is not a NameAddr.
    """

    display: str | None
    uri: SipUri
    params: Params = ()
    tag: str | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", find_param(self.params, "tag"))

    @classmethod
    def parse(cls, text: str) -> NameAddr:
        """Read one value; raises :exc:`SipParseError`."""
        text = text.strip(LWS)
        match = _NAME_ADDR.fullmatch(text)
        if match is None:
            return cls._parse_addr_spec(text)
        quoted, words, uri, params = match.groups()
        if quoted is not None:
            display: str | None = unquote(f'"{quoted}"')
        else:
            display = words.strip(LWS) or None
        return cls(display, SipUri.parse(uri.strip(LWS)), parse_params(params) if params else ())

    @classmethod
    def _parse_addr_spec(cls, text: str) -> NameAddr:
        """Without ``<>`` the parameters belong to the header (RFC 3261 §20.10)."""
        if "<" in text or '"' in text.partition(";")[0]:
            raise SipParseError(f"unreadable address: {text!r:.100}")
        uri, _, params = text.partition(";")
        return cls(None, SipUri.parse(uri.strip(LWS)), parse_params(params))

    def __str__(self) -> str:
        display = "" if self.display is None else f"{quote(self.display)} "
        return f"{display}<{self.uri}>{format_params(self.params)}"

    def param(self, name: str) -> str | None:
        """The value of parameter ``name`` (lower case); "" if it has none; None if absent."""
        return find_param(self.params, name)

    def with_tag(self, tag: str) -> NameAddr:
        """The same with this tag."""
        return replace(self, params=replace_param(self.params, "tag", tag))
