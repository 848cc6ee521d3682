"""What a command may cost before it does anything. The work itself is timed by `make bench`, not here."""

import os
import resource
import subprocess
import sys

CPU_SECONDS = 1.5
"""Three times what `make bench` holds it to: this notices a heavy import, not a slow machine."""


def test_help_takes_little(root):
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "100"}

    def cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    spent = []
    for _ in range(3):
        before = cpu()
        result = subprocess.run(
            [sys.executable, "-m", "comity", "--help"], env=environment, capture_output=True, text=True, check=False
        )
        spent.append(cpu() - before)
        assert result.returncode == 0, result.stderr
        assert "assess" in result.stdout
    assert min(spent) <= CPU_SECONDS, f"comity --help took {min(spent):.2f} s of CPU time at best"
