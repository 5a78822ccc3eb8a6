"""Changes to what stands where, as settings: each gives the tables that differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from blfpanel.config.keys import KeySettings, PageSettings, key_ids
from blfpanel.config.settings import Config
from blfpanel.gui.port import KeyPort
from blfpanel.panel.model import KeyId

Tables = dict[str, Any]


def adopted(key: KeyPort) -> KeySettings:
    """The settings of a key that came from a list or a message."""
    return KeySettings(
        number=key.number,
        label=key.label if key.label != key.number else "",
        account=key.account,
        group=key.group,
        note=key.note,
    )


def move_before(
    config: Config,
    panel: Sequence[KeyPort],
    chosen: Sequence[KeyId],
    before: KeyId | None,
    *,
    page: str,
    group: str | None = None,
) -> Tables:
    """Put keys on ``page`` in front of ``before``, or behind all others.

    Keys that no settings name are written into them if they are moved, or stand in front of what
    is: their order could not be told otherwise.

    Args:
        group: the title they stand under from then on; None: they keep theirs.
    """
    known = dict(zip(key_ids(config.keys), config.keys, strict=True))
    keys = {key.id: key for key in panel}
    order = [*known, *(key_id for key_id in keys if key_id not in known)]
    moving = [key_id for key_id in order if key_id in set(chosen)]
    rest = [key_id for key_id in order if key_id not in set(chosen)]
    place = rest.index(before) if before in rest else len(rest)
    after = rest[:place] + moving + rest[place:]
    last = max((after.index(key_id) for key_id in moving), default=-1)
    written = []
    for number, key_id in enumerate(after):
        settings = known.get(key_id)
        if settings is None and number > last:
            continue
        settings = settings or adopted(keys[key_id])
        if key_id in set(chosen):
            fields: Tables = {} if group is None else {"group": group}
            settings = msgspec.structs.replace(settings, page=page, row=0, column=0, **fields)
        written.append(settings)
    return {"keys": tuple(written)}


def put(
    config: Config,
    panel: Sequence[KeyPort],
    places: Mapping[KeyId, tuple[int, int]],
    *,
    page: str,
) -> Tables:
    """Give keys their rows and columns (from 0) on a free page."""
    known = dict(zip(key_ids(config.keys), config.keys, strict=True))
    keys = {key.id: key for key in panel}
    written = dict(known)
    for key_id, (row, column) in places.items():
        settings = known.get(key_id) or adopted(keys[key_id])
        written[key_id] = msgspec.structs.replace(
            settings, page=page, row=row + 1, column=column + 1
        )
    return {"keys": tuple(written.values())}


def without(config: Config, chosen: Collection[KeyId]) -> Tables:
    """Take keys off the panel; those of a list come from the PBX and stay."""
    ids = key_ids(config.keys)
    kept = [key for key_id, key in zip(ids, config.keys, strict=True) if key_id not in chosen]
    return {"keys": tuple(kept)}


def add_page(config: Config, name: str, first: str) -> Tables:
    """Add a page; where there was none, all keys go to a page called ``first``."""
    pages = config.pages or (PageSettings(name=first),)
    return {"pages": (*pages, PageSettings(name=name))}


def first_page(name: str) -> Tables:
    """Give the only page, which had no name, one."""
    return {"pages": (PageSettings(name=name),)}


def rename_page(config: Config, old: str, new: str) -> Tables:
    """Call a page something else, its keys staying on it."""
    pages = tuple(
        msgspec.structs.replace(page, name=new) if page.name == old else page
        for page in config.pages
    )
    keys = tuple(
        msgspec.structs.replace(key, page=new) if key.page == old else key for key in config.keys
    )
    return {"pages": pages, "keys": keys}


def order_pages(config: Config, names: Sequence[str]) -> Tables:
    """Put the pages into another order.

    Keys that name no page stand on the first one: they name it now if another comes to the front.
    """
    pages = {page.name: page for page in config.pages}
    return {
        "pages": tuple(pages[name] for name in names),
        "keys": _settled(config, config.pages[0].name) if config.pages else config.keys,
    }


def remove_page(config: Config, name: str) -> Tables:
    """Remove a page; its keys go to the first one that is left."""
    left = tuple(page for page in config.pages if page.name != name)
    home = left[0].name if left else ""
    first = config.pages[0].name if config.pages else ""
    keys = tuple(
        msgspec.structs.replace(key, page=home, row=0, column=0) if key.page == name else key
        for key in _settled(config, first)
    )
    return {"pages": left, "keys": keys}


def change_page(config: Config, name: str, **fields: Any) -> Tables:
    """Change other settings of a page."""
    return {
        "pages": tuple(
            msgspec.structs.replace(page, **fields) if page.name == name else page
            for page in config.pages
        )
    }


def _settled(config: Config, first: str) -> tuple[KeySettings, ...]:
    names = {page.name for page in config.pages}
    return tuple(
        key if key.page in names else msgspec.structs.replace(key, page=first)
        for key in config.keys
    )
