"""Links to numbers, as web pages and mails have them: ``tel:``, ``sip:``, ``sips:``, ``callto:``.

They come from strangers: what is in them is shown before anything is called, and a link that
wants more than to call somebody is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say

#: No number is longer, nor is an address that a person can check by eye.
_LONGEST = 256

_SCHEME = re.compile(r"(tel|sips?|callto):(?://)?(.*)", re.IGNORECASE | re.DOTALL)
_BARE = re.compile(r"[+*#(]?[0-9*#][0-9*#()./ -]*")

#: RFC 3966 §3: digits with their visual separators; letters are hexadecimal digits of local ones.
_GLOBAL = re.compile(r"\+[0-9().-]*[0-9][0-9().-]*")
_LOCAL = re.compile(r"[0-9A-Da-d*#().-]*[0-9A-Da-d*#][0-9A-Da-d*#().-]*")
_EXTENSION = re.compile(r"[0-9().-]*[0-9][0-9().-]*")
_VISUAL = str.maketrans("", "", "-.()/ ")

#: Headers a link may have: they do nothing.
_HARMLESS = frozenset({"subject"})


class LinkRefused(Exception):
    """A link is not followed; the text says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a link calls.

    Attributes:
        number: number or URI, as a person would type it.
        extension: digits to send once somebody has answered; "" for none.
    """

    number: str
    extension: str = ""


def is_link(word: str) -> bool:
    """Whether a word of the command line is a link or a number, and no command."""
    return bool(_SCHEME.match(word) or _BARE.fullmatch(word))


def read_link(text: str) -> Link:
    """Whom a link, or a bare number, calls.

    Source: RFC 3966 (``tel:``), RFC 3261 §19.1 (``sip:``); ``callto:`` is what old programs write.

    Raises:
        LinkRefused: it cannot be read, or wants more than a call.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise LinkRefused(say("The link is longer than any number. It is not followed."))
    if any(not letter.isprintable() for letter in unquote(text)):
        raise LinkRefused(say("The link has control characters in it. It is not followed."))
    found = _SCHEME.fullmatch(text)
    if found is None:
        if _BARE.fullmatch(text):
            return Link(text.translate(_VISUAL))
        raise LinkRefused(say("“{text}” is no number, and no link to one.", text=text))
    scheme, rest = found[1].lower(), found[2].rstrip("/")
    address, _, headers = rest.partition("?")
    if scheme == "callto" and headers.lower() == "call":
        headers = ""
    _check_headers(headers)
    if scheme in ("sip", "sips") or "@" in address:
        return _address("sip" if scheme == "callto" else scheme, address)
    return _number(address)


def _check_headers(headers: str) -> None:
    for part in headers.split("&"):
        name = unquote(part.partition("=")[0])
        if name and name.lower() not in _HARMLESS:
            raise LinkRefused(
                say("The link wants to put “{name}” into the call. It is not followed.", name=name)
            )


def _number(text: str) -> Link:
    digits, *params = text.split(";")
    number = unquote(digits).replace(" ", "")
    if not (_GLOBAL.fullmatch(number) or _LOCAL.fullmatch(number)):
        raise LinkRefused(say("The link has no number that can be called."))
    extension = ""
    for param in params:
        name, _, value = param.partition("=")
        # RFC 3966 §5.4: whoever does not know such a parameter must not use the number
        if name.lower().startswith("m-"):
            raise LinkRefused(say("The link asks for “{name}”, which is not known.", name=name))
        if name.lower() == "ext":
            extension = unquote(value)
            if not _EXTENSION.fullmatch(extension):
                raise LinkRefused(say("The extension in the link is no number."))
    return Link(number.translate(_VISUAL), extension.translate(_VISUAL))


def _address(scheme: str, text: str) -> Link:
    if "@" not in text:
        return _number(text.partition(";")[0])
    try:
        uri = SipUri.parse(f"{scheme}:{text}")
    except SipParseError:
        raise LinkRefused(say("The address in the link cannot be read.")) from None
    if uri.param("method") is not None:
        raise LinkRefused(say("The link wants something other than a call. It is not followed."))
    if uri.password is not None:
        raise LinkRefused(say("The link has a password in it. It is not followed."))
    if not uri.user:
        raise LinkRefused(say("The link does not say whom to call."))
    # other parameters would lead the call past the PBX
    return Link(str(SipUri(uri.scheme, uri.user, None, uri.host, uri.port)))
