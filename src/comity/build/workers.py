"""Worker processes that end with the run that started them."""

from __future__ import annotations

import gc
import os
import threading


def end_with(parent: int) -> None:
    """End this worker once the run that started it is gone; a killed one cannot say so itself."""
    # What the parent left to be collected holds database connections; taken apart in a forked worker, they crash it.
    gc.freeze()

    def watch() -> None:
        while os.getppid() == parent:
            threading.Event().wait(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
