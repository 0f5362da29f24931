"""Where the material lies that the tests read but the project does not hold."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


def shared(*parts: str) -> Path:
    """Return a path in the shared folder beside the checkout.

    Without that folder the calling test is skipped with a reason, except in CI, where it fails:
    a run that measured nothing must not look like one that passed.
    """
    path = SHARED.joinpath(*parts)
    if not path.exists():
        reason = f"{'/'.join(('shared', *parts))} is not beside this checkout."
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason} CI needs it.")
        pytest.skip(reason)
    return path
