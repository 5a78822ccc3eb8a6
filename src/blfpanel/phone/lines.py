"""The phone's accounts while it runs: registered, watched over, changed, and let go again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from blfpanel.panel.commands import Watch, WatchList
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import UsageId

#: How long a new registration waits for the end of the one before, at the same server and with
#: the same address, seconds: the later of two requests decides what the server believes.
SUCCEED_WITHIN = 2.0


@dataclass(slots=True)
class _Successor:
    """A line whose registration waits for the end of the one before."""

    line: Line
    due: float


class Lines:
    """All accounts of a phone.

    Args:
        endpoint: the SIP core.
        panel: told of accounts.
        hang_up: ends the calls of an account.
    """

    def __init__(
        self, endpoint: Endpoint, panel: Panel, hang_up: Callable[[str, float], None]
    ) -> None:
        self._endpoint = endpoint
        self._panel = panel
        self._hang_up = hang_up
        self._lines: dict[str, Line] = {}
        #: Registrations that have not ended, with the account's name.
        self._registrations: dict[UsageId, str] = {}
        self._keep_alives: dict[str, UsageId] = {}
        #: What to watch as soon as the account is registered: servers refuse strangers.
        self._unregistered: dict[str, dict[str, Watch | WatchList]] = {}
        self._successors: dict[UsageId, _Successor] = {}

    @property
    def all(self) -> Mapping[str, Line]:
        """The accounts by name, the first one first; the same object for good."""
        return self._lines

    @property
    def settled(self) -> bool:
        """Whether no registration is left."""
        return not self._registrations

    def apply(self, wanted: Iterable[Line], now: float) -> None:
        """Have these accounts and no others.

        One that is reached or addressed in another way is made anew, which ends its calls; what
        else is new about an account holds from now on.
        """
        lines = {line.account.name: line for line in wanted}
        ended: dict[str, UsageId] = {}
        for name, line in list(self._lines.items()):
            new = lines.get(name)
            if new is None or _is_another(line, new):
                usage = self._remove(name, now)
                if usage is not None and new is not None and _is_same_binding(line, new):
                    ended[name] = usage
        for name, line in lines.items():
            if name in self._lines:
                self._change(line)
            else:
                self._add(line, ended.get(name), now)
        for name in lines:  # the first one counts as such
            self._lines[name] = self._lines.pop(name)

    def leave(self, now: float) -> None:
        """Take all registrations back, and watch over no server any more."""
        for usage in self._keep_alives.values():
            self._endpoint.end_keep_alive(usage)
        self._successors.clear()
        for usage in self._registrations:
            self._endpoint.unregister(usage, now)

    def waits(self, command: Watch | WatchList) -> bool:
        """Whether a command has to wait until its account is registered; then it is kept."""
        waiting = self._unregistered.get(command.account)
        if waiting is None:
            return False
        waiting[command.key if isinstance(command, Watch) else command.uri] = command
        return True

    def registered(self, usage: UsageId) -> list[Watch | WatchList]:
        """A registration has come about: what has waited for that."""
        return [*self._unregistered.pop(self._registrations.get(usage, ""), {}).values()]

    def unregistered(self, usage: UsageId, now: float) -> None:
        """A registration has ended."""
        self._registrations.pop(usage, None)
        successor = self._successors.pop(usage, None)
        if successor is not None:
            self._register(successor.line, now)

    def next_deadline(self) -> float | None:
        """When a registration has waited long enough for the end of another one."""
        return min((each.due for each in self._successors.values()), default=None)

    def handle_timeout(self, now: float) -> None:
        """Register what has waited long enough."""
        for usage, successor in list(self._successors.items()):
            if successor.due <= now:
                del self._successors[usage]
                self._register(successor.line, now)

    def register_again(self, name: str, now: float) -> None:
        """Register an account anew at once, whatever its next try was to be."""
        line = self._lines[name]
        for usage in [usage for usage, known in self._registrations.items() if known == name]:
            self._endpoint.unregister(usage, now)
            self._successors[usage] = _Successor(line, now + SUCCEED_WITHIN)

    # --- inside ---

    def _add(self, line: Line, after: UsageId | None, now: float) -> None:
        account = line.account
        self._lines[account.name] = line
        self._panel.add_account(
            account.name,
            account.aor,
            profile=line.profile,
            pickup=line.pickup,
            policy=line.policy,
        )
        self._endpoint.add_account(account)
        if line.register:
            self._unregistered[account.name] = {}
            if after is None:
                self._register(line, now)
            else:
                self._successors[after] = _Successor(line, now + SUCCEED_WITHIN)
        self._keep_alives[account.name] = self._endpoint.keep_alive(account, now)
        if line.list_uri is not None:
            self._panel.add_list(account.name, line.list_uri, now)

    def _register(self, line: Line, now: float) -> None:
        name = line.account.name
        if self._lines.get(name) != line:
            return  # it was changed once more in the meantime
        usage = self._endpoint.register(line.account, now)
        self._registrations[usage] = name
        self._panel.registration_started(name, usage, now)

    def _remove(self, name: str, now: float) -> UsageId | None:
        """Let an account go; the registration that is being taken back."""
        del self._lines[name]
        self._unregistered.pop(name, None)
        self._hang_up(name, now)
        self._panel.remove_account(name, now)
        self._endpoint.end_keep_alive(self._keep_alives.pop(name))
        self._endpoint.remove_account(name)
        found = [usage for usage, known in self._registrations.items() if known == name]
        for usage in found:
            self._registrations[usage] = ""
            self._endpoint.unregister(usage, now)
        return found[0] if found else None

    def _change(self, line: Line) -> None:
        name = line.account.name
        before, self._lines[name] = self._lines[name], line
        if before != line:
            self._panel.change_account(name, line.profile, line.pickup, line.policy)


def _is_another(before: Line, after: Line) -> bool:
    """Whether an account is addressed, reached or watched in another way."""
    return (before.account, before.register, before.list_uri) != (
        after.account,
        after.register,
        after.list_uri,
    )


def _is_same_binding(before: Line, after: Line) -> bool:
    """Whether the server could confuse the two registrations."""
    one, other = before.account, after.account
    return (one.server, one.aor.uri) == (other.server, other.aor.uri) and after.register
