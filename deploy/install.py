"""Makes .venv and installs what the named requirement files ask for, only when they have changed since.

    python3 deploy/install.py requirements.txt requirements-data.txt

It runs before anything is installed, so it needs only Python, and it can be read by old ones, to refuse them in words.
"""

import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PINS = "constraints.txt"
OLDEST = (3, 11)
TRIED = (3, 13)
VERSION = sys.version_info[:2]


def refuse(sentence):
    sys.exit(sentence)


def check_python():
    here = "%d.%d" % VERSION
    if VERSION < OLDEST:
        refuse("The paper needs Python 3.11, 3.12 or 3.13; this is %s. Name one: make run PYTHON=python3.12" % here)
    if VERSION > TRIED:
        print("Python %s is newer than the paper was tried with (3.11 to 3.13)." % here)
    if not (find_spec("venv") and find_spec("ensurepip")):
        refuse(
            "This Python cannot make virtual environments. Debian, Ubuntu: apt-get install python%s-venv "
            "(or python3-venv). Then try again." % here
        )


def fingerprint(names):
    """What the environment holds once these files are installed."""
    parts = [sys.version.encode(), *((ROOT / name).read_bytes() for name in [*names, *included(names), PINS])]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def included(names):
    lines = [line.split() for name in names for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [words[1] for words in lines if words[:1] == ["-r"]]


def stamp(names):
    return VENV / ("installed-" + "-".join(Path(name).stem for name in names))


def is_installed(names, wanted):
    file = stamp(names)
    return (VENV / "bin" / "python").exists() and file.exists() and file.read_text(encoding="ascii") == wanted


def install(names):
    python = VENV / "bin" / "python"
    if not python.exists() or subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode:
        print("Making .venv ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    print("Installing %s (a minute when it is the first time) ..." % ", ".join(names), flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    for name in names:
        command += ["-r", name]
    done = subprocess.run([*command, "-c", PINS], cwd=ROOT)
    if done.returncode:
        refuse("Installing failed; the lines above tell why. When the network was away, try again: nothing is lost.")


def main(names):
    check_python()
    wanted = fingerprint(names)
    if not is_installed(names, wanted):
        install(names)
        stamp(names).write_text(wanted, encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
