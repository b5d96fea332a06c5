"""The papers of the project against its code: what README, docs, example settings, changelog and locks say is so."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.handlers import COMMANDS
from bot.settings import Settings, variables
from corpus import samples

ROOT = Path(__file__).parents[1]
DOCS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
REFERENCE = "docs/reference.md"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock", "requirements-milvus.lock")
# Written in pieces, or this file would be the first to be found.
HOSTS = re.compile(r"py" r"pi\.org|python" r"hosted\.org|registry\." r"npmjs|index-" r"url\s*=", re.IGNORECASE)
HOMES = re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|work|opt|mnt|tmp|var/folders)/\w")


@cache
def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@cache
def project() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads(read("pyproject.toml"))["project"]
    return found


def code(name: str) -> list[str]:
    """What a page shows as code: indented or fenced blocks, then spans within a line."""
    text = read(name)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return blocks + re.findall(r"^ {4}(.*)$", rest, re.MULTILINE) + re.findall(r"`([^`\n]+)`", rest)


def named(pattern: str, pages: Iterable[str] = DOCS) -> set[str]:
    """What the first group of `pattern` finds in the code of the pages."""
    return {found for page in pages for part in code(page) for found in re.findall(pattern, part, re.MULTILINE)}


# -- commands and settings ------------------------------------------------------------------------


def commands() -> dict[str, set[str]]:
    """Each command of the command line, those of a group as `feeds add`, with its options."""
    found: dict[str, set[str]] = {}
    for name, command in typer.main.get_group(app).commands.items():
        inside = getattr(command, "commands", None)
        parts = {f"{name} {part}": each for part, each in inside.items()} if inside else {name: command}
        found |= {whole: {option for taken in each.params for option in taken.opts} for whole, each in parts.items()}
    return {name: {option for option in options if option.startswith("--")} for name, options in found.items()}


def commands_named(pages: Iterable[str]) -> set[str]:
    """The commands that the pages name; of a group the command within it."""
    groups = "|".join({name.partition(" ")[0] for name in commands() if " " in name})
    return named(rf"(?:^|[\s/])dateline ((?:(?:{groups}) )?[a-z][a-z-]*)", pages)


def test_the_reference_names_every_command_and_none_that_does_not_exist() -> None:
    assert commands_named([REFERENCE]) == set(commands())


def test_no_page_names_a_command_that_does_not_exist() -> None:
    groups = {name.partition(" ")[0] for name in commands()}
    assert commands_named([*DOCS, "CHANGELOG.md"]) <= groups.union(commands())


def test_the_reference_names_every_option_and_none_that_does_not_exist() -> None:
    own = (option for taken in typer.main.get_group(app).params for option in taken.opts)
    assert named(r"(?<![\w-])(--[a-z][a-z-]+)", [REFERENCE]) == {"--help"}.union(own, *commands().values())


def chat_commands_named(page: str) -> set[str]:
    return named(r"(?:^|[\s>])/([a-z_]+)\b(?![/.])", [page])


def test_the_reference_names_every_command_of_the_chat_and_none_that_does_not_exist() -> None:
    assert chat_commands_named(REFERENCE) == {command.name for command in COMMANDS}


def test_the_readme_names_no_command_of_the_chat_that_does_not_exist() -> None:
    assert chat_commands_named("README.md") <= {command.name for command in COMMANDS}


def test_the_reference_shows_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", read(REFERENCE), re.MULTILINE)
    defaults = {str(field.validation_alias): field.default for field in Settings.model_fields.values()}
    defaults["TELEGRAM_TOKEN"] = ""
    assert dict(rows) == {name: f"`{default}`" if str(default) else "" for name, default in defaults.items()}


@pytest.mark.parametrize("page", [*DOCS, ".env.example"])
def test_a_page_names_no_setting_that_does_not_exist(page: str) -> None:
    assert set(re.findall(r"\b(?:DATELINE|TELEGRAM)_[A-Z_]*[A-Z]\b", read(page))) <= set(variables().values())


# -- what a reader may copy -----------------------------------------------------------------------


def test_every_make_target_that_is_named_exists_and_each_is_explained() -> None:
    targets = set(re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[1].split())  # type: ignore[index]
    assert named(r"(?:^ *|[|(] ?)make ([a-z]+)") == targets


def test_every_file_that_a_page_names_is_there() -> None:
    files = named(r"^((?:bot|corpus|tests|benchmarks|docs)/[\w./-]+)$") | named(
        r"^((?:README|CHANGELOG|LICENSE)[\w.]*)$"
    )
    assert {name for name in files if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", DOCS)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", read(page))
    assert {link for link in links if not (ROOT / page).parent.joinpath(link).exists()} == set()


@pytest.mark.parametrize("page", DOCS)
def test_every_link_to_a_heading_leads_to_one(page: str) -> None:
    for link, anchor in re.findall(r"\]\((?!https?://)([^)#]*)#([^)]+)\)", read(page)):
        leads_to = (ROOT / page).parent.joinpath(link) if link else ROOT / page
        headings = re.findall(r"^#+ (.+)$", leads_to.read_text("utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_exchange_in_the_readme_stands_word_for_word_in_the_samples() -> None:
    lines = samples.path().read_text("utf-8").splitlines()
    articles = {article["url"]: " ".join(article["text"].split()) for article in map(json.loads, lines)}
    exchange = next(block for block in code("README.md") if block.startswith("> "))
    points = re.findall(r"^(?:\d\. )?(.+)\n— .*?\((\S+)\) · \d", exchange, re.MULTILINE)
    assert len(points) >= 3
    assert [said for said, url in points if said not in articles[url]] == []


@pytest.mark.parametrize("page", DOCS)
def test_the_json_in_a_page_is_json(page: str) -> None:
    for block in re.findall(r"^```json\n(.*?)^```", read(page), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            json.loads(line)


# -- versions and dependencies --------------------------------------------------------------------


def requirements() -> list[str]:
    """Every dependency of the project, those of its extras too, by name."""
    table = tomllib.loads(read("pyproject.toml"))["project"]
    lines = table["dependencies"] + [line for extra in table["optional-dependencies"].values() for line in extra]
    return [plain(re.match(r"[\w.-]+", line)[0]) for line in lines]  # type: ignore[index]


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    assert re.findall(r"^## \[?([\w.]+)", read("CHANGELOG.md"), re.MULTILINE)[0] == project()["version"]


def locked(lock: str) -> dict[str, str]:
    """The versions in a lock file, by name."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", read(lock), re.MULTILINE))


def test_every_dependency_has_its_reason_in_the_notes_and_nothing_else_has() -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \| \S", read("docs/notes.md"), re.MULTILINE)
    assert sorted(map(plain, rows)) == sorted(requirements())


def test_every_dependency_is_locked() -> None:
    assert set(requirements()) <= {name for lock in LOCKS for name in locked(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_its_hash(lock: str) -> None:
    assert re.findall(r"^(\S+==\S+)$|^(\S+==\S+ \\)\n(?! +--hash)", read(lock), re.MULTILINE) == []


def test_the_locks_agree_on_every_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in locked(lock).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_what_the_code_imports_is_a_dependency_of_its_own() -> None:
    homes = packages_distributions()
    trees = [
        ast.parse(path.read_text("utf-8")) for package in ("bot", "corpus") for path in (ROOT / package).rglob("*.py")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    dotted = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    dotted |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    outside = {name.partition(".")[0] for name in dotted} - sys.stdlib_module_names - {"bot", "corpus", "_typeshed"}
    assert {
        name for name in outside if not {plain(home) for home in homes.get(name, [name])} & set(requirements())
    } == set()


# -- what belongs to one machine ------------------------------------------------------------------


def tracked() -> list[Path]:
    """The files that are, or would be, in the repository."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    # Git refuses a clone that belongs to somebody else, as one that a container has mounted.
    listing = [git, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)  # noqa: S603  (all words are ours)
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [HOSTS, HOMES], ids=["package index", "absolute path"])
def test_no_file_holds_what_belongs_to_one_machine(pattern: re.Pattern[str]) -> None:
    found = {}
    for path in tracked():
        hit = pattern.search(path.read_bytes().decode("utf-8", "replace"))
        if hit:
            found[path.relative_to(ROOT).as_posix()] = hit[0]
    assert found == {}
