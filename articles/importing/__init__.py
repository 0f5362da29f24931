"""From the bytes of a file to stored revisions."""

from articles.importing.archives import documents_in, is_archive
from articles.importing.batches import (
    ReadFile,
    in_batches,
    put_together,
    read_ahead,
    read_file,
    store_batch,
    units_in,
)
from articles.importing.door import read_documents, too_large
from articles.importing.pasting import pasted
from articles.importing.rows import Source, file_name
from articles.importing.runs import begin_run, import_archive, import_into_run
from articles.importing.steps import record_failure
from articles.importing.store import Imported, import_bytes
from articles.importing.wording import Wording, wording_of

__all__ = [
    "Imported",
    "ReadFile",
    "Source",
    "Wording",
    "begin_run",
    "documents_in",
    "file_name",
    "import_archive",
    "import_bytes",
    "import_into_run",
    "in_batches",
    "is_archive",
    "pasted",
    "put_together",
    "read_ahead",
    "read_documents",
    "read_file",
    "record_failure",
    "store_batch",
    "too_large",
    "units_in",
    "wording_of",
]
