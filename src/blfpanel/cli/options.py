"""The ACCOUNT OPTIONS that several commands share, and what they come to."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

import msgspec

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.cli.profile_option import known_profile
from blfpanel.config import (
    AccountSettings,
    Config,
    PasswordSource,
    Secrets,
    Transport,
    settings_path,
)
from blfpanel.config.secrets import ask_at_terminal
from blfpanel.panel.profiles.profiles import Profiles
from blfpanel.phone.line import Line

#: What :func:`add_account_options` adds, as the parser names it.
_ACCOUNT_OPTIONS = (
    "account",
    "server",
    "user",
    "transport",
    "profile",
    "ca_file",
    "auth_user",
)


def seconds(text: str) -> float:
    """A time on the command line: a positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return value


def add_account_options(
    parser: argparse.ArgumentParser,
    meaning: str = "Without any, the first account of the settings is used.",
) -> None:
    """ACCOUNT OPTIONS: an account of the settings, or one given here.

    Args:
        meaning: what it means to give none, or any.
    """
    group = parser.add_argument_group(
        "account options",
        f"{meaning} The password comes from BLFPANEL_PASSWORD, the keyring or a prompt.",
    )
    group.add_argument("--account", metavar="NAME", help="an account of the settings")
    group.add_argument("--server", metavar="HOST[:PORT]", help="the PBX")
    group.add_argument("--user", help="number or user name there")
    group.add_argument(
        "--transport", choices=[transport.value for transport in Transport], help="default udp"
    )
    group.add_argument("--profile", metavar="NAME", help="PBX profile, default auto")
    group.add_argument(
        "--ca-file",
        metavar="FILE",
        help="for TLS: the certificates to trust instead of the system's (PEM)",
    )
    group.add_argument("--auth-user", metavar="USER", help="user name that goes with the password")


def names_account(options: argparse.Namespace) -> bool:
    """Whether any of the account options is given."""
    return any(getattr(options, name, None) is not None for name in _ACCOUNT_OPTIONS)


def line_from(options: argparse.Namespace, profiles: Profiles) -> Line:
    """The account the options name, with its password.

    Raises:
        CommandFailure: the options contradict each other, or no such account is set up.
    """
    settings = _settings_of(options)
    profile = known_profile(options.profile or settings.profile, profiles)
    password = Secrets(prompt=ask_at_terminal).find(settings)
    if password.source is PasswordSource.NOWHERE and password.problem:
        print(f"blfpanel: {password.problem}", file=sys.stderr)
    wishes = settings.pickup_wishes
    if code := getattr(options, "pickup_code", None):
        wishes = replace(wishes, code=code)
    account = settings.sip_account(password.value)
    return Line(account, profile, wishes, policy=settings.call_policy, sound=settings.sound_wishes)


def _settings_of(options: argparse.Namespace) -> AccountSettings:
    given = [name for name in ("server", "user") if getattr(options, name)]
    if given and options.account:
        raise CommandFailure(f"--account and --{given[0]} exclude each other.", EXIT_USAGE)
    if len(given) == 1:
        raise CommandFailure("--server and --user belong together.", EXIT_USAGE)
    if given:
        return AccountSettings(
            user=options.user,
            server=options.server,
            transport=Transport(options.transport or "udp"),
            ca_file=options.ca_file or "",
            auth_user=options.auth_user or "",
        )
    chosen = {
        name: value
        for name in ("transport", "ca_file", "auth_user")
        if (value := getattr(options, name)) is not None
    }
    if "transport" in chosen:
        chosen["transport"] = Transport(chosen["transport"])
    return msgspec.structs.replace(_configured(options.account), **chosen)


def _configured(name: str | None) -> AccountSettings:
    path = settings_path()
    config, problems = Config.load(path)
    for problem in problems:
        print(f"blfpanel: {problem}", file=sys.stderr)
    if not config.accounts:
        raise CommandFailure(
            f"There is no account in {path}. Add one, or give --server and --user.", EXIT_USAGE
        )
    if name is None:
        return config.accounts[0]
    account = config.account(name)
    if account is None:
        names = ", ".join(account.title for account in config.accounts)
        raise CommandFailure(f"There is no account {name!r} in {path}, only {names}.", EXIT_USAGE)
    return account
