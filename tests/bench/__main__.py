"""The benchmarks, one after the other. Not run by pytest.

    python -m tests.bench [NAME …]

Two shared cores are noisy: read medians, and compare only what was measured in one run.
"""

import subprocess
import sys

BENCHES = ("tagging", "opening", "export")


def main(names: list[str]) -> int:
    """Run the named benchmarks, or the quick ones; return how many failed."""
    failed = 0
    for name in names or BENCHES:
        sys.stdout.write(f"\n{name}\n")
        sys.stdout.flush()
        failed += subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
