"""Two phones and the built-in PBX on loopback: what one says is what the other hears."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import wave
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from blfpanel.body.crypto import Encryption
from blfpanel.media.session import RtpMediaFactory
from blfpanel.media.sound import Discard, Silence
from blfpanel.media.tones import Tone
from blfpanel.media.wishes import SoundWishes
from blfpanel.panel.changes import Notice
from blfpanel.panel.model import OwnCall, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.directory import User
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.tones import dominant, seconds_of, usual_share

ANNA, PETER = User("207", "Anna", "secret207"), User("211", "Peter", "secret211")
OFF, ANSWERED, OFFERED, REQUIRED = Encryption


class Ear(Discard):
    """Remembers what it hears."""

    def __init__(self) -> None:
        self.heard = bytearray()
        self.rate = 0

    def write(self, linear: bytes, clock_rate: int) -> None:
        self.heard += linear
        self.rate = clock_rate


class Desk:
    """A phone with a voice of its own."""

    def __init__(self, server: SimServer, user: User, sound: SoundWishes, pitch: float) -> None:
        uri = SipUri("sip", user.number, None, server.settings.domain)
        account = Account(
            user.number,
            NameAddr(user.name, uri),
            Target("udp", *server.address),
            Credentials(user.number, user.password),
        )
        self.ear = Ear()
        media = RtpMediaFactory(
            make_source=lambda: Tone(pitch) if pitch else Silence(), make_sink=lambda: self.ear
        )
        line = Line(account, "rfc", sound=sound)
        self.phone = Phone(Panel(load_profiles()), [line], media=media)

    def hears(self, pitch: float) -> bool:
        """Whether the last half second was this tone and little else."""
        rate = self.ear.rate
        sound = bytes(self.ear.heard[-rate:])
        return (
            len(sound) == rate > 0
            and dominant(sound, rate) == pytest.approx(pitch, abs=3)
            and usual_share(sound, rate, pitch) > 0.9
        )

    @property
    def call(self) -> OwnCall | None:
        """Its newest call."""
        calls = self.phone.panel.own_calls()
        return calls[-1] if calls else None

    def is_in(self, state: OwnCallState) -> bool:
        """Whether its newest call has come to this."""
        return self.call is not None and self.call.state is state


async def until(condition: Callable[[], bool], each: float = 0.01) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - sound is no event
            await asyncio.sleep(each)


@contextlib.asynccontextmanager
async def talking(ours: SoundWishes, theirs: SoundWishes) -> AsyncIterator[tuple[Desk, Desk]]:
    """Anna has called Peter, who answered."""
    profile = load_profiles()["rfc"]
    async with SimServer(profile=profile, people=(), guests=(ANNA, PETER)) as server:
        anna, peter = Desk(server, ANNA, ours, 440), Desk(server, PETER, theirs, 620)
        for desk in (anna, peter):
            await desk.phone.start()
        try:
            await until(lambda: all(_registered(desk) for desk in (anna, peter)))
            anna.phone.dial(PETER.number)
            await until(lambda: peter.is_in(OwnCallState.INCOMING) or anna.call is None)
            assert peter.call is not None
            peter.phone.answer(peter.call.id)
            yield anna, peter
        finally:
            for desk in (anna, peter):
                await desk.phone.stop()


def _registered(desk: Desk) -> bool:
    panel = desk.phone.panel
    state = panel.account_state(panel.accounts()[0])
    return state is not None and state.kind == "registered"


@pytest.mark.parametrize(
    ("ours", "theirs", "codec", "encrypted"),
    [
        (SoundWishes((), REQUIRED), SoundWishes(), "opus", True),
        (SoundWishes(("G722", "PCMA"), OFFERED), SoundWishes((), OFFERED), "G722", True),
        (SoundWishes(("PCMU",), OFF), SoundWishes(), "PCMU", False),
        (SoundWishes((), OFFERED), SoundWishes(("PCMA",), OFF), "PCMA", False),
    ],
)
def test_each_hears_the_others_pitch(
    ours: SoundWishes, theirs: SoundWishes, codec: str, encrypted: bool
) -> None:
    async def story() -> None:
        async with talking(ours, theirs) as (anna, peter):
            for desk, pitch in ((anna, 620), (peter, 440)):
                await until(lambda desk=desk, pitch=pitch: desk.hears(pitch), each=0.1)
                assert desk.call is not None
                found = desk.phone.statistics(desk.call.id)
                assert found is not None
                assert (found.codec, found.encrypted) == (codec, encrypted)

    asyncio.run(story())


def test_the_command_plays_one_file_and_records_another(tmp_path: Path) -> None:
    said, heard = tmp_path / "said.wav", tmp_path / "heard.wav"
    with wave.open(str(said), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(Tone(440).read(20 * 16000, 16000))

    def recorded_so_far() -> bytes:
        return heard.read_bytes()[44:][-2 * 48_000 :]

    async def story() -> None:
        profile = load_profiles()["rfc"]
        async with SimServer(profile=profile, people=(), guests=(ANNA, PETER)) as server:
            peter = Desk(server, PETER, SoundWishes(), 620)
            await peter.phone.start()
            try:
                await until(lambda: _registered(peter))
                host, port = server.address
                command = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "blfpanel", "call", PETER.number),
                    *("--server", f"{host}:{port}", "--user", ANNA.number, "--for", "30"),
                    *("--play", str(said), "--record", str(heard)),
                    env=os.environ
                    | {
                        "PYTHONPATH": ":".join(sys.path),
                        "BLFPANEL_HOME": str(tmp_path),
                        "BLFPANEL_PASSWORD": ANNA.password,
                    },
                )
                await until(lambda: peter.is_in(OwnCallState.INCOMING))
                assert peter.call is not None
                peter.phone.answer(peter.call.id)
                await until(lambda: peter.hears(440), each=0.1)
                await until(lambda: seconds_of(recorded_so_far(), 48_000, 620) > 0.3, each=0.2)
                peter.phone.hang_up(peter.call.id)
                async with asyncio.timeout(30):
                    assert await command.wait() == 0
            finally:
                await peter.phone.stop()

    asyncio.run(story())
    with wave.open(str(heard)) as file:
        assert file.getframerate() == 48000
        recorded = file.readframes(10**7)
    assert seconds_of(recorded, 48000, 620) > 0.25


def test_who_requires_encryption_does_not_talk_to_who_has_none() -> None:
    async def story() -> None:
        wishes = SoundWishes((), REQUIRED), SoundWishes((), OFF)
        async with talking(*wishes) as (anna, peter):
            notices = []
            anna.phone.listen(lambda c: notices.append(c.text) if isinstance(c, Notice) else None)
            await until(lambda: anna.is_in(OwnCallState.ENDED) or anna.call is None)
            assert any("requires encrypted sound" in text for text in notices)
            assert not peter.is_in(OwnCallState.TALKING)
            assert anna.ear.heard == bytearray()

    asyncio.run(story())
