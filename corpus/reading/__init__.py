"""From files, pages and copied text to drafts of articles; `files` is the door to it."""
