"""The end of the local socket that the running panel holds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from blfpanel.control.actions import ShowWindow, perform
from blfpanel.control.messages import (
    LONGEST_ANSWER,
    LONGEST_REQUEST,
    Declined,
    Request,
    Status,
    read_request,
    read_token,
    write_answer,
)
from blfpanel.control.place import NotServable, Place
from blfpanel.panel.report import utc
from blfpanel.phone.phone import Phone

_log = logging.getLogger(__name__)

#: How long a program may take to send its request, seconds.
_PATIENCE = 10.0

#: How long those who still wait may take to read that the panel was closed, seconds.
_FAREWELL = 0.5


class ControlServer:
    """Serves the programs that act through a phone.

    Args:
        phone: the phone they act through.
        place: where they come.
        show: brings the window to the front, with a link in its field.
        patience: how long a program may take to send its request, seconds.
    """

    def __init__(
        self,
        phone: Phone,
        place: Place,
        show: ShowWindow,
        *,
        patience: float = _PATIENCE,
    ) -> None:
        self._phone = phone
        self._place = place
        self._show = show
        self._patience = patience
        self._server: asyncio.Server | None = None
        self._guests: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen; raises :exc:`NotServable`."""
        self._server = await self._place.listen(self._serve)

    async def stop(self) -> None:
        """Listen no more, and tell those who wait that the panel was closed."""
        if self._server is None:
            return
        self._server.close()
        for guest in self._guests:
            guest.cancel()
        if self._guests:
            await asyncio.wait(self._guests, timeout=_FAREWELL)
        self._place.leave()
        self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One program, from its connection to its end."""
        guest = asyncio.current_task()
        assert guest is not None
        self._guests.add(guest)
        guest.add_done_callback(self._guests.discard)
        try:
            status, text = await self._answered(reader, writer)
            _write(writer, {"status": int(status), "text": text})
            await asyncio.wait_for(writer.drain(), self._patience)
        except asyncio.CancelledError:
            _write(writer, {"status": int(Status.REFUSED), "text": "The panel was closed."})
        except (ConnectionError, TimeoutError):
            _log.debug("A program went away, or does not read what it is told")
        finally:
            writer.close()

    async def _answered(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[Status, str]:
        """Do what is asked; how it ended."""
        try:
            request = await self._request(reader, writer)
            work = asyncio.ensure_future(self._perform(request, writer))
            gone = asyncio.ensure_future(_gone(reader))
            try:
                await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not work.done():
                    raise Declined("The connection was closed before this was done.")
                return work.result()
            finally:
                for task in (work, gone):
                    task.cancel()
                await asyncio.gather(work, gone, return_exceptions=True)
        except Declined as declined:
            return declined.status, str(declined)

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
        try:
            line = await asyncio.wait_for(reader.readline(), self._patience)
        except TimeoutError:
            seconds = f"{self._patience:g} s"
            raise Declined(f"No request came within {seconds}.", Status.WRONG) from None
        except ValueError:
            raise Declined(
                f"The request is longer than {LONGEST_REQUEST} octets.", Status.WRONG
            ) from None
        if not self._place.admits(writer, read_token(line)):
            _log.warning("Somebody who is not the user of this panel wanted to act through it")
            raise Declined("Only the user who runs this panel may act through it.")
        return read_request(line)

    async def _perform(self, request: Request, writer: asyncio.StreamWriter) -> tuple[Status, str]:
        def tell(step: str, text: str, /, **details: object) -> None:
            time = utc(self._phone.wall(self._phone.now()))
            _write(writer, {"time": time, "step": step, "text": text, **details})

        await perform(request, self._phone, tell, self._show)
        return Status.DONE, ""


def _write(writer: asyncio.StreamWriter, fields: dict[str, object]) -> None:
    if writer.is_closing():
        return
    writer.write(write_answer(fields))
    if writer.transport.get_write_buffer_size() > LONGEST_ANSWER:
        # it has asked to be told and does not listen
        writer.transport.abort()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Wait until the program goes away; what else it says is not listened to."""
    with contextlib.suppress(ConnectionError):
        while await reader.read(4096):
            pass


@contextlib.asynccontextmanager
async def serving(phone: Phone, place: Place, show: ShowWindow) -> AsyncIterator[None]:
    """Serve while the block runs; where that is not possible the panel says so."""
    server = ControlServer(phone, place, show)
    try:
        await server.start()
    except NotServable as problem:
        phone.panel.notice(
            f"Commands such as `blfpanel call` do not reach this panel: {problem}.", phone.now()
        )
    try:
        yield
    finally:
        await server.stop()
