"""The keys of desk phones, as their makers' configuration files have them.

Another vendor: a module here with a ``KEY_MAP``, and its name in ``KEY_MAPS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from blfpanel.config.account import AccountSettings
from blfpanel.config.exchange import Exported, Imported
from blfpanel.config.keymaps import cisco, fanvil, grandstream, jitsi, poly, snom, yealink
from blfpanel.config.keymaps.model import KeyMap, PhoneKey, one_line
from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.config.reading import Problem
from blfpanel.wording import say

__all__ = ["KEY_MAPS", "KeyMap", "read_key_map", "recognise", "write_key_map"]

#: All vendors whose keys can be read, by name.
KEY_MAPS: dict[str, KeyMap] = {
    module.KEY_MAP.name: module.KEY_MAP
    for module in (yealink, snom, grandstream, poly, fanvil, cisco, jitsi)
}

#: How many keys a sentence about losses names.
_NAMED = 3


def recognise(text: str) -> KeyMap | None:
    """Whose phones a text is for, judged by its content; None where it has no keys of any."""
    best = max(KEY_MAPS.values(), key=lambda one: one.evidence(text))
    return best if best.evidence(text) else None


def read_key_map(text: str, vendor: KeyMap, accounts: Sequence[AccountSettings] = ()) -> Imported:
    """The keys of a phone's file.

    Args:
        accounts: ours, in their order: they stand for the phone's accounts 1, 2 …
    """
    found = list(vendor.read(text))
    keys = [key for key in found if isinstance(key, PhoneKey)]
    problems = [problem for problem in found if isinstance(problem, Problem)]
    own = _own_hosts(keys, accounts)
    missing = sorted({key.account for key in keys if key.account > max(len(accounts), 1)})
    problems += [
        Problem(
            None, say("There is no account {index} here; its keys go to the first.", index=index)
        )
        for index in missing
    ]
    return Imported(
        vendor.title,
        tuple(_settings_of(key, own, accounts) for key in keys),
        tuple(sorted(problems, key=lambda problem: problem.line or 0)),
    )


def write_key_map(
    keys: Iterable[KeySettings], vendor: KeyMap, accounts: Sequence[AccountSettings] = ()
) -> Exported:
    """A file for a vendor's phones.

    What it cannot say is found out by reading it again.

    Raises:
        ValueError: the vendor's files can only be read.
    """
    if vendor.write is None:
        raise ValueError(f"{vendor.title} files are not written")
    keys = list(keys)
    able = [key for key in keys if key.type in vendor.types]
    text = vendor.write([_phone_key(key, accounts) for key in able])
    back = read_key_map(text, vendor, accounts).keys
    return Exported(text, tuple(_losses(keys, back, vendor)))


# --- reading ---------------------------------------------------------------------------------


def _own_hosts(keys: Sequence[PhoneKey], accounts: Sequence[AccountSettings]) -> set[str]:
    """The hosts that are the phone's own server: ours, or else the one that most keys have."""
    own = {account.target.host.lower() for account in accounts}
    own |= {account.domain.lower() for account in accounts if account.domain}
    hosts = Counter(key.host.lower() for key in keys if key.host)
    if not own & hosts.keys():
        own |= {host for host, _ in hosts.most_common(1)}
    return own | {""}


def _settings_of(key: PhoneKey, own: set[str], accounts: Sequence[AccountSettings]) -> KeySettings:
    number = key.number if key.host.lower() in own else f"sip:{key.number}@{key.host}"
    place = key.account - 1 if 1 <= key.account <= len(accounts) else 0
    account = accounts[place].title if accounts else ""
    return KeySettings(type=key.type, number=number, label=key.label, account=account)


# --- writing ---------------------------------------------------------------------------------


def _phone_key(key: KeySettings, accounts: Sequence[AccountSettings]) -> PhoneKey:
    number, host = key.number, ""
    if number.lower().startswith(("sip:", "sips:")):
        number, _, host = number.partition(":")[2].partition("@")
        host = host.partition(";")[0]
    titles = [account.title for account in accounts]
    place = titles.index(key.account) + 1 if key.account in titles else 0
    return PhoneKey(key.type, one_line(number), one_line(key.label), host, place)


def _losses(
    keys: Sequence[KeySettings], back: Sequence[KeySettings], vendor: KeyMap
) -> Iterator[str]:
    """What a file does not say of the keys, in sentences."""
    gone: list[KeySettings] = []
    changed: Counter[KeyType] = Counter()
    fields: Counter[str] = Counter()
    rest = list(back)
    for key in keys:
        if not rest or not _is_same(key, rest[0]):
            gone.append(key)
            continue
        read = rest.pop(0)
        if read.type is not key.type:
            changed[key.type] += 1
        for field in msgspec.structs.fields(KeySettings):
            if field.name in ("type", "account", "number", "label"):
                continue
            if getattr(key, field.name) != getattr(read, field.name):
                fields[field.name] += 1
    if gone:
        named = ", ".join(key.title for key in gone[:_NAMED])
        yield say(
            "{vendor} phones have no keys for {count} of these, which are left out: {names}.",
            vendor=vendor.title,
            count=len(gone),
            names=named + (" …" if len(gone) > _NAMED else ""),
        )
    for kind, count in changed.items():
        yield say(
            "{vendor} phones have no {kind} keys: {count} become other keys.",
            vendor=vendor.title,
            kind=kind.value,
            count=count,
        )
    if fields:
        yield say(
            "{vendor} phones do not keep: {fields}.",
            vendor=vendor.title,
            fields=", ".join(fields),
        )


def _is_same(key: KeySettings, read: KeySettings) -> bool:
    if read.type is KeyType.OWN_LINE:
        return key.type is KeyType.OWN_LINE
    label = one_line(key.label)
    return key.number == read.number or (bool(label) and label == read.label)
