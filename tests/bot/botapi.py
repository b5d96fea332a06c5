"""A Bot API server on loopback for tests: a real HTTP server in a thread, people to play, and faults to put in the way.

It confirms updates as Telegram does: a request for updates forgets those before its offset, and no others.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from bot.looks.markup import CAPTION, ENTITIES, UNITS, pieces, plain, units

TOKEN = "123456:TEST-token"  # noqa: S105
ME = {"id": 123456, "is_bot": True, "first_name": "Dateline", "username": "dateline_test_bot"}
PATIENCE = 60.0  # seconds until a test that waits in vain fails; a busy machine takes half of that for a start

_TAG = re.compile(r'</?(?:b|i|code)>|<a href="[^"<>]+">|</a>|<tg-time unix="\d+" format="[A-Za-z]*">|</tg-time>')
_BARE = re.compile(r"[<>]|&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)")


@dataclass(frozen=True)
class Message:
    """A message of the bot's as its reader sees it, links with their addresses in brackets."""

    chat: int
    id: int
    text: str
    html: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    thread: int = 0
    reply_to: int = 0
    document: bytes = b""
    preview: bool = True


@dataclass
class Fault:
    """How the next `times` requests of a method fail; with `after` the request is carried out first.

    `cut` breaks the connection instead of an answer, and `garbled` answers in no JSON.
    """

    method: str
    status: int = 502
    description: str = "Bad Gateway"
    times: int = 1
    parameters: dict[str, int] = field(default_factory=dict)
    after: bool = False
    cut: bool = False
    garbled: bool = False


class Held:
    """A method whose requests wait: `arrived` is set by the first, all go on with `release`."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self._go = threading.Event()

    def wait(self) -> None:
        """Until the first request has arrived."""
        assert self.arrived.wait(PATIENCE), "no request arrived"

    def release(self) -> None:
        """Let them go on."""
        self._go.set()

    def pass_through(self) -> None:
        """What a request does: arrive and wait."""
        self.arrived.set()
        self._go.wait(PATIENCE)


class RefusalError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters or {}


class BotApi:
    """The server; `with BotApi() as api`, then `api.url` is what TELEGRAM_BASE_URL wants."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._updates: list[dict[str, Any]] = []
        self._all: list[dict[str, Any]] = []
        self._number = 100
        self._poll = 0
        self._said: dict[int, dict[str, Any]] = {}
        self._faults: list[Fault] = []
        self._held: dict[str, Held] = {}
        self._closed = False
        self.webhook = ""
        self.secret = ""
        # Topics, by chat and thread, and how Telegram refuses to write there.
        self.shut: dict[tuple[int, int], str] = {}
        self.messages: list[Message] = []
        self.edits: list[Message] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.02), daemon=True)

    @property
    def url(self) -> str:
        """The address before the token."""
        return f"http://127.0.0.1:{self._server.server_port}/bot"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for held in self._held.values():
            held.release()
        self._server.shutdown()
        self._server.server_close()

    # -- people -----------------------------------------------------------------------------------

    def say(self, text: str, user: int = 11, chat: dict[str, Any] | None = None, **more: Any) -> int:
        """A person writes; the message's number. `more` are further fields of it; a group is given as `chat`."""
        with self._changed:
            number = self._next()
        self._said[number] = {**_written(number, user, chat, text), **more}
        self.push(message=self._said[number])
        return number

    def reply(self, to: Message, text: str, user: int = 11, chat: dict[str, Any] | None = None) -> int:
        """A person replies to a message of the bot's; the reply's number."""
        answered = {**_written(to.id, user, chat, "…"), "from": ME}
        return self.say(text, user, chat, reply_to_message=answered)

    def edit(self, number: int, text: str, user: int = 11, chat: dict[str, Any] | None = None) -> None:
        """A person changes what they wrote."""
        self.push(edited_message={**_written(number, user, chat, text), "edit_date": 1715774460})

    def press(self, message: Message, label: str = "", data: str = "") -> None:
        """The person of a private chat presses a button under a message; with `data` a forged one."""
        under = {"message_id": message.id, "date": 0, "chat": _private(message.chat), "from": ME, "text": "…"}
        if message.reply_to in self._said:
            under["reply_to_message"] = self._said[message.reply_to]
        query = {"id": "1", "from": _person(message.chat), "chat_instance": "1", "message": under}
        self.push(callback_query={**query, "data": data or message.buttons[label]})

    def push(self, **update: Any) -> int:
        """Any update, as raw as it comes; its number."""
        with self._changed:
            number = self._next()
            self._updates.append({"update_id": number, **update})
            self._all.append(self._updates[-1])
            self._changed.notify_all()
            return number

    def repeat(self) -> None:
        """Send every update so far again, as Telegram does when it has lost a confirmation."""
        with self._changed:
            self._updates = list(self._all)
            self._changed.notify_all()

    def _next(self) -> int:
        self._number += 1
        return self._number

    # -- what the test looks at -------------------------------------------------------------------

    def wait(self, condition: Callable[[], Any]) -> Any:
        """Until the condition holds; what it gives."""
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE), f"in vain; the bot said: {self.messages}"
            return condition()

    def to(self, chat: int, count: int = 1) -> list[Message]:
        """What the bot has sent to a chat, once it is `count` messages."""

        def sent() -> list[Message]:
            return [message for message in self.messages if message.chat == chat]

        self.wait(lambda: len(sent()) >= count)
        return sent()

    def ask(self, text: str, user: int = 11) -> Message:
        """The bot's next message in a private chat after the person wrote `text`."""
        before = len(self.to(user, 0))
        self.say(text, user)
        return self.to(user, before + 1)[before]

    def called(self, method: str) -> list[dict[str, str]]:
        """The parameters of each request of a method so far."""
        return [parameters for name, parameters in list(self.calls) if name == method]

    def next(self) -> dict[str, Any] | None:
        """The oldest update that the bot has not taken, once there is one; None when the server ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._updates or self._closed)
            return None if self._closed else self._updates[0]

    def taken(self, update: dict[str, Any]) -> None:
        """The bot has taken an update that was sent to it."""
        with self._changed:
            self._updates.remove(update)
            self._changed.notify_all()

    def waiting(self) -> list[int]:
        """The numbers of updates that the bot has not confirmed."""
        with self._changed:
            return [update["update_id"] for update in self._updates]

    # -- faults -----------------------------------------------------------------------------------

    def fail(self, method: str, **how: Any) -> None:
        """Let requests of a method fail as Fault describes."""
        self._faults.append(Fault(method, **how))

    def meets(self, method: str, parameters: dict[str, str]) -> Fault | None:
        """The fault that a request meets; None when all goes well."""
        return next((fault for fault in self._faults if fault.method == method and fault.times > 0), None)

    @contextmanager
    def hold(self, method: str) -> Iterator[Held]:
        """Let requests of a method wait at the door, not yet carried out."""
        held = self._held[method] = Held()
        try:
            yield held
        finally:
            held.release()
            del self._held[method]

    # -- what the bot sees ------------------------------------------------------------------------

    def answer(self, token: str, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> object:
        """The result of a request; raises RefusalError, and ConnectionError to cut the connection."""
        with self._changed:
            self.calls.append((method, parameters))
            self._changed.notify_all()
        if token != TOKEN:
            raise RefusalError(401, "Unauthorized")
        fault = self.meets(method, parameters)
        if method in self._held:
            self._held[method].pass_through()
        if fault is None or fault.after:
            result = self._carry_out(method, parameters, files)
        if fault is None:
            return result
        fault.times -= 1
        if fault.cut:
            raise ConnectionError
        if fault.garbled:
            return NotImplemented
        raise RefusalError(fault.status, fault.description, fault.parameters)

    def _carry_out(self, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> object:
        if method in ("setWebhook", "deleteWebhook"):
            self.webhook, self.secret = parameters.get("url", ""), parameters.get("secret_token", "")
            return True
        if method == "getUpdates" and self.webhook:
            raise RefusalError(409, "Conflict: can't use getUpdates method while webhook is active")
        if method == "getUpdates":
            return self._get_updates(int(parameters.get("offset", 0)), float(parameters.get("timeout", 0)))
        if method == "getMe":
            return ME
        if method in ("sendMessage", "editMessageText", "sendDocument", "sendPhoto", "editMessageMedia"):
            return self._send(method, parameters, files)
        return True

    def _get_updates(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        with self._changed:
            self._poll += 1
            mine = self._poll
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._updates or self._closed or self._poll != mine, timeout)
            return self._updates[:100] if self._poll == mine else []

    def _send(self, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> dict[str, Any]:
        given = json.loads(parameters.get("media", "{}")) or parameters
        html = parameters.get("text") or given.get("caption", "")
        limit = CAPTION if "caption" in given else UNITS
        text = _read(html, limit) if given.get("parse_mode") == "HTML" else html
        if not text.strip() and method != "sendDocument":
            raise RefusalError(400, "Bad Request: message text is empty")
        shut = self.shut.get((int(parameters["chat_id"]), int(parameters.get("message_thread_id", 0))))
        if shut:
            raise RefusalError(400, f"Bad Request: {shut}")
        rows = json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", [])
        with self._changed:
            message = Message(
                chat=int(parameters["chat_id"]),
                id=int(parameters.get("message_id") or self._next()),
                text=text,
                html=html,
                buttons={button["text"]: button["callback_data"] for row in rows for button in row},
                thread=int(parameters.get("message_thread_id", 0)),
                reply_to=json.loads(parameters.get("reply_parameters", "{}")).get("message_id", 0),
                document=b"".join(files.values()),
                preview=not json.loads(parameters.get("link_preview_options", "{}")).get("is_disabled", False),
            )
            (self.edits if method.startswith("edit") else self.messages).append(message)
            self._changed.notify_all()
        return {"message_id": message.id, "date": 1715774400, "chat": _private(message.chat), "from": ME, "text": text}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A bot that hangs up is part of the tests."""


def _read(html: str, limit: int) -> str:
    """The text of a page; refuses what Telegram refuses."""
    if _BARE.search(_TAG.sub("", html)):
        raise RefusalError(400, "Bad Request: can't parse entities: unexpected markup")
    found = pieces(html)
    if sum(units(piece.text) for piece in found) > limit or sum(piece.tags for piece in found) > ENTITIES:
        raise RefusalError(400, "Bad Request: message is too long")
    return plain(html)


def _person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": f"Person {user}"}


def _written(number: int, user: int, chat: dict[str, Any] | None, text: str) -> dict[str, Any]:
    command = re.match(r"/\w+(?:@\w+)?", text)
    marks = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
    names = re.finditer(r"@\w+", text)
    marks += [{"type": "mention", "offset": name.start(), "length": len(name[0])} for name in names]
    envelope = {"message_id": number, "date": 1715774400, "chat": chat or _private(user), "from": _person(user)}
    return {**envelope, **({"text": text, "entities": marks} if text else {})}


def _private(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": f"Person {chat}"}


def _handler(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            address = urlsplit(self.path)
            token, _, method = address.path.removeprefix("/bot").partition("/")
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fields, files = _form(self.headers.get("Content-Type", ""), body)
            try:
                result = api.answer(token, method, {**dict(parse_qsl(address.query)), **fields}, files)
            except RefusalError as refusal:
                told = {"description": refusal.description, "parameters": refusal.parameters}
                self._reply(refusal.status, {"ok": False, "error_code": refusal.status, **told})
            except ConnectionError:
                self.close_connection = True
            else:
                self._reply(200, {"ok": True, "result": result} if result is not NotImplemented else None)

        def _reply(self, status: int, body: dict[str, Any] | None) -> None:
            content = json.dumps(body).encode() if body else b'{"ok": tr'
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # the bot has hung up
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _form(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode())), {}
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).get_payload():
        name = str(part.get_param("name", header="content-disposition"))  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        if part.get_filename():  # type: ignore[union-attr]
            files[name] = content  # type: ignore[assignment]
        else:
            fields[name] = content.decode()  # type: ignore[union-attr]
    return fields, files
