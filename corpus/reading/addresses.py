"""Addresses of the web: which are one, and under what key the article behind them is known."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from corpus.language.text import clean

LONGEST_URL = 2_000  # in characters
LINK = r"(?:https?://|www\.)\S+"
"""The pattern of an address as people write it; in any case."""

_TRACKING = re.compile(
    r"utm_\w*|at_(?:medium|campaign|custom\w*|link\w*|format|bbc\w*|ptr\w*|chunk)|ns_\w+|[a-z]{0,2}clid|gclsrc|msclkid|dclid|mc_[ce]id"
    r"|igshid|igsh|cmpid|cmp|ocid|icid|s_cid|smid|smtyp|sr_share|xtor|wt_mc|ref_src|ref_url|_ga|spm|guccounter"
    r"|guce_referrer\w*|__twitter_impression|amp|outputtype",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)(?!(?:co|com|org|net|gov|ac)\.[^.]+$)")


def canonical(url: str) -> str:
    """The key under which an article is known: two addresses of one article share it, two articles never do.

    Scheme, "www.", "m." and "amp" variants, default port, fragment, tracking parameters, the order of parameters and a
    slash at the end do not count; everything else does. "" for what is no address of the web.
    """
    try:
        parts = urlsplit(web(url))
        port = parts.port
        path = quote(
            re.sub(r"%[0-9a-f]{2}", lambda code: code[0].upper(), parts.path, flags=re.I), safe="%/:=&~+!$,;'@()*"
        )
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    host = parts.hostname.rstrip(".")
    while variant := _VARIANT.match(host):
        host = host[variant.end() :]
    if port not in (None, {"http": 80, "https": 443}[parts.scheme]):
        host = f"{host}:{port}"
    path = re.sub(r"(?:/+(?:amp(?=/|$))?)+$|\.amp$", "", path)
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.split("=", 1)[0])]
    query = "&".join(sorted(kept, key=lambda pair: pair.split("=", 1)[0]))
    return f"https://{host}{path}" + (f"?{query}" if query else "")


def web(url: str) -> str:
    """The address if it is one of the web, of bearable length; else ""."""
    url = " ".join(clean(url).split())
    return url if len(url) <= LONGEST_URL and " " not in url and host(url) else ""


def host(url: str) -> str:
    """What to call a site that has no other name: the host of a web address without "www."; "" for anything else."""
    try:
        parts = urlsplit(url.strip())
        name = parts.hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.") if parts.scheme in ("http", "https") and name[:1].isalnum() else ""


def addressed(url: str) -> str:
    """Host and port of an address as they stand there, in small letters, without "www."; "" for none."""
    found = re.match(r"https?://([^/?#]+)", url.strip().lower())
    return found[1].removeprefix("www.") if found else ""


def joined(base: str, url: str) -> str:
    """An address as it is meant on the page `base`; "" for none."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def is_front_page(url: str) -> bool:
    """Whether nothing follows the host."""
    return not urlsplit(url)._replace(scheme="", netloc="").geturl().strip("/")
