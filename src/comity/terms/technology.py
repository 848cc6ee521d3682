"""Classes of goods by the technology it takes to make them (Lall 2000), by SITC Rev. 2 group of three digits."""

from functools import cache

from comity.terms.lookup import read_lookup

LIST = "SITC2"
"""The list of goods in which the classes are defined."""

UNCLASSIFIED = "unclassified"
"""What the classification leaves out: electricity, printed matter, films, art, special transactions, coin, gold."""

TITLES = {
    "pp": "primary products",
    "rb1": "made of resources: farm and forest",
    "rb2": "made of resources: other",
    "lt1": "low technology: textiles, garments",
    "lt2": "low technology: other",
    "mt1": "medium technology: vehicles",
    "mt2": "medium technology: processes",
    "mt3": "medium technology: engineering",
    "ht1": "high technology: electronics",
    "ht2": "high technology: other",
    UNCLASSIFIED: "goods without a class",
}
"""The classes in the order of their technology, `UNCLASSIFIED` last, as people write them."""


@cache
def technology_classes() -> dict[str, str]:
    """The class of every group that has one. Raises ValueError on a group in two classes or an unknown class."""
    found: dict[str, str] = {}
    for row in read_lookup("technology_classes"):
        if row["group"] in found:
            raise ValueError(f"technology_classes.csv: group {row['group']} has two classes; keep one")
        if row["class"] not in TITLES:
            raise ValueError(f"technology_classes.csv: no class {row['class']!r}; choose one of {', '.join(TITLES)}")
        found[row["group"]] = row["class"]
    return found


def technology_class(code: str) -> str:
    """The class of a SITC Rev. 2 code of any length, `UNCLASSIFIED` where its group has none."""
    return technology_classes().get(code[:3], UNCLASSIFIED)
