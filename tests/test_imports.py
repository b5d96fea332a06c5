"""The arrow of the house: bot asks corpus, nothing runs in circles, and each library is named in few files."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "corpus")
# A library, and the files that may name it.
NAMED_IN = {
    "tantivy": {"corpus/answering/tantivy_index.py"},
    "nltk": {"corpus/language/nltk_parts.py"},
    "pymilvus": {"corpus/answering/milvus_index.py"},
    "rank_bm25": {"corpus/answering/okapi.py"},
    "trafilatura": {"corpus/reading/pages.py"},
    "feedparser": {"corpus/feeds/xml_feeds.py"},
    "alembic": {"corpus/versions.py"},
    "tld": {"corpus/feeds/sites.py"},
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module by its dotted name, migrations left out: Alembic runs them."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    return {name(path): ast.parse(path.read_text("utf-8")) for path in paths}


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(tree: ast.Module, *, for_types: bool) -> set[str]:
    """The dotted names that a module imports, those under TYPE_CHECKING only when asked for.

    `from corpus.dates import spans` imports the module, not its folder.
    """
    skipped = (
        set() if for_types else {id(n) for block in ast.walk(tree) if _is_for_types(block) for n in ast.walk(block)}
    )
    found = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= within if within <= modules().keys() else within | {node.module}
    return found


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_corpus_knows_nothing_of_chats() -> None:
    strays = {
        (module, target)
        for module, tree in modules().items()
        if module.startswith("corpus")
        for target in imported(tree, for_types=True)
        if target.split(".")[0] in {"bot", "telegram"}
    }
    assert not strays


def test_imports_run_downward_only() -> None:
    trees = modules()
    graph = {module: imported(tree, for_types=False) & trees.keys() - {module} for module, tree in trees.items()}
    for package in PACKAGES:
        graph.pop(package)
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {error.args[1]}")


@pytest.mark.parametrize("library", NAMED_IN)
def test_a_library_is_named_where_it_is_wrapped(library: str) -> None:
    users = {
        module.replace(".", "/") + ".py"
        for module, tree in modules().items()
        if any(target.split(".")[0] == library for target in imported(tree, for_types=True))
    }
    assert users <= NAMED_IN[library]


HEAVY = (
    "alembic",
    "babel",
    "httpx",
    "matplotlib",
    "nltk.featstruct",
    "py3langid",
    "pymilvus",
    "scipy",
    "telegram",
    "tld",
    "trafilatura",
)


def test_a_question_from_a_shell_waits_for_no_library_that_it_does_not_need() -> None:
    code = "import sys; import bot.cli, bot.commands.batch, bot.settings, corpus.newsroom; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert set(ran.stdout.split()) & set(HEAVY) == set()
