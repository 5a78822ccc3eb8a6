"""Who has a number at the PBX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from blfpanel.sip.syntax.uri import NameAddr, SipUri, escape_user


@dataclass(frozen=True, slots=True)
class User:
    """A person with a telephone.

    Attributes:
        number: the number others dial; also the name to register with.
        name: what others see.
        password: for digest.
        watches: whose calls the phones of this user are told of without asking, where the PBX
            does so at all; None: everybody's.
        hidden: nobody may watch this user.
        place: nobody at all, but a place where calls are parked: by transferring them there, until
            somebody calls it.
    """

    number: str
    name: str
    password: str = field(repr=False)
    watches: frozenset[str] | None = None
    hidden: bool = False
    place: bool = False

    def watches_over(self, number: str) -> bool:
        """Whether this user's phones are told of ``number``'s calls unasked."""
        return number != self.number and (self.watches is None or number in self.watches)


class Directory:
    """All users by number.

    Args:
        users: everybody.
        domain: host part of the addresses: a name or a numeric address without brackets.
    """

    def __init__(self, users: Iterable[User], domain: str) -> None:
        self.domain = domain
        self._users = {user.number: user for user in users}

    def __iter__(self) -> Iterator[User]:
        return iter(self._users.values())

    def find(self, number: str) -> User | None:
        """The user with this number."""
        return self._users.get(number)

    def password(self, number: str) -> str | None:
        """The password of ``number``; None if nobody has it."""
        user = self._users.get(number)
        return user.password if user else None

    def uri(self, number: str) -> SipUri:
        """The address of record of ``number``, whether or not anybody has it."""
        return SipUri("sip", escape_user(number), None, self.domain)

    def name_addr(self, number: str) -> NameAddr:
        """The address of record with the display name."""
        user = self._users.get(number)
        return NameAddr(user.name if user else None, self.uri(number))


def number_of(uri: SipUri | None) -> str:
    """The number a URI is about: its user part, unescaped; "" if it has none."""
    return unquote(uri.user) if uri is not None and uri.user else ""
