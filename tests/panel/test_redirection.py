"""From a Contact to the INVITE that goes there."""

from __future__ import annotations

import pytest

from blfpanel.panel.pickups.redirection import Headers, followed
from blfpanel.sip.syntax.uri import SipUri

OURS = (("Replaces", "x@y;to-tag=1;from-tag=2;early-only"), ("Require", "replaces"))
THEIRS = "a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2"
NEW = (("Replaces", "a@b;to-tag=1;from-tag=2;early-only"), ("Require", "replaces"))


@pytest.mark.parametrize(
    ("target", "headers", "uri", "sent"),
    [
        ("sip:211@pbx", (), "sip:211@pbx", ()),
        ("sip:211@pbx;line=7", OURS, "sip:211@pbx;line=7", OURS),
        (f"sip:211@pbx?Replaces={THEIRS}&Require=replaces", (), "sip:211@pbx", NEW),
        (f"sip:211@pbx?replaces={THEIRS}", OURS, "sip:211@pbx", NEW),
        (f"sip:211@pbx?Replaces={THEIRS}%3Bearly-only", (), "sip:211@pbx", NEW),
        # what whoever redirects has no say in
        ("sip:211@pbx?From=x&Route=%3Csip%3Aevil%3E&Contact=y", (), "sip:211@pbx", ()),
        ("sip:211@pbx?Require=secret", (), "sip:211@pbx", ()),
        ("sip:211@pbx;method=BYE;line=7", (), "sip:211@pbx;line=7", ()),
        # what is no Replaces
        ("sip:211@pbx?Replaces=nonsense", (), "sip:211@pbx", ()),
        (f"sip:211@pbx?Replaces={THEIRS}%0D%0ARoute%3A%20evil", (), "sip:211@pbx", ()),
        ("sip:211@pbx?Replaces=", OURS, "sip:211@pbx", OURS),
    ],
)
def test_a_redirection_is_followed(target: str, headers: Headers, uri: str, sent: Headers) -> None:
    assert followed(SipUri.parse(target), headers) == (uri, sent)
