"""Resource lists (RFC 4662): the state of many in one message.

A list's NOTIFY is a multipart body. Its root is a ``<list>`` that names the resources; their
documents are the other parts, each found by its Content-ID. A resource may be a list itself and
its part a multipart body again: :func:`read` makes one flat row of all of them, in the list's
order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from blfpanel.body import dialog_info, rlmi
from blfpanel.body.dialog_info import DialogInfo
from blfpanel.body.encoding import BodyError
from blfpanel.body.multipart import (
    Part,
    content_id,
    is_multipart,
    join,
    media_type,
    parameter,
    split,
)
from blfpanel.body.rlmi import Resource, ResourceList

#: The media types a subscription to a list of dialogs accepts (RFC 4662 §4.3).
ACCEPT = (dialog_info.CONTENT_TYPE, rlmi.CONTENT_TYPE, "multipart/related")

#: Lists within lists that are followed. Phones show one level.
MAX_DEPTH = 8

#: Of several instances of a resource the best known decides how well the resource is known.
_RANK = {"active": 3, "pending": 2, "terminated": 1, None: 0}


#: Types that say nothing about what is in a part.
_UNTYPED = ("", "application/xml", "text/xml")


class Member(msgspec.Struct, frozen=True):
    """What a message says of one resource that is no list.

    Attributes:
        uri: of the resource; None for a document that no list names.
        name: what people call it; None where the server does not say.
        state: of its subscription: "active", "pending", "terminated"; None: nothing is known.
        reason: why it is terminated.
        info: its document; None where it has none.
        problem: why its document cannot be read, in words.
    """

    uri: str | None
    name: str | None = None
    state: str | None = None
    reason: str | None = None
    info: DialogInfo | None = None
    problem: str | None = None


class ListReport(msgspec.Struct, frozen=True):
    """A list's message as a whole.

    Attributes:
        uri: of the outermost list; None where it has none, or there was no ``<list>``.
        version: of the outermost list.
        full: whether the whole list begins anew; one too long for a message goes on in the next
            ones, which say that they are not full.
        members: in the list's order, lists within it laid flat.
        findings: departures from the RFCs, in words.
    """

    uri: str | None
    version: int | None
    full: bool
    members: tuple[Member, ...] = ()
    findings: tuple[str, ...] = ()


def is_list(content_type: str | None, body: bytes) -> bool:
    """Whether a body is of a list, by its type or, where nobody says, by its looks."""
    return bool(body) and (
        is_multipart(content_type, body)
        or (content_type is not None and media_type(content_type) == rlmi.CONTENT_TYPE)
    )


def read(body: bytes, content_type: str | None) -> ListReport:
    """Read the multipart body of a NOTIFY.

    Args:
        content_type: of the body; None where nobody says, such as in a file.

    Raises:
        BodyError: there is no list in it and no dialog-info document.
    """
    findings: list[str] = []
    if content_type is not None and media_type(content_type) == rlmi.CONTENT_TYPE:
        head, members = _Reader(findings).bare(body)
    else:
        head, members = _Reader(findings).multipart(body, content_type, {}, 1)
    if head is None and not any(member.info or member.problem for member in members):
        raise BodyError("there is neither a list nor a dialog-info document in it")
    if head is None:
        findings.append("list missing")
        return ListReport(None, None, False, tuple(members), tuple(findings))
    return ListReport(head.uri, head.version, head.full, tuple(members), tuple(findings))


class _Reader:
    """Follows lists into lists; each part is read once at most, however many point to it."""

    def __init__(self, findings: list[str]) -> None:
        self._findings = findings
        self._followed: dict[int, Part] = {}
        self._documents: dict[int, tuple[Part, DialogInfo | BodyError]] = {}

    def bare(self, body: bytes) -> tuple[ResourceList | None, list[Member]]:
        """A list without any documents."""
        return self._list(Part(rlmi.CONTENT_TYPE, None, body), (), {}, 1)

    def multipart(
        self, body: bytes, content_type: str | None, outside: dict[str, Part], depth: int
    ) -> tuple[ResourceList | None, list[Member]]:
        """The list that a multipart body has as its root, and the members of it."""
        parts = split(body, content_type, self._findings)
        named = outside | {part.content_id: part for part in parts if part.content_id is not None}
        root = _root(parts, content_type)
        if root is None:
            documents = [part for part in parts if _is_document(part)]
            return None, [self._document(part, Member(None, state="active")) for part in documents]
        return self._list(root, parts, named, depth)

    def _list(
        self, root: Part, parts: Sequence[Part], named: dict[str, Part], depth: int
    ) -> tuple[ResourceList, list[Member]]:
        self._followed[id(root)] = root
        head = rlmi.parse(root.body, _charset(root))
        self._findings += head.findings
        pointed = {each.cid for resource in head.resources for each in resource.instances}
        spare = self._by_entity(part for part in parts if part.content_id not in pointed)
        members: list[Member] = []
        for resource in head.resources:
            members += self._resource(resource, parts, named, spare, depth)
        return head, members

    def _resource(
        self,
        resource: Resource,
        parts: Sequence[Part],
        named: dict[str, Part],
        spare: dict[str, Part],
        depth: int,
    ) -> Iterable[Member]:
        """The members a resource comes to: itself, or those of the list it is."""
        found: list[Member] = []
        for instance in resource.instances:
            part = named.get(instance.cid) if instance.cid is not None else None
            if part is not None and id(part) in self._followed:
                return []
            if part is not None and _is_list(part) and depth < MAX_DEPTH:
                self._followed[id(part)] = part
                return self._nested(resource, part, parts, named, depth + 1)
            member = Member(resource.uri, resource.name, instance.state, instance.reason)
            if part is None and (part := spare.get(_bare(resource.uri or ""))) is not None:
                self._findings.append(f"{resource.uri}: its part is called otherwise")
            if part is not None:
                member = self._document(part, member)
            elif instance.cid is not None:
                self._findings.append(f"{resource.uri}: no part is called {instance.cid:.80}")
            found.append(member)
        return [_one(found) if found else Member(resource.uri, resource.name)]

    def _nested(
        self,
        resource: Resource,
        part: Part,
        parts: Sequence[Part],
        named: dict[str, Part],
        depth: int,
    ) -> Iterable[Member]:
        try:
            if part.media_type.startswith("multipart/"):
                head, members = self.multipart(part.body, part.content_type, named, depth)
            else:
                head, members = self._list(part, parts, named, depth)
        except BodyError as error:
            return [Member(resource.uri, resource.name, problem=str(error))]
        if head is None:
            name = {"uri": resource.uri, "name": resource.name}
            return [msgspec.structs.replace(member, **name) for member in members[:1]]
        return members

    def _by_entity(self, spare: Iterable[Part]) -> dict[str, Part]:
        """Documents that nobody points to, by whom they are about."""
        found = {}
        for part in filter(_is_document, spare):
            info = self._parsed(part)
            if isinstance(info, DialogInfo) and info.entity is not None:
                found[_bare(info.entity)] = part
        return found

    def _document(self, part: Part, member: Member) -> Member:
        if not _is_document(part):
            kind = part.media_type
            problem = f"it is {kind}, not {dialog_info.CONTENT_TYPE}"
            return msgspec.structs.replace(member, problem=problem)
        if not part.body.strip():
            return member
        info = self._parsed(part)
        if isinstance(info, BodyError):
            return msgspec.structs.replace(member, problem=str(info))
        return msgspec.structs.replace(member, info=info)

    def _parsed(self, part: Part) -> DialogInfo | BodyError:
        """The document of a part, or why it cannot be read."""
        if id(part) not in self._documents:
            try:
                self._documents[id(part)] = part, dialog_info.parse(part.body, _charset(part))
            except BodyError as error:
                self._documents[id(part)] = part, error
        return self._documents[id(part)][1]


def _is_document(part: Part) -> bool:
    """Whether it is a dialog-info document; what has no type of its own is taken for one."""
    return part.media_type in (dialog_info.CONTENT_TYPE, *_UNTYPED)


def _is_list(part: Part) -> bool:
    kind = part.media_type
    if kind in _UNTYPED:
        return b"<list" in part.body[:1000]
    return kind == rlmi.CONTENT_TYPE or kind.startswith("multipart/")


def _charset(part: Part) -> str | None:
    return parameter(part.content_type, "charset")


def _root(parts: Sequence[Part], content_type: str | None) -> Part | None:
    """The part that says what the others are: the one ``start`` names, else the first list."""
    start = parameter(content_type, "start") if content_type is not None else None
    lists = [part for part in parts if _is_list(part) and "multipart" not in part.media_type]
    if start is not None:
        wanted = content_id(start)
        lists.sort(key=lambda part: part.content_id != wanted)
    return lists[0] if lists else None


def _bare(uri: str) -> str:
    """A URI as far as servers write it alike: without scheme, parameters and case."""
    text = uri.partition(";")[0].lower()
    return text.removeprefix("sips:").removeprefix("sip:")


def _one(instances: list[Member]) -> Member:
    """A resource with several instances (one for each of its phones) is in all their calls."""
    best = max(instances, key=lambda member: _RANK[member.state])
    infos = [member.info for member in instances if member.info and member.state != "terminated"]
    if len(infos) < 2:
        return best
    calls = tuple(
        msgspec.structs.replace(dialog, id=f"{place}:{dialog.id}" if dialog.id else None)
        for place, info in enumerate(infos, 1)
        for dialog in info.dialogs
    )
    state = "full" if all(info.full for info in infos) else "partial"
    findings = tuple(text for info in infos for text in info.findings)
    return msgspec.structs.replace(
        best, info=DialogInfo(infos[0].entity, state, None, calls, findings)
    )


def to_body(head: ResourceList, documents: Sequence[Part], boundary: str) -> tuple[str, bytes]:
    """Content-Type and body of a list's NOTIFY; ``documents`` are named as the instances say."""
    root = f"list.{boundary}@list.invalid"
    parts = [Part(f"{rlmi.CONTENT_TYPE};charset=UTF-8", root, rlmi.to_xml(head)), *documents]
    kind = f'multipart/related;type="{rlmi.CONTENT_TYPE}";start="<{root}>";boundary="{boundary}"'
    return kind, join(parts, boundary)
