"""``blfpanel status``: accounts, calls and keys of the panel that runs. No Qt."""

from __future__ import annotations

import argparse
import json

from blfpanel.cli.acting import add_place_options, by_itself
from blfpanel.cli.through import through_panel
from blfpanel.control.client import Fields
from blfpanel.control.messages import StatusOf


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``status``."""
    add_place_options(parser)


def run(options: argparse.Namespace) -> int:
    """0 with the status on standard output; 1 when no panel runs, or by itself: the server's no."""
    show = _as_json if options.json else _as_text
    if not by_itself(options):
        return through_panel(StatusOf(), options, show)
    from blfpanel.cli import alone

    return alone.status(options, show)


def _as_text(fields: Fields) -> None:
    print(fields["text"], flush=True)


def _as_json(fields: Fields) -> None:
    left_out = ("v", "step", "text")
    print(json.dumps({name: value for name, value in fields.items() if name not in left_out}))
