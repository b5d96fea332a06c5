"""Reads what pip-audit says as JSON, and fails for known weaknesses only: a service out of reach holds nobody up."""

from __future__ import annotations

import json
import sys


def verdict(said: str) -> tuple[int, str]:
    """The exit status for pip-audit's JSON, and what is told."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, "Nothing was audited: the service cannot be reached."
    weak = [
        f"{package['name']} {package['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions']) or 'none yet'}"
        for package in packages
        for weakness in package.get("vulns", ())
    ]
    audited = sum("vulns" in package for package in packages)
    counted = f"{audited} of {len(packages)} packages were audited, {len(weak)} weaknesses are known."
    return bool(weak), "\n".join([*weak, counted])


if __name__ == "__main__":
    status, told = verdict(sys.stdin.read())
    print(told)
    sys.exit(status)
