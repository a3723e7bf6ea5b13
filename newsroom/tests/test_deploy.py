"""The files of deploy/ that no test can run are at least sound: shell, systemd, compose, container."""

import os
import re
import shutil
import subprocess
from pathlib import Path

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


def test_shell_scripts_are_sound() -> None:
    scripts = [DEPLOY / "serve", ROOT / ".ci" / "run", ROOT / ".ci" / "with-postgres"]
    done = subprocess.run([program("shellcheck"), "--severity=warning", *scripts], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    units = sorted(DEPLOY.glob("newsroom*.s*"))
    assert len(units) == 3
    (tmp_path / "program").write_text("#!/bin/sh\n")
    (tmp_path / "program").chmod(0o755)
    for unit in units:
        text = re.sub(r"/srv/newsroom/(deploy/serve|\.venv/bin/python)", str(tmp_path / "program"), unit.read_text())
        (tmp_path / unit.name).write_text(text)
    command = [program("systemd-analyze"), "verify", "--man=no", *(tmp_path / unit.name for unit in units)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    )
    faults = [line for line in done.stderr.splitlines() if "newsroom" in line]
    assert not faults, "\n".join(faults)


def test_the_compose_file_names_only_what_it_defines() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    assert {"web", "worker", "database", "cache", "proxy"} <= services.keys()
    for name, service in services.items():
        assert service.keys() <= SERVICE, name
        assert ":" in service["image"] or "build" in service, f"{name} has no version"
        for other, how in service.get("depends_on", {}).items():
            assert other in services
            assert how["condition"] != "service_healthy" or "healthcheck" in services[other]
        assert set(service.get("secrets", [])) <= compose["secrets"].keys()
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source.startswith("./") or source in compose["volumes"], volume
    ours = settings_of_the_example()
    assert services["web"]["environment"].keys() <= ours


def test_the_containerfile_knows_its_instructions() -> None:
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert lines[0][0] == "FROM"
    assert {line[0] for line in lines} <= INSTRUCTIONS
    for copied in [word for line in lines if line[0] == "COPY" for word in line[1:-1]]:
        assert (ROOT / copied).exists(), copied
    assert "USER newsroom" in text
    assert {word.partition("=")[0] for line in lines if line[0] == "ENV" for word in line[1:]} <= ours_and_pythons()


def ours_and_pythons() -> set[str]:
    return settings_of_the_example() | {"PYTHONUNBUFFERED"}


def test_files_named_in_the_guide_exist() -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    named = set(re.findall(r"\.\./(deploy/[\w./-]+)", guide)) - {"deploy/"}
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
