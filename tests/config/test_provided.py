"""Settings from the administrator."""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme

from blfpanel.config.keys import KeySettings
from blfpanel.config.provided import Kept, Provided, ProvisioningError, fetch, provided, take
from blfpanel.config.settings import Config
from blfpanel.config.window import KeySize, Theme, WindowSettings

FILE = """\
[window]
theme = "dark"
size = "XL"
text_size = 100

[[keys]]
number = "207"

[provisioning]
locked = ["window.theme", "keys", "window.colour"]
"""


def test_what_the_file_says_and_locks() -> None:
    found = provided(FILE)
    assert found.said == {"window.theme", "window.text_size", "keys"}
    assert found.locked == {"window.theme", "keys"}
    assert [str(problem) for problem in found.problems] == [
        "Line 3 of the settings: `size = XL` is not one of L, M, S. The rest was loaded.",
        "`window.colour` in `locked` is not a setting.",
    ]


def test_what_is_no_toml_says_nothing() -> None:
    found = provided("no [toml")
    assert (found.said, found.locked) == (frozenset(), frozenset())
    assert len(found.problems) == 1


def test_programs_are_taken_over_https_only() -> None:
    text = '[[hooks]]\nrun = "rm -rf /"\n'
    assert provided(text, "https://example.com/").said == {"hooks"}
    found = provided(text, "http://example.com/")
    assert found.said == frozenset()
    assert "over https only" in str(found.problems[0])


def mine(**fields: object) -> Config:
    return Config(window=WindowSettings(**fields))  # type: ignore[arg-type]


def test_what_is_new_there_is_taken_once_and_what_is_locked_each_time() -> None:
    first = provided('[window]\ntheme = "dark"\nsize = "L"\n')
    taken = take(mine(), first, Provided())
    assert taken == mine(theme=Theme.DARK, size=KeySize.LARGE)
    own = mine(theme=Theme.LIGHT, size=KeySize.LARGE)
    assert take(own, first, first) == own
    second = provided('[window]\ntheme = "dark"\nsize = "S"\n')
    assert take(own, second, first) == mine(theme=Theme.LIGHT, size=KeySize.SMALL)
    locked = provided('[window]\ntheme = "dark"\n[provisioning]\nlocked = ["window"]\n')
    assert take(own, locked, locked) == mine(theme=Theme.DARK, size=KeySize.LARGE)


def test_rows_are_taken_as_a_whole() -> None:
    file = provided('[[keys]]\nnumber = "207"\n')
    own = Config(keys=(KeySettings(number="1"),))
    assert take(own, file, Provided()).keys == (KeySettings(number="207"),)
    assert take(own, file, file).keys == own.keys


def test_the_last_good_copy_is_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "provisioned.toml")
    assert kept.load() == (Provided(), None)
    kept.keep(FILE)
    found, since = kept.load()
    assert found.locked == {"window.theme", "keys"}
    assert since is not None
    kept.forget()
    assert kept.load()[1] is None


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/settings.toml":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FILE.encode())
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"#" * (4 * 1024 * 1024 + 2))
        elif self.path == "/latin":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"\xe4")
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    made = HTTPServer(("127.0.0.1", 0), _Handler)
    yield made
    made.shutdown()
    made.server_close()


def serving(server: HTTPServer) -> str:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return f"127.0.0.1:{server.server_port}"


def test_a_file_is_fetched_by_http(server: HTTPServer) -> None:
    at = serving(server)
    assert fetch(f"http://{at}/settings.toml") == FILE
    for path, words in (
        ("missing", r"does not give the settings\. \[404\]"),
        ("large", "too large"),
        ("latin", "not UTF-8"),
    ):
        with pytest.raises(ProvisioningError, match=words):
            fetch(f"http://{at}/{path}")


def test_a_certificate_nobody_vouches_for_is_refused(server: HTTPServer) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with pytest.raises(ProvisioningError, match="is not trusted"):
        fetch(f"https://{serving(server)}/settings.toml")


def test_a_local_file_and_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(FILE)
    assert fetch(path.as_uri()) == FILE
    with pytest.raises(ProvisioningError, match="cannot be reached"):
        fetch((tmp_path / "none").as_uri())
    with pytest.raises(ProvisioningError, match="cannot be reached: Connection refused"):
        fetch("http://127.0.0.1:1/")
    with pytest.raises(ProvisioningError, match="Begin it with https://"):
        fetch("ftp://example.com/settings")


def test_the_example_of_the_guide_can_be_used() -> None:
    guide = Path(__file__).parents[2] / "docs" / "provisioning.md"
    if not guide.exists():  # an installed package has no docs
        pytest.skip("no docs here")
    for text in re.findall(r"```toml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL):
        assert not provided(text).problems
        assert provided(text).said or provided(text).locked
