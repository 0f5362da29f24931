"""Why an act was refused. Each message is a sentence fit for the person who asked."""


class Conflict(Exception):
    """What was asked for does not fit what has happened meanwhile. Ask again after a look."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
