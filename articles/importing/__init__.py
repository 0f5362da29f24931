"""From the bytes of a file to stored revisions."""

from articles.importing.archives import documents_in, is_archive
from articles.importing.door import read_documents, too_large
from articles.importing.pasting import pasted
from articles.importing.runs import begin_run, import_archive, import_into_run, record_failure
from articles.importing.store import Imported, import_bytes
from articles.importing.wording import Wording, wording_of

__all__ = [
    "Imported",
    "Wording",
    "begin_run",
    "documents_in",
    "import_archive",
    "import_bytes",
    "import_into_run",
    "is_archive",
    "pasted",
    "read_documents",
    "record_failure",
    "too_large",
    "wording_of",
]
