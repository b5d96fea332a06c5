"""An Update becomes what somebody said or pressed; nothing else of the bot sees one."""

from __future__ import annotations

import re

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, InlineQuery, Message, MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.model import Place, Press, Said, Standing, Typed

# "animation" and "venue" come with a document and a location beside them, and so before these.
_OTHER = (
    *("photo", "voice", "audio", "video", "video_note", "sticker", "animation", "document", "poll", "contact", "venue"),
    *("location", "dice", "game", "story", "paid_media", "checklist"),
)
_INSIDE = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)

_UNUSABLE = re.compile("[\0\ud800-\udfff]")


def said(update: Update, me: str) -> Said | None:
    """The message of an update, new or edited, as something said to the bot named `me`; None when it is not meant for it.

    In a group or a channel that is a command, a mention of the bot, or a reply to one of its messages.
    """
    message = update.message or update.edited_message or update.channel_post
    if message is None or message.is_automatic_forward:
        return None
    private = message.chat.type == ChatType.PRIVATE
    command, text = _words(message)
    person = message.from_user
    if not private and (_from_bot(message) or not (command or _called(message, me))):
        return None
    return Said(
        place=_place(message, _author(message)),
        text=text if private else _without(text, f"@{me}"),
        at=message.date,
        message=message.message_id,
        private=private,
        language=(person.language_code or "") if person else "",
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        command=command,
        kind=_kind(message),
        spot=(message.location.latitude, message.location.longitude) if message.location else None,
    )


def press(query: CallbackQuery) -> Press | None:
    """A button pressed under a message of the bot's; None where Telegram no longer tells which."""
    message = query.message
    if message is None or query.data is None:
        return None
    user = query.from_user.id
    place = _place(message, user) if isinstance(message, Message) else Place(message.chat.id, 0, user)
    private = message.chat.type == ChatType.PRIVATE
    language = query.from_user.language_code or ""
    return Press(place, query.data, message.message_id, message.date, private, language)


def typed(query: InlineQuery) -> Typed:
    """What somebody types behind the bot's name."""
    person = query.from_user
    return Typed(person.id, query.query.strip(), query.offset, person.language_code or "")


def here(update: Update) -> Place | None:
    """Where an update happened, whoever did it: in a private chat with its person when it names no chat."""
    chat, message, person = update.effective_chat, update.effective_message, update.effective_user
    if isinstance(message, Message):
        return _place(message, 0)
    where = chat or person
    return Place(where.id) if where else None


def _place(message: Message, user: int) -> Place:
    return Place(message.chat.id, (message.message_thread_id or 0) if message.is_topic_message else 0, user)


def standing(change: ChatMemberUpdated) -> Standing:
    """What became of the bot in a chat."""
    now, chat = change.new_chat_member, change.chat
    posting = chat.type != ChatType.CHANNEL or bool(getattr(now, "can_post_messages", False))
    return Standing(
        place=Place(chat.id, 0, change.from_user.id),
        member=_inside(now),
        writes=_inside(now) and posting and bool(getattr(now, "can_send_messages", True)),
        joined=_inside(now) and not _inside(change.old_chat_member),
        private=chat.type == ChatType.PRIVATE,
        channel=chat.type == ChatType.CHANNEL,
    )


def _inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or bool(getattr(member, "is_member", False))


def _author(message: Message) -> int:
    """The person; of those who write as a channel of theirs that channel, and 0 for what a channel itself posts."""
    if message.sender_chat is not None and message.sender_chat.id != message.chat.id:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else 0


def _kind(message: Message) -> str:
    """What a message is, where it is no text: the name of its field, "service" for what Telegram itself tells."""
    return "text" if message.text else next((kind for kind in _OTHER if getattr(message, kind)), "service")


def usable(given: str) -> str:
    """A text as any database takes it: what is no character, or a zero, becomes the sign for that."""
    return _UNUSABLE.sub("\ufffd", given)


def _words(message: Message) -> tuple[str, str]:
    """The command that a message opens with ("" for none), and the text that is left."""
    text = usable(message.text or message.caption or "")
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return "", text
    return text[1 : first.length].partition("@")[0].lower(), text[first.length :].strip()


def _from_bot(message: Message) -> bool:
    # An anonymous admin writes through a bot of Telegram's, in the name of the chat.
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _called(message: Message, me: str) -> bool:
    kinds: list[str | None] = [MessageEntity.MENTION]
    marked = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    mentions = {text.lower() for text in marked.values()}
    answered = message.reply_to_message
    to_me = answered is not None and answered.from_user is not None and answered.from_user.username == me
    return to_me or f"@{me}".lower() in mentions


def _without(text: str, mention: str) -> str:
    at = text.lower().find(mention.lower())
    return text if at < 0 else f"{text[:at].rstrip()} {text[at + len(mention) :].lstrip(' ,:')}".strip()
