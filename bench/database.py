"""PostgreSQL under the paper: the CPU of its processes, where they run here, and that it and the cache are empty."""

from collections.abc import Callable

import psycopg
import redis

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


def require_empty(plan: Plan) -> None:
    """The benchmark fills, publishes and posts, so it never touches a paper that is somebody's. What a cache kept of
    another paper would be taken for this one's: its sessions are other readers'."""
    if not plan.keep and plan.cache_url and redis.from_url(plan.cache_url).dbsize():
        raise SystemExit("CACHE_URL names a cache that holds something. Give the benchmark an empty one.")
    if plan.database == "sqlite" or plan.keep:
        return
    with psycopg.connect(plan.database_url) as connection:
        if connection.execute("SELECT to_regclass('articles_article')").fetchone() != (None,):
            raise SystemExit("DATABASE_URL names a database that holds a paper. Give the benchmark an empty one.")
