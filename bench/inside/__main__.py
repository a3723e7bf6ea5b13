"""Runs one module of this package with the paper's settings: python -m bench.inside NAME JSON."""

import importlib
import json
import sys

import django


def main() -> None:
    name, told = sys.argv[1:]
    django.setup()
    found = importlib.import_module(f"bench.inside.{name}").run(**json.loads(told))
    sys.stdout.write(f"\n{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
