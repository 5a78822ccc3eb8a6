"""``blfpanel decode``: recorded NOTIFYs and bare documents in, lamps out. No network, no Qt."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from blfpanel.body.dialog_info import BodyError
from blfpanel.body.lists import is_list
from blfpanel.body.lists import read as read_list
from blfpanel.cli.exits import EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, CommandFailure
from blfpanel.cli.profile_option import known_profile
from blfpanel.panel.changes import Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lamps.documents import body_of, read_body
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import AUTO, Profiles, load_profiles
from blfpanel.panel.report import json_line, table_line
from blfpanel.sip.events import NotifyReceived, UsageId
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import AnyMessage, MalformedMessage, Request, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri

#: Nobody's address: whoever received the recorded messages is not known.
_NOBODY = NameAddr(None, SipUri.parse("sip:recording.invalid"))
_ACCOUNT = "recording"
_FLOW = Flow("udp", ("0.0.0.0", 0), ("0.0.0.0", 0))


#: Recordings are edited and cut, and then this line lies.
_CONTENT_LENGTH = re.compile(rb"^(?:content-length|l)[ \t]*:[^\n]*\n", re.IGNORECASE | re.MULTILINE)


class Unreadable(Exception):
    """A file that says nothing about a lamp; the text says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``decode``."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a NOTIFY as it was on the wire (.sip), or its body alone (.xml), one document or a "
        "list; - is standard input",
    )
    parser.add_argument(
        "--profile", default=AUTO, metavar="NAME", help="how to read them (default: %(default)s)"
    )
    parser.add_argument("--watching", metavar="NUMBER", help="whose calls these are")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Read the files in order; 0 if all could be read, else 1."""
    profiles = load_profiles()
    profile = known_profile(options.profile, profiles)
    recording = _Recording(profiles, profile, options.watching)
    width = max(len(Path(file).name) for file in options.files)
    status = EXIT_DONE
    for place, file in enumerate(options.files):
        try:
            recording.play(_content(file), float(place))
        except Unreadable as problem:
            print(f"{file}: {problem}", file=sys.stderr)
            status = EXIT_REFUSED
            continue
        for line in recording.lines(Path(file).name, float(place), options.json, width):
            print(line)
    return status


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CommandFailure(f"{file} cannot be read: {error.strerror}.", EXIT_USAGE) from error


class _Recording:
    """A panel that hears what was recorded.

    Args:
        watching: whose calls all of it is about; None to find out from each message.
    """

    def __init__(self, profiles: Profiles, profile: str, watching: str | None) -> None:
        self.panel = Panel(profiles, discover=watching is None)
        self.panel.add_account(_ACCOUNT, _NOBODY, profile=profile)
        self._key: KeyId | None = None
        self._listed = False
        self._usages: dict[tuple[str, str], UsageId] = {}
        if watching is not None:
            self._key = KeyId(watching)
            self.panel.add_key(PartnerKey(self._key, watching, watching, _ACCOUNT), 0.0)
            if not self.panel.keys():
                raise CommandFailure(f"“{watching}” is no number or URI.", EXIT_USAGE)

    def play(self, data: bytes, now: float) -> None:
        """Take in one file's content; raises :exc:`Unreadable`."""
        if b"SIP/2.0" in data.lstrip().partition(b"\n")[0]:
            self._message(data, now)
        else:
            self._document(data, now)
        while (change := self.panel.poll_change()) is not None:
            if isinstance(change, Notice) and self._listed:
                print(change.text, file=sys.stderr)  # of one member; there are others
            elif isinstance(change, Notice):
                raise Unreadable(change.text)

    def lines(self, file: str, now: float, json: bool, width: int) -> Iterator[str]:
        """One line for each key, as it is after ``file``."""
        _, reason = self.panel.profile_of(_ACCOUNT)
        keys = self.panel.keys()
        for key in keys:
            state, why = self.panel.state(key.id), self.panel.explain(key.id, now)
            if json:
                yield json_line(key, state, datetime.now(UTC), file, why, reason)
            else:
                yield table_line(key, state, datetime.now(UTC), f"{file:<{width}}", why)

    def _message(self, data: bytes, now: float) -> None:
        message = _parsed(data)
        if not isinstance(message, Request) or message.method != "NOTIFY":
            raise Unreadable(f"it is “{message.start_line:.60}”, not a NOTIFY.")
        try:
            body, kind = body_of(message), message.headers.get("Content-Type")
            self._listed = is_list(kind, body)
            if self._listed:
                read_list(body, kind)
            else:
                read_body(message, body)
        except BodyError as error:
            raise Unreadable(f"its body cannot be read: {error}.") from error
        usage = self._usage(message, now)
        state = message.subscription_state
        self.panel.handle(NotifyReceived(usage, _ACCOUNT, message, state, _FLOW), now)

    def _usage(self, message: Request, now: float) -> UsageId | None:
        """A NOTIFY with a To tag was asked for; the others came by themselves."""
        try:
            tag = message.to_tag
        except SipParseError:
            return None
        if tag is None:
            return None
        dialog = (message.call_id, tag)
        usage = self._usages.get(dialog)
        if usage is None:
            usage = self._usages[dialog] = UsageId(len(self._usages) + 1)
            if self._key is not None:
                self.panel.watch_started(self._key, usage, now)
        return usage

    def _document(self, data: bytes, now: float) -> None:
        self._listed = is_list(None, data)
        try:
            known = self.panel.read_document(_ACCOUNT, data, now, self._key)
            keys = self.panel.keys()
            if not known and len(keys) == 1 and not self._listed:
                # As if one subscription had delivered them all.
                known = self.panel.read_document(_ACCOUNT, data, now, keys[0].id)
        except BodyError as error:
            raise Unreadable(f"it cannot be read: {error}.") from error
        if not known and self._listed:
            raise Unreadable("it is a list, and nobody watched is on it.")
        if not known:
            raise Unreadable("it names nobody. Say whose calls it tells with --watching NUMBER.")


def _parsed(data: bytes) -> AnyMessage:
    """The message in a file; where its Content-Length is wrong, the file's end is its end."""
    try:
        return parse_message(data)
    except MalformedMessage as error:
        head, blank, body = data.partition(b"\r\n\r\n" if b"\r\n\r\n" in data else b"\n\n")
        try:
            return parse_message(_CONTENT_LENGTH.sub(b"", head + blank) + body)
        except MalformedMessage:
            raise Unreadable(f"it is no SIP message: {error.reason}.") from error
