"""Who signs in, and who is signed in: every request of hers asks for her by a query that is compiled once."""

from allauth.account import auth_backends

from newsroom.accounts.models import User
from newsroom.prepared import prepared

person = prepared(User, lambda pk: User.objects.filter(pk=pk), int)


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """As Django's, which builds the query anew for each request."""
        [found] = person(user_id) or [None]
        return found if found is not None and self.user_can_authenticate(found) else None
