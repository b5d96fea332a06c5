"""A conversation as a phone shows it: one HTML page for each language of the interface, to be looked at in a browser.

    python -m benchmarks.portrait FOLDER [LINE …]

Writes `FOLDER/en.html` and so on: `/start`, and then what each LINE is answered (a question, or a command) over the sample
articles. Measures nothing; it is for eyes, which find what no test does: a label that is cut, a line that runs the wrong
way. Any browser will do; docs/telegram.png is made of such pages, in a window of 390 points.
"""

from __future__ import annotations

import argparse
import base64
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.desk import Desk, furnish
from bot.handlers import COMMANDS
from bot.handlers.ask import ask
from bot.model import Button, Place, Reply, Said
from bot.settings import load
from bot.words import LANGUAGES, speaking
from corpus.database import connect
from corpus.newsroom import Newsroom

LINES = ("Who did Blinken meet in Kyiv?", "What did he ask for?", "/timeline ukraine aid", "/help")
NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)  # the morning after the newest sample
STYLE = """
    body { margin: 0 auto; width: 390px; background: #c9dbc3; font: 15px/1.38 sans-serif }
    div { clear: both; margin: 7px 8px; max-width: 330px }
    p { margin: 0; padding: 7px 10px; border-radius: 12px; background: #fff; white-space: pre-wrap; overflow-wrap: anywhere;
        unicode-bidi: plaintext }
    .said { float: right } .said p { background: #e2ffc7 }
    nav { display: flex; gap: 4px; margin-top: 4px }
    nav span { flex: 1 1 0; min-width: 0; padding: 7px 4px; border-radius: 8px; background: #7f9d7b; color: #fff; font-size: 13.5px;
        text-align: center; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; unicode-bidi: plaintext }
    a { color: #2f7ab8; text-decoration: none } img { width: 100%; border-radius: 8px }
"""


def main() -> None:
    """Write the pages."""
    wish = argparse.ArgumentParser(description="A conversation as a phone shows it.")
    wish.add_argument("folder", type=Path)
    wish.add_argument("lines", nargs="*", default=LINES)
    asked = wish.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = load(_env_file=None, data_dir=Path(folder), access="public")
        newsroom = Newsroom(connect(settings.database_url), Path(folder))
        newsroom.furnish(NOW)
        desk = furnish(settings, newsroom)
        desk.now = lambda: NOW
        for person, language in enumerate(LANGUAGES, 1):
            page = asked.folder / f"{language}.html"
            page.write_text(portrait(("/start", *asked.lines), person, language, desk), "utf-8")
            print(page)


def portrait(lines: tuple[str, ...], person: int, language: str, desk: Desk) -> str:
    """The page of a private chat in which a person types the lines, each answered in that language."""
    place, shown = Place(person, 0, person), []
    for number, line in enumerate(lines, 1):
        with speaking(language):
            reply = _answer(Said(place, line, NOW, number, language=language), desk)
        shown += [f'<div class="said"><p>{escape(line)}</p></div>', *_messages(reply)]
    return f'<!doctype html><meta charset="utf-8"><title>{language}</title><style>{STYLE}</style>{"".join(shown)}'


def _answer(said: Said, desk: Desk) -> Reply | None:
    name, _space, rest = said.text.removeprefix("/").partition(" ")
    known = {command.name: command.answer for command in COMMANDS} if said.text.startswith("/") else {}
    answer = known.get(name, ask)
    typed = rest if name in known else said.text
    return answer(Said(said.place, typed, said.at, said.message, language=said.language, command=name), desk)


def _messages(reply: Reply | None) -> list[str]:
    if reply is None:
        return []
    pages = [f"<div><p>{page.html}</p>{_rows(page.buttons)}</div>" for page in reply.pages]
    if reply.picture is None:
        return pages
    drawn = f'<img alt="" src="data:image/png;base64,{base64.b64encode(reply.picture.png).decode()}">'
    return [f"<div><p>{drawn}{reply.picture.caption}</p>{_rows(reply.picture.buttons)}</div>", *pages]


def _rows(buttons: tuple[tuple[Button, ...], ...]) -> str:
    labels = ("".join(f"<span>{escape(button.label)}</span>" for button in row) for row in buttons)
    return "".join(f"<nav>{row}</nav>" for row in labels)


if __name__ == "__main__":
    main()
