"""The features that a window's first picture does not wait for.

To load them takes as long as to load the window.
"""

from __future__ import annotations

from blfpanel.gui import forwarding, speech
from blfpanel.gui.accounts import feature as accounts
from blfpanel.gui.alerts import feature as alerts
from blfpanel.gui.desktop import feature as desktop
from blfpanel.gui.directories import feature as directories
from blfpanel.gui.features import Feature
from blfpanel.gui.fill import feature as fill
from blfpanel.gui.help import feature as help_pages
from blfpanel.gui.history import feature as call_history
from blfpanel.gui.settings import feature as settings
from blfpanel.gui.trace import feature as trace
from blfpanel.gui.welcome import feature as welcome

#: In the order in which they join.
LATER: tuple[Feature, ...] = (
    call_history.attached,
    settings.attached,
    trace.attached,
    accounts.attached,
    directories.attached,
    alerts.attached,
    desktop.attached,
    speech.attached,
    help_pages.attached,
    forwarding.attached,
    fill.attached,
    welcome.attached,
)
