"""The people and telephones of the built-in PBX."""

from __future__ import annotations

from blfpanel.sim.directory import User

_PEOPLE = {
    "201": "Amara Okafor",
    "202": "Tom Weiss",
    "203": "Mei Tanaka",
    "204": "Diego Álvarez",
    "205": "Sofia Rossi",
    "206": "Yusuf Demir",
    "207": "Anna Berger",
    "208": "Priya Menon",
    "209": "Mikkel Sørensen",
    "210": "Leila Haddad",
    "211": "Peter Lang",
    "212": "Katarzyna Wójcik",
}

_GUESTS = {
    "200": "Reception",
    "221": "Front door",
    "222": "Meeting room",
    "223": "Warehouse",
}


def _password(number: str) -> str:
    return f"panel{number}"


#: Simulated people. Their phones are not told of others' calls: they would not look.
PEOPLE = tuple(
    User(number, name, _password(number), watches=frozenset()) for number, name in _PEOPLE.items()
)

#: Numbers for real telephones and for the panel itself; :data:`YOU` is the demo's. They are told
#: of the people's calls, not of each other's.
GUESTS = tuple(
    User(number, name, _password(number), watches=frozenset(_PEOPLE))
    for number, name in _GUESTS.items()
)
YOU = GUESTS[0]


def office_of(user: User) -> str:
    """Half of the people sit in each of two offices, so that panels show groups."""
    return "Sales" if PEOPLE.index(user) < len(PEOPLE) / 2 else "Service"
