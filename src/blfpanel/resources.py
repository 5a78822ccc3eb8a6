"""Finding the files of the project's top-level ``resources/`` folder, wherever it was put."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(*path: str) -> Traversable:
    """The file or folder ``path`` below ``resources/``.

    In an installed package the folder lies beside this module, in a checkout beside ``src``.
    Raises :exc:`FileNotFoundError` if neither has it.
    """
    places: tuple[Traversable, ...] = (
        files("blfpanel") / "resources",
        Path(__file__).parents[2] / "resources",
    )
    for place in places:
        found = place.joinpath(*path)
        if found.is_file() or found.is_dir():
            return found
    raise FileNotFoundError(f"{'/'.join(path)} is missing from blfpanel's resources. Reinstall it.")
