"""Feeds one target with changed input until it breaks or time is up (atheris, libFuzzer).

``scripts/fuzz`` starts it: ``run.py TARGET [OPTION OF LIBFUZZER...]``, or ``run.py --list``.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["blfpanel"]):
    from support.fuzz_seeds import seeds
    from support.fuzz_targets import TARGETS


def main() -> None:
    """Write the seeds where libFuzzer looks for them, then run."""
    name, *options = sys.argv[1:]
    if name == "--list":
        sys.stdout.writelines(f"{target}\n" for target in TARGETS)
        return
    work = ROOT / ".cache" / "fuzz" / name
    (work / "corpus").mkdir(parents=True, exist_ok=True)
    (work / "finds").mkdir(exist_ok=True)
    for count, data in enumerate(seeds(name)):
        (work / "corpus" / f"seed-{count:03}").write_bytes(data)
    logging.disable(logging.CRITICAL)
    words, found = HERE / "words.dict", work / "finds"
    fixed = [f"-artifact_prefix={found}/", f"-dict={words}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *fixed, *options, str(work / "corpus")], TARGETS[name])
    os.chdir(work)
    atheris.Fuzz()


main()
