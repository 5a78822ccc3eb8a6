"""Contacts from a directory server (LDAP, RFC 4511); needs the extra ``ldap``."""

from __future__ import annotations

import importlib
import ssl
from collections.abc import Callable, Iterator
from typing import Any

from blfpanel.config.contacts import ContactSource
from blfpanel.config.directories.book import Contact
from blfpanel.config.directories.files import DirectoryError
from blfpanel.config.directories.numbers import plain_number
from blfpanel.wording import say

#: Seconds.
_CONNECT_WITHIN, _ANSWER_WITHIN = 10, 30
_PAGE = 500
#: More than this is no company's directory.
_MOST = 100_000

#: Makes a connection that is not bound yet; tests pass one that needs no server.
Connect = Callable[[ContactSource, str | None], Any]


def read_directory(
    source: ContactSource, password: str | None, connect: Connect | None = None
) -> list[Contact]:
    """All entries that the source's filter finds; waits for the server, so call it in a thread.

    Raises:
        DirectoryError: if there is no answer, or a refusal.
    """
    ldap3 = _library()
    try:
        with (connect or _connection)(source, password) as connection:
            entries = connection.extend.standard.paged_search(
                source.base,
                source.filter,
                ldap3.SUBTREE,
                attributes=[source.name_attribute, *source.number_attributes],
                paged_size=_PAGE,
                generator=True,
            )
            return list(_contacts(source, entries))
    except ldap3.core.exceptions.LDAPException as error:
        raise DirectoryError(_in_words(source, error)) from error


def _library() -> Any:
    # late: it may be missing, and few need it
    try:
        return importlib.import_module("ldap3")
    except ImportError as error:
        raise DirectoryError(
            say("Directory servers need the extra “ldap”: pip install blfpanel[ldap].")
        ) from error


def _connection(source: ContactSource, password: str | None) -> Any:
    ldap3 = _library()
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=source.ca_file or None)
    server = ldap3.Server(source.source, tls=tls, connect_timeout=_CONNECT_WITHIN)
    connection = ldap3.Connection(
        server,
        source.user or None,
        password if source.user else None,
        read_only=True,
        receive_timeout=_ANSWER_WITHIN,
        raise_exceptions=True,
    )
    try:
        connection.open()
        if source.start_tls:
            connection.start_tls()
        connection.bind()
    except ldap3.core.exceptions.LDAPException:
        # it leaves its socket behind
        if connection.socket is not None:
            connection.socket.close()
        raise
    return connection


def _contacts(source: ContactSource, entries: Any) -> Iterator[Contact]:
    for count, entry in enumerate(entries):
        if count >= _MOST:
            return
        values = {name.lower(): value for name, value in entry.get("attributes", {}).items()}
        names = _texts(values.get(source.name_attribute.lower()))
        numbers = [
            number
            for attribute in source.number_attributes
            for number in _texts(values.get(attribute.lower()))
            if plain_number(number)
        ]
        if names and numbers:
            yield Contact(names[0], tuple(dict.fromkeys(numbers)), source.title)


def _texts(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return [str(value)] if value else []


def _in_words(source: ContactSource, error: Exception) -> str:
    kind = type(error).__name__
    match kind:
        case "LDAPSocketOpenError" | "LDAPSocketReceiveError" | "LDAPServerPoolExhaustedError":
            return say("{source} does not answer.", source=source.source)
        case "LDAPInvalidCredentialsResult" | "LDAPBindError" | "LDAPPasswordIsMandatoryError":
            return say("{source} does not accept {user}.", source=source.source, user=source.user)
        case "LDAPInvalidFilterError":
            return say("The filter {filter} is not one.", filter=source.filter)
        case "LDAPNoSuchObjectResult":
            return say("{source} has no {base}.", source=source.source, base=source.base)
        case _:
            return say("{source} refused the search: {why}.", source=source.source, why=str(error))
