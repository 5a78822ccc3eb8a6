"""Resource lists as Kamailio, Asterisk, BroadWorks and others write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body import dialog_info, rlmi
from blfpanel.body.dialog_info import Dialog, DialogInfo
from blfpanel.body.encoding import BodyError
from blfpanel.body.lists import ListReport, Member, is_list, read, to_body
from blfpanel.body.multipart import Part, join
from blfpanel.body.rlmi import Instance, Resource, ResourceList

KIND = "multipart/related;type=application/rlmi+xml;boundary=b7"
LIST = "application/rlmi+xml"
DOCUMENT = "application/dialog-info+xml"


def rlmi_part(*resources: str, cid: str | None = None, attributes: str = "") -> Part:
    attributes = attributes or 'version="3" fullState="true"'
    text = (
        f'<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:all@h.example" {attributes}>'
        f"{''.join(resources)}</list>"
    )
    return Part(LIST, cid, text.encode())


def resource(number: str, *instances: str, name: str | None = None) -> str:
    title = "" if name is None else f'<name xml:lang="en">{name}</name>'
    return f'<resource uri="sip:{number}@h.example">{title}{"".join(instances)}</resource>'


def instance(cid: str | None, state: str | None = "active", more: str = "") -> str:
    where = "" if cid is None else f' cid="{cid}"'
    how = "" if state is None else f' state="{state}"'
    return f'<instance id="i"{how}{where}{more}/>'


def document(cid: str, state: str, entity: str | None = None, version: int = 0) -> Part:
    who = "" if entity is None else f' entity="{entity}"'
    text = (
        f'<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{version}"'
        f' state="full"{who}><dialog id="d"><state>{state}</state></dialog></dialog-info>'
    )
    return Part(DOCUMENT, cid, text.encode())


def report(*parts: Part, kind: str = KIND) -> ListReport:
    return read(join(parts, "b7"), kind)


def seen(found: ListReport) -> list[tuple[str | None, str | None, str | None]]:
    """User, instance state and first call's state of each member."""
    return [
        (
            member.uri and member.uri.partition("@")[0].removeprefix("sip:"),
            member.state,
            member.info.dialogs[0].state if member.info and member.info.dialogs else None,
        )
        for member in found.members
    ]


def test_a_list_tells_the_state_of_each_in_its_order() -> None:
    found = report(
        rlmi_part(
            resource("432", instance("y@h"), name="Berta"),
            resource("431", instance("x@h"), name="Anton"),
            resource("433"),
            resource("434", instance(None, "terminated", ' reason="noresource"')),
            resource("435", instance(None, "pending")),
        ),
        document("x@h", "early"),
        document("y@h", "confirmed"),
    )
    assert (found.uri, found.version, found.full) == ("sip:all@h.example", 3, True)
    assert seen(found) == [
        ("432", "active", "confirmed"),
        ("431", "active", "early"),
        ("433", None, None),
        ("434", "terminated", None),
        ("435", "pending", None),
    ]
    assert [member.name for member in found.members[:3]] == ["Berta", "Anton", None]
    assert found.members[3].reason == "noresource"
    assert found.findings == ()


@pytest.mark.parametrize(
    ("cid", "named"),
    [
        ("17.sip:431@192.0.2.7.17", "17.sip:431@192.0.2.7.17"),
        ("&lt;a.b.c@h&gt;", "a.b.c@h"),
        ("a%3Ab@h", "a:b@h"),
        ("cid:a@h", "a@h"),
        ("aZ09b", "aZ09b"),
    ],
)
def test_parts_are_found_by_every_kind_of_content_id(cid: str, named: str) -> None:
    found = report(rlmi_part(resource("431", instance(cid))), document(named, "early"))
    assert seen(found) == [("431", "active", "early")]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("attributes", "full", "finding"),
    [
        ('version="1" fullState="false"', False, None),
        ('version="1" fullState="0"', False, None),
        ('version="1" fullState="TRUE"', True, None),
        ('version="1"', True, "fullState missing"),
        ('version="1" fullState="maybe"', True, "fullState “maybe” unknown"),
        ('fullState="true"', True, "list version missing or no number"),
    ],
)
def test_full_or_only_what_changed(attributes: str, full: bool, finding: str | None) -> None:
    found = report(rlmi_part(resource("431"), attributes=attributes))
    assert found.full is full
    assert found.findings == (() if finding is None else (finding,))


def test_start_names_the_root_wherever_it_stands() -> None:
    other = rlmi_part(resource("499"), cid="other@h")
    root = rlmi_part(resource("431", instance("x@h")), cid="root@h")
    kind = KIND + ';start="<root@h>"'
    assert seen(report(document("x@h", "early"), other, root, kind=kind)) == [
        ("431", "active", "early")
    ]


def test_a_list_in_a_list_is_laid_flat_in_its_place() -> None:
    inner = join(
        [
            rlmi_part(resource("441", instance("x@h")), resource("442"), cid="r@h"),
            document("x@h", "early"),
        ],
        "in",
    )
    found = report(
        rlmi_part(
            resource("431", instance("x@h")),
            resource("sales", instance("n@h")),
            resource("432"),
        ),
        Part('multipart/related;boundary="in"', "n@h", inner),
        document("x@h", "confirmed"),
    )
    assert seen(found) == [
        ("431", "active", "confirmed"),
        ("441", "active", "early"),
        ("442", None, None),
        ("432", None, None),
    ]


def test_a_list_in_a_list_without_a_body_of_its_own() -> None:
    found = report(
        rlmi_part(resource("sales", instance("n@h"))),
        rlmi_part(resource("441", instance("x@h")), cid="n@h"),
        document("x@h", "early"),
    )
    assert seen(found) == [("441", "active", "early")]


def test_a_list_that_contains_itself_ends() -> None:
    found = report(
        rlmi_part(resource("all", instance("me@h")), resource("431"), cid="me@h"),
    )
    assert seen(found) == [("431", None, None)]


def test_deep_lists_end() -> None:
    body = join([rlmi_part(resource("431"))], "b0")
    for depth in range(1, 30):
        part = Part(f"multipart/related;boundary=b{depth - 1}", "n@h", body)
        body = join([rlmi_part(resource("deep", instance("n@h"))), part], f"b{depth}")
    found = read(body, "multipart/related;boundary=b29")
    assert found.members[0].problem == f"it is multipart/related, not {DOCUMENT}"


def test_several_instances_are_one_member_with_all_calls() -> None:
    found = report(
        rlmi_part(resource("431", instance("x@h"), instance(None, "terminated"), instance("y@h"))),
        document("x@h", "confirmed"),
        document("y@h", "early"),
    )
    (member,) = found.members
    assert member.state == "active"
    assert member.info is not None
    assert [(call.id, call.state) for call in member.info.dialogs] == [
        ("1:d", "confirmed"),
        ("2:d", "early"),
    ]


def test_a_document_that_cannot_be_read_is_the_trouble_of_its_member_only() -> None:
    found = report(
        rlmi_part(
            resource("431", instance("x@h")),
            resource("432", instance("y@h")),
            resource("433", instance("z@h")),
        ),
        Part("application/pidf+xml", "x@h", b"<presence/>"),
        document("y@h", "early"),
        Part(DOCUMENT, "z@h", b"garbage"),
    )
    assert [member.problem for member in found.members] == [
        f"it is application/pidf+xml, not {DOCUMENT}",
        None,
        "the document is no XML",
    ]
    assert seen(found)[1] == ("432", "active", "early")


def test_a_part_nobody_points_to_is_found_by_whom_it_is_about() -> None:
    found = report(
        rlmi_part(resource("431", instance("lost@h")), resource("432", instance("gone@h"))),
        document("x@h", "early", entity="SIP:431@h.example;user=phone"),
    )
    assert seen(found) == [("431", "active", "early"), ("432", "active", None)]
    assert found.findings == (
        "sip:431@h.example: its part is called otherwise",
        "sip:432@h.example: no part is called gone@h",
    )


def test_a_multipart_body_without_a_list_is_read_by_its_documents() -> None:
    found = report(Part("text/plain", None, b"hello"), document("x@h", "early", entity="sip:431@h"))
    assert found.uri is None
    assert [(m.uri, m.state, m.info is not None) for m in found.members] == [(None, "active", True)]
    assert found.findings == ("list missing",)


def test_a_list_alone_says_who_is_on_it() -> None:
    body = rlmi_part(resource("431"), resource("432")).body
    assert is_list(LIST, body)
    assert seen(read(body, LIST)) == [("431", None, None), ("432", None, None)]


def test_types_that_say_nothing_are_looked_into() -> None:
    root = rlmi_part(resource("431", instance("x@h")))
    found = report(Part("text/xml", None, root.body), Part("", "x@h", document("", "early").body))
    assert seen(found) == [("431", "active", "early")]


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_without_a_type_the_body_says_enough(end: bytes) -> None:
    body = join([rlmi_part(resource("431", instance("x@h"))), document("x@h", "early")], "b7")
    body = b"\r\n" + body.replace(b"\r\n", end)
    assert is_list(None, body)
    assert seen(read(body, None)) == [("431", "active", "early")]


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        (b"", "the document is empty"),
        (b"<lists/>", "the document is <lists>, not <list>"),
        (b"no xml", "the document is no XML"),
        (b"<!DOCTYPE list [<!ENTITY a 'b'>]><list/>", "refused as unsafe"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_words(root: bytes, reason: str) -> None:
    with pytest.raises(BodyError, match=reason):
        report(Part(LIST, None, root))


def test_a_body_without_list_and_document_is_refused() -> None:
    with pytest.raises(BodyError, match="neither a list nor"):
        report(Part("text/plain", None, b"hello"))


def test_a_thousand_resources_that_share_one_document_are_read_once() -> None:
    rows = [resource(str(number), instance("x@h")) for number in range(5000, 6000)]
    found = report(rlmi_part(*rows), document("x@h", "early"))
    assert len({id(member.info) for member in found.members}) == 1


# --- writing ---


def test_what_is_written_is_read() -> None:
    head = ResourceList(
        "sip:all@h.example",
        7,
        False,
        "Team “A” & <B>",
        (
            Resource("sip:431@h.example", "Anton & Co", (Instance("1", "active", None, "a@h"),)),
            Resource("sip:432@h.example", None, (Instance("1", "terminated", "rejected"),)),
            Resource("sip:433@h.example"),
        ),
    )
    assert rlmi.parse(rlmi.to_xml(head)) == head
    info = DialogInfo("sip:431@h.example", "full", 2, (Dialog("d", "trying", "initiator"),))
    kind, body = to_body(head, [Part(DOCUMENT, "a@h", dialog_info.to_xml(info))], "Zz9")
    found = read(body, kind)
    assert found == ListReport(
        "sip:all@h.example",
        7,
        False,
        (
            Member("sip:431@h.example", "Anton & Co", "active", None, info),
            Member("sip:432@h.example", None, "terminated", "rejected"),
            Member("sip:433@h.example"),
        ),
    )


@pytest.mark.parametrize(
    "head",
    [
        ResourceList(None, 1, True),
        ResourceList("sip:a@h", None, True),
        ResourceList("sip:a@h", 1, True, None, (Resource(None),)),
    ],
)
def test_a_list_without_what_the_rfc_demands_is_not_written(head: ResourceList) -> None:
    with pytest.raises(ValueError, match="RFC 4662"):
        rlmi.to_xml(head)


WORDS = st.sampled_from(
    [
        "<list",
        ' uri="sip:a@h"',
        ' version="1"',
        ' fullState="true"',
        ">",
        "/>",
        '<resource uri="sip:431@h">',
        "<resource>",
        '<instance id="1" state="active" cid="x@h"/>',
        '<instance cid="r@h"/>',
        "</resource>",
        "</list>",
        "<name>&",
        "</name>",
        "\r\n--b7\r\n",
        "\r\n--b7--",
        "Content-Type: application/rlmi+xml\r\nContent-ID: <r@h>\r\n\r\n",
        "Content-Type: application/dialog-info+xml\r\nContent-ID: <x@h>\r\n\r\n",
        "Content-Type: multipart/related;boundary=b7\r\nContent-ID: <x@h>\r\n\r\n",
        "<dialog-info/>",
        "\u00fc",
        "\0",
    ]
)


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=18).map("".join))
def test_anything_is_read_or_refused(text: str) -> None:
    for data in (text, f"--b7\r\nContent-Type: application/rlmi+xml\r\n\r\n<list>{text}"):
        try:
            found = read(data.encode(), KIND)
        except BodyError:
            continue
        assert found.members or found.uri or found.findings
