"""From the settings of an account to the place its requests go to."""

from __future__ import annotations

import pytest

from blfpanel.config import Config
from blfpanel.sip.account import Account
from blfpanel.sip.flow import Target, Tls


def account(lines: str) -> Account:
    config, problems = Config.parse(
        f'[[accounts]]\nuser = "200"\nserver = "pbx.example.com"\n{lines}'
    )
    assert problems == ()
    return config.accounts[0].sip_account("secret")


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls", "auto"])
def test_port_that_is_not_given_is_left_to_dns(transport: str) -> None:
    made = account(f'transport = "{transport}"')
    assert made.server == Target(transport, "pbx.example.com", 0)


def test_files_for_tls_go_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    made = account(
        'transport = "tls"\nca_file = "~/ca.pem"\n'
        'certificate = "/c.pem"\ncertificate_key = "/k.pem"'
    )
    assert made.server.tls == Tls("/home/anna/ca.pem", "/c.pem", "/k.pem")


def test_requests_go_to_the_proxy_and_their_addresses_stay() -> None:
    made = account('transport = "tcp"\nproxy = "sbc.example.net:5070"')
    assert made.server == Target("tcp", "sbc.example.net", 5070)
    assert str(made.aor.uri) == "sip:200@pbx.example.com"
    assert str(made.registrar) == "sip:pbx.example.com"
    assert made.route is None


@pytest.mark.parametrize(
    ("lines", "route"),
    [
        ('proxy = "sbc.example.net:5070"', "<sip:sbc.example.net:5070;lr>"),
        ('proxy = "sbc.example.net"\ntransport = "tls"', "<sip:sbc.example.net;transport=tls;lr>"),
        ('proxy = "[2001:db8::1]:5070"', "<sip:[2001:db8::1]:5070;lr>"),
    ],
)
def test_proxy_is_named_in_a_route_where_it_wants_that(lines: str, route: str) -> None:
    assert account(f"{lines}\nproxy_route = true").route == route


def test_nat_is_dealt_with_as_the_settings_say() -> None:
    made = account("public_contact = false\nstun = true\nkeep_alive = 15")
    assert (made.public_contact, made.stun, made.keep_alive) == (False, True, 15)
