"""Kinds of values that settings have; the description is what a wrong value "is not"."""

from __future__ import annotations

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(description="a text in quotes")]
Words = Annotated[tuple[str, ...], msgspec.Meta(description="a list of texts in quotes")]
Host = Annotated[str, msgspec.Meta(pattern=r"^[^\s/@;<>\"]*$", description="a domain in quotes")]
Switch = Annotated[bool, msgspec.Meta(description="true or false")]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Ordinal = Annotated[int, msgspec.Meta(ge=0, le=1_000, description="a whole number from 0 to 1000")]
