"""What all the lamps of a running ``blfpanel watch`` show, compared with what they should."""

from __future__ import annotations

import time
from collections.abc import Mapping

from real.blfpanel import Command, Line

PATIENCE = 10.0  #: seconds until a lamp is to be right; the usual is a fraction of one
SETTLED = 0.4  #: seconds for which it has to stay so


def face(line: Line) -> str:
    """A line in words: ``idle``, ``busy talking``; a stale one with ``?``."""
    words = [line["lamp"], line["detail"] or ""]
    return " ".join(words).strip() + ("?" if line["stale"] else "")


class Lamps:
    """The lamps of some numbers as ``blfpanel watch --json`` tells them."""

    def __init__(self, watch: Command) -> None:
        self.watch = watch

    def shown(self) -> dict[str, str]:
        """What each lamp shows now."""
        return {line["key"]: face(line) for line in list(self.watch.lines)}

    def story(self, number: str) -> list[str]:
        """What one lamp has shown, in order; neighbours differ."""
        faces = [face(line) for line in list(self.watch.lines) if line["key"] == number]
        return [each for i, each in enumerate(faces) if i == 0 or faces[i - 1] != each]

    def become(self, wanted: Mapping[str, str], *, within: float = PATIENCE) -> None:
        """Waits until the lamps named show what is wanted, and go on showing it.

        Raises:
            AssertionError: they do not, with what they show instead and why.
        """
        deadline = time.monotonic() + within
        while (left := deadline - time.monotonic()) > 0 or self.right(wanted):
            if self.watch.ended:
                raise AssertionError(f"blfpanel has ended: {self.watch.finish()}")
            if self.right(wanted):
                time.sleep(SETTLED)
                if self.right(wanted):
                    return
            elif left <= 0:
                break
            time.sleep(0.02)
        raise AssertionError(self.difference(wanted))

    def right(self, wanted: Mapping[str, str]) -> bool:
        """Whether the lamps named show what is wanted."""
        shown = self.shown()
        return all(shown.get(number) == each for number, each in wanted.items())

    def difference(self, wanted: Mapping[str, str]) -> str:
        """In words: which lamps are wrong, and the last lines about them."""
        shown = self.shown()
        wrong = {n: (shown.get(n), each) for n, each in wanted.items() if shown.get(n) != each}
        lines = [line for line in list(self.watch.lines) if line["key"] in wrong]
        told = "\n".join(map(str, lines[-12:]))
        return f"Lamps (shown, true): {wrong}; lately:\n{told}"
