#!/usr/bin/env python3
# ruff: noqa: T201
"""Prints every change of a lamp that the running panel sees: an example of the local API.

    python follow.py [NUMBER...]

It needs Python alone. docs/cli.md describes the API.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path


def connect() -> tuple[socket.socket, str]:
    """A connection to the panel, and the token that it wants ("" for none)."""
    home, runtime = os.environ.get("BLFPANEL_HOME"), os.environ.get("XDG_RUNTIME_DIR", "")
    place = Path(home) / "run" if home else Path(runtime) / "blfpanel"
    if hasattr(socket, "AF_UNIX"):
        unix = socket.socket(socket.AF_UNIX)
        unix.connect(str(place / "control.sock"))
        return unix, ""
    told = json.loads((place / "control.json").read_text())
    return socket.create_connection(("127.0.0.1", told["port"])), told["token"]


def main() -> int:
    """Ask once, then read line by line."""
    connection, token = connect()
    with connection, connection.makefile("rw", encoding="utf-8", newline="\n") as lines:
        request = {"v": 1, "do": "watch", "numbers": sys.argv[1:], "token": token}
        lines.write(json.dumps(request) + "\n")
        lines.flush()
        for line in lines:
            told = json.loads(line)
            if "status" in told:
                print(told["text"], file=sys.stderr)
                return int(told["status"])
            print(told["time"], told["key"], told["lamp"], told["detail"] or "", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
