"""Two accounts at two PBXs: one by TLS, one by UDP over IPv6. Each has its own key for 207."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.cast import YOU
from blfpanel.sim.directory import User
from blfpanel.sim.scenario import PlannedCall, Scenario
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target, Tls
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.certificates import ca_file, issued
from support.desk import ANNA, TOM, until

BERLIN, HAMBURG = KeyId("berlin:207"), KeyId("hamburg:207")


@dataclass(slots=True)
class Offices:
    """The PBXs of both towns, and the phone with its window."""

    berlin: SimServer
    hamburg: SimServer
    phone: Phone
    window: MainWindow

    def lamp(self, key: KeyId) -> Lamp:
        return self.phone.panel.face(key).lamp

    def sent_to(self, address: tuple[str, int], beginning: str) -> int:
        """How many messages that begin so went to this address."""
        return sum(
            entry.direction.name == "OUT"
            and entry.flow.remote == address
            and entry.data.startswith(beginning.encode())
            for entry in self.phone.trace
        )


def account(name: str, server: SimServer, target: Target) -> Account:
    aor = NameAddr(YOU.name, SipUri("sip", YOU.number, None, server.settings.domain))
    return Account(name, aor, target, Credentials(YOU.number, YOU.password))


@asynccontextmanager
async def offices(qapp: QApplication, trusted: str) -> AsyncIterator[Offices]:
    profiles = load_profiles()
    people = (ANNA, TOM)
    quiet = Scenario(call=())
    async with (
        SimServer(
            profile=profiles["innovaphone"],
            people=people,
            scenario=quiet,
            tls=issued("127.0.0.1"),
        ) as berlin,
        SimServer("::1", profile=profiles["asterisk"], people=people, scenario=quiet) as hamburg,
    ):
        assert berlin.tls_address is not None
        lines = [
            Line(account("Berlin", berlin, Target("tls", *berlin.tls_address, Tls(trusted)))),
            Line(account("Hamburg", hamburg, Target("udp", *hamburg.address))),
        ]
        keys = [
            PartnerKey(BERLIN, "Anna (Berlin)", "207", "Berlin"),
            PartnerKey(HAMBURG, "Anna (Hamburg)", "207", "Hamburg"),
        ]
        phone = Phone(Panel(profiles), lines, keys)
        window = MainWindow(phone, Theme(qapp, Scheme.LIGHT))
        window.resize(1200, 700)
        window.show()
        await phone.start()
        window.started()
        try:
            yield Offices(berlin, hamburg, phone, window)
        finally:
            window.hide()
            await phone.stop()
            window.deleteLater()


def test_each_account_has_its_own_lamps_and_calls_go_by_the_keys_account(
    qapp: QApplication, run: Callable[[Awaitable[None]], None]
) -> None:
    async def story() -> None:
        async with offices(qapp, ca_file()) as both:
            await until(lambda: both.lamp(BERLIN) is Lamp.IDLE, "all is quiet in Berlin, too")
            call = PlannedCall(at=0.0, caller="202", callee="207", ring=30)
            both.berlin.follow(Scenario(call=(call,)))
            await until(lambda: both.lamp(BERLIN) is Lamp.ALERTING, "it rings in Berlin")
            await until(lambda: both.lamp(HAMBURG) is Lamp.IDLE, "all is quiet in Hamburg")
            box = both.window.header.account
            await until(lambda: box.name.text() == "Berlin · 2/2", "both are registered")
            assert box.lock.isVisible()
            assert "Hamburg: Registered at ::1" in box.toolTip()
            both.phone.press(HAMBURG)
            await until(
                lambda: both.sent_to(both.hamburg.address, "INVITE sip:207@[::1]") > 0,
                "Anna is called in Hamburg",
            )
            assert both.berlin.tls_address is not None
            assert both.sent_to(both.berlin.tls_address, "INVITE") == 0

    run(story())


def test_account_whose_server_is_not_who_it_should_be_leaves_the_other_alone(
    qapp: QApplication, run: Callable[[Awaitable[None]], None]
) -> None:
    async def story() -> None:
        async with offices(qapp, ca_file("two")) as both:
            await until(lambda: both.lamp(HAMBURG) is Lamp.IDLE, "Hamburg works")
            box = both.window.header.account
            await until(lambda: box.name.text() == "Berlin · 1/2", "Berlin does not")
            assert not box.lock.isVisible()
            assert "certificate" in box.state.text()
            assert both.lamp(BERLIN) is Lamp.UNKNOWN
            assert both.berlin.tls_address is not None
            assert both.sent_to(both.berlin.tls_address, "") == 0
            assert both.sent_to(both.berlin.address, "") == 0

    run(story())


def test_two_numbers_at_one_pbx_are_two_accounts(
    qapp: QApplication, run: Callable[[Awaitable[None]], None]
) -> None:
    async def story() -> None:
        profiles = load_profiles()
        sales = User("201", "Sales", "panel201")
        async with SimServer(
            profile=profiles["rfc"],
            people=(ANNA, TOM),
            guests=(YOU, sales),
            scenario=Scenario(call=()),
        ) as server:
            target = Target("udp", *server.address)
            lines = [
                Line(
                    Account(
                        user.name,
                        NameAddr(None, SipUri("sip", user.number, None, server.settings.domain)),
                        target,
                        Credentials(user.number, user.password),
                    )
                )
                for user in (YOU, sales)
            ]
            phone = Phone(Panel(profiles), lines)
            await phone.start()
            numbers = (YOU.number, sales.number)
            await until(lambda: all(map(server.pbx.registered, numbers)), "both are registered")
            call = PlannedCall(at=0.0, caller="202", callee="201", ring=30)
            server.follow(Scenario(call=(call,)))
            await until(lambda: len(phone.panel.own_calls()) == 1, "it rings at one of them")
            assert [each.account for each in phone.panel.own_calls()] == ["Sales"]
            await phone.stop()

    run(story())
