"""In how many states more people of one origin live than in one of them, where the numbers at hand can tell.

The UN's table names for many a host only some origins, and fewer in its newest year: who has no row there has not
none. So each host counts by the newest year that names the origin, and where the host of most people from abroad
names it in no year of the last ten there is no place to tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.assessment.people_unsure import MIGRANTS, unsure
from comity.assessment.settings import threshold
from comity.assessment.view import View
from comity.atlas.derived import derived
from comity.atlas.measurement import Measurement
from comity.terms.period import year_of


def elsewhere(view: View, m: Measurement) -> list[float] | None:
    """Numbers of persons from the first state of a measurement of migrants in all hosts, that of the measurement among
    them; None where the greatest host of all names none from there.
    """
    by_origin, greatest = derived(view.atlas, f"hosts {m.period}", lambda: _by_origin(view, m.period))
    hosts = by_origin.get(m.a, {})
    return list(hosts.values()) if greatest in (*hosts, m.a, m.b) else None


def _by_origin(view: View, period: str) -> tuple[Mapping[str, Mapping[str, float]], str]:
    """By origin its hosts, each with the newest number of ten years; and the host of most people from abroad."""
    found: dict[str, dict[str, float]] = {}
    all_of: dict[str, float] = {}
    first = year_of(period) - int(threshold("hosts_counted_years"))
    for year in range(year_of(period), first - 1, -1):
        for (origin, host), persons in view.atlas.column(MIGRANTS, str(year)).items():
            if persons and host not in found.setdefault(origin, {}) and not unsure(MIGRANTS, origin, host, persons):
                found[origin][host] = persons
                all_of[host] = all_of.get(host, 0.0) + persons
    return found, max(all_of, key=lambda host: (all_of[host], host), default="")
