"""Keys that work from anywhere, by way of the desktop portal (Linux; GNOME 48, KDE Plasma 5.27 on).

Source: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REQUEST = "org.freedesktop.portal.Request"
_ID = "show"

#: How long the portal may take for what needs no person, seconds.
_PATIENCE = 10.0

#: How Qt and the portal (the XDG shortcuts specification) name modifiers.
_MODIFIERS = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "meta": "LOGO"}


class NoPortal(Exception):
    """The desktop has nothing of the kind, or the person said no; the text says which."""


def trigger(keys: str) -> str:
    """Keys as Qt writes them, as the portal does.

    >>> trigger("Ctrl+Alt+B"), trigger("Meta+F9")
    ('CTRL+ALT+b', 'LOGO+F9')
    """
    *modifiers, key = [part.strip() for part in keys.split("+")]
    named = [_MODIFIERS.get(modifier.lower(), modifier.upper()) for modifier in modifiers]
    return "+".join([*named, key.lower() if len(key) == 1 else key])


class PortalShortcut:
    """One shortcut at the portal.

    Args:
        pressed: called when it is pressed.
    """

    def __init__(self, pressed: Callable[[], object]) -> None:
        self._pressed = pressed
        self._bus: MessageBus | None = None
        self._tokens = itertools.count(1)
        self._answers: dict[str, asyncio.Future[tuple[int, dict[str, Variant]]]] = {}

    async def bind(self, keys: str, description: str) -> None:
        """Listen for ``keys``; the desktop may ask the person first, or choose others.

        Raises:
            NoPortal: nobody listens for us.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                self._bus = await MessageBus().connect()
                self._bus.add_message_handler(self._heard)
                await self._match("Response", _REQUEST)
                await self._match("Activated", _SHORTCUTS)
                session = await self._session()
            wanted = {
                "description": Variant("s", description),
                "preferred_trigger": Variant("s", trigger(keys)),
            }
            # the desktop may ask the person, who may take their time
            await self._ask("BindShortcuts", "oa(sa{sv})s", [session, [[_ID, wanted]], ""])
        except (DBusFastError, OSError, EOFError, ValueError) as failure:
            raise NoPortal(str(failure)) from failure

    def leave(self) -> None:
        """Listen no more."""
        if self._bus is not None:
            self._bus.disconnect()
            self._bus = None

    async def _session(self) -> str:
        token = Variant("s", f"blfpanel{next(self._tokens)}")
        results = await self._ask("CreateSession", "", [], session_handle_token=token)
        if "session_handle" not in results:
            raise NoPortal("the portal has opened no session")
        return str(results["session_handle"].value)

    async def _ask(
        self, member: str, signature: str, body: list[Any], **options: Variant
    ) -> dict[str, Variant]:
        """Call a method that answers later, by a signal of the request it names."""
        assert self._bus is not None
        token = f"blfpanel{next(self._tokens)}"
        sender = str(self._bus.unique_name).lstrip(":").replace(".", "_")
        answer: asyncio.Future[tuple[int, dict[str, Variant]]]
        answer = asyncio.get_running_loop().create_future()
        # known before it is asked: an answer may be faster than the reply
        self._answers[f"{_PATH}/request/{sender}/{token}"] = answer
        options["handle_token"] = Variant("s", token)
        await self._call(_SHORTCUTS, member, f"{signature}a{{sv}}", [*body, options])
        code, results = await answer
        if code != 0:
            raise NoPortal("it was declined")
        return results

    async def _match(self, member: str, interface: str) -> None:
        rule = f"type='signal',sender='{_NAME}',interface='{interface}',member='{member}'"
        await self._call(
            "org.freedesktop.DBus",
            "AddMatch",
            "s",
            [rule],
            name="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
        )

    async def _call(
        self,
        interface: str,
        member: str,
        signature: str,
        body: list[Any],
        *,
        name: str = _NAME,
        path: str = _PATH,
    ) -> None:
        assert self._bus is not None
        reply = await self._bus.call(
            Message(
                destination=name,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=body,
            )
        )
        if reply is not None and reply.message_type is MessageType.ERROR:
            raise NoPortal(str(reply.body[0]) if reply.body else str(reply.error_name))

    def _heard(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        match message.interface, message.member:
            case (interface, "Response") if interface == _REQUEST:
                answer = self._answers.pop(str(message.path), None)
                if answer is not None and not answer.done():
                    answer.set_result((message.body[0], message.body[1]))
            case (interface, "Activated") if interface == _SHORTCUTS and message.body[1] == _ID:
                self._pressed()
            case _:
                pass
