"""The administrator's settings: fetched from a URL, kept for when the server is away, and taken.

Rules: a setting of the administrator's file is taken when it is new there or says something else
than before; what the person changes afterwards stays. What the file locks (``[provisioning]
locked``) is taken each time and cannot be changed.
"""

from __future__ import annotations

import ssl
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from blfpanel.config import catalog
from blfpanel.config.paths import calls_path
from blfpanel.config.reading import Problem
from blfpanel.config.settings import ROWS, Config, setting_at
from blfpanel.config.writing import SettingsError, read_text, replace_file
from blfpanel.wording import say

_SCHEMES = ("https", "http", "file")
#: Seconds for each wait, and what a file of settings never reaches.
_WITHIN = 15
_LARGEST = 4 * 1024 * 1024
#: The table whose rows run programs.
_PROGRAMS = "hooks"


class ProvisioningError(Exception):
    """The administrator's settings cannot be had; the text says why."""


@dataclass(frozen=True, slots=True)
class Provided:
    """What the administrator's file says.

    Attributes:
        config: its settings.
        said: which settings stand in it: "window.theme", and for rows the table: "keys".
        locked: which of these cannot be changed.
        problems: what in it could not be used.
    """

    config: Config = field(default_factory=Config)
    said: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def provided(text: str, url: str = "") -> Provided:
    """What the administrator's file ``text`` says.

    Args:
        url: where it came from. Over plain http anybody on the way may have written it: then no
            programs are taken from it.
    """
    config, problems = Config.parse(text)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Provided(problems=problems)
    said = frozenset(_said(raw, config)) - {"provisioning.locked"}
    wanted = config.provisioning.locked
    if urlsplit(url).scheme == "http" and _PROGRAMS in said:
        said -= {_PROGRAMS}
        why = say("`{table}` is left out: programs are taken over https only.", table=_PROGRAMS)
        problems = (*problems, Problem(None, why))
    unknown = [path for path in wanted if not _is_setting(path)]
    told = [
        Problem(None, say("`{path}` in `locked` is not a setting.", path=path)) for path in unknown
    ]
    locked = frozenset(path for path in wanted if path not in unknown)
    return Provided(config, said, locked, (*problems, *told))


def take(mine: Config, now: Provided, before: Provided) -> Config:
    """My settings with what the administrator wants.

    Args:
        mine: what holds.
        now: the administrator's file.
        before: the same when it was taken last; empty the first time.
    """
    for path in sorted(now.said):
        new = setting_at(now.config, path)
        fresh = path not in before.said or setting_at(before.config, path) != new
        if fresh or _is_locked(path, now.locked):
            mine = _with(mine, path, new)
    return mine


def fetch(url: str) -> str:
    """The text at ``url``; waits, so call it in a thread.

    Certificates of ``https`` are checked against those the system trusts.

    Raises:
        ProvisioningError: it cannot be had.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ProvisioningError(
            say(
                "{url} is no address of settings. Begin it with https://, http:// or file://.",
                url=url,
            )
        )
    where = parts.hostname or parts.path
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "blfpanel"})
        context = ssl.create_default_context() if parts.scheme == "https" else None
        with urllib.request.urlopen(request, timeout=_WITHIN, context=context) as answer:
            if parts.scheme == "https" and urlsplit(answer.url).scheme != "https":
                raise ProvisioningError(
                    say("{where} points to an address without encryption.", where=where)
                )
            data: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise ProvisioningError(
            say("{where} does not give the settings. [{code}]", where=where, code=error.code)
        ) from error
    except urllib.error.URLError as error:
        raise ProvisioningError(_unreachable(where, error.reason)) from error
    except (OSError, ValueError) as error:
        raise ProvisioningError(_unreachable(where, error)) from error
    if len(data) > _LARGEST:
        raise ProvisioningError(say("What {where} gives is too large.", where=where))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProvisioningError(say("What {where} gives is not UTF-8.", where=where)) from error


class Kept:
    """The last good copy of the administrator's file.

    Args:
        path: where it lies; None: in its usual place, beside the list of calls.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or calls_path().with_name("provisioned.toml")

    def load(self) -> tuple[Provided, datetime | None]:
        """What was kept and since when; nothing and None where there is nothing."""
        try:
            text = read_text(self._path)
            since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except (SettingsError, OSError):
            return Provided(), None
        return provided(text), since

    def keep(self, text: str) -> None:
        """Keep ``text``, which is good.

        Raises:
            SettingsError: if it cannot be written.
        """
        replace_file(self._path, text)
        self._path.touch()

    def forget(self) -> None:
        """Keep nothing any more."""
        self._path.unlink(missing_ok=True)


def _said(raw: dict[str, Any], config: Config) -> Iterator[str]:
    """What stands in the file and could be used."""
    usual = Config()
    for table, values in raw.items():
        if table in ROWS:
            yield table
        elif isinstance(values, dict) and hasattr(usual, table):
            for name, value in values.items():
                path = f"{table}.{name}"
                if not _is_setting(path):
                    continue
                unusual = setting_at(config, path) != setting_at(usual, path)
                # a wrong value was left out: it stands at its default without being that
                if unusual or _reads_as(path, value) == setting_at(usual, path):
                    yield path


def _reads_as(path: str, value: object) -> object:
    table, _, name = path.partition(".")
    try:
        return catalog.setting(table, name).read(value)
    except (KeyError, ValueError):
        return None


def _is_setting(path: str) -> bool:
    try:
        setting_at(Config(), path)
    except AttributeError:
        return False
    return path in ROWS or "." in path or path in catalog.tables()


def _is_locked(path: str, locked: frozenset[str]) -> bool:
    return path in locked or path.partition(".")[0] in locked


def _with(config: Config, path: str, value: Any) -> Config:
    table, _, name = path.partition(".")
    if name:
        value = msgspec.structs.replace(getattr(config, table), **{name: value})
    return msgspec.structs.replace(config, **{table: value})


def _unreachable(where: str, why: object) -> str:
    if isinstance(why, ssl.SSLCertVerificationError):
        return say(
            "The certificate of {where} is not trusted: {why}. Nothing was sent.",
            where=where,
            why=why.verify_message,
        )
    if isinstance(why, TimeoutError):
        return say("{where} does not answer.", where=where)
    said = getattr(why, "strerror", None) or str(why)
    return say("{where} cannot be reached: {why}.", where=where, why=said)
