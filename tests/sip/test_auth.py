from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.sip.auth import (
    ALGORITHMS,
    AuthOutcome,
    Challenge,
    Credentials,
    DigestClient,
    answers,
    authorize,
    digest_response,
    parse_auth,
)
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response

RFC_7616 = {
    "realm": "http-auth@example.org",
    "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    "uri": "/dir/index.html",
    "cnonce": "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
}


@pytest.mark.parametrize(
    ("algorithm", "username", "password", "parts", "expected"),
    [
        pytest.param(
            "md5", "Mufasa", "CircleOfLife",
            {"realm": "testrealm@host.com", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093",
             "uri": "/dir/index.html", "qop": None},
            "1949323746fe6a43ef61f9606e7febea", id="RFC 2069 2.4, erratum 749",
        ),
        pytest.param(
            "md5", "Mufasa", "Circle Of Life",
            {"realm": "testrealm@host.com", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093",
             "uri": "/dir/index.html", "cnonce": "0a4f113b"},
            "6629fae49393a05397450978507c4ef1", id="RFC 2617 3.5",
        ),
        pytest.param(
            "md5", "Mufasa", "Circle of Life", RFC_7616,
            "8ca523f5e9506fed4657c9700eebdbec", id="RFC 7616 3.9.1 MD5",
        ),
        pytest.param(
            "sha-256", "Mufasa", "Circle of Life", RFC_7616,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            id="RFC 7616 3.9.1 SHA-256",
        ),
        pytest.param(
            "sha-512-256", "Jäsøn Doe", "Secret, or not?",
            {"realm": "api@example.org", "uri": "/doe.json",
             "nonce": "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
             "cnonce": "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"},
            "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5",
            id="RFC 7616 3.9.2, erratum 4897",
        ),
    ],
)  # fmt: skip
def test_the_vectors_of_the_rfcs(
    algorithm: str, username: str, password: str, parts: dict[str, str], expected: str
) -> None:
    parts = {"qop": "auth", "nc": "00000001", "method": "GET"} | parts
    result = digest_response(ALGORITHMS[algorithm], Credentials(username, password), **parts)
    assert result == expected


def test_session_and_body_forms_follow_the_formula() -> None:
    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    secret = md5(f"{md5('u:r:p')}:n:c")
    subject = md5(f"PUT:x:{md5('body')}")
    expected = md5(f"{secret}:n:00000002:c:auth-int:{subject}")
    value = authorize(
        Challenge("r", "n", "md5-SESS", ("auth-int",)),
        method="PUT",
        uri="x",
        username="u",
        password="p",
        body=b"body",
        cnonce="c",
        nonce_count=2,
    )
    assert parse_auth(value) == {
        "username": "u",
        "realm": "r",
        "nonce": "n",
        "uri": "x",
        "response": expected,
        "algorithm": "MD5-sess",
        "qop": "auth-int",
        "nc": "00000002",
        "cnonce": "c",
    }


def test_the_answer_is_quoted_as_the_grammar_wants() -> None:
    value = authorize(
        Challenge('a "realm"', "n", None, ("auth-int", "auth"), "op"),
        method="REGISTER",
        uri="sip:h",
        username="u",
        password="p",
        cnonce="c",
        nonce_count=255,
    )
    response = parse_auth(value)["response"]
    assert value == (
        r'Digest username="u", realm="a \"realm\"", nonce="n", uri="sip:h", '
        f'response="{response}", opaque="op", qop=auth, nc=000000ff, cnonce="c"'
    )


def test_without_qop_the_old_form_is_written() -> None:
    value = authorize(
        Challenge("r", "n", "MD5"),
        method="A",
        uri="sip:h",
        username="u",
        password="p",
        cnonce="c",
        nonce_count=1,
    )
    assert parse_auth(value).keys() == {
        "username", "realm", "nonce", "uri", "response", "algorithm"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Digest realm="r",nonce="n"', Challenge("r", "n")),
        (
            'digest  Realm = "a, \\"b\\"" , NONCE="n=", qop="auth , auth-int",stale=TRUE,'
            'algorithm="SHA-256",opaque="",domain="sip:x sip:y",unknown=1',
            Challenge('a, "b"', "n=", "SHA-256", ("auth", "auth-int"), "", True),
        ),
        ('Digest realm=r nonce=n qop=auth stale="false"', Challenge("r", "n", None, ("auth",))),
        ('Digest realm="",nonce="",algorithm=', Challenge("", "")),
    ],
)
def test_challenges_are_read_tolerantly(text: str, expected: Challenge) -> None:
    assert Challenge.parse(text) == expected
    assert Challenge.parse(str(expected)) == expected


@pytest.mark.parametrize("text", ["", "Basic realm=x", 'Digest realm="x"', 'Digest nonce="x"'])
def test_what_is_no_digest_challenge_is_refused(text: str) -> None:
    with pytest.raises(SipParseError):
        Challenge.parse(text)


@pytest.mark.parametrize(
    ("challenge", "supported"),
    [
        (Challenge("r", "n"), True),
        (Challenge("r", "n", "sha-256-SESS", ("x", "auth-int")), True),
        (Challenge("r", "n", "AKAv1-MD5", ("auth",)), False),
        (Challenge("r", "n", "MD5", ("x",)), False),
    ],
)
def test_what_can_be_answered_is_known(challenge: Challenge, supported: bool) -> None:
    assert challenge.supported is supported
    if not supported:
        with pytest.raises(ValueError, match="cannot answer"):
            authorize(
                challenge, method="", uri="", username="", password="", cnonce="", nonce_count=1
            )


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_challenge_is_read_or_refused(text: str) -> None:
    try:
        Challenge.parse(f"Digest {text}")
    except SipParseError:
        return
    assert "realm" in text.lower()


@pytest.mark.parametrize("piece", ["a", "a ", "a=", 'a="', '\\"', "="])
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    # quadratic work on 64 KiB takes half a minute for each of these
    params = parse_auth("Digest " + piece * (64 * 1024 // len(piece)))
    assert params.keys() <= {"a"}


# --- the client ---


class Phone:
    """Sends one request again and again as a usage does, and remembers what it said."""

    def __init__(self, password: str = "secret") -> None:
        self.client = DigestClient(Credentials("201", password))
        self.ids = Ids(random.Random(1))
        self.cseq = 0

    def send(self, call_id: str = "c") -> Request:
        self.cseq += 1
        request = Request("REGISTER", "sip:h", Headers([("Call-ID", call_id)]))
        request.headers.add("CSeq", f"{self.cseq} REGISTER")
        self.client.apply(request, self.ids)
        return request

    def told(self, request: Request, *challenges: str, status: int = 401) -> AuthOutcome:
        name = "WWW-Authenticate" if status == 401 else "Proxy-Authenticate"
        response = Response(status, "", Headers([(name, value) for value in challenges]))
        return self.client.challenged(request, response)


def sent(request: Request, header: str = "Authorization") -> list[tuple[str, str]]:
    return [(a["nonce"], a.get("nc", "")) for a in answers(request.headers, header)]


def ask(nonce: str, more: str = 'qop="auth"', realm: str = "pbx") -> str:
    return f'Digest realm="{realm}", nonce="{nonce}", {more}'


def test_a_nonce_serves_many_requests_and_is_counted() -> None:
    phone = Phone()
    first = phone.send()
    assert sent(first) == []
    assert phone.told(first, ask("n1")) is AuthOutcome.RETRY
    requests = [phone.send(), phone.send(), phone.send("other call")]
    assert [sent(request) for request in requests] == [
        [("n1", "00000001")],
        [("n1", "00000002")],
        [("n1", "00000003")],
    ]
    values = [answers(request.headers, "Authorization")[0] for request in requests]
    assert len({value["cnonce"] for value in values}) == 1
    assert values[0]["response"] == digest_response(
        ALGORITHMS["md5"], Credentials("201", "secret"), realm="pbx", nonce="n1",
        method="REGISTER", uri="sip:h", qop="auth", nc="00000001", cnonce=values[0]["cnonce"],
    )  # fmt: skip


def test_a_wrong_password_is_tried_once() -> None:
    phone = Phone()
    assert phone.told(phone.send(), ask("n1")) is AuthOutcome.RETRY
    assert phone.told(phone.send(), ask("n2")) is AuthOutcome.WRONG_PASSWORD
    again = phone.send()
    assert sent(again) == [], "the next try must not count as two wrong ones"


def test_a_stale_nonce_is_replaced() -> None:
    phone = Phone()
    phone.told(phone.send(), ask("n1"))
    phone.send()
    assert phone.told(phone.send(), ask("n2", "stale=true, qop=auth")) is AuthOutcome.RETRY
    assert sent(phone.send()) == [("n2", "00000001")]


def test_a_server_that_calls_everything_stale_is_given_up() -> None:
    phone = Phone()
    outcomes = [phone.told(phone.send(), ask(f"n{i}", "stale=true")) for i in range(5)]
    assert outcomes == [*[AuthOutcome.RETRY] * 4, AuthOutcome.WRONG_PASSWORD]


def test_an_old_nonce_gets_a_second_chance_even_if_not_called_stale() -> None:
    phone = Phone()
    phone.told(phone.send(), ask("n1"))
    phone.send()
    assert phone.told(phone.send(), ask("n2")) is AuthOutcome.RETRY
    assert phone.told(phone.send(), ask("n3")) is AuthOutcome.WRONG_PASSWORD


def test_requests_in_flight_when_the_nonce_ends_are_all_saved() -> None:
    phone = Phone()
    phone.told(phone.send(), ask("n1"))
    phone.send()
    flying = [phone.send(f"call {i}") for i in range(20)]
    for i, request in enumerate(flying):
        assert phone.told(request, ask(f"m{i}")) is AuthOutcome.RETRY


def test_proxy_and_server_are_both_answered() -> None:
    phone = Phone()
    assert phone.told(phone.send(), ask("p1", realm="proxy"), status=407) is AuthOutcome.RETRY
    second = phone.send()
    assert sent(second, "Proxy-Authorization") == [("p1", "00000001")]
    assert phone.told(second, ask("s1")) is AuthOutcome.RETRY
    third = phone.send()
    assert sent(third, "Proxy-Authorization") == [("p1", "00000002")]
    assert sent(third) == [("s1", "00000001")]


def test_a_server_with_a_new_realm_each_time_is_given_up() -> None:
    phone = Phone()
    outcomes = [phone.told(phone.send(), ask("n", realm=f"r{i}")) for i in range(5)]
    assert outcomes == [AuthOutcome.RETRY] * 4 + [AuthOutcome.WRONG_PASSWORD]
    for i in range(30):
        phone.told(phone.send(f"call {i}"), ask("n", realm=f"x{i}"))
    assert len(sent(phone.send())) == 8


def test_the_strongest_algorithm_is_answered() -> None:
    phone = Phone()
    offers = [ask(name, f"algorithm={name}, qop=auth") for name in ("MD5", "X", "SHA-256", "md5")]
    assert phone.told(phone.send(), *offers, "Basic realm=pbx") is AuthOutcome.RETRY
    assert sent(phone.send()) == [("SHA-256", "00000001")]


@pytest.mark.parametrize(
    "challenge", ["Basic realm=x", 'Digest realm="x"', ask("n", "algorithm=AKAv1-MD5")]
)
def test_a_challenge_nobody_can_answer_is_unsupported(challenge: str) -> None:
    phone = Phone()
    assert phone.told(phone.send(), challenge) is AuthOutcome.UNSUPPORTED


def test_a_401_without_challenge_is_asked_once_more_without_credentials() -> None:
    """FreeSWITCH issue 1532: an expired nonce is answered so."""
    phone = Phone()
    phone.told(phone.send(), ask("n1"))
    phone.send()
    assert phone.told(phone.send()) is AuthOutcome.RETRY
    bare = phone.send()
    assert sent(bare) == []
    assert phone.told(bare, ask("n2")) is AuthOutcome.RETRY
    assert phone.told(phone.send()) is AuthOutcome.NO_CHALLENGE


def test_a_401_without_challenge_or_credentials_is_the_end() -> None:
    phone = Phone()
    assert phone.told(phone.send()) is AuthOutcome.NO_CHALLENGE


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(Credentials("201", "secret"))
