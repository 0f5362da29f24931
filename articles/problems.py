"""What can be wrong with a file that somebody brings."""

#: What a mistake in one of our own readers looks like. One file that we stumble over must not stop
#: the others, so these become a sentence about that file, and a line in the log for us.
READER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class ImportProblem(Exception):
    """A file, or one article in it, cannot be imported.

    ``source_name`` is the file's name, with a locator such as ", line 3" if only a part is meant.
    ``what`` and ``remedy`` are finished English sentences.
    """

    def __init__(self, source_name: str, what: str, remedy: str) -> None:
        super().__init__(source_name, what, remedy)
        self.source_name = source_name
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.source_name}: {self.what} {self.remedy}"
