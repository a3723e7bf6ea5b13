"""The staff's sign-in form."""

from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.models import User


class StaffLoginForm(LoginForm):
    """allauth's, with labels that stay readable while one types."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        # SQLite refuses to compare with what is longer than 50,000 bytes.
        self.fields["login"].validators.append(MaxLengthValidator(User._meta.get_field("email").max_length))
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
