"""Files of keys of any kind: a table, or the configuration of somebody's desk phone."""

from __future__ import annotations

from collections.abc import Sequence

from blfpanel.config.account import AccountSettings
from blfpanel.config.exchange import Imported, read_csv
from blfpanel.config.filetext import text_of
from blfpanel.config.keymaps import read_key_map, recognise

#: No file of keys is larger, bytes.
LARGEST = 8 * 1024 * 1024


def read_key_file(data: bytes, accounts: Sequence[AccountSettings] = ()) -> Imported:
    """The keys of a file, whose kind is told by its content."""
    text = text_of(data[:LARGEST])
    vendor = recognise(text)
    return read_csv(text) if vendor is None else read_key_map(text, vendor, accounts)
