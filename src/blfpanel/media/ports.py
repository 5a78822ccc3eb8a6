"""UDP ports for sound: an even one for RTP, the odd one above for its reports (RFC 3550 §11)."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

_TRIES = 100
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


class MediaError(Exception):
    """A call can have no sound; the text says why and what to do, for a person to read."""


@dataclass(frozen=True, slots=True)
class PortPair:
    """Two bound sockets; ``control`` is None where no reports are wanted."""

    sound: socket.socket
    control: socket.socket | None = None

    @property
    def all(self) -> tuple[socket.socket, ...]:
        """Both."""
        return (self.sound, self.control) if self.control else (self.sound,)

    def of(self, control: bool) -> socket.socket:
        """The one for reports, or the one for sound."""
        return self.control if control and self.control else self.sound

    def close(self) -> None:
        """Give both back."""
        for sock in self.all:
            sock.close()


def any_pair(local_ip: str) -> PortPair:
    """Ports that nobody has.

    Raises:
        MediaError: there are none, or the address is not ours.
    """
    for _ in range(_TRIES):
        probe = _bound(local_ip, 0)
        if probe is None:
            break
        port = probe.getsockname()[1]
        if port % 2 == 0:
            control = _bound(local_ip, port + 1)
            if control:
                return PortPair(probe, control)
            probe.close()
            continue
        # some systems prefer odd ports for those who do not ask for one
        if below := _bound(local_ip, port - 1):
            return PortPair(below, probe)
        probe.close()
    raise MediaError(f"no UDP port for sound is free on {local_ip}: end a call and try again")


def pair_at(local_ip: str, port: int) -> PortPair | None:
    """This port and the one above; None where one of them is taken.

    Raises:
        MediaError: the address is not ours.
    """
    sound = _bound(local_ip, port)
    if sound is None:
        return None
    control = _bound(local_ip, port + 1)
    if control is None:
        sound.close()
        return None
    return PortPair(sound, control)


def family(address: str) -> socket.AddressFamily:
    """IPv4's or IPv6's."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _bound(local_ip: str, port: int) -> socket.socket | None:
    """A UDP socket bound to this address; None where the port is taken.

    Raises:
        MediaError: the address is not ours, or no socket can be had at all.
    """
    try:
        sock = socket.socket(family(local_ip), socket.SOCK_DGRAM)
    except OSError as failure:
        raise MediaError(f"cannot open a socket for sound: {failure.strerror}") from failure
    try:
        sock.bind((local_ip, port))
    except OSError as failure:
        sock.close()
        if failure.errno in _TAKEN:
            return None
        raise MediaError(
            f"cannot listen for sound on {local_ip}: {failure.strerror}; "
            "check the local address in the settings"
        ) from failure
    return sock
