"""Reading dialog-info as PBXs send it, surviving what attackers send, and writing it."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body.dialog_info import (
    MAX_SIZE,
    NAMESPACE,
    BodyError,
    Dialog,
    DialogInfo,
    Participant,
    parse,
    to_xml,
)
from blfpanel.body.encoding import unpacked

FOUNDING = (
    b'<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" state="full"'
    b' version="9"><dialog id="1" direction="initiator" call-id="e1b50917e909d311824d0090330200d6">'
    b"<state>early</state><local><identity>sip:207@172.16.16.180</identity></local><remote>"
    b"<identity>sip:211@172.16.16.180</identity></remote></dialog></dialog-info>"
)


def wrap(inside: str, attributes: str = 'state="full" version="1" entity="sip:207@pbx"') -> bytes:
    """``inside`` in a dialog-info element."""
    return f'<dialog-info xmlns="{NAMESPACE}" {attributes}>{inside}</dialog-info>'.encode()


def only(body: bytes) -> Dialog:
    """The one dialog of a document."""
    (dialog,) = parse(body).dialogs
    return dialog


def test_the_founding_document_is_read() -> None:
    assert parse(FOUNDING) == DialogInfo(
        entity=None,
        state="full",
        version=9,
        dialogs=(
            Dialog(
                "1",
                "early",
                "initiator",
                "e1b50917e909d311824d0090330200d6",
                local=Participant("sip:207@172.16.16.180"),
                remote=Participant("sip:211@172.16.16.180"),
            ),
        ),
        findings=("entity missing", "call 1: no tags"),
    )


def test_everything_the_rfc_names_is_read() -> None:
    body = wrap(
        '<dialog id="as7d900as8" call-id="a84b4c76e66710" local-tag="1928301774" remote-tag="31"'
        ' direction="recipient"><state event="rejected" code="486">terminated</state>'
        '<duration>274</duration><local><identity display="Alice">sip:alice@a</identity>'
        '<target uri="sip:alice@pc33"><param pname="+sip.rendering" pval="no"/></target></local>'
        "<remote><identity>sip:bob@b</identity></remote></dialog>"
    )
    assert parse(body).findings == ()
    assert only(body) == Dialog(
        "as7d900as8",
        "terminated",
        "recipient",
        "a84b4c76e66710",
        "1928301774",
        "31",
        "rejected",
        486,
        274,
        Participant("sip:alice@a", "Alice", "sip:alice@pc33", (("+sip.rendering", "no"),)),
        Participant("sip:bob@b"),
    )


ODD = [
    # who does it, document, attribute path, value, finding
    ("Yate", wrap("", 'notify-state="partial" version="1" entity="e"'), "state", "partial",
     "notify-state instead of state"),
    ("no state", wrap("", 'version="1" entity="e"'), "state", "full", "state missing"),
    ("odd state", wrap("", 'state="whole" version="1" entity="e"'), "state", "full",
     "state “whole” unknown"),
    ("padded version", wrap("", 'state="full" version="7   " entity="e"'), "version", 7, None),
    ("no version", wrap("", 'state="full" entity="e"'), "version", None, "version missing"),
    ("bad version", wrap("", 'state="full" version="x" entity="e"'), "version", None,
     "version “x” is no number"),
    ("huge version", wrap("", f'state="full" version="{"9" * 400}" entity="e"'), "version", None,
     "version “99999999999999999999” is no number"),
    ("no namespace", b'<dialog-info state="full" version="1" entity="e"/>', "entity", "e",
     "namespace missing"),
    ("other namespace", b'<dialog-info xmlns="x" state="full" version="1" entity="e"/>', "entity",
     "e", "namespace is “x”"),
    ("empty entity", wrap("", 'state="full" version="1" entity=""'), "entity", None,
     "entity missing"),
    ("leading newline", b"\r\n" + FOUNDING, "version", 9, "blanks before the first tag"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "name", "value", "finding"), [row[1:] for row in ODD],
                         ids=[row[0] for row in ODD])  # fmt: skip
def test_departures_of_the_document_are_read_and_named(
    body: bytes, name: str, value: object, finding: str | None
) -> None:
    info = parse(body)
    assert getattr(info, name) == value
    assert finding is None or finding in info.findings


ODD_CALLS = [
    ("Kazoo: no id", '<dialog call-id="c"><state>terminated</state></dialog>', "id", None,
     "id of a call missing"),
    ("Kamailio: capital", '<dialog id="1"><state>Trying</state></dialog>', "state", "trying",
     "call 1: state “Trying” has capitals"),
    ("own word", '<dialog id="1"><state>Committed</state></dialog>', "state", "committed",
     "call 1: state “Committed” unknown"),
    ("no state", '<dialog id="1"/>', "state", "", "call 1: state missing"),
    ("blanks", '<dialog id="1"><state>\n early </state></dialog>', "state", "early", None),
    ("own direction", '<dialog id="1" direction="Inbound"><state>early</state></dialog>',
     "direction", "inbound", "call 1: direction “inbound” unknown"),
    ("Asterisk: order", '<dialog id="1"><remote/><state>early</state></dialog>', "state", "early",
     "call 1: state does not come first"),
    ("empty tag", '<dialog id="1" local-tag="" remote-tag=""><state>early</state></dialog>',
     "local_tag", None, "call 1: no tags"),
    ("BroadWorks: two identities",
     '<dialog id="1"><state>proceeding</state><local><identity>sip:1@a</identity>'
     "<identity>tel:+1</identity></local></dialog>", "local", Participant("sip:1@a"),
     "call 1: local has two identities"),
    ("FreeSWITCH: pvalue",
     '<dialog id="1"><state>proceeding</state><local><target uri="sip:1@a">'
     '<param pname="+sip.rendering" pvalue="no"/></target></local></dialog>', "rendering", "no",
     "call 1: pvalue instead of pval"),
    ("valueless parameter",
     '<dialog id="1"><state>proceeding</state><local><target uri="sip:1@a">'
     '<param pname="isfocus"/></target></local></dialog>', "local",
     Participant(None, None, "sip:1@a", (("isfocus", ""),)), "call 1: param without value"),
    ("Kamailio: display on target",
     '<dialog id="1"><state>proceeding</state><remote><identity>sip:1@a</identity>'
     '<target uri="sip:1@b" display="Bob"/></remote></dialog>', "remote",
     Participant("sip:1@a", "Bob", "sip:1@b"), None),
    ("unknown element", '<dialog id="1"><extra>1</extra><state>early</state></dialog>', "state",
     "early", None),
    ("bad code", '<dialog id="1"><state code="x">terminated</state></dialog>', "code", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("call", "name", "value", "finding"), [row[1:] for row in ODD_CALLS],
                         ids=[row[0] for row in ODD_CALLS])  # fmt: skip
def test_departures_of_a_call_are_read_and_named(
    call: str, name: str, value: object, finding: str | None
) -> None:
    body = wrap(call)
    assert getattr(only(body), name) == value
    assert finding is None or finding in parse(body).findings


def test_a_repeated_id_is_named() -> None:
    body = wrap(2 * '<dialog id="7"><state>trying</state></dialog>')
    assert parse(body).findings == ("call 7 occurs 2 times",)


def test_a_bare_ampersand_stays_in_the_name() -> None:
    body = wrap(
        '<dialog id="1"><state>early</state><remote><identity display="Meyer & Co &lt;1">sip:3@a'
        "</identity></remote></dialog>"
    )
    remote = only(body).remote
    assert remote is not None
    assert (remote.display, remote.identity) == ("Meyer & Co <1", "sip:3@a")
    assert any(finding.startswith("XML is not well-formed") for finding in parse(body).findings)


def test_names_in_latin_1_stay_readable() -> None:
    body = wrap(
        '<dialog id="1"><state>early</state><remote><identity display="Müller">sip:3@a</identity>'
        "</remote></dialog>"
    )
    remote = only(body.decode().encode("latin-1")).remote
    assert remote is not None
    assert remote.display == "Müller"


@pytest.mark.parametrize("cut", [FOUNDING.index(b"</state>"), 300, 330, len(FOUNDING) - 1])
def test_a_truncated_document_is_read_as_far_as_it_goes(cut: int) -> None:
    info = parse(FOUNDING[:cut])
    assert (info.dialogs[0].id, info.dialogs[0].state) == ("1", "early")
    assert info.findings[0].startswith("XML is not well-formed")


def test_what_was_cut_off_is_not_known_to_be_over() -> None:
    two = wrap(
        '<dialog id="1"><state>early</state></dialog>'
        '<dialog id="2"><state>confirmed</state></dialog>'
    )
    info = parse(two[: two.index(b"irmed")])
    assert ([dialog.id for dialog in info.dialogs], info.state, info.whole) == (
        ["1"],
        "partial",
        False,
    )
    assert parse(two).whole
    assert parse(wrap('<dialog id="1"><state>&nbsp;early</state></dialog>')).full


PLAIN = wrap(
    '<dialog id="1" call-id="c" local-tag="l" remote-tag="r"><state>early</state><remote>'
    '<identity display="Jürgen Groß €">sip:3@a</identity></remote></dialog>'
).decode()


def declared(charset: str) -> str:
    """The same document with an XML declaration."""
    return f'<?xml version="1.0" encoding="{charset}"?>\n{PLAIN}'


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (PLAIN.encode(), None),
        (PLAIN.encode(), "iso-8859-1"),
        (declared("ISO-8859-1").encode(), None),
        (declared("US-ASCII").encode(), None),
        (declared("no-such-set").encode(), "nor-this"),
        (declared("UTF-8").encode("cp1252"), None),
        (declared("UTF-8").encode("cp1252"), "utf-8"),
        (declared("windows-1252").encode("cp1252"), None),
        (declared("UTF-8").encode("iso-8859-15"), "ISO-8859-15"),
        (declared("iso-8859-15").encode("iso-8859-15"), None),
        (declared("UTF-16").encode("utf-16"), None),
        (declared("UTF-8").encode("utf-16"), None),
        (declared("UTF-16").encode("utf-16-le"), None),
        (declared("UTF-16").encode("utf-16-be"), "utf-16"),
        (declared("UTF-16").encode(), None),
        (PLAIN.encode("utf-32"), None),
        (b"\xef\xbb\xbf" + declared("UTF-8").encode() + b"\0", None),
        (declared("UTF-8").encode() + b"\r\n\0\0\0", None),
        (b"\0\r\n" + declared("UTF-8").encode(), None),
        (gzip.compress(PLAIN.encode()), None),
    ],
)
def test_the_character_set_is_found_out_whatever_is_said_of_it(
    body: bytes, charset: str | None
) -> None:
    info = parse(body, charset)
    (dialog,) = info.dialogs
    assert dialog.remote == Participant("sip:3@a", "Jürgen Groß €")
    assert dialog.state == "early"
    assert info.whole
    assert set(info.findings) <= {"blanks before the first tag", "call 1: no tags"}


def test_a_name_cut_within_a_character_does_not_spoil_the_others() -> None:
    body = PLAIN.encode().replace("ß €".encode(), b"\xc3")
    remote = only(body).remote
    assert remote is not None
    assert remote.display == "Jürgen GroÃ"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("Meyer & Co", "Meyer & Co"),
        ("Meyer &amp; Co & Sons", "Meyer & Co & Sons"),
        ("M&uuml;ller &nosuch; &#252;", "Müller &nosuch; ü"),
        ("<unknown>", "<unknown>"),
        ('"Bob" <sip:12@b>', '"Bob" <sip:12@b>'),
        ("A < B", "A < B"),
        ("Bell\x07\x1f", "Bell"),
    ],
)
@pytest.mark.parametrize("uri", ["sip:3@a", "3@a", "tel:+493"])
def test_names_copied_unescaped_are_read_and_lose_nothing(sent: str, meant: str, uri: str) -> None:
    body = wrap(
        '<dialog id="1"><state>early</state><local><identity display="7">sip:7@a</identity>'
        "</local>"
        f'<remote><identity display="{sent}">{uri}</identity><target uri="sip:**7@a"/></remote>'
        "</dialog><dialog id='2'><state>confirmed</state></dialog>"
    )
    info = parse(body)
    first, second = info.dialogs
    assert first.remote == Participant(uri, meant, "sip:**7@a")
    assert first.local == Participant("sip:7@a", "7")
    assert (second.state, info.full) == ("confirmed", True)


def test_a_document_type_that_declares_nothing_is_only_named() -> None:
    info = parse(b'<!DOCTYPE dialog-info SYSTEM "http://192.0.2.1/x">' + wrap(""))
    assert info.findings == ("document type",)


def test_namespace_prefixes_and_foreign_elements_are_no_obstacle() -> None:
    body = (
        f'<d:dialog-info xmlns:d="{NAMESPACE}" xmlns:sa="urn:ietf:params:xml:ns:sa-dialog-info"'
        ' version="1" state="full" entity="sip:7@a" sa:x="1">'
        '<sa:dialog id="9"/><x-line-id>1</x-line-id>'
        '<d:dialog id="1" sa:exclusive="true" direction="recipient"><d:state>early</d:state>'
        "<sa:appearance>2</sa:appearance><d:remote><d:identity>sip:3@a</d:identity></d:remote>"
        "</d:dialog></d:dialog-info>"
    ).encode()
    (dialog,) = parse(body).dialogs
    assert (dialog.state, dialog.remote) == ("early", Participant("sip:3@a"))


def test_some_megabytes_are_read_and_findings_stay_few() -> None:
    call = '<dialog id="{0}"><state>confirmed</state><local/>' + " " * 300 + "</dialog>"
    info = parse(wrap("".join(call.format(n) for n in range(9000))))
    assert len(info.dialogs) == 9000
    assert len(info.findings) == 101
    assert info.findings[-1].startswith("and ")


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (FOUNDING, None),
        (FOUNDING, "identity"),
        (gzip.compress(FOUNDING), "gzip"),
        (gzip.compress(FOUNDING), "X-GZIP"),
        (zlib.compress(FOUNDING), "deflate"),
        (zlib.compress(FOUNDING)[2:-4], "deflate"),
        (zlib.compress(gzip.compress(FOUNDING)), "gzip, deflate"),
    ],
)
def test_packed_bodies_are_unpacked(body: bytes, encodings: str | None) -> None:
    assert unpacked(body, encodings) == FOUNDING


@pytest.mark.parametrize(
    ("body", "encodings", "words"),
    [
        (FOUNDING, "br", "packed as “br”, which is not known"),
        (FOUNDING, "gzip", "cannot be unpacked"),
        (gzip.compress(b" " * (MAX_SIZE + 1)), "gzip", "more than the 4194304 bytes"),
        (FOUNDING, "gzip,gzip,gzip,gzip", "packed 4 times"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_in_words(
    body: bytes, encodings: str, words: str
) -> None:
    with pytest.raises(BodyError, match=words):
        unpacked(body, encodings)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"\r\n\t ", "empty"),
        (b"hello", "no XML"),
        (b"\x00\xff\x80", "no XML"),
        (b"<presence/>", "<presence>, not <dialog-info>"),
        (b"<dialog-info>" + b" " * MAX_SIZE, "more than"),
        (b"<dialog-info>" + b"<dialog/>" * 10_001 + b"</dialog-info>", "more than the 10000"),
        (b"<!DOCTYPE x [<!ENTITY e 'early'>]><dialog-info/>", "types of its own"),
        (FOUNDING[:150], "breaks off before the state of its first call"),
        (
            FOUNDING[: FOUNDING.index(b"rly</state>")],
            "breaks off before the state of its first call",
        ),
        (
            gzip.compress(FOUNDING + b" " * MAX_SIZE),
            "more than the 4194304 bytes accepted, unpacked",
        ),
        (b"\x1f\x8b\x08 broken", "cannot be unpacked"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(BodyError, match=words):
        parse(body)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "{"a" * 40}">{entities}]>'
    return (bomb + '<dialog-info entity="&a11;">&a11;</dialog-info>').encode()


ATTACKS = {
    "a billion laughs": _laughs(),
    "laughs in UTF-16": _laughs().decode().encode("utf-16"),
    "an external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b'<dialog-info entity="x">&e;</dialog-info>',
    "a deep nest": b"<dialog-info>" + b"<dialog>" * 30_000,
    "many attributes": b"<dialog-info " + b" ".join(b'a%d=""' % n for n in range(20_000)) + b"/>",
    "many calls": b"<dialog-info>" + b"<dialog/>" * 28_000 + b"</dialog-info>",
    "many ampersands": b'<dialog-info entity="' + b"&" * 200_000 + b'"/>',
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS.keys())
def test_attacks_are_harmless_and_fast(body: bytes) -> None:
    begun = time.process_time()
    try:
        info = parse(body)
    except BodyError:
        pass
    else:
        assert "root:" not in repr(info)
        assert len(info.entity or "") <= MAX_SIZE
    assert time.process_time() - begun < 2.0


def test_the_founding_document_is_written_as_the_pbx_wrote_it() -> None:
    assert to_xml(parse(FOUNDING), strict=False) == FOUNDING


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).map(
    str.strip
).filter(bool)  # fmt: skip
uris = st.one_of(st.none(), texts)
participants = st.builds(
    Participant,
    identity=texts,
    display=uris,
    target=texts,
    params=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)
dialogs = st.builds(
    Dialog,
    id=texts,
    state=st.sampled_from(["trying", "proceeding", "early", "confirmed", "terminated"]),
    direction=st.sampled_from([None, "initiator", "recipient"]),
    call_id=uris,
    local_tag=texts,
    remote_tag=texts,
    event=uris,
    code=st.one_of(st.none(), st.integers(100, 699)),
    duration=st.one_of(st.none(), st.integers(0, 10**9)),
    local=st.one_of(st.none(), participants),
    remote=st.one_of(st.none(), participants),
)


@given(
    st.builds(
        DialogInfo,
        entity=texts,
        state=st.sampled_from(["full", "partial"]),
        version=st.integers(0, 2**32 - 1),
        dialogs=st.lists(dialogs, max_size=3, unique_by=lambda dialog: dialog.id).map(tuple),
    )
)
@settings(max_examples=60)
def test_what_is_written_is_read_again(info: DialogInfo) -> None:
    assert parse(to_xml(info)) == info


@given(st.binary(max_size=200), st.integers(0, len(FOUNDING)))
@settings(max_examples=150)
def test_no_bytes_raise_anything_but_body_error(junk: bytes, place: int) -> None:
    for body in (junk, FOUNDING[:place] + junk + FOUNDING[place:]):
        with contextlib.suppress(BodyError):
            assert parse(body).state in ("full", "partial")


CHARSETS = st.sampled_from([None, "utf-8", "utf-16", "iso-8859-1", "utf-7", "\0", "gb18030"])


@given(
    st.binary(max_size=80),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
    st.integers(0, 4 * len(FOUNDING)),
    CHARSETS,
)
@settings(max_examples=150)
def test_no_encoding_raises_anything_but_body_error(
    junk: bytes, encoding: str, place: int, charset: str | None
) -> None:
    sent = FOUNDING.decode().encode(encoding)
    place = min(place, len(sent))
    for body in (sent[:place] + junk, sent[:place] + junk + sent[place:], gzip.compress(junk)):
        with contextlib.suppress(BodyError):
            info = parse(body, charset)
            assert info.whole or (info.dialogs and info.state == "partial")


@given(st.binary(max_size=200), st.text(max_size=20))
@settings(max_examples=100)
def test_no_packing_raises_anything_but_body_error(body: bytes, encodings: str) -> None:
    for names in ("gzip", "deflate", "gzip, deflate", encodings):
        with contextlib.suppress(BodyError):
            assert len(unpacked(body, names)) <= MAX_SIZE


@pytest.mark.parametrize(
    "info",
    [
        DialogInfo(None, "full", 1),
        DialogInfo("sip:1@a", "full", None),
        DialogInfo("sip:1@a", "some", 1),
        DialogInfo("sip:1@a", "full", 1, (Dialog(None, "early"),)),
        DialogInfo("sip:1@a", "full", 1, (Dialog("1", "Trying"),)),
        DialogInfo("sip:1@a", "full", 1, (Dialog("1", "early", "inbound"),)),
    ],
)
def test_strict_writing_refuses_what_the_rfc_forbids(info: DialogInfo) -> None:
    with pytest.raises(ValueError, match="RFC 4235"):
        to_xml(info)
    assert to_xml(info, strict=False).endswith(b"</dialog-info>")
