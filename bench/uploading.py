"""What `bench.pictures` runs inside its own paper."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles import images, sizes
from articles.models import Duty, Photo
from bench.photograph import likeness, photograph
from newsroom.accounts.models import User

WORDS = {"caption": "The harbour", "credit": "", "alt": "Boats", "focal_x": "0.5", "focal_y": "0.5"}


def run(rounds: int) -> None:
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    file, client = photograph(), reporter()
    seen = [one_round(file, client) for _ in range(rounds)]
    found: dict[str, Any] = {name: round(min(each[name] for each in seen), 3) for name in seen[0]}
    json.dump(found | likenesses(file) | {"bytes": len(file.getvalue())}, sys.stdout)


def reporter() -> Client:
    """Signed in by password, as the desk asks."""
    person = User.objects.create(username="reporter", name="Reporter", is_staff=True)
    Duty.objects.create(user=person, group=Group.objects.get(name="reporter"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def one_round(file: BytesIO, client: Client) -> dict[str, float]:
    sent = WORDS | {"picture": SimpleUploadedFile("photograph.jpg", file.getvalue())}
    seconds, upload = timed(lambda: client.post(reverse("admin:articles_photo_add"), sent))
    photo = Photo.objects.get()
    whole = {"full": images.CROPS["full"]}
    found = {
        "upload_seconds": seconds,
        "upload_cpu": upload,
        "eight_cpu": timed(lambda: list(images.renditions(file, crops=whole)))[1],
        "all_cpu": timed(partial(sizes.make_needed, photo.pk))[1],
        "avif_cpu": timed(partial(sizes.make_avif, photo.pk))[1],
    }
    photo.delete()
    return found


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def likenesses(file: BytesIO) -> dict[str, Any]:
    """The worst of all sizes before encoding, and of each format after it."""
    facts, whole = images.inspect(file), Image.open(file)
    whole.load()
    worst: dict[str, float] = {}
    for made in images.renditions(file, formats=tuple(images.FORMATS)):
        box = images.crop_box(facts, images.CROPS[made.crop].ratio, (0.5, 0.5))
        direct = whole.resize((made.width, made.height), Image.Resampling.LANCZOS, box=box)
        found = likeness(Image.open(BytesIO(made.bytes)), direct)
        worst[made.format] = min(found, worst.get(made.format, 1.0))
    return {"ssim": round(unencoded(file, whole), 4), "ssim_encoded": {kind: round(n, 4) for kind, n in worst.items()}}


def unencoded(file: BytesIO, whole: Image.Image) -> float:
    """Of every size as it is before a format takes something away."""
    facts = images.inspect(file)
    worst = 1.0
    for crop, picture in images.pictures(file):
        box = images.crop_box(facts, images.CROPS[crop].ratio, (0.5, 0.5))
        worst = min(worst, likeness(picture, whole.resize(picture.size, Image.Resampling.LANCZOS, box=box)))
    return worst
