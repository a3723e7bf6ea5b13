"""The CPU of PostgreSQL's own processes, where they run on this machine."""

from collections.abc import Callable

import psycopg

from bench import processes
from bench.plan import Plan


def cpu_of(plan: Plan) -> Callable[[], float]:
    """0 for SQLite, which works inside the paper's own processes, and for a server elsewhere."""
    if plan.database == "sqlite":
        return lambda: 0.0
    with psycopg.connect(plan.database_url) as connection:
        backend = connection.info.backend_pid
        parent = processes.parent_of(backend)
        if not parent or "postgres" not in (processes.PROC / str(backend) / "comm").read_text():
            return lambda: 0.0
        return lambda: processes.cpu_seconds(parent)
