"""What each language calls itself; these are told apart in articles: ours, and those that would otherwise be taken for ours."""

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "uk": "Українська",
    "ar": "العربية",
    "ru": "Русский",
    "it": "Italiano",
    "pt": "Português",
    "nl": "Nederlands",
    "pl": "Polski",
    "sv": "Svenska",
    "ro": "Română",
    "fa": "فارسی",
}
"""By two-letter code."""
