"""Other names for people, numbers, hosts and addresses: the same one wherever one occurs.

What has been learnt is replaced wherever it stands; what only looks like a number, an address or a
Call-ID is replaced as well. What remains are the words and numbers of the protocols themselves.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, unquote

from blfpanel.net.trace import TraceEntry, mask_secrets, with_length
from blfpanel.sip.flow import Address, Flow

#: Hidden parties and nobody's names, which tell nothing and are understood by programs.
_NOBODY = frozenset(
    {"", "anonymous", "unknown", "restricted", "private", "withheld", "unavailable", "localhost"}
    | {"anonymous.invalid", "null", "none"}
)
#: Hosts that stand in names of formats.
_COMMON_HOSTS = frozenset({"www.w3.org", "w3.org", "ietf.org", "www.ietf.org"})

#: Words of the protocols: they are somebody's name only where they stand in quotes.
_WORDS = (
    "accept active alerting application busy call calls cancel confirmed contact content dialog"
    " direction display early entity event expires full id identity idle info initiator invite"
    " list local message min name no notify ok options partial pending phone presence proceeding"
    " reason recipient refer register remote request ringing sip sips state subscribe subscription"
    " talking tag target tcp terminated text tls to trying udp uri user version via xml"
    " park parking queue conf pickup"
)
_VOCABULARY = frozenset(_WORDS.split())

_HOST = r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?"

#: What is found in a text, the first that fits. Words of protocols come before what looks alike.
_PIECES = re.compile(
    r"""
    (?P<kept>
        ^SIP/2\.0\ \d{3} | SIP/2\.0(?:/\w+)? | \[\d{3}\]
      | ^(?:CSeq|Content-Length|l|Expires|Max-Forwards|Min-Expires|Session-Expires|x|Min-SE|RSeq
          |RAck|Retry-After|Timestamp|Date|Allow|Supported|k|Require|Accept|Allow-Events|u|Event
          |Content-Encoding|MIME-Version|Privacy|Subscription-State)[ \t]*:[^\r\n]*
      | ^(?:m|t|b|v)=[^\r\n]*
      | ^a=(?:rtpmap|fmtp|ptime|maxptime|rtcp-fb|crypto|silenceSupp|fingerprint)[^\r\n]*
      | \bxmlns(?::\w+)?\s*=\s*(?:"[^"]*"|'[^']*') | \burn:[\w:.-]+ | <\?xml[^>]*\?>
      | \b(?:version|code|cause|expires|q|rport|ttl|cseq|nc)\s*=\s*["']?[\w.-]*
    )
  | ^(?P<origin>o=)(?P<origin_user>\S+)(?P<session>[ ]\d+[ ]\d+)
  | (?P<agent>^(?:User-Agent|Server)[ \t]*:[^\r\n]*)
  | (?P<replaces>\?Replaces=)(?P<replaced>[^\s>"&]+)
  | (?P<token_name>
        ^(?:Call-ID|i|Replaces|Target-Dialog|In-Reply-To)[ \t]*:[ \t]*
      | \b(?:branch|(?:[a-z]+-)?tag|call-id|icid-value)\s*=\s*["']?
    )(?P<token>[^\s;,"'<>&]+)
  | (?P<scheme>\b(?:sips?|im|pres|callto|mailto|xmpp):)
        (?:(?P<user>[^\s@<>"',?;:]{0,200})(?P<more>[;:][^\s@<>"']{0,200})?@)?(?P<host>HOST)
  | (?P<tel>\btel:)(?P<tel_number>[+\d().*\#-]+)
  | (?P<mail>[\w.!\#$%&*+/=?^{|}~-]{1,64})@(?P<mail_host>HOST)
  | (?P<mac>\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b|\b(?=\w*\d)(?=\w*[A-Fa-f])[0-9A-Fa-f]{12}\b)
  | (?P<ip>\b\d{1,3}(?:\.\d{1,3}){3}\b
      | (?<![\w:])(?:[0-9A-Fa-f]{1,4}:){1,7}(?::?[0-9A-Fa-f]{1,4}){0,7}(?![\w:]))
  | (?P<name>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
  | (?P<number>[*\#+]*\d(?:[ ()/-]{0,2}\d){0,40})(?!\w)
  | (?P<word>\w[\w'’-]*)
    """.replace("HOST", _HOST),
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)

_DISPLAY = re.compile(
    r'"((?:[^"\\\r\n]|\\.)+)"\s*<(?:sips?|tel):'
    r"|^[\w-]+[ \t]*:[ \t]*([^\s<>\"';,:][^<>\"\r\n;:]{0,200}?)[ \t]{0,9}<(?:sips?|tel):"
    r"|\bdisplay(?:-?name)?\s*=\s*[\"']([^\"'<>]+)[\"']"
    r"|<(?:\w+:)?(?:name|display-name|note)\b[^>]*>([^<>]+)<",
    re.MULTILINE | re.IGNORECASE,
)
_REALM = re.compile(r'\brealm\s*=\s*"([^"]+)"', re.IGNORECASE)
_MASKED_DIGITS = re.compile(r"^(Signal\s*=\s*)[\dA-D*#]", re.MULTILINE | re.IGNORECASE)

#: A number by itself, and codes with one: "**214", "park+3001".
_NUMBER = re.compile(r"((?:park|queue|conf|pickup)\+)?([*#+]*)(\d+)([*#]*)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[ ()/.-]")
#: Digits in a row that are a telephone number, whoever's.
_CERTAINLY = 6
#: No number is longer.
_LONGEST = 40
#: Digits in a row that occur by chance.
_SHORT = 4


class Pseudonyms:
    """Learns what is to be replaced, all of it first; then replaces it."""

    def __init__(self) -> None:
        self._originals: set[str] = set()
        self._numbers: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._by_first: dict[str, list[str]] = {}
        self._hosts: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._known_hosts: set[str] = set()
        self._used: set[str] = set()

    # --- learning ---

    def learn_user(self, user: str) -> None:
        """A user part of an address, or a number as a person writes it."""
        user = unquote(user).partition(";")[0]
        plain = _SEPARATORS.sub("", user)
        number = _NUMBER.fullmatch(plain)
        if number is not None:
            self._originals.add(number[3])
        elif user.lower() not in _NOBODY:
            self.learn_name(user)

    def learn_name(self, name: str) -> None:
        """The name of a person, a place, a group."""
        for spelled in {name.strip(), html.escape(name.strip(), quote=False)}:
            plain = _SEPARATORS.sub("", spelled)
            if _NUMBER.fullmatch(plain):
                self.learn_user(plain)
            elif spelled.lower() not in _NOBODY and re.search(r"\w", spelled):
                first = re.search(r"\w+", spelled)
                assert first is not None
                known = self._by_first.setdefault(first[0], [])
                spelled = spelled[first.start() :]
                if spelled not in known:
                    known.append(spelled)
                    known.sort(key=len, reverse=True)

    def learn_host(self, host: str) -> None:
        """A host or domain."""
        host = host.strip("[]").rstrip(".").lower()
        if host and host not in _NOBODY | _COMMON_HOSTS and _address(host) is None:
            self._known_hosts.add(host)

    def learn(self, text: str) -> None:
        """Whatever in a message names somebody or something."""
        for found in _PIECES.finditer(text):
            if found["scheme"] or found["mail"]:
                user, host = found["user"] or found["mail"] or "", found["host"]
                if host is not None and found["user"] is None and host.isdigit():
                    user, host = host, ""
                self.learn_user(user)
                self.learn_host(host or found["mail_host"] or "")
            elif found["tel"]:
                self.learn_user(found["tel_number"])
            elif found["origin"]:
                self.learn_user(found["origin_user"].strip("-"))
            elif found["number"]:
                plain = _SEPARATORS.sub("", found["number"])
                if len(plain) >= _CERTAINLY:
                    self.learn_user(plain)
        for name in _DISPLAY.findall(text):
            self.learn_name(html.unescape(re.sub(r"\\(.)", r"\1", "".join(name))))
        for realm in _REALM.findall(text):
            if "." in realm:
                self.learn_host(realm)
            elif realm.lower() not in ("asterisk", "freeswitch"):
                self.learn_name(realm)

    # --- replacing ---

    def text(self, text: str) -> str:
        """``text`` with other names; secrets are masked."""
        text = _MASKED_DIGITS.sub(r"\1*", mask_secrets(text))
        return "".join(self._replaced(text))

    def message(self, data: bytes) -> bytes:
        """A whole message with other names; its Content-Length is right."""
        text = self.text(data.decode("utf-8", "surrogateescape"))
        return with_length(text.encode("utf-8", "surrogateescape"))

    def entry(self, entry: TraceEntry) -> TraceEntry:
        """A recorded message that went between other addresses."""
        flow = entry.flow
        other = Flow(flow.transport, self._end(flow.local), self._end(flow.remote))
        return TraceEntry(entry.at, entry.direction, other, self.message(entry.data), entry.number)

    def user(self, user: str) -> str:
        """Another user part, or another number, of the same form."""
        plain = unquote(user)
        if plain.lower() in _NOBODY:
            return user
        number = _NUMBER.fullmatch(_SEPARATORS.sub("", plain))
        if number is None:
            return self.name(plain)
        place, before, digits, after = number.groups()
        return f"{place or ''}{before}{self._number(digits)}{after}"

    def name(self, name: str) -> str:
        """Another name."""
        plain = html.unescape(name.strip())
        if plain.lower() in _NOBODY:
            return name
        if _NUMBER.fullmatch(_SEPARATORS.sub("", plain)):
            return self.user(plain)
        return self._names.setdefault(plain, f"Person-{len(self._names) + 1}")

    def host(self, host: str) -> str:
        """Another host name, or another address."""
        plain = host.strip("[]").lower()
        if _address(plain) is not None:
            other = self.address(plain)
            return f"[{other}]" if host.startswith("[") else other
        if plain in _NOBODY | _COMMON_HOSTS:
            return host
        return self._hosts.setdefault(plain, f"host{len(self._hosts) + 1}.example")

    def address(self, text: str) -> str:
        """Another IP address, of those that are nobody's (RFC 5737, RFC 3849)."""
        address = _address(text)
        if address is None or address.is_loopback or address.is_unspecified:
            return text
        count = len(self._addresses) + 1
        other = _ADDRESSES[address.version](count)
        return self._addresses.setdefault(str(address), other)

    def token(self, value: str) -> str:
        """Another Call-ID, tag or branch."""
        if len(value) < 3:  # "0" stands for a tag that is missing
            return value
        prefix = "z9hG4bK" if value.startswith("z9hG4bK") else ""
        return self._tokens.setdefault(value, f"{prefix}x{len(self._tokens) + 1}")

    # --- parts ---

    def _replaced(self, text: str) -> Iterator[str]:
        place = 0
        while (found := _PIECES.search(text, place)) is not None:
            yield text[place : found.start()]
            if not found["kept"] and (name := self._name_at(text, found.start())):
                place = found.start() + len(name)
                yield self.name(name)
            else:
                place = found.end()
                yield self._piece(found)
        yield text[place:]

    def _name_at(self, text: str, place: int) -> str | None:
        """The longest known name that begins here."""
        word = _FIRST_WORD.match(text, place)
        for name in self._by_first.get(word[0], ()) if word else ():
            end = place + len(name)
            if not text.startswith(name, place) or _GOES_ON.match(text, end):
                continue
            if name.lower() not in _VOCABULARY or text[place - 1 : place] == '"':
                return name
        return None

    def _piece(self, found: re.Match[str]) -> str:
        for kind, replace in _REPLACE.items():
            if found[kind] is not None:
                return replace(self, found)
        return found[0]

    def _origin(self, found: re.Match[str]) -> str:
        user = found["origin_user"]
        return f"o={user if user == '-' else self.user(user)}{found['session']}"

    def _agent(self, found: re.Match[str]) -> str:
        return _MAC.sub(lambda mac: self.token(mac[0]), found[0])

    def _replaces(self, found: re.Match[str]) -> str:
        call, *tags = unquote(found["replaced"]).split(";")
        inner = ";".join((self.token(call), *(self.text(tag) for tag in tags)))
        return f"{found['replaces']}{quote(inner, safe='')}"

    def _uri(self, found: re.Match[str]) -> str:
        user, host = found["user"], found["host"]
        if user is None:
            return found["scheme"] + (self.user(host) if host.isdigit() else self.host(host))
        more = found["more"] or ""
        return f"{found['scheme']}{self.user(user)}{self.text(more)}@{self.host(host)}"

    def _mail(self, found: re.Match[str]) -> str:
        return f"{self.user(found['mail'])}@{self.host(found['mail_host'])}"

    def _dotted(self, found: re.Match[str]) -> str:
        known = found[0].lower() in self._known_hosts
        return self.host(found[0]) if known else found[0]

    def _any_number(self, found: re.Match[str]) -> str:
        plain = _SEPARATORS.sub("", found[0])
        if len(plain) >= _CERTAINLY or plain.strip("*#+") in self._originals:
            return self.user(plain)
        return re.sub(
            r"\d+", lambda d: self._number(d[0]) if d[0] in self._originals else d[0], found[0]
        )

    def _end(self, address: Address) -> Address:
        return self.host(address[0]), address[1]

    def _number(self, digits: str) -> str:
        other = self._numbers.get(digits)
        if other is None:
            other = self._numbers[digits] = self._fresh(digits)
        return other

    def _fresh(self, digits: str) -> str:
        """A number of this length that is nobody's; leading zeros stay."""
        length = min(max(3, len(digits)), _LONGEST)
        zeros = min(len(digits) - len(digits.lstrip("0")), 2)
        count = 10 ** (length - zeros - 1)
        while self._is_taken(made := "0" * zeros + str(count)):
            count += 1
        self._used.add(made)
        return made

    def _is_taken(self, made: str) -> bool:
        """Whether it is somebody's number, or could be taken for one that stands in it."""
        if made in self._used or made in self._originals:
            return True
        return any(len(known) > _SHORT and known in made for known in self._originals)


_FIRST_WORD = re.compile(r"\w+")
_GOES_ON = re.compile(r"[\w-]|[.+]\w")
_MAC = re.compile(r"\b(?:[0-9A-Fa-f]{12}|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})\b")

_ADDRESSES: dict[int, Callable[[int], str]] = {
    4: lambda count: f"192.0.2.{count}" if count < 255 else f"198.18.{count // 256}.{count % 256}",
    6: lambda count: f"2001:db8::{count:x}",
}

_REPLACE: dict[str, Callable[[Pseudonyms, re.Match[str]], str]] = {
    "kept": lambda _, found: found[0],
    "origin": Pseudonyms._origin,
    "agent": Pseudonyms._agent,
    "replaces": Pseudonyms._replaces,
    "token": lambda names, found: found["token_name"] + names.token(found["token"]),
    "scheme": Pseudonyms._uri,
    "tel": lambda names, found: found["tel"] + names.user(found["tel_number"]),
    "mail": Pseudonyms._mail,
    "mac": lambda names, found: names.token(found[0]),
    "ip": lambda names, found: names.address(found[0]),
    "name": Pseudonyms._dotted,
    "number": Pseudonyms._any_number,
    "word": lambda _, found: found[0],
}


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None
