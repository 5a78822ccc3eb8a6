"""``--play`` and ``--record``: files as voice and ear of a call without devices."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.media.files import WavSink, WavSource
from blfpanel.media.session import MediaError, MediaFactory, RtpMediaFactory
from blfpanel.media.sound import AudioSink, AudioSource, Discard, Silence

T = TypeVar("T")


def media_of(options: argparse.Namespace) -> MediaFactory:
    """What carries the sound as the options say; silence both ways where they say nothing.

    Raises:
        CommandFailure: a file cannot be opened.
    """
    play: Path | None = getattr(options, "play", None)
    record: Path | None = getattr(options, "record", None)
    try:
        sources: list[AudioSource] = [WavSource(play)] if play else []
        sinks: list[AudioSink] = [WavSink(record)] if record else []
    except MediaError as problem:
        text = str(problem)
        raise CommandFailure(f"{text[0].upper()}{text[1:]}.", EXIT_USAGE) from problem
    return RtpMediaFactory(make_source=_first(sources, Silence), make_sink=_first(sinks, Discard))


def _first(found: list[T], otherwise: Callable[[], T]) -> Callable[[], T]:
    """The file is for the first call alone; who calls us meanwhile gets nothing of it."""
    return lambda: found.pop() if found else otherwise()
