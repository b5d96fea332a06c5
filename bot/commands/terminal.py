"""A Telegram that is not there: answers Bot API calls in the process and shows what a reader would see."""

from __future__ import annotations

import itertools
import json
import os
import re
import time
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text
from telegram.request import BaseRequest, RequestData

from bot.looks.markup import pieces

YOU = 1
"""The only chat there is, and the person in it."""

_ME = {"id": 2, "is_bot": True, "first_name": "Dateline", "username": "dateline_bot"}
_PERSON = {"id": YOU, "is_bot": False, "first_name": "You"}
_CHAT = {"id": YOU, "type": "private", "first_name": "You"}
_COMMAND = re.compile(r"/\w{1,32}(@\w+)?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button on the screen and the message under which it stands."""

    label: str
    data: str
    message: int


class Screen(Console):
    """Prints pages as text, in colour only on a terminal; `quiet` once nobody reads any more."""

    def __init__(self, output: TextIO) -> None:
        super().__init__(file=output, highlight=False, soft_wrap=not output.isatty(), emoji=False, markup=False)

    def show(self, content: str | Text) -> None:
        """Print a text and an empty line."""
        self.print(content, end="\n\n")

    def on_broken_pipe(self) -> None:
        """Go on in silence: what is left in the buffers goes nowhere, and no error ends the chat in mid-answer."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


def shown(html: str) -> Text:
    """A page as a reader sees it; each link's address follows in brackets."""
    text = Text()
    for piece in pieces(html):
        style = " ".join(name for name, on in (("bold", piece.bold), ("italic", piece.italic)) if on)
        text.append(piece.text, style)
        text.append(piece.address, "dim")
    return text


class Terminal(BaseRequest):
    """The Bot API as far as this bot uses it. What it does not know it answers with True, as Telegram often does."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._number = time.time_ns() // 1_000_000  # past earlier runs: an old number would edit what it asked
        self.buttons: list[Pressable] = []

    @property
    def read_timeout(self) -> float | None:
        """No time passes here."""
        return None

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Status and body of the answer; every method of HTTP is answered alike."""
        del method
        parameters = dict(request_data.parameters) if request_data else {}
        files = request_data.multipart_data if request_data and request_data.contains_files else {}
        answer = {
            "getMe": lambda: _ME,
            "sendMessage": lambda: self._message(parameters),
            "editMessageText": lambda: self._message(parameters),
            "sendPhoto": lambda: self._photo(parameters),
            "editMessageMedia": lambda: self._photo(parameters, parameters["media"]),
            "sendDocument": lambda: self._document(files),
        }.get(url.rpartition("/")[2], lambda: True)
        return 200, json.dumps({"ok": True, "result": answer()}).encode()

    def said(self, text: str) -> dict[str, Any]:
        """The update of a message typed."""
        command = _COMMAND.match(text)
        marks = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
        return self._update(message={**self._envelope(_PERSON), "text": text, "entities": marks})

    def pressed(self, button: Pressable) -> dict[str, Any]:
        """The update of a button pressed."""
        under = {**self._envelope(_ME), "message_id": button.message, "text": button.label}
        query = {"id": str(self._number), "from": _PERSON, "chat_instance": "1", "message": under, "data": button.data}
        return self._update(callback_query=query)

    def _update(self, **content: Any) -> dict[str, Any]:
        return {"update_id": self._next(), **content}

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _envelope(self, person: dict[str, Any]) -> dict[str, Any]:
        return {"message_id": self._next(), "date": int(time.time()), "chat": _CHAT, "from": person}

    def _message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = self._envelope(_ME)
        html = parameters["text"]
        text = shown(html) if parameters.get("parse_mode") == "HTML" else Text(html)
        rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = [Pressable(b["text"], b["callback_data"], message["message_id"]) for row in rows for b in row]
        if buttons or "message_id" in parameters:  # an edit takes away the buttons that it does not give
            self.buttons = buttons
        numbers = itertools.count(1)
        lines = ["   ".join(f"[{next(numbers)}] {button['text']}" for button in row) for row in rows]
        text.append("\n\n" + "\n".join(lines) if lines else "", "cyan")
        self._screen.show(text)
        return {**message, "text": text.plain}

    def _photo(self, parameters: dict[str, Any], media: Any = None) -> dict[str, Any]:
        """A picture as a terminal can show it: its caption says what it holds."""
        shown = {**parameters, **(media or {})}
        return self._message({**shown, "text": f"[picture]\n{shown['caption']}"})

    def _document(self, files: Any) -> dict[str, Any]:
        for name, content, kind in files.values():
            self._screen.show(f"[{name}]\n{content.decode() if 'json' in kind else kind}")
        return self._envelope(_ME)
