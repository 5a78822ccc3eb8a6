"""A bundle for who is to help: what happened, with nobody's name, number, address or secret in it.

Everything is collected at once (:class:`Evidence`); making the bundle of it takes seconds and can
be done in a thread.
"""

from __future__ import annotations

import enum
import importlib.metadata
import io
import json
import platform
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from blfpanel import __version__
from blfpanel.config.settings import Config
from blfpanel.net.pcap import capture, packet_of
from blfpanel.net.trace import Direction, TraceEntry, as_text
from blfpanel.panel.model import Explanation, PartnerCall
from blfpanel.panel.words import lamp_word
from blfpanel.phone.effects import Effects
from blfpanel.phone.log_tail import LogLine
from blfpanel.phone.pseudonyms import Pseudonyms
from blfpanel.phone.traffic import Traffic, ladder

#: More messages than anybody reads; the newest ones are taken.
MOST_MESSAGES = 2000

_ABOUT = """\
A support bundle of blfpanel.

Names, numbers, hosts, addresses, Call-IDs and tags were replaced: the same one by the same one
wherever it occurs. Passwords, tokens and keys of encrypted calls were taken out.

ladder.txt    the messages, a line each
trace.txt     the messages as they were, but for what was replaced
trace.pcap    the same for Wireshark; packets are made up, TLS is written as plain TCP
notify/       each NOTIFY in a file of its own: blfpanel decode notify/*.sip
keys.txt      what each key shows, why, and what happened to it
findings.txt  departures from RFC 4235, and what the PBX cannot tell
settings.json the settings
system.txt    versions
log.txt       the newest lines of the log
"""

_PARTS = ("PySide6", "qasync", "msgspec", "lxml", "dnspython", "cryptography")

#: What a field of the settings holds, by its name; other texts are left out.
_NUMBERS = frozenset({"number", "voicemail", "mobile", "user", "auth_user", "code", "to"})
_NAMES = frozenset({"name", "label", "group", "display", "account", "page", "tags"})
_HOSTS = frozenset({"server", "domain", "host", "proxy", "outbound_proxy"})
_PLAIN = frozenset({"profile", "language", "lamps", "lamp_theme", "country", "keys", "action"})
_SECRETS = ("password", "secret", "token")


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """A key: what it is called, and the answer to "Why this lamp?"."""

    label: str
    number: str
    answer: Explanation


@dataclass(frozen=True, slots=True)
class AccountEvidence:
    """An account: its name, its state in words, the PBX as recognised, and why."""

    name: str
    state: str
    profile: str
    because: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a bundle is made of, as it was; ``wall`` turns core time into a time of day."""

    entries: Sequence[TraceEntry]
    effects: Effects
    keys: Sequence[KeyEvidence]
    accounts: Sequence[AccountEvidence]
    config: Config
    log: Sequence[LogLine]
    wall: Callable[[float], datetime]


def support_bundle(evidence: Evidence) -> bytes:
    """The bundle, a zip file."""
    names = _learnt(evidence)
    entries = [names.entry(entry) for entry in evidence.entries[-MOST_MESSAGES:]]
    wall = evidence.wall
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("about.txt", _ABOUT)
        lines = Traffic().read(entries)
        bundle.writestr("ladder.txt", ladder(lines, evidence.effects, wall, names.text))
        bundle.writestr("trace.txt", as_text(entries, wall))
        bundle.writestr("trace.pcap", capture(packet_of(entry, wall) for entry in entries))
        for entry in entries:
            if entry.direction is Direction.IN and entry.data.lstrip().startswith(b"NOTIFY "):
                bundle.writestr(f"notify/{entry.number:06}.sip", entry.data)
        keys = "\n".join(_key(key, names, wall) for key in evidence.keys)
        bundle.writestr("keys.txt", keys)
        bundle.writestr("findings.txt", "\n".join(_findings(evidence, names)) + "\n")
        settings = json.dumps(_settings(evidence.config, names), indent=1, ensure_ascii=False)
        bundle.writestr("settings.json", settings + "\n")
        bundle.writestr("system.txt", "\n".join(_system()) + "\n")
        bundle.writestr("log.txt", "".join(_log(evidence.log, names)))
    return made.getvalue()


def _learnt(evidence: Evidence) -> Pseudonyms:
    """All that is to be replaced, before anything is."""
    names = Pseudonyms()
    _learn_settings(evidence.config, names)
    for account in evidence.accounts:
        names.learn_name(account.name)
    for key in evidence.keys:
        names.learn_user(key.number)
        names.learn_name(key.label)
        for seen in key.answer.history:
            for party in (seen.after.remote, *(call.remote for call in seen.after.calls)):
                if party is not None:
                    names.learn(party.uri)
                    names.learn_user(party.number)
                    names.learn_name(party.display or "")
    for entry in evidence.entries:
        names.learn_host(entry.flow.remote[0])
        names.learn(entry.data.decode("utf-8", "surrogateescape"))
    for line in evidence.log:
        names.learn(line.text)
    return names


def _learn_settings(value: object, names: Pseudonyms, field: str = "") -> None:
    for name, part in _parts(value, field):
        if not isinstance(part, str) or isinstance(part, enum.Enum):
            _learn_settings(part, names, name)
        elif name in _NUMBERS:
            names.learn(part)
            names.learn_user(part)
        elif name in _NAMES | {"note"}:
            names.learn_name(part)
        elif name in _HOSTS:
            names.learn_host(part.rpartition(":")[0] or part)


def _parts(value: object, field: str) -> Iterator[tuple[str, object]]:
    match value:
        case msgspec.Struct():
            yield from ((name, getattr(value, name)) for name in value.__struct_fields__)
        case tuple() | list():
            yield from ((field, part) for part in value)
        case dict():
            yield from ((str(name), part) for name, part in value.items())
        case _:
            return


def _settings(value: object, names: Pseudonyms, field: str = "") -> Any:
    """Settings as JSON has them, without what tells who uses them."""
    match value:
        case msgspec.Struct() | dict():
            return {name: _settings(part, names, name) for name, part in _parts(value, field)}
        case tuple() | list():
            return [_settings(part, names, field) for part in value]
        case enum.Enum():
            return value.value
        case "" | None | bool() | int() | float():
            return value
        case str() if any(word in field for word in _SECRETS):
            return "***"
        case str() if field in _NUMBERS:
            return names.text(value) if ":" in value else names.user(value)
        case str() if field in _NAMES:
            return names.name(value)
        case str() if field in _HOSTS:
            return names.host(value)
        case str() if field in _PLAIN:
            return names.text(value)
        case _:
            return f"({len(str(value))} characters)"


def _key(key: KeyEvidence, names: Pseudonyms, wall: Callable[[float], datetime]) -> str:
    answer, say = key.answer, names.text
    lines = [
        f"{names.name(key.label)} {say(key.number)}: {lamp_word(answer.state)}",
        f"  {say(answer.sentence)}",
        f"  {say(answer.certainty)}",
        *(f"  call {_call(call, names)}" for call in answer.state.calls),
    ]
    for seen in answer.history:
        at = wall(seen.at)
        shown = "" if seen.shown else " (not shown)"
        what = say(f"{seen.message} | {seen.rule}")
        lines.append(f"  {at:%H:%M:%S}.{at.microsecond // 1000:03} {what}")
        lines.append(f"      {lamp_word(seen.after)}{shown}")
        lines += [f"      call {_call(call, names)}" for call in seen.after.calls]
        lines += [f"      finding: {say(finding)}" for finding in seen.findings]
    return "\n".join(lines) + "\n"


def _call(call: PartnerCall, names: Pseudonyms) -> str:
    party = "-" if call.remote is None else names.text(call.remote.uri)
    ways = ", ".join(names.text(way) for way in call.pickup)
    return f"{names.token(call.id or '-')} {call.state} {call.direction or '-'} {party} {ways}"


def _findings(evidence: Evidence, names: Pseudonyms) -> Iterator[str]:
    for account in evidence.accounts:
        yield f"{names.name(account.name)}: {names.text(account.state)}"
        yield f"  {account.profile}, {names.text(account.because)}"
    yield "\nDepartures from RFC 4235, by how often they were seen:"
    seen = Counter(
        names.text(finding)
        for key in evidence.keys
        for observation in key.answer.history
        for finding in observation.findings
    )
    yield from (f"{count:6}  {finding}" for finding, count in seen.most_common())
    yield "\nWhat the PBX cannot tell:"
    cannot = {thing: None for key in evidence.keys for thing in key.answer.cannot_tell}
    yield from (f"  {thing}" for thing in cannot)


def _system() -> Iterator[str]:
    yield f"blfpanel {__version__}"
    yield f"Python {sys.version.split()[0]}, {platform.python_implementation()}"
    yield platform.platform()
    for part in _PARTS:
        try:
            yield f"{part} {importlib.metadata.version(part)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{part} is not installed"


def _log(lines: Sequence[LogLine], names: Pseudonyms) -> Iterator[str]:
    for line in lines:
        at = line.at.isoformat(sep=" ", timespec="milliseconds")
        yield f"{at} {line.level} {line.part}: {names.text(line.text)}\n"
