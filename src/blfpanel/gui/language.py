"""The language of the window: Qt translations from ``resources/translations``."""

from __future__ import annotations

import logging
import re

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from blfpanel.resources import resource

_log = logging.getLogger(__name__)

#: What the texts of the program are written in.
SOURCE = "en"
SYSTEM = "system"

_FILE = re.compile(r"blfpanel_(\w+)\.qm")


def languages() -> list[str]:
    """What can be chosen: English, and each language there is a file for, such as "de"."""
    names = sorted(file.name for file in resource("translations").iterdir())
    found = (_FILE.fullmatch(name) for name in names)
    return [SOURCE, *(match[1] for match in found if match)]


def name_of(language: str) -> str:
    """What speakers of a language call it: "Deutsch"."""
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


def speak(app: QCoreApplication, wanted: str) -> list[QTranslator]:
    """Let everything that is made from now on speak a language.

    Args:
        app: the program.
        wanted: "system", or one of :func:`languages`; an unknown one leaves it English.

    Returns:
        What translates, Qt's own texts first; to be removed from ``app`` to take it back.
    """
    locale = QLocale.system() if wanted == SYSTEM else QLocale(wanted)
    QLocale.setDefault(locale)
    language = QLocale.languageToCode(locale.language())
    if language == SOURCE:
        return []
    translators = []
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((qt, "qtbase"), (str(resource("translations")), "blfpanel")):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
            translators.append(translator)
        else:
            _log.info("There is no translation %s_%s in %s", name, language, folder)
    return translators
