import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def mirror() -> Path:
    """The offline mirror of publishers' files; absent: skip, or fail where COMITY_REQUIRE_MIRROR=1."""
    default = Path(__file__).resolve().parents[2] / "shared" / "mirror"
    path = Path(os.environ.get("COMITY_MIRROR", default))
    if not path.is_dir():
        message = f"no mirror at {path}; set COMITY_MIRROR"
        if os.environ.get("COMITY_REQUIRE_MIRROR") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path
