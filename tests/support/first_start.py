"""The pages of the first start as they look in between, for pictures."""

from __future__ import annotations

from blfpanel.config.account import AccountSettings
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config
from blfpanel.gui.features import Desk
from blfpanel.gui.fill.chooser import Source
from blfpanel.gui.fill.page import FillPage
from blfpanel.gui.fill.pages import PageStack
from blfpanel.gui.welcome.page import WelcomePage
from blfpanel.phone.probe_steps import Heard, Mark, Part, Step, Trouble
from blfpanel.wording import say

_HOST = "pbx.example.com"


class _Told:
    """A PBX that has told of a few partners."""

    def __init__(self) -> None:
        names = {"202": "Tom Weiss", "207": "Anna Berger", "211": "Peter Lang"}
        self.heard = {number: Heard(number, name) for number, name in names.items()}

    async def list_members(self, name: str) -> tuple[tuple[Heard, ...], str]:
        return (), ""


def _open(desk: Desk) -> WelcomePage:
    page = WelcomePage(desk.theme, Config(), desk.sound)
    PageStack.of(desk.window).open(page)
    account = page.account
    account.server.setText(_HOST)
    account.user.setText("200")
    account.password.setText("not shown")
    return page


def show_connected(desk: Desk) -> None:
    """Step 1, when everything went well."""
    progress = _open(desk).account.progress
    found = (say("TLS did not answer on port 5061"), say("TCP answered on 5060"))
    note = say("Others in the network can see who calls whom. The password itself is not sent.")
    for step in (
        Step(Part.WAY, Mark.DONE, say("Found {host}", host=_HOST), found),
        Step(Part.ENCRYPTION, Mark.NOTE, say("TCP is not encrypted"), (note,)),
        Step(Part.LOGIN, Mark.DONE, say("Number 200 and password accepted")),
        Step(
            Part.PBX,
            Mark.DONE,
            say("innovaphone PBX recognised"),
            (say("24 partners seen so far"),),
        ),
    ):
        progress.show_step(step)
    progress.finish(3)


def show_wrong_password(desk: Desk) -> None:
    """Step 1, with a password that is not accepted."""
    account = _open(desk).account
    text = say("pbx.example.com does not accept the password of 200. [403]")
    account.show_step(Step(Part.WAY, Mark.DONE, say("Found {host}", host=_HOST)))
    account.show_step(Step(Part.LOGIN, Mark.FAILED, text, (), Trouble.PASSWORD))


def show_filling(desk: Desk) -> None:
    """Step 2, with a range being typed."""
    page = _open(desk)
    account = AccountSettings(user="200", server=_HOST)
    page.chooser.use((account,), (KeySettings(number="203"),), _Told())
    page.chooser.choose(Source.RANGE)
    page.show_page(1)
    page.chooser.range.setText("200-215, 310")
    page.chooser.label.setText("Room {number}")
    page.chooser.show_keys()


def show_sound(desk: Desk) -> None:
    """Step 3."""
    page = _open(desk)
    page.show_page(2)
    page.sound.begin()


def show_fill_page(desk: Desk) -> None:
    """The page that fills the panel later on."""
    page = FillPage(desk.theme, Config())
    PageStack.of(desk.window).open(page)
    page.chooser.range.setText("220-239")
    page.chooser.show_keys()
