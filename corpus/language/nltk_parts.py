"""The two parts of NLTK that are used, without the rest, which takes a tenth of a second to load, and a whole one beside SciPy.

`import nltk` loads sixty modules, and so does each part of it, by way of its parent. Here the parents stand empty while the
parts are loaded, and nothing of it stays for others: who imports NLTK afterwards gets all of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType


@contextmanager
def _parents_empty() -> Iterator[None]:
    before = {name: sys.modules.pop(name) for name in _nltk()}
    spec = find_spec("nltk")
    (home,) = (spec.submodule_search_locations if spec else None) or [""]
    for name in ("nltk", "nltk.stem", "nltk.tokenize", "nltk.corpus"):
        sys.modules[name] = parent = ModuleType(name)
        parent.__path__ = [str(Path(home, *name.split(".")[1:]))]
    vars(sys.modules["nltk.corpus"])["stopwords"] = None  # Snowball's own, which are never asked for
    try:
        yield
    finally:
        for name in _nltk():
            del sys.modules[name]
        sys.modules.update(before)


def _nltk() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == "nltk"]


with _parents_empty():
    from nltk.stem.snowball import SnowballStemmer
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer, PunktToken

__all__ = ["PunktLanguageVars", "PunktParameters", "PunktSentenceTokenizer", "PunktToken", "SnowballStemmer"]
