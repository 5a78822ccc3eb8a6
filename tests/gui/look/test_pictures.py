"""The pictures of docs/images can be made at any time, by the script as it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from support.pictures import PICTURES, index

ROOT = Path(__file__).resolve().parents[3]
IMAGES = ROOT / "docs" / "images"


def test_the_script_makes_a_picture(qapp: QApplication, tmp_path: Path) -> None:
    if "Inter" not in QFontDatabase.families():
        pytest.skip("The font Inter is missing")
    command = [
        sys.executable,
        ROOT / "scripts" / "screenshots",
        "--only",
        "three",
        "--to",
        tmp_path,
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "three.png"))
    assert (image.width(), image.height()) == PICTURES["three"].size
    assert image.colorCount() > 50


def test_a_picture_that_does_not_exist_is_said(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "scripts" / "screenshots", "--only", "four", "--to", tmp_path]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no picture four" in done.stderr


def test_each_picture_is_there_and_on_the_list() -> None:
    assert {file.stem for file in IMAGES.glob("*.png")} == set(PICTURES)
    assert (IMAGES / "README.md").read_text(encoding="utf-8") == index()


def test_the_pictures_are_not_heavy() -> None:
    assert sum(file.stat().st_size for file in IMAGES.iterdir()) < 6 * 2**20
