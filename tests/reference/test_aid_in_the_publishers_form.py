"""The aid of the copy, written as the publisher's interface gives it, is read as the same aid."""

from pathlib import Path

import duckdb
import pytest

from comity.sources.oecd_dac2a.read import FLOW
from comity.sources.registry import reader
from comity.terms.crosswalk import to_state

pytestmark = pytest.mark.mirror

LATER = 1.25
"""Price level of an invented later base: constant figures are so many times those of the copy, which are of 2022."""


def test_the_copys_aid_in_prices_of_a_later_year_is_the_same_in_those_of_2022(mirror: Path, tmp_path: Path) -> None:
    with duckdb.connect() as con:
        reader("oecd-aid")(mirror / "oecd-aid", con)["aid"].create("copied")
        names = [name for (name,) in con.sql("SELECT donor FROM copied UNION SELECT recipient FROM copied").fetchall()]
        states = ["XKV" if state == "XKX" else state for state in to_state("name", names)]
        con.execute("CREATE TABLE states AS SELECT unnest(?) AS name, unnest(?) AS iso", [names, states])
        con.execute("""
            CREATE TABLE paid AS
            SELECT d.iso AS donor, r.iso AS recipient, year, value
            FROM copied JOIN states d ON d.name = donor JOIN states r ON r.name = recipient""")
        con.execute(f"""
            COPY (SELECT '{FLOW}(1.6)' AS DATAFLOW, donor AS DONOR, recipient AS RECIPIENT, 206 AS MEASURE,
                         'USD' AS UNIT_MEASURE, price AS PRICE_BASE, year AS TIME_PERIOD,
                         value * level / 1e6 AS OBS_VALUE, base AS BASE_PER, 6 AS UNIT_MULT, 'D' AS FLOW_TYPE
                  FROM paid, (VALUES ('Q', {LATER}, '2025'), ('V', 1.0, NULL)) AS prices (price, level, base)
                  WHERE price = 'Q' OR year = 2022) TO '{tmp_path / "dac2a.csv"}' (HEADER)""")
        reader("oecd-dac2a")(tmp_path, con)["aid"].create("read")
        without = con.sql(
            "SELECT count(DISTINCT donor) FROM paid ANTI JOIN (FROM paid WHERE year = 2022) USING (donor)"
        )
        compared, most, lost = con.sql("""
            SELECT count(r.value), max(abs(r.value / p.value - 1)), count(*) FILTER (r.value IS NULL)
            FROM paid p LEFT JOIN (
                SELECT * REPLACE (CASE recipient WHEN 'XKX' THEN 'XKV' ELSE recipient END AS recipient) FROM read) r
            USING (donor, recipient, year)""").fetchall()[0]
        assert (compared + lost, con.sql("SELECT count(*) FROM read").fetchall()) == (45_797, [(compared,)])
        assert most < 1e-12
        donors = con.sql("SELECT count(DISTINCT donor) FROM paid ANTI JOIN read USING (donor)").fetchall()
        assert donors == without.fetchall(), "left out is who has no figure of 2022"
        assert lost < 0.02 * compared
