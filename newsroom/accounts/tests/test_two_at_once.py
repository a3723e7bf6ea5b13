"""Two first sign-ins of one account at the same moment make one person."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from allauth.socialaccount.models import SocialAccount

from newsroom.accounts.adapter import ReaderAdapter
from newsroom.accounts.models import User
from newsroom.accounts.tests.visitor import Visitor


def test_one_person_comes_of_two_sign_ins_at_once(visitor, live_server, providers, monkeypatch):
    both = Barrier(2, timeout=10)
    save = ReaderAdapter.save_user

    def save_together(self, *args, **kwargs):
        both.wait()
        return save(self, *args, **kwargs)

    monkeypatch.setattr(ReaderAdapter, "save_user", save_together)
    visitors = [visitor, Visitor(live_server.url, providers.address)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda each: each.press("x"), visitors))
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)
    assert [each.cookie("reader") for each in visitors] == ["1", "1"]
