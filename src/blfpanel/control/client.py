"""The end of the local socket that a program holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from blfpanel.control.messages import Declined, Request, Status, read_answer, write_request
from blfpanel.control.place import NotRunning, Place

__all__ = ["Fields", "NotRunning", "ask"]

#: A step as the panel sends it: its fields.
Fields: TypeAlias = dict[str, object]

_BROKE_OFF = "The panel broke off before this was done."


async def ask(place: Place, request: Request, told: Callable[[Fields], None]) -> None:
    """Have the panel do something; ``told`` gets each step.

    Raises:
        NotRunning: no panel runs at ``place``.
        Declined: it is not done; with the panel's words and status.
    """
    reader, writer = await place.connect()
    try:
        writer.write(write_request(request, **place.token))
        while line := await reader.readline():
            answer = read_answer(line)
            if "status" not in answer:
                told(answer)
            elif answer["status"] == Status.DONE:
                return
            else:
                raise Declined(str(answer.get("text")), _status(answer["status"]))
    except (OSError, ValueError) as problem:
        raise Declined(_BROKE_OFF) from problem
    finally:
        writer.close()
    raise Declined(_BROKE_OFF)


def _status(value: object) -> Status:
    return Status.WRONG if value == Status.WRONG else Status.REFUSED
