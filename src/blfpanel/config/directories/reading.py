"""Reading the directories that the settings name; it waits, so call it in a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from blfpanel.config.contacts import ContactSource, NumberSettings
from blfpanel.config.directories.book import Book, Contact
from blfpanel.config.directories.files import DirectoryError, read_csv, read_vcards
from blfpanel.config.directories.ldap import read_directory
from blfpanel.config.filetext import text_of
from blfpanel.wording import say

#: A larger file is no directory.
_LARGEST = 64 * 1024 * 1024

#: Gives the password of a directory's user, None if there is none.
FindPassword = Callable[[ContactSource], str | None]


@dataclass(frozen=True, slots=True)
class Library:
    """What was read.

    Attributes:
        book: everybody in it.
        problems: for each directory that could not be read the reason, by what it is called.
    """

    book: Book
    problems: dict[str, str]


def read_all(
    sources: Iterable[ContactSource], numbers: NumberSettings, password: FindPassword
) -> Library:
    """Read all directories; one that fails costs only itself."""
    contacts: list[Contact] = []
    problems: dict[str, str] = {}
    for source in sources:
        try:
            if source.is_directory:
                contacts += read_directory(source, password(source) if source.user else None)
            else:
                contacts += read_file(source)
        except DirectoryError as error:
            problems[source.title] = say(
                "The directory {name} cannot be read: {why}", name=source.title, why=str(error)
            )
    return Library(Book(contacts, numbers), problems)


def read_file(source: ContactSource) -> list[Contact]:
    """The contacts of a CSV or vCard file.

    Raises:
        DirectoryError: if there is none that can be read.
    """
    path = path_of(source)
    try:
        if path.stat().st_size > _LARGEST:
            raise DirectoryError(say("{path} is too large.", path=path))
        text = text_of(path.read_bytes())
    except OSError as error:
        raise DirectoryError(f"{path}: {error.strerror}.") from error
    name = source.name or path.stem
    if text.lstrip()[:20].upper().startswith("BEGIN:VCARD"):
        return read_vcards(text, name)
    return read_csv(text, name)


def path_of(source: ContactSource) -> Path:
    """Where a source's file lies."""
    return Path(source.source.removeprefix("file://")).expanduser()
