"""Pages of lists that may be very long."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

MOST_LISTED = 5_000  # rows of a list that is filtered or sorted; the others are said to be more


class FirstOnes(Paginator):  # type: ignore[type-arg]  # Django's takes none at run time
    """Pages of the first ``most`` (``MOST_LISTED``) keys; ``is_more`` says whether there are others.

    They are read at once, so that nothing is counted and no page costs more than the first.
    """

    def __init__(self, keys: "QuerySet[Any, int]", per_page: int, most: int = 0) -> None:
        most = most or MOST_LISTED
        found = list(keys[: most + 1])
        super().__init__(found[:most], per_page)
        self.most = most
        self.is_more = len(found) > most


class FirstOnesOf(Paginator):  # type: ignore[type-arg]  # as above
    """Do as ``FirstOnes`` where it is known how many there are: to sort the first fifty is quicker."""

    def __init__(self, keys: "QuerySet[Any, Any]", per_page: int, total: int) -> None:
        super().__init__(keys, per_page)
        self._total = total
        self.is_more = total > MOST_LISTED

    @property
    def count(self) -> int:
        """How many are listed."""
        return min(self._total, MOST_LISTED)
