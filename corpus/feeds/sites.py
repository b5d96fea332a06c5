"""Whose site an address of the web lies at, as far as its host tells."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urlsplit

# Names that a publisher puts before its own for the same pages or for its feeds.
_FRONT = re.compile(r"^((www|m|mobile|amp|news|rss|feeds?)\.)+")


def host(url: str) -> str:
    """The host of an address, which is asked one request at a time; "" for none.

    What to call whose it is tells `corpus.reading.addresses.host`.
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def same_site(feed: str, url: str) -> bool:
    """Whether an address lies at the site of a feed: at its host, "www." and the like aside, or at one below it.

    People who share the domain of a service, such as one for weblogs, have different sites: the list of public suffixes
    knows some of these services, so to have a domain in common is not enough, and nothing goes beyond one.
    """
    ours, theirs = _name(host(feed)), _name(host(url))
    domain = _domain(ours)
    if not domain or domain != _domain(theirs):
        return False
    front, other = ours.removesuffix(domain), theirs.removesuffix(domain)
    return _FRONT.sub("", front) == _FRONT.sub("", other) or f".{other}".endswith(f".{front.removeprefix('www.')}")


def _name(name: str) -> str:
    """A host as the list of public suffixes writes it: in the letters of its language, without a dot at its end."""
    with suppress(UnicodeError):
        name = name.encode("ascii").decode("idna")
    return name.rstrip(".")


def _domain(name: str) -> str:
    """What somebody has registered of a host: a public suffix with one name before it; an IP address as a whole."""
    from tld import get_fld  # noqa: PLC0415  (30 ms with its list, and few runs see a feed)

    labels = name.split(".")
    if not all(labels) or labels[-1][:1].isdigit():
        return name
    return get_fld(f"https://{name}", fail_silently=True) or ".".join(labels[-2:])
