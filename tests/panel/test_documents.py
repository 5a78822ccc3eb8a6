"""The document in a NOTIFY, whatever its headers say."""

from __future__ import annotations

import gzip

import pytest

from blfpanel.body.dialog_info import BodyError
from blfpanel.panel.lamps.documents import body_of, read_body
from support.panel_box import call, document, notify

BODY = document(call("early"), entity="sip:207@pbx")
MULTIPART = b"--x\r\nContent-Type: application/dialog-info+xml\r\n\r\n" + BODY + b"\r\n--x--"


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "application/dialog-info+xml",
        "APPLICATION/Dialog-Info+XML;charset=UTF-8",
        "application/xml",
        "application/pidf+xml",
        "text/plain; charset=utf-7",
        "nonsense",
    ],
)
def test_a_document_is_read_whatever_type_it_is_given(kind: str | None) -> None:
    info = read_body(notify(BODY, kind=kind))
    assert info is not None
    assert info.dialogs[0].state == "early"


@pytest.mark.parametrize("body", [b"", b"\r\n", b" \r\n\t\0\0"])
def test_a_body_that_says_nothing_is_none(body: bytes) -> None:
    assert read_body(notify(body)) is None


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"v=0", "application/sdp", "it is application/sdp, not application/dialog-info"),
        (MULTIPART, "multipart/related", "it is multipart/related, not application/dialog-info"),
        (b"<dialog-info", "application/dialog-info+xml", "breaks off"),
    ],
)
def test_what_is_no_document_is_named(body: bytes, kind: str, words: str) -> None:
    with pytest.raises(BodyError, match=words):
        read_body(notify(body, kind=kind))


def test_a_packed_body_is_read_and_an_unknown_packing_named() -> None:
    packed = notify(gzip.compress(BODY), Content_Encoding="gzip")
    assert body_of(packed) == BODY
    assert read_body(packed) == read_body(notify(BODY))
    with pytest.raises(BodyError, match="packed as “br”"):
        read_body(notify(BODY, Content_Encoding="br"))


def test_the_charset_of_the_content_type_is_believed_where_bytes_are_no_utf_8() -> None:
    body = document(call("early", remote="sip:1@a")).decode()
    body = body.replace("<identity>sip:1@a", '<identity display="Ж">sip:1@a')
    info = read_body(
        notify(body.encode("iso-8859-5"), kind="application/dialog-info+xml;charset=ISO-8859-5")
    )
    assert info is not None
    remote = info.dialogs[0].remote
    assert remote is not None
    assert remote.display == "Ж"
