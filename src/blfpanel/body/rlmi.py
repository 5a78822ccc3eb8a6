"""``<list>`` (RFC 4662 §5): who is on a resource list, and which parts tell about them.

As in ``body.dialog_info``, what departs from the RFC is read all the same and told as findings.
"""

from __future__ import annotations

from html import escape

import msgspec
from lxml import etree

from blfpanel.body.encoding import BodyError
from blfpanel.body.markup import read_root
from blfpanel.body.multipart import content_id

NAMESPACE = "urn:ietf:params:xml:ns:rlmi"

#: The media type of ``<list>``.
CONTENT_TYPE = "application/rlmi+xml"

STATES = frozenset({"active", "pending", "terminated"})


class Instance(msgspec.Struct, frozen=True):
    """``<instance>``: a subscription that the list server holds for us (RFC 4662 §5.3).

    Attributes:
        id: the server's name for it; some make a new one for each message.
        state: "active", "pending" or "terminated"; None where it says nothing known.
        reason: why it is terminated, in the words of Subscription-State.
        cid: the Content-ID of its document, without angle brackets; None: there is none.
    """

    id: str | None
    state: str | None
    reason: str | None = None
    cid: str | None = None


class Resource(msgspec.Struct, frozen=True):
    """``<resource>``: one member of a list; without instances nothing is known of it."""

    uri: str | None
    name: str | None = None
    instances: tuple[Instance, ...] = ()


class ResourceList(msgspec.Struct, frozen=True):
    """``<list>``.

    Attributes:
        uri: of the list; None where the server left it out.
        version: of the list, counted in each subscription; None if missing or unreadable.
        full: whether the message begins the whole list anew; False: only what changed.
        name: what people call the list.
        findings: departures from RFC 4662, in words.
    """

    uri: str | None
    version: int | None
    full: bool
    name: str | None = None
    resources: tuple[Resource, ...] = ()
    findings: tuple[str, ...] = ()


def parse(body: bytes, charset: str | None = None) -> ResourceList:
    """Read a ``<list>``; raises :exc:`BodyError`.

    Args:
        charset: what Content-Type says about ``body``; a hint.
    """
    findings: list[str] = []
    root, _ = read_root(body, charset, findings)
    if _local(root.tag) != "list":
        raise BodyError(f"the document is <{_local(root.tag):.40}>, not <list>")
    full = (root.get("fullState") or root.get("fullstate") or "").strip().lower()
    if full not in ("true", "false", "1", "0"):
        findings.append("fullState missing" if not full else f"fullState “{full:.20}” unknown")
    version = _number(root.get("version"))
    if version is None:
        findings.append("list version missing or no number")
    resources = []
    name = None
    for node in root:
        match _local(node.tag):
            case "name":
                name = name or (node.text or "").strip() or None
            case "resource":
                resources.append(_read_resource(node, findings))
    uri = (root.get("uri") or "").strip() or None
    if uri is None:
        findings.append("list uri missing")
    return ResourceList(
        uri, version, full not in ("false", "0"), name, tuple(resources), tuple(findings)
    )


def _local(tag: object) -> str:
    # Unresolved entities are nodes too; their "tag" is a function.
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _read_resource(node: etree._Element, findings: list[str]) -> Resource:
    uri = (node.get("uri") or "").strip() or None
    if uri is None:
        findings.append("uri of a resource missing")
    name = None
    instances = []
    for child in node:
        match _local(child.tag):
            case "name":
                name = name or (child.text or "").strip() or None
            case "instance":
                instances.append(_read_instance(child, uri, findings))
    return Resource(uri, name, tuple(instances))


def _read_instance(node: etree._Element, uri: str | None, findings: list[str]) -> Instance:
    sent = (node.get("state") or "").strip().lower()
    cid = content_id(node.get("cid") or "") or None
    state = sent if sent in STATES else None
    if state is None:
        findings.append(
            f"{uri}: instance state " + (f"“{sent:.40}” unknown" if sent else "missing")
        )
        state = "active" if cid else None
    return Instance(node.get("id") or None, state, node.get("reason") or None, cid)


def to_xml(head: ResourceList) -> bytes:
    """``<list>`` as bytes; raises :exc:`ValueError` where it lacks what RFC 4662 §5 demands."""
    if head.uri is None or head.version is None:
        raise ValueError("RFC 4662 §5.1 wants uri and version in a list")
    attributes = _attributes(
        uri=head.uri, version=str(head.version), fullState="true" if head.full else "false"
    )
    resources = "".join(map(_write_resource, head.resources))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        f'<list xmlns="{NAMESPACE}"{attributes}>{_write_name(head.name)}{resources}</list>'
    ).encode()


def _write_resource(resource: Resource) -> str:
    if resource.uri is None:
        raise ValueError("RFC 4662 §5.2 wants a uri in each resource")
    instances = "".join(
        f"<instance{_attributes(id=i.id, state=i.state, reason=i.reason, cid=i.cid)}/>"
        for i in resource.instances
    )
    uri = _attributes(uri=resource.uri)
    return f"<resource{uri}>{_write_name(resource.name)}{instances}</resource>"


def _write_name(name: str | None) -> str:
    return "" if name is None else f"<name>{escape(name, quote=False)}</name>"


def _attributes(**values: str | None) -> str:
    return "".join(
        f' {name}="{escape(value)}"' for name, value in values.items() if value is not None
    )
