"""Which key stands on which page, and where, by the settings."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from blfpanel.config.keys import KeySettings, KeyType, PageLayout, PageSettings, key_ids
from blfpanel.config.settings import Config
from blfpanel.panel.model import KeyId, Lamp, LampState


class Filter(enum.Enum):
    """Which keys of a page are shown; the others leave their cells empty."""

    ALL = "all"
    FREE = "free"
    BUSY = "busy"
    DOUBT = "doubt"  #: stale, refused or unknown

    def passes(self, state: LampState) -> bool:
        """Whether a key in that state is shown."""
        match self:
            case Filter.FREE:
                return state.lamp is Lamp.IDLE
            case Filter.BUSY:
                return state.lamp in (Lamp.BUSY, Lamp.ALERTING)
            case Filter.DOUBT:
                return state.stale or state.lamp is Lamp.UNKNOWN
            case _:
                return True


#: Stands for the only page where the settings name none.
THE_PAGE = PageSettings(name="")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The settings' view of the panel.

    Attributes:
        pages: the pages, at least one; a single one without a name where the settings name none.
        keys: the settings of each key; one that came from a list or a message has none.
    """

    pages: tuple[PageSettings, ...]
    keys: dict[KeyId, KeySettings]

    @classmethod
    def of(cls, config: Config) -> Arrangement:
        """Work it out."""
        keys = dict(zip(key_ids(config.keys), config.keys, strict=True))
        return cls(config.pages or (THE_PAGE,), keys)

    @property
    def names(self) -> list[str]:
        """The pages' names, in order."""
        return [page.name for page in self.pages]

    def page_of(self, key_id: KeyId) -> str:
        """The name of the page a key stands on; the first one for whatever names no other."""
        settings = self.keys.get(key_id)
        if settings is not None and any(page.name == settings.page for page in self.pages):
            return settings.page
        return self.pages[0].name

    def is_free(self, page: str) -> bool:
        """Whether keys have fixed places on a page."""
        found = next((each for each in self.pages if each.name == page), THE_PAGE)
        return found.layout is PageLayout.FREE

    def type_of(self, key_id: KeyId) -> KeyType:
        """What a key is for; those that the settings do not know are partners."""
        settings = self.keys.get(key_id)
        return KeyType.PARTNER if settings is None else settings.type

    def places(self, key_ids: Sequence[KeyId]) -> list[tuple[int, int]]:
        """Row and column of keys on a free page, counted from 0.

        Keys without a place, and those whose place is taken, get the next ones that are free,
        row by row, in as many columns as there are (at least eight).
        """
        wanted = [self._wanted(key_id) for key_id in key_ids]
        width = max((column + 1 for place in wanted if place for column in place[1:]), default=0)
        width = max(width, 8)
        taken: set[tuple[int, int]] = set()
        found: list[tuple[int, int] | None] = []
        for place in wanted:
            usable = place is not None and place not in taken
            found.append(place if usable else None)
            if place is not None and usable:
                taken.add(place)
        spot = 0
        places = []
        for place in found:
            while place is None:
                candidate = divmod(spot, width)
                spot += 1
                if candidate not in taken:
                    place = candidate
                    taken.add(candidate)
            places.append(place)
        return places

    def _wanted(self, key_id: KeyId) -> tuple[int, int] | None:
        settings = self.keys.get(key_id)
        if settings is None or not (settings.row and settings.column):
            return None
        return settings.row - 1, settings.column - 1
