"""The files of deploy/ that no test can run are at least sound: shell, systemd, compose, container."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = settings.BASE_DIR
DEPLOY = ROOT / "deploy"
INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "CMD"}
SERVICE = {
    "build", "image", "env_file", "environment", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "volumes",
    "stop_grace_period", "command", "depends_on", "healthcheck", "secrets", "ports",
}  # fmt: skip


def program(name: str) -> str:
    found = shutil.which(name)
    if not found and os.environ.get("CI") != "true":
        pytest.skip(f"{name} is not installed")
    assert found, f"{name} is missing"
    return found


def settings_of_the_example() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def shell_faults(*scripts: Path) -> str:
    """What shellcheck says; nothing when all is well."""
    done = subprocess.run([program("shellcheck"), "--severity=warning", *scripts], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert bool(done.returncode) == bool(done.stdout)
    return done.stdout


def unit_faults(folder: Path, units: dict[str, str]) -> list[str]:
    """What systemd says about our units; their programs stand in for those of a paper that is installed."""
    (folder / "program").write_text("#!/bin/sh\n")
    (folder / "program").chmod(0o755)
    for name, text in units.items():
        text = re.sub(r"/srv/newsroom/(deploy/serve|\.venv/bin/python)", str(folder / "program"), text)
        (folder / name).write_text(text)
    command = [program("systemd-analyze"), "verify", "--man=no", *(folder / name for name in units)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:"})
    return [line for line in done.stderr.splitlines() if "newsroom" in line]


def compose_faults(compose: dict[str, Any]) -> Iterator[str]:
    services = compose["services"]
    for name, service in services.items():
        yield from (f"{name}: {word} is no word of a service" for word in service.keys() - SERVICE)
        if ":" not in service["image"] and "build" not in service:
            yield f"{name} has no version"
        for other, how in service.get("depends_on", {}).items():
            if other not in services:
                yield f"{name} depends on {other}, which is not there"
            elif how["condition"] == "service_healthy" and "healthcheck" not in services[other]:
                yield f"{name} waits for {other}, which says nothing of its health"
        yield from (f"no secret {word}" for word in service.get("secrets", []) if word not in compose["secrets"])
        sources = [volume.split(":")[0] for volume in service.get("volumes", [])]
        yield from (f"no volume {word}" for word in sources if word[:2] != "./" and word not in compose["volumes"])
    yield from (f"no setting {word}" for word in services["web"]["environment"].keys() - settings_of_the_example())


def container_faults(text: str) -> Iterator[str]:
    lines = [line.split() for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    if lines[0][0] != "FROM":
        yield "begins from nothing"
    yield from (f"{line[0]} is no instruction" for line in lines if line[0] not in INSTRUCTIONS)
    copied = [word for line in lines if line[0] == "COPY" for word in line[1:-1]]
    yield from (f"{word} is not there" for word in copied if not (ROOT / word).exists())
    if ["USER", "newsroom"] not in lines:
        yield "runs as root"
    named = {word.partition("=")[0] for line in lines if line[0] == "ENV" for word in line[1:]}
    yield from (f"no setting {word}" for word in named - ours_and_pythons())


def test_shell_scripts_are_sound(tmp_path: Path) -> None:
    assert not shell_faults(DEPLOY / "serve", ROOT / ".ci" / "run", ROOT / ".ci" / "with-postgres")
    faulty = tmp_path / "faulty"
    faulty.write_text("#!/bin/sh\ncd /somewhere\nrm -rf $1/*\nif [ $a = b ; then echo; fi\n")
    assert "error" in shell_faults(faulty)


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    units = {unit.name: unit.read_text() for unit in sorted(DEPLOY.glob("newsroom*.s*"))}
    assert len(units) == 3
    assert not unit_faults(tmp_path, units)


@pytest.mark.parametrize(
    ("unit", "words", "wrong"),
    [
        ("newsroom.service", "[Service]\n", "[Service]\nRestartAgain=yes\n"),
        ("newsroom.service", "ExecStart=", "ExecStart=not/absolute "),
        ("newsroom-worker.service", "ExecStart=", "ExecStart=/nowhere/at/all "),
        ("newsroom.socket", "ListenStream=", "ListenStream=nonsense "),
    ],
)
def test_systemd_refuses_a_unit_with_a_fault(tmp_path: Path, unit: str, words: str, wrong: str) -> None:
    units = {each.name: each.read_text() for each in DEPLOY.glob("newsroom*.s*")}
    assert words in units[unit]
    assert unit_faults(tmp_path, units | {unit: units[unit].replace(words, wrong, 1)})


def test_the_compose_file_names_only_what_it_defines() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert {"web", "worker", "database", "cache", "proxy"} <= compose["services"].keys()
    assert not list(compose_faults(compose))
    web = compose["services"]["web"]
    web |= {"privilege": "all", "image": "newest", "depends_on": {"nobody": {"condition": "service_started"}}}
    web |= {"secrets": ["told"], "volumes": ["lost:/srv"], "environment": {"NEWSROOM_NONSENSE": "1"}}
    web.pop("build", None)
    assert len(list(compose_faults(compose))) == 6


def test_the_containerfile_knows_its_instructions() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    assert not list(container_faults(text))
    wrong = text.replace("USER newsroom", "COPIES a b") + "\nCOPY nothing ./\nENV NEWSROOM_NONSENSE=1\n"
    assert len(list(container_faults(wrong))) == 4


def ours_and_pythons() -> set[str]:
    return settings_of_the_example() | {"PYTHONUNBUFFERED"}


def test_files_named_in_the_guide_exist() -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    named = set(re.findall(r"\.\./(deploy/[\w./-]+)", guide)) - {"deploy/"}
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
