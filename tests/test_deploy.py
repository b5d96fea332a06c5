"""The container and the service files, as far as they can be checked without an engine for either."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from bot.settings import variables

ROOT = Path(__file__).parents[1]


def instructions() -> list[tuple[str, str]]:
    """Those of the Dockerfile, continued lines joined, each with what follows it."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    found = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    return [(name, " ".join(rest.split())) for name, rest in found]


def of(name: str) -> list[str]:
    return [rest for each, rest in instructions() if each == name]


# -- Dockerfile -----------------------------------------------------------------------------------


def test_the_dockerfile_holds_instructions_that_exist_and_none_that_fetches_by_itself() -> None:
    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "ENV",
        "USER",
        "VOLUME",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {name for name, _ in instructions()} <= known  # so no ADD


def test_every_image_is_of_a_named_version() -> None:
    assert all(re.match(r"python:3\.\d+-slim-\w+( AS \w+)?$", image) for image in of("FROM"))


def test_what_the_dockerfile_copies_is_there_and_not_left_out() -> None:
    sources = [word for rest in of("COPY") if "--from" not in rest for word in rest.split()[:-1]]
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert [source for source in sources if not (ROOT / source).exists() or source in ignored] == []


def test_no_image_may_hold_secrets_or_data() -> None:
    assert {".env", "data", ".git"} <= set((ROOT / ".dockerignore").read_text("utf-8").split())
    assert not [rest for _, rest in instructions() if "TOKEN" in rest]


def test_dependencies_come_from_the_lock_with_their_hashes() -> None:
    installs = [rest for rest in of("RUN") if "pip install" in rest]
    assert len(installs) == 2
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert "--no-deps" in installs[1]
    assert all("--no-cache-dir" in rest for rest in installs)


def test_the_container_runs_as_a_user_of_its_own_and_hears_signals() -> None:
    names = [name for name, _ in instructions()]
    assert of("USER") == ["dateline"]
    assert "dateline" in next(rest for rest in of("RUN") if "useradd" in rest).split()
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert [json.loads(rest) for name in ("ENTRYPOINT", "CMD") for rest in of(name)] == [["dateline"], ["run"]]


def test_the_health_check_asks_where_the_bot_answers() -> None:
    [check] = of("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    compile(command[2], "HEALTHCHECK", "exec")
    port = re.search(r"DATELINE_HEALTH_PORT=(\d+)", of("ENV")[0])
    assert port
    assert f"http://127.0.0.1:{port[1]}/healthz" in command[2]


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", "deploy/dateline.service"])
def test_every_setting_that_is_named_exists(file: str) -> None:
    named = re.findall(r"\b(?:DATELINE|TELEGRAM)_[A-Z_]*[A-Z]\b", (ROOT / file).read_text("utf-8"))
    assert named
    assert set(named) <= set(variables().values())


# -- compose.yaml ---------------------------------------------------------------------------------


def tree(text: str) -> dict[str, list[str]]:
    """The lines of a simple YAML file by their dotted path: values of keys, and items of lists."""
    found: dict[str, list[str]] = defaultdict(list)
    path: list[tuple[int, str]] = []
    for line in text.splitlines():
        matched = re.fullmatch(r"( *)(?:- (\S.*)|([\w.-]+):(?: (\S.*))?)", line)
        if line.startswith("#") or not line:
            continue
        assert matched, f"not so simple: {line!r}"
        depth, item, key, value = len(matched[1]), matched[2], matched[3], matched[4]
        path = [(at, name) for at, name in path if at < depth]
        if key:
            path.append((depth, key))
        found[".".join(name for _, name in path)].append(item or value or "")
    return found


def test_the_compose_file_keeps_data_in_a_volume_and_gives_nothing_more_than_needed() -> None:
    found = tree((ROOT / "compose.yaml").read_text("utf-8"))
    service = "services.dateline"
    assert found[f"{service}.volumes"] == ["", "data:/data"]
    assert "volumes.data" in found
    assert found[f"{service}.environment.DATELINE_DATA_DIR"] == [of("VOLUME")[0]]
    assert found[f"{service}.read_only"] == ["true"]
    assert found[f"{service}.cap_drop"] == ["", "ALL"]
    assert found[f"{service}.restart"] == ["unless-stopped"]
    assert not [key for key in found if key.startswith((f"{service}.ports", f"{service}.privileged"))]


# -- systemd --------------------------------------------------------------------------------------

UNIT = ROOT / "deploy" / "dateline.service"


def unit() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in UNIT.read_text("utf-8").splitlines():
        if section := re.fullmatch(r"\[(\w+)\]", line):
            found[section[1]] = {}
        elif line and not line.startswith("#"):
            key, sign, value = line.partition("=")
            assert sign and key not in found[list(found)[-1]], line
            found[list(found)[-1]][key] = value
    return found


def test_the_service_comes_back_by_itself_and_keeps_its_data_to_itself() -> None:
    service = unit()["Service"]
    assert service["ExecStart"].endswith("/dateline run")
    assert service["Restart"] == "always"
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"
    data, fonts = service["Environment"].split()
    assert data == f"DATELINE_DATA_DIR=%S/{service['StateDirectory']}"
    assert fonts == f"MPLCONFIGDIR=%C/{service['CacheDirectory']}"  # a made-up user has no home to keep a cache in
    assert service["StateDirectoryMode"] == service["CacheDirectoryMode"] == "0700"
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_systemd_takes_the_unit_as_it_is(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here")
    copy = tmp_path / UNIT.name
    copy.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text("utf-8")), "utf-8")
    checked = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True, check=False)  # noqa: S603
    assert (checked.returncode, [line for line in checked.stderr.splitlines() if UNIT.name in line]) == (0, [])
