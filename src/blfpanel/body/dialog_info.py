"""dialog-info documents (RFC 4235): reading what PBXs really send, writing what the RFC asks for.

Reading needs nothing but well-meant XML: any attribute may be missing, elements may come in any
order and in any namespace, and a document that breaks off is read as far as it goes. What departs
from the RFC is told in words as ``findings``. Only that is refused which no PBX sends and an
attacker might: document types that declare something, more than :data:`MAX_SIZE` bytes or
:data:`MAX_CALLS` calls; and a document that breaks off before it says anything.

The values are msgspec structs because one NOTIFY makes four of them: a frozen dataclass of this
size takes ten times as long to make.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import msgspec
from lxml import etree

from blfpanel.body.encoding import MAX_SIZE as MAX_SIZE
from blfpanel.body.encoding import BodyError as BodyError
from blfpanel.body.markup import read_root

NAMESPACE = "urn:ietf:params:xml:ns:dialog-info"

#: The media type of these documents.
CONTENT_TYPE = "application/dialog-info+xml"

#: Most calls read of one party; so many take about as many bytes as are read at all.
MAX_CALLS = 10_000

#: Most departures told of one document.
MAX_FINDINGS = 100

#: The states of RFC 4235 §3.7.1, figure 3.
STATES = frozenset({"trying", "proceeding", "early", "confirmed", "terminated"})
DIRECTIONS = frozenset({"initiator", "recipient"})
_DIRECTIONS_OR_NONE = DIRECTIONS | {None}

#: ``element[_CHILDREN]`` costs half of what iterating does; the stubs allow only numbers there.
_CHILDREN: Any = slice(None)

_ROOT = f"{{{NAMESPACE}}}dialog-info"
_NAMES = ("dialog", "state", "duration", "local", "remote", "identity", "target", "param")

#: The states in which a call has its tags.
_TAGGED = ("early", "confirmed")


class _Names(dict[object, str]):
    """Tags as lxml gives them to local names; taking a tag apart costs as much as reading it.

    What extensions add in their own namespace (``sa:``) has none here.
    """

    def __missing__(self, tag: object) -> str:
        # Unresolved entities are nodes too; their "tag" is a function.
        return tag if isinstance(tag, str) and "}" not in tag else ""


_NAME_OF_TAG = _Names({f"{{{NAMESPACE}}}{name}": name for name in _NAMES})


class Participant(msgspec.Struct, frozen=True):
    """``<local>`` or ``<remote>``: one end of a dialog.

    Attributes:
        identity: the URI of the first ``<identity>``, as sent.
        display: its display name.
        target: the URI of ``<target>``: where the party can be reached now.
        params: the target's parameters, in order: ``("+sip.rendering", "no")``.
    """

    identity: str | None = None
    display: str | None = None
    target: str | None = None
    params: tuple[tuple[str, str], ...] = ()

    @property
    def rendering(self) -> str | None:
        """The value of ``+sip.rendering`` in lower case; "no" means on hold (RFC 4235 §4.1.6)."""
        for name, value in self.params:
            if name.lower() == "+sip.rendering":
                return value.lower()
        return None


class Dialog(msgspec.Struct, frozen=True):
    """``<dialog>``: one call of the watched party, as the notifier sees it.

    Attributes:
        id: the notifier's name for it within this subscription; None where it sent none.
        state: in lower case: one of :data:`STATES`, or the notifier's own word, or "".
        direction: "initiator" or "recipient", or the notifier's own word, or None.
        event: why it entered its state: "cancelled", "rejected", "replaced", "local-bye" …
        code: the SIP status that came with the event.
        duration: how long it has lasted, seconds.
    """

    id: str | None
    state: str
    direction: str | None = None
    call_id: str | None = None
    local_tag: str | None = None
    remote_tag: str | None = None
    event: str | None = None
    code: int | None = None
    duration: int | None = None
    local: Participant | None = None
    remote: Participant | None = None

    @property
    def rendering(self) -> str | None:
        """``+sip.rendering`` of either end, "no" if one of them says so."""
        said = None
        for end in (self.local, self.remote):
            if end is not None and end.params:
                rendering = end.rendering
                if rendering == "no":
                    return rendering
                said = said or rendering
        return said or None


class DialogInfo(msgspec.Struct, frozen=True):
    """``<dialog-info>``: a party's calls, all of them or those that changed.

    Attributes:
        entity: whose calls these are; None where the notifier left it out.
        state: "full" or "partial".
        version: the notifier's running number; None if missing or unreadable.
        findings: departures from RFC 4235, in words.
        whole: whether its end is there. What was cut off is not known to be over, so that
            ``state`` is "partial" then.
    """

    entity: str | None
    state: str
    version: int | None
    dialogs: tuple[Dialog, ...] = ()
    findings: tuple[str, ...] = ()
    whole: bool = True

    @property
    def full(self) -> bool:
        """Whether calls that are not in ``dialogs`` do not exist."""
        return self.state == "full"


def parse(body: bytes, charset: str | None = None) -> DialogInfo:
    """Read a document; raises :exc:`BodyError`.

    Args:
        charset: what Content-Type says about ``body``; a hint.
    """
    findings: list[str] = []
    root, whole = read_root(body, charset, findings)
    if root.tag != _ROOT:
        _adopt(root, findings)
    entity = root.get("entity")
    if not entity:
        findings.append("entity missing")
        entity = None
    state = root.get("state")
    if state != "full":
        state = _document_state(root, state, findings)
    version = _version(root.get("version"), findings)
    if len(root) > MAX_CALLS:
        raise BodyError(f"the document has more than the {MAX_CALLS} calls accepted")
    dialogs = tuple(
        [
            _read_dialog(node, findings)
            for node in root[_CHILDREN]
            if _NAME_OF_TAG[node.tag] == "dialog"
        ]
    )
    if len(dialogs) > 1:
        _find_repeated_ids(dialogs, findings)
    if len(findings) > MAX_FINDINGS:
        findings[MAX_FINDINGS:] = [f"and {len(findings) - MAX_FINDINGS} more"]
    if whole:
        return DialogInfo(entity, state, version, dialogs, tuple(findings))
    dialogs = _told_before_the_end(dialogs)
    return DialogInfo(entity, "partial", version, dialogs, tuple(findings), whole=False)


def _adopt(root: etree._Element, findings: list[str]) -> None:
    """Take the elements of a document in another namespace for those of RFC 4235."""
    namespace, brace, name = str(root.tag).rpartition("}")
    if name != "dialog-info":
        raise BodyError(f"the document is <{name:.40}>, not <dialog-info>")
    findings.append(f"namespace is “{namespace[1:]:.80}”" if brace else "namespace missing")
    prefix = f"{namespace}{brace}"
    for node in root.iter(etree.Element):
        tag = str(node.tag)
        name = tag.removeprefix(prefix)
        # what libxml2 mends can be named as nothing may be: <a:>
        if tag.startswith(prefix) and name.isascii() and name.isidentifier():
            node.tag = f"{{{NAMESPACE}}}{name}"


def _told_before_the_end(dialogs: tuple[Dialog, ...]) -> tuple[Dialog, ...]:
    """The calls of a document that was cut off, without the one in whose middle it was."""
    if dialogs and dialogs[-1].state not in STATES:
        dialogs = dialogs[:-1]
    if not dialogs:
        raise BodyError("the document breaks off before the state of its first call")
    return dialogs


def _document_state(root: etree._Element, sent: str | None, findings: list[str]) -> str:
    if sent is None:
        sent = root.get("notify-state")  # a draft's name for it; Yate
        findings.append("state missing" if sent is None else "notify-state instead of state")
    state = (sent or "full").strip().lower()
    if state in ("full", "partial"):
        return state
    findings.append(f"state “{state:.40}” unknown")
    return "full"


def _version(text: str | None, findings: list[str]) -> int | None:
    if text is None:
        findings.append("version missing")
        return None
    version = _number(text)
    if version is None:
        findings.append(f"version “{text:.20}” is no number")
    return version


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    text = text.strip()
    # RFC 4235 counts in 32 bits; more digits than 64 bits need are no number but an attack.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _read_dialog(node: etree._Element, findings: list[str]) -> Dialog:
    attribute = node.get
    dialog_id = attribute("id") or None
    state = ""
    event = code = duration = None
    local = remote = None
    state_first = False
    for child in node[_CHILDREN]:
        match _NAME_OF_TAG[child.tag]:
            case "state":
                state = (child.text or "").strip()
                state_first = local is None and remote is None
                if child.attrib:
                    event, code = child.get("event"), _number(child.get("code"))
            case "local":
                local = _read_participant(child, dialog_id, findings)
            case "remote":
                remote = _read_participant(child, dialog_id, findings)
            case "duration":
                duration = _number(child.text)
    direction = attribute("direction")
    dialog = Dialog(
        dialog_id,
        state if state in STATES else state.lower(),
        direction if direction in DIRECTIONS else (direction or "").strip().lower() or None,
        attribute("call-id") or None,
        attribute("local-tag") or None,
        attribute("remote-tag") or None,
        event,
        code,
        duration,
        local,
        remote,
    )
    _check(dialog, state, state_first, findings)
    return dialog


def _check(dialog: Dialog, state: str, state_first: bool, findings: list[str]) -> None:
    """What in ``dialog`` departs from the RFC; ``state`` is the word as sent."""
    if dialog.id is None:
        findings.append("id of a call missing")
    if state not in STATES:
        known = dialog.state in STATES
        what = f"“{state:.40}” " + ("has capitals" if known else "unknown")
        _add(findings, dialog, f"state {what if state else 'missing'}")
    elif not state_first:
        _add(findings, dialog, "state does not come first")
    if dialog.direction not in _DIRECTIONS_OR_NONE:
        _add(findings, dialog, f"direction “{dialog.direction:.40}” unknown")
    if dialog.state in _TAGGED and not (dialog.local_tag or dialog.remote_tag):
        _add(findings, dialog, "no tags")


def _add(findings: list[str], dialog: Dialog, finding: str) -> None:
    name = f"call {dialog.id}" if dialog.id else "call without id"
    findings.append(f"{name}: {finding}")


def _read_participant(
    node: etree._Element, dialog_id: str | None, findings: list[str]
) -> Participant:
    identity = display = target = None
    params: tuple[tuple[str, str], ...] = ()
    for child in node[_CHILDREN]:
        match _NAME_OF_TAG[child.tag]:
            case "identity":
                if identity is None:
                    identity = (child.text or "").strip() or None
                    display = child.get("display") or None
                else:
                    findings.append(
                        f"call {dialog_id}: {_NAME_OF_TAG[node.tag]} has two identities"
                    )
            case "target":
                target = (child.get("uri") or "").strip() or None
                params = _read_params(child, dialog_id, findings)
                # Kamailio puts the name here.
                display = display or child.get("display") or None
    return Participant(identity, display, target, params)


def _read_params(
    target: etree._Element, dialog_id: str | None, findings: list[str]
) -> tuple[tuple[str, str], ...]:
    params = []
    for child in target:
        name = child.get("pname")
        if _NAME_OF_TAG[child.tag] != "param" or not name:
            continue
        value = child.get("pval")
        if value is None:
            value = child.get("pvalue")
            findings.append(
                f"call {dialog_id}: param without value"
                if value is None
                else f"call {dialog_id}: pvalue instead of pval"
            )
        params.append((name, value or ""))
    return tuple(params)


def _find_repeated_ids(dialogs: tuple[Dialog, ...], findings: list[str]) -> None:
    counts = Counter(dialog.id for dialog in dialogs if dialog.id is not None)
    findings.extend(f"call {name} occurs {n} times" for name, n in counts.items() if n > 1)


def to_xml(info: DialogInfo, *, strict: bool = True) -> bytes:
    """The document as bytes.

    Args:
        strict: raise :exc:`ValueError` where RFC 4235 demands what ``info`` lacks. False writes
            only what is there, as PBXs do: no entity, no tags, no direction.
    """
    if strict:
        _demand(info)
    head = _attributes(
        entity=info.entity,
        state=info.state,
        version=None if info.version is None else str(info.version),
    )
    calls = "".join(map(_write_dialog, info.dialogs))
    return (
        f'<?xml version="1.0"?>\r\n<dialog-info xmlns="{NAMESPACE}"{head}>{calls}</dialog-info>'
    ).encode()


def _demand(info: DialogInfo) -> None:
    if not info.entity or info.version is None or info.state not in ("full", "partial"):
        raise ValueError("RFC 4235 §4.1 wants entity, version and state in a document")
    for dialog in info.dialogs:
        if not dialog.id or dialog.state not in STATES:
            raise ValueError("RFC 4235 §4.1 wants an id and a state it knows in each dialog")
        if dialog.direction is not None and dialog.direction not in DIRECTIONS:
            raise ValueError("RFC 4235 §4.1.2 knows only the directions initiator and recipient")


def _attributes(**values: str | None) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{escape(value)}"'
        for name, value in values.items()
        if value is not None
    )


def _write_dialog(dialog: Dialog) -> str:
    attributes = _attributes(
        id=dialog.id,
        direction=dialog.direction,
        call_id=dialog.call_id,
        local_tag=dialog.local_tag,
        remote_tag=dialog.remote_tag,
    )
    cause = _attributes(event=dialog.event, code=None if dialog.code is None else str(dialog.code))
    duration = "" if dialog.duration is None else f"<duration>{dialog.duration}</duration>"
    local = _write_participant("local", dialog.local)
    remote = _write_participant("remote", dialog.remote)
    state = f"<state{cause}>{escape(dialog.state, quote=False)}</state>"
    return f"<dialog{attributes}>{state}{duration}{local}{remote}</dialog>"


def _write_participant(name: str, end: Participant | None) -> str:
    if end is None:
        return ""
    parts = []
    if end.identity is not None:
        display = _attributes(display=end.display)
        parts.append(f"<identity{display}>{escape(end.identity, quote=False)}</identity>")
    if end.target is not None:
        params = "".join(f"<param{_attributes(pname=n, pval=v)}/>" for n, v in end.params)
        parts.append(f"<target{_attributes(uri=end.target)}>{params}</target>")
    return f"<{name}>{''.join(parts)}</{name}>"
