"""Whose site an address lies at: hosts of one paper are one, people who share the domain of a service are not."""

from __future__ import annotations

import pytest

from corpus.feeds.sites import same_site

ONE = {
    "www": ("www.harbour.example", "harbour.example"),
    "the feeds' own host": ("feeds.harbour.example", "www.harbour.example"),
    "a department below": ("www.harbour.example", "sport.harbour.example"),
    "far below": ("harbour.example", "www.sport.harbour.example"),
    "a department and its mobile pages": ("sport.harbour.example", "m.sport.harbour.example"),
    "news and www": ("news.harbour.co.uk", "www.harbour.co.uk"),
    "news and amp": ("news.harbour.co.uk", "amp.harbour.co.uk"),
    "capitals and a dot at the end": ("WWW.Harbour.co.uk.", "harbour.co.uk"),
    "a name in two spellings": ("www.xn--bcher-kva.example", "bücher.example"),
    "a weblog and its www": ("one.github.io", "www.one.github.io"),
    "an IP address": ("203.0.113.7", "203.0.113.7"),
    "an IPv6 address": ("[2001:db8::7]", "[2001:db8::7]"),
    "this machine": ("localhost", "localhost"),
    "a network of one's own": ("news.harbour.lan", "www.harbour.lan"),
}
TWO = {
    "another paper": ("harbour.example", "notharbour.example"),
    "another country": ("harbour.example", "harbour.example.org"),
    "another domain of the same house": ("feeds.bbci.co.uk", "www.bbc.co.uk"),
    "two weblogs with names as of papers": ("news.github.io", "rss.github.io"),
    "two more": ("one.blogspot.com", "two.blogspot.com"),
    "two weblogs of a service that is not": ("one.weblogs.example", "two.weblogs.example"),
    "a weblog with a name as of a feed": ("feeds.weblogs.example", "one.weblogs.example"),
    "a service's own site and a weblog": ("www.github.io", "one.github.io"),
    "a service itself and a weblog": ("github.io", "one.github.io"),
    "a public suffix and a name below it": ("co.uk", "harbour.co.uk"),
    "its www and a name below it": ("www.co.uk", "news.co.uk"),
    "a paper with a name as of a feed": ("news.com.au", "rss.com.au"),
    "below a suffix with a star": ("news.compute.amazonaws.com", "www.compute.amazonaws.com"),
    "a suffix in letters of its own": ("news.xn--55qx5d.cn", "www.xn--55qx5d.cn"),
    "a suffix in both spellings": ("news.xn--55qx5d.cn", "www.公司.cn"),
    "IP addresses that end alike": ("8.8", "203.0.8.8"),
    "an IP address and a name": ("203.0.113.7", "www.203.0.113.7.example"),
    "empty names": ("news..co.uk", "www..co.uk"),
    "nothing but dots": ("..", ".."),
}


@pytest.mark.parametrize(("feed", "page"), ONE.values(), ids=ONE)
def test_hosts_of_one_site(feed: str, page: str) -> None:
    assert same_site(f"https://{feed}/feed", f"http://{page}:8080/news/1")


@pytest.mark.parametrize(("feed", "page"), TWO.values(), ids=TWO)
def test_hosts_of_different_sites(feed: str, page: str) -> None:
    assert not same_site(f"https://{feed}/feed", f"https://{page}/news/1")
    assert not same_site(f"https://{page}/feed", f"https://{feed}/news/1")


@pytest.mark.parametrize("url", ["", "mailto:someone", "https://[", "https:///news"])
def test_what_has_no_host_lies_at_no_site(url: str) -> None:
    assert not same_site("https://harbour.example/feed", url)
    assert not same_site(url, url)
