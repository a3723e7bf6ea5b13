"""The lists of the desk's screens: an address that no list has leads back to the whole list."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.contrib.admin.views.main import ChangeListSearchForm as SearchForm
from django.core.paginator import Paginator
from django.db import DataError
from django.forms import CharField
from django.utils.functional import cached_property

MOST_ROWS = 2000
LONGEST_SEARCH = 200  # letters; SQLite refuses patterns of more than 50,000


class Pages(Paginator):
    """Counts no further than a person turns pages: in a long list she searches or filters."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_ROWS].count()


class Search(SearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR] = CharField(required=False, strip=False, max_length=LONGEST_SEARCH)


class Rows(ChangeList):
    search_form_class = Search

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django looks at most of the address before it asks the database, but not at years and large numbers."""
        try:
            super().__init__(*args, **kwargs)
        except (ValueError, OverflowError, DataError) as wrong:
            raise IncorrectLookupParameters from wrong
