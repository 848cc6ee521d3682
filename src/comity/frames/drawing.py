"""A chart as its specification: a dictionary that shows itself, and an Altair chart where Altair is installed."""

from __future__ import annotations

import json
from typing import Any

from comity.frames.bring import bring

MIME = "application/vnd.vegalite.v6+json"


class Chart(dict[str, Any]):
    """A Vega-Lite specification, the one that a report draws."""

    def to_dict(self) -> dict[str, Any]:
        """The specification as a plain dictionary."""
        return dict(self)

    def altair(self) -> Any:
        """The chart as an `altair` object. Raises MissingExtra where Altair is not installed."""
        return bring("altair").Chart.from_dict(self.to_dict())

    def svg(self) -> str:
        """The chart drawn, as SVG."""
        import vl_convert

        return vl_convert.vegalite_to_svg(json.dumps(self), vl_version="6.4", allowed_base_urls=[])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.to_dict(), "image/svg+xml": self.svg()}
