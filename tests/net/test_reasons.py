from __future__ import annotations

import errno
import socket

import pytest

from blfpanel.net.reasons import reason_of
from blfpanel.sip.flow import Target

TARGET = Target("udp", "pbx.example.com", 5060)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            socket.gaierror(socket.EAI_NONAME, ""),
            "There is no server called pbx.example.com. Check the spelling.",
        ),
        (
            socket.gaierror(socket.EAI_AGAIN, ""),
            "The name pbx.example.com cannot be looked up now. Check the network.",
        ),
        (
            ConnectionRefusedError(errno.ECONNREFUSED, ""),
            "pbx.example.com refuses UDP 5060. Check port and transport.",
        ),
        (
            OSError(errno.EHOSTUNREACH, ""),
            "There is no route to pbx.example.com. Check the network.",
        ),
        (OSError(errno.ENETUNREACH, ""), "No network. There is no way to pbx.example.com."),
        (TimeoutError(), "pbx.example.com does not answer (UDP 5060 tried)."),
        (
            TimeoutError(errno.ETIMEDOUT, "slow"),
            "pbx.example.com does not answer (UDP 5060 tried).",
        ),
        (
            PermissionError(errno.EPERM, ""),
            "This machine does not let messages out to pbx.example.com. Check its firewall.",
        ),
        (
            OSError(errno.EMFILE, "Too many open files"),
            "pbx.example.com cannot be reached at UDP 5060: Too many open files.",
        ),
    ],
)
def test_errors_are_told_in_words(error: OSError, sentence: str) -> None:
    assert reason_of(error, TARGET) == sentence
