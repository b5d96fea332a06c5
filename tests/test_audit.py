"""What CI makes of pip-audit's words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "audit.py"
SOUND = {"name": "rich", "version": "13.0", "vulns": []}
WEAK = {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-2024-1", "fix_versions": ["1.1"], "aliases": []}]}
SKIPPED = {"name": "far", "skip_reason": "Dependency could not be audited"}


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        (json.dumps({"dependencies": [SOUND, SKIPPED]}), 0, "1 of 2 packages were audited, 0 weaknesses"),
        (json.dumps({"dependencies": [SOUND, WEAK]}), 1, "old 1.0: CVE-2024-1, mended in 1.1"),
        (json.dumps({"dependencies": [SKIPPED]}), 0, "0 of 1 packages were audited"),
        ("", 0, "the service cannot be reached"),
        ("Traceback …", 0, "the service cannot be reached"),
    ],
    ids=["sound", "weak", "not known to the service", "out of reach", "no JSON"],
)
def test_only_a_known_weakness_fails(said: str, status: int, told: str) -> None:
    ended = subprocess.run([sys.executable, str(SCRIPT)], input=said, capture_output=True, text=True, check=False)  # noqa: S603
    assert (ended.returncode, told in ended.stdout) == (status, True)
