"""Prints what happens step by step, for people or for programs."""

from __future__ import annotations

import json

from blfpanel.panel.report import utc
from blfpanel.phone.phone import Phone


class Steps:
    """Prints one line, or one JSON object, for each step.

    Args:
        phone: whose clock dates the steps.
        as_json: objects instead of lines.
    """

    def __init__(self, phone: Phone, *, as_json: bool) -> None:
        self._phone = phone
        self._as_json = as_json

    def print(self, step: str, text: str, /, **details: object) -> None:
        """One step: a stable word for programs, a text for people."""
        if not self._as_json:
            print(text, flush=True)
            return
        time = self._phone.wall(self._phone.now())
        print(json.dumps({"time": utc(time), "step": step, "text": text, **details}), flush=True)
