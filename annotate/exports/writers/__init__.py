"""Writers turn records into files. Pure: no database, no Django."""

from collections.abc import Mapping

from annotate.exports.writers.base import Snippet, Writer
from annotate.exports.writers.claims_csv import ClaimsTable
from annotate.exports.writers.flat import FlatLines
from annotate.exports.writers.native import NativeLines
from annotate.exports.writers.spans_csv import SpansTable

__all__ = ["WRITERS", "Snippet", "Writer"]

#: By the word that stands in the address and on the command line.
WRITERS: Mapping[str, Writer] = {
    "native": NativeLines(),
    "flat": FlatLines(),
    "csv": SpansTable(),
    "claims": ClaimsTable(),
}
