"""Translate documents into Korean and Japanese offline, with every name and term as a glossary wants it.

>>> from translator import Translator
>>> from translator.testing import FakeEngine
>>> engine = FakeEngine({"Hello.": "안녕하세요."})
>>> Translator("ko", engine=engine).translate("Hello.").text
'안녕하세요.'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Translator
    from .errors import EngineError, GlossaryError, InputError, TranslatorError
    from .folders import translate_folder
    from .glossary import Glossary, load_glossaries
    from .memory import Memory
    from .model import Finding, Outcome, Pair, Run, Severity, Term

__version__ = "0.1.0"

# Imported on first use, so that `import translator` costs nothing that is not asked for.
_HOME = {
    "EngineError": "errors",
    "Finding": "model",
    "Glossary": "glossary",
    "GlossaryError": "errors",
    "InputError": "errors",
    "Memory": "memory",
    "Outcome": "model",
    "Pair": "model",
    "Run": "model",
    "Severity": "model",
    "Term": "model",
    "Translator": "api",
    "TranslatorError": "errors",
    "load_glossaries": "glossary",
    "translate_folder": "folders",
}

__all__ = [
    "EngineError",
    "Finding",
    "Glossary",
    "GlossaryError",
    "InputError",
    "Memory",
    "Outcome",
    "Pair",
    "Run",
    "Severity",
    "Term",
    "Translator",
    "TranslatorError",
    "__version__",
    "load_glossaries",
    "translate_folder",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'translator' has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
