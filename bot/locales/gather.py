"""Brings the catalogues up to date with the messages in the code: `make words`. Nothing of the running bot needs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.words import ENGLISH, LANGUAGES

LOCALES = Path(__file__).parent
PACKAGES = tuple(LOCALES.parent.parent / name for name in ("bot", "corpus"))
# What a message is an argument of; of `plural` the first two.
KEYWORDS = {"_": None, "marked": None, "Saying": None, "plural": (1, 2)}
# Without Babel's dates, which would change with each run.
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plurals}\n"
"Content-Type: text/plain; charset=utf-8\n"

"""


def messages() -> Catalog:
    """Every message that the code holds."""
    found = Catalog()
    for package in PACKAGES:
        for _file, _line, message, _comments, _context in extract_from_dir(package, keywords=KEYWORDS):
            found.add(message)
    return found


def catalogues() -> Iterator[tuple[str, Path]]:
    """Each language but English, and the file of its catalogue."""
    for language in LANGUAGES:
        if language != ENGLISH:
            yield language, LOCALES / language / "LC_MESSAGES" / "dateline.po"


def read(language: str, path: Path) -> Catalog:
    """A catalogue as it is; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=language, project="Dateline", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def wanting(message: Message) -> bool:
    """Whether a message, or one of its plurals, has no translation."""
    told = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(message.id) and not all(told)


def main() -> None:
    """Enter what is new, take out what is no longer said, and list what has no translation."""
    template = messages()
    for language, path in catalogues():
        catalogue = read(language, path)
        catalogue.update(template, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, omit_header=True)
        left = [message.id for message in catalogue if wanting(message)]
        print(f"{path.relative_to(LOCALES)}: {len(catalogue)} messages, {len(left)} to translate", *left, sep="\n  ")


if __name__ == "__main__":
    main()
