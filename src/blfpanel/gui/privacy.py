"""With whom partners speak, where that is nobody else's business."""

from __future__ import annotations

import msgspec

from blfpanel.config.keys import key_ids
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.panel.model import KeyId, LampState, Party

#: Somebody of whom nothing is said (RFC 3323 §4.1.1.3); shown as "Private".
NOBODY = Party("sip:anonymous@anonymous.invalid", "anonymous", "Anonymous")


class Privacy:
    """Leaves out of what keys show whom the settings hide (``hide_remote``).

    Args:
        store: the settings in force.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._config: Config | None = None
        self._keys: frozenset[KeyId] = frozenset()

    def seen(self, key: KeyId, state: LampState) -> LampState:
        """What may be told of a key's state."""
        if not self.hides(key):
            return state
        calls = tuple(msgspec.structs.replace(call, remote=NOBODY) for call in state.calls)
        remote = None if state.remote is None else NOBODY
        return msgspec.structs.replace(state, remote=remote, calls=calls)

    def hides(self, key: KeyId) -> bool:
        """Whether it is hidden with whom this partner speaks."""
        config = self._store.config
        if config is not self._config:
            self._config = config
            named = zip(key_ids(config.keys), config.keys, strict=True)
            self._keys = frozenset(key_id for key_id, settings in named if settings.hide_remote)
        return config.window.hide_remote or key in self._keys
