"""What is typed in haste, written out: "whos", "how many ppl", "who r they". English, pure."""

from __future__ import annotations

import re

_WORDS = {
    **{f"{word}s": f"{word}'s" for word in ("who", "what", "where", "when", "why", "how", "that")},
    **{f"{verb}nt": f"{verb}n't" for verb in ("did", "does", "do", "is", "are", "was", "were", "has", "have", "could")},
    **{"cant": "can't", "wouldnt": "wouldn't", "shouldnt": "shouldn't"},
    **{"abt": "about", "bc": "because", "cuz": "because", "govt": "government", "gonna": "going to"},
    **{"hw": "how", "howmany": "how many", "howmuch": "how much", "ppl": "people", "pls": "please", "plz": "please"},
    **{"wht": "what", "whr": "where"},
}
# Names keep their capitals, and addresses and compounds their parts.
_HASTY = re.compile(rf"(?<![\w'@#/.-])(?:{'|'.join(_WORDS)})(?![\w'@/-])", re.IGNORECASE)
_PHRASES = (
    (re.compile(r"\b([Ww]ho|[Ww]hat|[Ww]here|[Ww]hen|[Hh]ow|[Ww]hy) r(?= )"), r"\1 are"),
    (re.compile(r"\b([Cc]an|[Cc]ould|[Dd]o|[Dd]id|[Ww]ill|[Ww]ould|[Aa]re) u(?= |$)"), r"\1 you"),
    (re.compile(r"^y(?=\W*$)"), "why"),
    (re.compile(r"(?<=[a-z]) n (?!roll)(?=[a-z])"), " and "),
)


def written_out(text: str) -> str:
    """The text with its shorthand written out; words in capitals stay."""
    text = _HASTY.sub(_word, text.replace("’", "'"))
    for hasty, plain in _PHRASES:
        text = hasty.sub(plain, text)
    return text


def _word(found: re.Match[str]) -> str:
    word = found[0]
    plain = _WORDS[word.lower()]
    return word if word.isupper() else plain.capitalize() if word[0].isupper() else plain
