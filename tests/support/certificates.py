"""Certificates for tests: a CA of their own, made once."""

from __future__ import annotations

import functools
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import trustme

from blfpanel.sip.flow import Tls


@functools.cache
def authority(name: str = "one") -> trustme.CA:
    """A CA; another name makes another one."""
    return trustme.CA(organization_name=f"Test CA {name}")


@functools.cache
def folder() -> Path:
    """Where the files lie; it goes with the process."""
    keep = tempfile.TemporaryDirectory(prefix="blfpanel-test-certificates-")
    _KEPT.append(keep)
    return Path(keep.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@functools.cache
def ca_file(name: str = "one") -> str:
    """The file with the certificate of :func:`authority`."""
    path = folder() / f"ca-{name}.pem"
    authority(name).cert_pem.write_to_path(path)
    return str(path)


@functools.cache
def issued(
    *names: str, ca: str = "one", common_name: str | None = None, expired: bool = False
) -> Tls:
    """A certificate for these names with its key, in files, and the CA's to trust."""
    dates = {}
    if expired:
        dates = {
            "not_before": datetime(2019, 1, 1, tzinfo=UTC),
            "not_after": datetime(2020, 1, 1, tzinfo=UTC),
        }
    leaf = authority(ca).issue_cert(*names, common_name=common_name, **dates)
    stem = f"{ca}-{'-'.join(names)}-{common_name}-{expired}".replace("*", "any").replace(":", "_")
    certificate, key = folder() / f"{stem}.pem", folder() / f"{stem}.key"
    certificate.write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
    leaf.private_key_pem.write_to_path(key)
    return Tls(ca_file=ca_file(ca), certificate=str(certificate), key=str(key))
