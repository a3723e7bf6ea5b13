"""Work after the answer: the sizes of pictures."""

from django_tasks import task

from articles import sizes


@task(priority=50)
def make_sizes(photo: int) -> None:
    """What publishing needs; smaller files for the same eyes come when nothing else waits."""
    sizes.make_needed(photo)
    make_avif.enqueue(photo)


@task(priority=-50)
def make_avif(photo: int) -> None:
    sizes.make_avif(photo)
