"""What all vendors' key maps have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from blfpanel.config.keys import KeyType
from blfpanel.config.reading import Problem
from blfpanel.wording import say


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """A key as a phone has it.

    Attributes:
        type: what it is for.
        number: without scheme and host.
        label: the words beside it; may be empty.
        host: the host of its number; empty where that is the phone's own server.
        account: which of the phone's accounts it belongs to, from 1; 0: it does not say.
        line: where it stands in the file, from 1.
    """

    type: KeyType
    number: str = ""
    label: str = ""
    host: str = ""
    account: int = 0
    line: int = 0


#: A key that was found, or what is wrong with one.
Found = PhoneKey | Problem


@dataclass(frozen=True, slots=True)
class KeyMap:
    """How a vendor's phones write their keys down.

    Attributes:
        name: in file names and tests: "yealink".
        title: as people know it: "Yealink".
        suffix: of its files: ".cfg".
        mark: matches once for each key, and in no other vendor's files.
        read: gives the keys of a text in the order of the phone.
        write: makes a file of keys; all have a type in ``types``. None: it can only be read.
        types: what its phones have keys for.
    """

    name: str
    title: str
    suffix: str
    mark: re.Pattern[str]
    read: Callable[[str], Iterable[Found]]
    write: Callable[[Sequence[PhoneKey]], str] | None
    types: frozenset[KeyType]

    def evidence(self, text: str) -> int:
        """How many of this vendor's keys a text seems to have."""
        return sum(1 for _ in self.mark.finditer(text))


_ADDRESS = re.compile(
    r"""\s*(?:"[^"]*"\s*)?<?\s*(?:(?:sips?|tel):)?(?P<user>[^@;<>|]+?)"""
    r"""(?:@(?P<host>[^;>|\s]+?)(?::\d+)?)?\s*(?:[;>|].*)?""",
    re.IGNORECASE,
)
#: "$PROXY", "$(host)", "%DOMAIN%", "{$domain}": the phone's own server, whatever it is.
_VARIABLE = re.compile(r"[$%{]")

_COMMENT = re.compile(r"\s*(?:#|;|//|\[)")
_SETTING = re.compile(r"\s*([\w.\- ]*?\w)\s*[!$&]?\s*([=:])\s*(.*?)\s*")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def split_address(text: str) -> tuple[str, str]:
    """Number and host of an address as key maps have it: "sip:207@pbx;user=phone", "207".

    >>> split_address("<sip:207@pbx.example.com;user=phone>|**")
    ('207', 'pbx.example.com')
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return text.strip(), ""
    host = found["host"] or ""
    return found["user"].strip(), "" if _VARIABLE.match(host) else host


def address(key: PhoneKey, host: str = "") -> str:
    """The SIP address of a key; where it has no host of its own, ``host`` or none at all."""
    host = key.host or host
    return f"sip:{key.number}@{host}" if host else f"sip:{key.number}"


def settings(text: str) -> Iterator[tuple[int, str, str]]:
    """The settings of a text with one in each line, ``name = value`` or ``name: value``."""
    for line, written in enumerate(text.split("\n"), 1):
        if not _COMMENT.match(written) and (found := _SETTING.fullmatch(written)):
            yield line, found[1], found[3].strip('"')


def elements(text: str) -> Iterator[etree._Element]:
    """All elements of an XML text, in its order; of one that is broken, those before the break."""
    declared = _DECLARATION.match(text)
    if declared:
        # lines keep their numbers
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.lstrip(" ").encode(), parser)
    except etree.XMLSyntaxError:
        return
    if root is not None:
        yield from root.iter(etree.Element)


def is_xml(text: str) -> bool:
    """Whether a text looks like XML."""
    return text.lstrip().startswith("<") and ("</" in text or "/>" in text)


def line_of(element: etree._Element) -> int:
    """On which line an element begins."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_in(element: etree._Element, *names: str) -> str:
    """The text of the first child with one of these names; empty if there is none."""
    for child in element:
        if isinstance(child.tag, str) and child.tag in names:
            return (child.text or "").strip()
    return ""


def one_line(text: str) -> str:
    """A text for a file with one setting in each line."""
    return " ".join(text.split())


def unknown_kind(line: int, kind: str) -> Problem:
    """A key whose kind says nothing on a panel."""
    return Problem(
        line,
        say("Line {line}: a key of kind “{kind}” has no place on a panel.", line=line, kind=kind),
    )


def without_number(line: int) -> Problem:
    """A key that should have a number and has none."""
    return Problem(line, say("Line {line}: a key without a number is left out.", line=line))
