"""Presence documents (PIDF, RFC 3863; RPID, RFC 4480): what they tell of somebody's calls.

Presence is about people, not calls. Some PBXs (Cisco) offer nothing else, and most say in it
whether somebody is on the phone: as an activity of RPID, or in words for people.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from blfpanel.body.encoding import BodyError
from blfpanel.body.markup import read_root

#: The media type of these documents.
CONTENT_TYPE = "application/pidf+xml"

#: Most activities and characters of a note that are read.
_MOST = 20
_LONGEST_NOTE = 200


class Presence(msgspec.Struct, frozen=True):
    """What a document says.

    Attributes:
        entity: whose presence; None where it is not told.
        basic: "open" or "closed", in lower case; None where it is not told.
        activities: of RPID, in lower case: "on-the-phone", "busy", "away" …
        note: words for people: "Ready", "On the phone", "Ringing".
    """

    entity: str | None = None
    basic: str | None = None
    activities: tuple[str, ...] = ()
    note: str | None = None


def parse(body: bytes, charset: str | None = None) -> Presence:
    """Read a presence document, whatever namespaces and order its elements have.

    Of several tuples one that is open counts, of several notes the first.

    Raises:
        BodyError: if it is no XML, or something else than presence.
    """
    root, _ = read_root(body, charset, [])
    if _name(root) != "presence":
        raise BodyError(f"it is <{_name(root)}>, not <presence>")
    basics: list[str] = []
    activities: list[str] = []
    notes: list[str] = []
    for element in root.iter(etree.Element):
        match _name(element):
            case "basic":
                basics.append(_text(element).lower())
            case "activities":
                activities += [_name(each) for each in element if _name(each) != "note"]
            case "note" if text := _text(element):
                notes.append(text)
    basic = "open" if "open" in basics else next(filter(None, basics), None)
    note = notes[0][:_LONGEST_NOTE] if notes else None
    return Presence(root.get("entity"), basic, tuple(activities[:_MOST]), note)


def _name(element: etree._Element) -> str:
    """The name without its namespace, in lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "").split())
