"""Sentences that can be said in another language later: a text that remembers its pattern."""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """A text made of a pattern and values; as plain as any ``str`` for whoever does not care.

    Attributes:
        pattern: the text before the values stood in it: "{name} is busy. [{status}]". A window
            translates the pattern and fills in the values anew.
        values: what stands for the names in the pattern; may be sentences themselves.
    """

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, Any]

    def __str__(self) -> str:
        # so that an exception's text stays a sentence
        return self


def say(pattern: str, /, **values: Any) -> Sentence:
    """A sentence; ``pattern`` is a literal, so that translators find it.

    >>> say("{name} is busy.", name="Anna")
    'Anna is busy.'
    """
    sentence = Sentence(pattern.format(**values))
    sentence.pattern = pattern
    sentence.values = values
    return sentence


def mark(pattern: str) -> str:
    """``pattern`` itself: a literal in a table that is said later, marked for translators."""
    return pattern


def plain(text: object) -> str:
    """A sentence as a bare ``str``, for what looks at the type (``enc_hook`` of encoders).

    Raises:
        NotImplementedError: it is none.
    """
    if isinstance(text, Sentence):
        return str.__str__(text)
    raise NotImplementedError(f"{type(text).__name__} is no sentence")
