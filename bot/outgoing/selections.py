"""A Selection becomes the results of an inline query."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.model import Excerpt, Selection


async def answer(query: InlineQuery, selection: Selection) -> None:
    """Offer the selection; it is kept for this person only, since access, language and zone are theirs."""
    way_in = selection.way_in
    await query.answer(
        [_result(excerpt) for excerpt in selection.excerpts],
        cache_time=selection.seconds,
        is_personal=True,
        next_offset=selection.following,
        button=InlineQueryResultsButton(way_in[0], start_parameter=way_in[1]) if way_in else None,
    )


def _result(excerpt: Excerpt) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        excerpt.html, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    button = InlineKeyboardButton(excerpt.button, url=excerpt.url) if excerpt.url else None
    return InlineQueryResultArticle(
        excerpt.id,
        excerpt.title,
        content,
        reply_markup=InlineKeyboardMarkup.from_button(button) if button else None,
        description=excerpt.description,
    )
