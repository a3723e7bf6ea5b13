"""How staff and readers come in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class StaffAdapter(DefaultAccountAdapter):
    pass


class ReaderAdapter(DefaultSocialAccountAdapter):
    pass
