"""A second source of what a first one says already changes no value of any measure, and stops no build."""

import zlib

import pytest

import tabled
from comity.measures import product_gap
from comity.measures.recipes import RECIPES
from comity.store.lay import lay
from comity.store.precedence import Line, precedence
from comity.tables import TABLES
from databases import database
from same_rows import ALL, same
from tabled import frame_of
from worlds import world

FIRST, SECOND = "first@1", "second@2"
UNITS = {line.table: line.unit for line in precedence()}


@pytest.fixture(autouse=True, scope="module")
def _few_reporters_are_a_world():
    """The worlds have eight states, of which an account by product would be too thin to be measured."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product_gap, "LEAST_REPORTERS", 2)
        patch.setattr(product_gap, "LEAST_SOLD", 0.0)
        yield


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.measures[0].id)
def test_a_second_source_changes_no_value(recipe, tmp_path):
    names = (*recipe.inputs, *recipe.optional)
    seed = zlib.crc32(recipe.measures[0].id.encode())
    tables = world(names, seed, monthly=recipe.measures[0].grain == "month")
    again = {name: rows[::2] for name, rows in tables.items()}
    otherwise = {name: [differing(name, row) for row in rows] for name, rows in again.items()}
    lines = [Line(name, ("first", "second"), "a test", unit=UNITS.get(name, ())) for name in names]

    alone = computed(recipe, tables, {}, [], tmp_path)
    assert any(len(rows) for rows in alone.values()), "the world is too small to test anything"
    # The same rows need no line; other rows lose by one.
    same(alone, computed(recipe, tables, again, [], tmp_path))
    same(alone, computed(recipe, tables, otherwise, lines, tmp_path))


def computed(recipe, first, second, lines, folder):
    """Rows of every measure over one or two editions of each table, as they are laid for a build."""
    with database() as con:
        for name, rows in first.items():
            path = folder / f"{name}-first.parquet"
            parts = [(FIRST, path if path.exists() else stored(con, name, rows, path))]
            if second:
                parts.append((SECOND, stored(con, name, second[name], folder / f"{name}-second.parquet")))
            lay(con, name, parts, lines)
            lost = con.execute(f"SELECT count(*) FROM {name}_others").fetchall()[0][0]
            assert lost == len(second.get(name, ()))
        return {measure: frame_of(con, rows, ALL) for measure, rows in recipe.compute(con).items()}


def stored(con, table, rows, path):
    tabled.lay(con, "written", rows, contract=table)
    con.execute(f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{path}' (FORMAT parquet)")
    return path


def differing(table, row):
    """The same key with other values."""
    other = {"BOOLEAN": lambda v: not v, "DOUBLE": lambda v: v * 1.5 + 1, "VARCHAR": lambda v: f"{v}, otherwise"}
    contract, changed = TABLES[table], dict(row)
    for name, field in contract.fields().items():
        if name not in contract.key and row.get(name) is not None and field.type in other:
            changed[name] = other[field.type](row[name])
    return changed
