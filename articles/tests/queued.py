"""Work after the answer that waits until a test lets it be done; elsewhere in tests it is done at once.

Not by `db_worker`, which closes the connection that a test's transaction needs.
"""

from django_tasks_db.models import DBTaskResult

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def names() -> list[str]:
    """What waits, first what comes first."""
    return [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]


def work(most: int = 100) -> None:
    """Does what waits and what that lays upon the queue, `most` tasks of it, in the queue's order."""
    for _ in range(most):
        row = DBTaskResult.objects.ready().first()
        if row is None:
            break
        row.set_successful(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
