"""The guide to all settings, made from the catalogue: docs/settings.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from blfpanel.config import catalog
from blfpanel.config.catalog import Kind, Setting
from blfpanel.config.settings import ROWS
from blfpanel.config.whole import toml_value

_HEAD = """\
# Settings

All settings, as the settings window (Ctrl+,) shows them. What is changed there works at once and
can be taken back. They are kept in one file, `settings.toml` (`~/.config/blfpanel` on Linux, or
`BLFPANEL_HOME`), which may be edited too: the last column says how each is written there. A mistake
in the file costs only its own line: it is named with its number, and the rest is used. Passwords
never stand in the file: they are kept in the keyring.

*Made by `scripts/settings-guide` from `resources/settings.toml`.*
"""


def settings_guide() -> str:
    """The whole page, Markdown."""
    lines = [_HEAD]
    for category in catalog.categories():
        if not (category.settings or category.rows):
            continue
        lines.append(f"## {category.title}\n\n{category.help}\n")
        for rows in category.rows:
            lines.append(f"### {rows.title}: `[[{rows.table}]]`\n\n{rows.help}\n")
            lines.extend(_groups(rows.settings, "####"))
        lines.extend(_groups(category.settings, "###"))
    return "\n".join(lines)


def _groups(settings: Iterable[Setting], level: str) -> Iterator[str]:
    for group, some in groupby(settings, lambda setting: setting.group):
        yield f"{level} {group}\n"
        yield "| setting | what it does | values | in the file |\n|--|--|--|--|"
        for setting in some:
            yield f"| {_row(setting)} |"
        yield ""


def _row(setting: Setting) -> str:
    cells = (setting.title, setting.help, _values(setting), _example(setting))
    return " | ".join(cell.replace("|", "\\|") for cell in cells)


def _values(setting: Setting) -> str:
    match setting.kind:
        case Kind.CHOICE | Kind.CHOICES:
            choices = "; ".join(f'`"{value}"` {name}' for value, name in setting.words.items())
            return choices + ("; nothing: as usual" if setting.optional else "")
        case Kind.NUMBER if setting.unit:
            return f"{setting.allowed}, in {setting.unit}"
        case _:
            return setting.allowed


def _example(setting: Setting) -> str:
    where = setting.name if setting.table in ROWS else setting.path
    if setting.required:
        return f"`{where}`, must be given"
    if setting.default is None:
        return f"`{where}`"
    return f"`{where} = {toml_value(setting.default)}`"
