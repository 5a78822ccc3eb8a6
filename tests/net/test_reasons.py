from __future__ import annotations

import errno
import socket
import ssl

import pytest

from blfpanel.net.reasons import InWords, reason_of
from blfpanel.sip.flow import Target

TARGET = Target("udp", "pbx.example.com", 5060)


def tls_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, f"[SSL: {reason}] something")
    error.reason = reason
    return error


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
        (
            tls_error("TLSV13_ALERT_CERTIFICATE_REQUIRED"),
            "pbx.example.com wants a certificate of yours. Set `certificate` and "
            "`certificate_key`.",
        ),
        (
            tls_error("TLSV1_ALERT_UNKNOWN_CA"),
            "pbx.example.com does not accept your certificate. Check `certificate`.",
        ),
        (
            tls_error("UNSUPPORTED_PROTOCOL"),
            "pbx.example.com speaks only TLS older than 1.2. Nothing was sent. Ask its "
            "administrator.",
        ),
        (
            tls_error("NO_SHARED_CIPHER"),
            "pbx.example.com and this machine cannot agree on TLS at port 5060: no shared cipher.",
        ),
        (InWords("As it stands."), "As it stands."),
    ],
)
def test_errors_are_told_in_words(error: OSError, sentence: str) -> None:
    assert reason_of(error, TARGET) == sentence
