"""Where sound comes from and goes to."""

from __future__ import annotations

from typing import TypeAlias

#: A numeric IP address and a port.
Address: TypeAlias = tuple[str, int]
