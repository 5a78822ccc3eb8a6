"""Acting through the panel that runs: the command line as a client of the local API."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Callable

from blfpanel.cli.exits import EXIT_DONE, EXIT_INTERRUPTED, CommandFailure
from blfpanel.cli.interrupts import interruptible, until_interrupted
from blfpanel.control.client import Fields, NotRunning, ask
from blfpanel.control.messages import Declined, HangUp, Request
from blfpanel.control.place import Place, usual_place

#: Steps of a call that nobody has answered yet.
_UNANSWERED = ("dialling", "ringing")


def through_panel(
    request: Request,
    options: argparse.Namespace,
    show: Callable[[Fields], None] | None = None,
) -> int:
    """Have the panel do it, and print each step.

    Args:
        show: prints a step in another way.

    Raises:
        CommandFailure: no panel runs, or it is not done; with the panel's words.
    """
    return asyncio.run(_through(request, show or (_as_json if options.json else _as_text)))


async def _through(request: Request, show: Callable[[Fields], None]) -> int:
    place = usual_place()
    pending: list[str] = []

    def told(fields: Fields) -> None:
        pending.clear()
        if fields.get("step") in _UNANSWERED:
            pending.append(str(fields.get("call")))
        show(fields)

    async def work() -> int:
        try:
            await ask(place, request, told)
        except NotRunning:
            raise CommandFailure(
                "No panel is running. Start `blfpanel`, or act without it: --standalone, "
                "--account NAME, or --server HOST --user USER."
            ) from None
        except Declined as declined:
            raise CommandFailure(str(declined), int(declined.status)) from declined
        return EXIT_DONE

    with interruptible() as interrupted:
        status = await until_interrupted(work(), interrupted)
    if status == EXIT_INTERRUPTED:
        for call in pending:
            await _give_up(place, call)
    return status


async def _give_up(place: Place, call: str) -> None:
    """Whoever stops a command while it rings does not want the call any more."""
    try:
        await ask(place, HangUp(call=call), lambda _: None)
    except (NotRunning, Declined):
        return  # it is over already


def _as_text(fields: Fields) -> None:
    print(fields.get("text"), flush=True)


def _as_json(fields: Fields) -> None:
    print(json.dumps({name: value for name, value in fields.items() if name != "v"}), flush=True)
