"""``make run`` and ``make link``: make the environment if need be, then hand over to it."""

import os
import sys
from pathlib import Path

import environment


def main(words: list[str]) -> None:
    """Become ``scripts/serve.py``, or ``manage.py link``, in the environment."""
    environment.enter("requirements.lock")
    os.chdir(environment.ROOT)
    program = ["scripts/serve.py"]
    if words == ["link"]:
        program = ["manage.py", "link"]
        _aim_at_running_site()
    # Replacing ourselves leaves one process for Ctrl-C to stop, and no memory for an idle parent.
    os.execv(environment.python(), [environment.python(), *program])


def _aim_at_running_site() -> None:
    """Use the address that the running site has noted: its port may not be the usual one."""
    note = Path(os.environ.get("DATA_DIR", environment.ROOT / "data")) / "address"
    if note.exists():
        os.environ.setdefault("SITE_URL", note.read_text().strip())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
