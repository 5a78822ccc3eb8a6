from __future__ import annotations

import random

import pytest

from blfpanel.sip.auth import AuthOutcome, Challenge, Credentials, DigestClient
from blfpanel.sip.auth_server import NONCE_LIFE, DigestServer, Verdict, Verification
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response

USERS = {"201": "secret", "202": "other"}


class Bench:
    """A phone and a registrar with nothing between them."""

    def __init__(self, *algorithms: str, password: str = "secret", proxy: bool = False) -> None:
        self.ids = Ids(random.Random(2))
        names = algorithms or ("SHA-256", "MD5")
        self.server = DigestServer("pbx", USERS.get, self.ids, names, proxy=proxy)
        self.client = DigestClient(Credentials("201", password))
        self.number = 0

    def request(self, uri: str = "sip:pbx") -> Request:
        self.number += 1
        headers = Headers([("Call-ID", "c"), ("CSeq", f"{self.number} REGISTER")])
        request = Request("REGISTER", uri, headers)
        self.client.apply(request, self.ids)
        return request

    def challenge(self, request: Request, now: float = 0.0, *, stale: bool = False) -> AuthOutcome:
        lines = self.server.challenges(now, stale=stale)
        return self.client.challenged(request, Response(self.server.status, "", Headers(lines)))

    def verdict(self, request: Request, now: float = 0.0) -> Verdict:
        return self.server.verify(request, now).verdict


@pytest.mark.parametrize(
    "algorithm", ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"]
)
@pytest.mark.parametrize("proxy", [False, True])
def test_client_and_server_understand_each_other(algorithm: str, proxy: bool) -> None:
    bench = Bench(algorithm, proxy=proxy)
    first = bench.request()
    assert bench.server.verify(first, 0) == Verification(Verdict.MISSING)
    assert bench.challenge(first) is AuthOutcome.RETRY
    for _ in range(3):
        assert bench.server.verify(bench.request(), 0) == Verification(Verdict.GRANTED, "201")


def test_a_wrong_password_is_wrong() -> None:
    bench = Bench(password="guess")
    bench.challenge(bench.request())
    request = bench.request()
    assert bench.server.verify(request, 0) == Verification(Verdict.WRONG, "201")
    assert bench.challenge(request) is AuthOutcome.WRONG_PASSWORD


def test_an_answer_is_good_once() -> None:
    bench = Bench()
    bench.challenge(bench.request())
    early, late = bench.request(), bench.request()
    for request in (late, early):  # one that was overtaken on the way is no replay
        assert bench.verdict(request) is Verdict.GRANTED
        assert bench.verdict(request) is Verdict.STALE


def test_a_nonce_ends_and_the_client_gets_a_new_one() -> None:
    bench = Bench()
    bench.challenge(bench.request())
    assert bench.verdict(bench.request(), NONCE_LIFE) is Verdict.GRANTED
    late = bench.request()
    assert bench.verdict(late, NONCE_LIFE + 1) is Verdict.STALE
    assert bench.challenge(late, NONCE_LIFE + 1, stale=True) is AuthOutcome.RETRY
    assert bench.verdict(bench.request(), NONCE_LIFE + 1) is Verdict.GRANTED


def test_a_nonce_of_somebody_else_is_stale_only_with_the_right_password() -> None:
    for password, verdict in (("secret", Verdict.STALE), ("guess", Verdict.WRONG)):
        bench, foreign = Bench(password=password), Bench()
        bench.client.challenged(
            bench.request(), Response(401, "", Headers(foreign.server.challenges(0)))
        )
        other = DigestServer("pbx", USERS.get, Ids(random.Random(3)))
        assert other.verify(bench.request(), 0).verdict is verdict


def test_forgotten_nonces_are_stale() -> None:
    bench = Bench()
    bench.challenge(bench.request())
    for _ in range(3000):
        bench.server.challenges(0)
    assert bench.verdict(bench.request()) is Verdict.STALE


def test_an_answer_without_qop_serves_once() -> None:
    bench = Bench("MD5")
    first = bench.request()
    line = str(Challenge.parse(bench.server.challenges(0)[0][1])).replace(', qop="auth"', "")
    bench.client.challenged(first, Response(401, "", Headers([("WWW-Authenticate", line)])))
    assert bench.verdict(bench.request()) is Verdict.GRANTED
    assert bench.verdict(bench.request()) is Verdict.STALE


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ('realm="pbx"', 'realm="elsewhere"', Verdict.MISSING),
        ("Digest", "Basic", Verdict.MISSING),
        ('username="201"', 'username="202"', Verdict.WRONG),
        ('username="201"', 'username="999"', Verdict.WRONG),
        ('username="201", ', "", Verdict.WRONG),
        ('uri="sip:pbx"', 'uri="sip:other"', Verdict.WRONG),
        ("nc=00000001", "nc=00000002", Verdict.WRONG),
        ("nc=00000001", "nc=-0000001", Verdict.WRONG),
        ("qop=auth, nc=00000001", "qop=auth", Verdict.WRONG),
        ("qop=auth", "qop=auth-int", Verdict.WRONG),
        ("algorithm=SHA-256", "algorithm=SHA-512-256", Verdict.WRONG),
        ('response="', 'response="ü', Verdict.WRONG),
    ],
)
def test_an_answer_that_was_changed_proves_nothing(old: str, new: str, verdict: Verdict) -> None:
    bench = Bench()
    bench.challenge(bench.request())
    request = bench.request()
    value = request.headers.get("Authorization") or ""
    assert old in value
    request.headers.set("Authorization", value.replace(old, new))
    assert bench.verdict(request) is verdict


@pytest.mark.parametrize(
    ("sent_to", "verdict"),
    [
        ("sip:pbx", Verdict.GRANTED),
        ("sip:PBX;transport=udp", Verdict.GRANTED),
        ("sip:pbx:5060", Verdict.WRONG),
        ("nonsense", Verdict.WRONG),
    ],
)
def test_an_answer_belongs_to_its_request_uri(sent_to: str, verdict: Verdict) -> None:
    bench = Bench()
    bench.challenge(bench.request())
    request = bench.request()
    request.uri = sent_to
    assert bench.verdict(request) is verdict


def test_an_unknown_user_has_no_empty_password() -> None:
    bench = Bench()
    bench.client = DigestClient(Credentials("999", ""))
    bench.challenge(bench.request())
    assert bench.verdict(bench.request()) is Verdict.WRONG


def test_each_algorithm_is_offered_in_order_with_one_nonce() -> None:
    bench = Bench("SHA-512-256", "MD5")
    lines = bench.server.challenges(0)
    challenges = [Challenge.parse(value) for _, value in lines]
    assert [name for name, _ in lines] == ["WWW-Authenticate"] * 2
    assert [challenge.algorithm for challenge in challenges] == ["SHA-512-256", "MD5"]
    assert len({challenge.nonce for challenge in challenges}) == 1
