"""Ask the publisher's interface for whole reporter-years, page by page, at the pace that it allows.

With the user's own key the interface gives up to 100,000 rows a call, without one 500. A page that reaches the
limit is not whole: it is asked for again in parts (exports and imports, then halves of the partners) until every
part is. What is kept is never partial, and what is kept is not asked for again. The key is sent as a header to
the publisher alone and written nowhere.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comity.errors import UserError
from comity.sources.address import LOOPBACK, expect_safe
from comity.sources.comtrade_pages.read import parse

if TYPE_CHECKING:
    import httpx2

HOST = "https://comtradeapi.un.org"
LIMITS = {True: 100_000, False: 500}
"""Rows a call, with a key and without."""

PAUSE = 1.0
"""Seconds between two calls."""

LONGEST_WAIT = 120.0
"""Seconds that a refusal may ask to wait before we stop and leave the rest for another day."""

_TRIES = 4
_REFERENCE = "/files/v1/app/reference/{}.json"


@dataclass
class Interface:
    """The publisher's interface as one user may use it. `sleep` waits; tests give it nothing to do."""

    client: httpx2.Client
    key: str | None = None
    host: str = HOST
    sleep: Callable[[float], object] = threading.Event().wait
    calls: int = 0
    _references: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def limit(self) -> int:
        """Rows a call gives at most."""
        return LIMITS[self.key is not None]

    def rows(self, reporter: int, period: str, codes: str) -> list[dict[str, Any]]:
        """All rows of a reporter and period, `2019` or `201905`; `codes` as `AG6` (all goods of six digits)."""
        return self._whole(reporter, period, codes, ("M", "X"), ())

    def _whole(
        self, reporter: int, period: str, codes: str, flows: tuple[str, ...], partners: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        found = self._page(reporter, period, codes, flows, partners)
        if len(found) < self.limit:
            return found
        parts: list[tuple[tuple[str, ...], tuple[str, ...]]]
        if len(flows) > 1:
            parts = [((flow,), partners) for flow in flows]
        else:
            among = partners or tuple(self._all_partners())
            if len(among) < 2:
                advice = "get a key from the publisher" if self.key is None else "ask for fewer goods with --goods"
                raise UserError(
                    f"reporter {reporter}, {period}: more than {self.limit:,} rows with one partner; {advice}"
                )
            parts = [(flows, among[: len(among) // 2]), (flows, among[len(among) // 2 :])]
        return [row for flow, some in parts for row in self._whole(reporter, period, codes, flow, some)]

    def _page(
        self, reporter: int, period: str, codes: str, flows: tuple[str, ...], partners: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        frequency = "M" if len(period) == 6 else "A"
        door = "/data/v1/get" if self.key is not None else "/public/v1/preview"
        asked = {
            "reporterCode": str(reporter),
            "period": period,
            "flowCode": ",".join(flows),
            "cmdCode": codes,
            "partner2Code": "0",
            "motCode": "0",
            "customsCode": "C00",
            "maxRecords": str(self.limit),
            "includeDesc": "true",
        } | ({"partnerCode": ",".join(partners)} if partners else {})
        return parse(self._ask(f"{door}/C/{frequency}/HS", asked), f"reporter {reporter}, {period}")

    def reporter(self, iso3: str, year: int) -> int:
        """The publisher's number of a reporter in a year. Raises UserError for one that does not report."""
        found = [
            int(area["id"])
            for area in self._reference("Reporters")
            if area.get("reporterCodeIsoAlpha3") == iso3
            and int(str(area.get("entryEffectiveDate") or "0001")[:4]) <= year
            and int(str(area.get("entryExpiredDate") or "9999")[:4]) >= year
        ]
        if not found:
            raise UserError(f"{iso3} is no reporter of UN Comtrade in {year}; its partners' reports may do")
        return found[-1]

    def _all_partners(self) -> list[str]:
        return sorted({str(int(area["id"])) for area in self._reference("partnerAreas")} - {"0"}, key=int)

    def _reference(self, name: str) -> list[dict[str, Any]]:
        if name not in self._references:
            path = _REFERENCE.format(name)
            try:
                listed = json.loads(self._ask(path, {}).decode("utf-8-sig"))["results"]
                self._references[name] = [area for area in listed if int(area["id"]) >= 0]
            except (ValueError, KeyError, TypeError):
                raise UserError(f"{self.host}{path}: not the list that it should be; try again later") from None
        return self._references[name]

    def _ask(self, path: str, query: dict[str, str]) -> bytes:
        import httpx2

        for tried in range(_TRIES):
            if self.calls:
                self.sleep(PAUSE)
            self.calls += 1
            headers = {"Ocp-Apim-Subscription-Key": self.key} if self.key is not None and query else {}
            request = self.client.build_request("GET", self.host + path, params=query, headers=headers)
            expect_safe(request.url, local=request.url.host in LOOPBACK)
            try:
                response = self.client.send(request)
            except httpx2.HTTPError as error:
                if tried == _TRIES - 1:
                    raise UserError(f"{self.host}: {error}; run the same command again to go on") from None
                self.sleep(2.0**tried)
                continue
            if response.status_code == 200:
                return bytes(response.content)
            self._wait_or_stop(response, last=tried == _TRIES - 1, attempt=tried)
        raise AssertionError("the last try either returns or raises")

    def _wait_or_stop(self, response: httpx2.Response, *, last: bool, attempt: int) -> None:
        said = " ".join(response.text[:200].split())
        if response.status_code in (401, 403):
            about = (
                "refuses the key, or its quota is used up" if self.key is not None else "refuses calls without a key"
            )
            raise UserError(
                f"{self.host} {about}: {said!r}; what was fetched is kept, run the same command again later"
            )
        if response.status_code not in (429, 500, 502, 503, 504):
            raise UserError(
                f"{self.host} answered {response.status_code}: {said!r}; check reporters, periods and goods"
            )
        asked = response.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdecimal() else 5.0 * 2**attempt
        if last or seconds > LONGEST_WAIT:
            raise UserError(
                f"{self.host} limits requests ({response.status_code}); what was fetched is kept, "
                "run the same command again later to go on"
            )
        self.sleep(seconds)


def collect(
    interface: Interface,
    wanted: Iterable[tuple[int, str]],
    codes: str,
    keep: Callable[[str, bytes], None],
    held: Callable[[str], bool],
) -> int:
    """Fetch every reporter and period that is not held, and hand each whole page over to `keep`.

    `keep` and `held` take a page's name, `A-HS-376-2019.json.gz`. Returns how many pages were fetched. Raises
    UserError when the publisher refuses; pages that were handed over before stay valid.
    """
    fetched = 0
    for reporter, period in wanted:
        name = f"{'M' if len(period) == 6 else 'A'}-HS-{reporter}-{period}.json.gz"
        if held(name):
            continue
        rows = interface.rows(reporter, period, codes)
        body = json.dumps({"data": rows, "error": ""}, separators=(",", ":"), sort_keys=True).encode()
        keep(name, gzip.compress(body, mtime=0))
        fetched += 1
    return fetched
