# ruff: noqa: E501, PLR0917
"""Assessments for tests of the report: every number in them is invented; only the states exist."""

import math
from datetime import date

from comity.dossier.assessment import Assessment

QUESTIONS = {
    "scope": ("Scope", "In which fields do {a} and {b} deal with each other, and how?"),
    "tenor": ("Tenor", "How cooperative or hostile is the relationship?"),
    "evolution": ("Evolution", "How did it get here, and where is it going?"),
    "exchange": ("Exchange", "What do they trade, according to both?"),
    "complementarity": ("Complementarity", "Who has what the other needs?"),
    "dependence": ("Dependence", "Who depends on whom, for what?"),
    "defence": ("Defence and security", "Is there more cooperation than meets the eye?"),
    "balance": ("Balance", "Do {a} and {b} keep ties with opposed powers?"),
    "access": ("Access", "Whom does the partner open a door to?"),
    "intermediary": ("Intermediary", "Could {b} stand between {a} and its rivals?"),
    "context": ("Context", "What moves inside {b}, and who else is rising there?"),
    "potential": ("Potential", "What remains unrealised?"),
    "outlook": ("Outlook", "What should decision-makers not lose sight of?"),
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "{{ 7*7 }}{% raw %}",
    '#eval("1+1") $x^2$ `raw` *bold* _it_ <label> @ref // end',
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "| a | b |\n|---|---|\n# heading\n[x](javascript:alert(1)) ![i](http://e.example/i.png)",
    "\u202eevil\u0000\u0007 text",
    "]]></svg><script>alert(2)</script>",
    "אבג ישראל דהו",
    "العربية: علاقات",
    "datum.value; event.view; 'quoted' \\ back\\slash",
)


def _period(first, last):
    return {"first": first, "last": last}


def _wave(year, base, swing, phase=0.0):
    return round(base + swing * math.sin(year * 0.7 + phase), 3)


def _points(years, fn, band=None, missing=(), reason="not reported"):
    made = []
    for y in years:
        if y in missing:
            made.append({"period": str(y), "value": None, "reason": reason})
            continue
        v = fn(y)
        row = {"period": str(y), "value": v}
        if band is not None:
            row |= {"low": v - band(v), "high": v + band(v)}
        made.append(row)
    return made


def _input(n, title, licence="Open, with citation"):
    return {
        "id": f"example-{n}@2024",
        "title": title,
        "version": "2024.1",
        "sha256": f"{n:x}" * 64,
        "citation": f"Example publisher {n} (2024). {title}. Version 2024.1.",
        "licence": licence,
        "retrieved": date(2024, 11, 4),
        "url": f"https://data.example.org/{n}",
        "locators": {"flows": "year, exporter, importer"},
        "files": {f"file-{n}.csv": f"{n:x}" * 64},
    }


def _method(measure, title, unit="US$"):
    return {
        "measure": measure,
        "title": title,
        "unit": unit,
        "formula": "x_ij,t = sum over goods of the value that the exporter reports",
        "more": "Higher means that more is sold.",
        "reference": "Example and Example (2020), doi:10.0000/example",
        "not_when": "when the exporter reports only a total.",
        "among": "all dyads with a value in the same period",
        "inputs": ["flows"],
        "basis": ["example-1@2024"],
    }


def _measure(measure, a, b, period, value, low=None, high=None, unit="US$", state="value"):
    return {
        "id": f"{measure}/{a}-{b}/{period}",
        "measure": measure,
        "a": a,
        "b": b,
        "period": period,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "state": state,
        "basis": ["example-1@2024"],
    }


def _finding(id_, question, claim, **more):
    return {
        "id": id_,
        "question": question,
        "claim": claim,
        "confidence": "moderate",
        "confidence_reason": "two publishers agree, a third is silent",
        "basis": ["exchange.exports_reported_by_exporter/CHL-JPN/2019"],
        "against": ["The figure includes goods in transit."],
        "would_change": "A revision of the exporter's customs series.",
    } | more


def _sections(a, b, state="answered"):
    return {
        key: {
            "id": key,
            "title": title,
            "question": question.format(a=a, b=b),
            "state": state,
            "answer": "",
        }
        for key, (title, question) in QUESTIONS.items()
    }


def _rich_figures(a, b):
    years = range(1992, 2025)
    sectors = "Agriculture,Health,Energy,Industry,Higher education,Environment,High technology,Telecoms,Defence"
    instruments = "Agreement,Institution,Flow,Project,Visit"
    trade_a = _points(years, lambda y: max(2.0e8, 9e7 * (y - 1990) + 2e8 * math.sin(y)), missing=(2003, 2004, 2005))
    trade_b = _points(years, lambda y: 0.62 * max(2.0e8, 9e7 * (y - 1990) + 2e8 * math.sin(y + 0.4)))
    months = [f"{y}-{m:02d}" for y in range(2016, 2025) for m in range(1, 13)]

    def tone(base, phase):
        made = []
        for n, month in enumerate(months):
            if 40 <= n < 45:
                made.append({"period": month, "value": None, "reason": "fewer than 20 events"})
                continue
            v = base + 0.9 * math.sin(n / 9 + phase) + 0.2 * math.sin(n * 1.7)
            made.append({"period": month, "value": v, "low": v - 0.5, "high": v + 0.5})
        return made

    return [
        {
            "id": "glance",
            "question": "scope",
            "kind": "strip",
            "title": "Close in trade and visits, distant in institutions",
            "subtitle": "Percentile among all pairs of states with a value, latest year",
            "source": "example-1, example-2; 2019 to 2024",
            "alt": "Trade stands at the 91st percentile, visits at the 84th, votes at the 47th.",
            "bars": [
                {
                    "label": "Scope",
                    "value": 78,
                    "low": 70,
                    "high": 86,
                    "role": "neutral",
                    "note": "34 of 45 fields",
                },
                {
                    "label": "Tenor",
                    "value": 66,
                    "low": 51,
                    "high": 80,
                    "role": "neutral",
                    "note": "warmer since 2016",
                },
                {
                    "label": f"Exports of {a}",
                    "value": 91,
                    "low": 89,
                    "high": 93,
                    "role": "a",
                    "note": "US$ 3.1 billion in 2024",
                },
                {
                    "label": f"Exports of {b}",
                    "value": 84,
                    "low": 79,
                    "high": 90,
                    "role": "b",
                    "note": "US$ 1.9 billion in 2024",
                },
                {
                    "label": "Supplier rank",
                    "value": None,
                    "low": 40,
                    "high": 88,
                    "role": "neutral",
                    "note": "reports disagree",
                },
                {
                    "label": "Votes in the General Assembly",
                    "value": 47,
                    "low": 44,
                    "high": 50,
                    "role": "neutral",
                    "note": "agreement 0.61",
                },
                {"label": "Shared organisations", "value": 72, "role": "neutral", "note": "48"},
                {"label": "Arms transfers", "value": None, "role": "neutral", "note": "no evidence"},
            ],
        },
        {
            "id": "scope.matrix",
            "question": "scope",
            "kind": "matrix",
            "title": "Dealings reach seven sectors of nine; telecoms and defence are thin",
            "subtitle": "Sector by instrument, 1992 to 2024",
            "source": "example-3; 1992 to 2024",
            "alt": "Most is found in agriculture, energy and industry; nothing in telecoms.",
            "cells": [
                {
                    "row": s,
                    "column": c,
                    "level": None if (i + j) % 11 == 10 else (i * 3 + j * 5) % 4,
                    "note": "two accords" if (i, j) == (0, 0) else "",
                }
                for i, s in enumerate(sectors.split(","))
                for j, c in enumerate(instruments.split(","))
            ],
        },
        {
            "id": "tenor.series",
            "question": "tenor",
            "kind": "lines",
            "title": "Cooperation has outweighed hostility in every month since 2016",
            "subtitle": "Cooperative and hostile acts, standard deviations from the mean of comparable pairs",
            "unit": "score",
            "source": "example-2; 2016 to 2024",
            "alt": "Cooperation stays near two, hostility near minus one, with a gap in 2019.",
            "series": [
                {"name": "Cooperation", "role": "cooperative", "points": tone(2.0, 0)},
                {"name": "Hostility", "role": "hostile", "points": tone(-1.0, 1.2)},
            ],
        },
        {
            "id": "exchange.mirror",
            "question": "exchange",
            "kind": "lines",
            "title": f"{a} reports selling a third more than {b} reports buying",
            "subtitle": "Goods a year, current US$",
            "unit": "US$",
            "source": "example-1, example-2; 1992 to 2024",
            "alt": f"Both reports rise from 0.2 to about 3 billion dollars; that of {a} is higher throughout.",
            "series": [
                {"name": f"{a} reports selling", "role": "a", "points": trade_a},
                {"name": f"{b} reports buying", "role": "b", "points": trade_b},
                {
                    "name": "Reconciled",
                    "role": "third",
                    "reported": False,
                    "points": _points(range(1992, 2025, 4), lambda y: 7.4e7 * (y - 1989), lambda v: v * 0.15),
                },
            ],
            "marks": [
                {"period": "2007-09", "label": "Partnership agreement in force", "ref": "evidence/1"},
                {"period": "2010-02", "label": "Earthquake closes two ports", "ref": "evidence/2"},
                {"period": "2011-03", "label": "Demand for fuel rises", "ref": ""},
                {"period": "2018-12", "label": "Trans-Pacific accord in force", "ref": "F3"},
            ],
            "gap": [f"{a} reports selling", f"{b} reports buying"],
            "gap_label": "Likely copper sold through third ports, which only the seller counts",
        },
        {
            "id": "dependence.suppliers",
            "question": "dependence",
            "kind": "bars",
            "title": f"{a} is the third supplier of copper to {b}, or the second",
            "subtitle": "Share of copper imports, 2024",
            "unit": "share",
            "source": "example-1; 2024",
            "alt": "Peru leads with 29 per cent, then Australia, then Chile between 17 and 24.",
            "bars": [
                {"label": "Peru", "value": 0.29, "low": 0.27, "high": 0.31},
                {"label": "Australia", "value": 0.22, "low": 0.20, "high": 0.24},
                {"label": a, "value": None, "low": 0.17, "high": 0.24, "role": "a"},
                {"label": "Indonesia", "value": 0.11, "low": 0.09, "high": 0.13},
                {"label": "Democratic Republic of the Congo", "value": 0.06},
                {"label": "Saint Vincent and the Grenadines", "value": None, "note": "not reported"},
            ],
        },
        {
            "id": "balance.votes",
            "question": "balance",
            "kind": "lines",
            "title": "Votes have drifted apart since 2004",
            "subtitle": "Share of roll calls with the same vote",
            "unit": "index",
            "source": "example-3; 1992 to 2024",
            "alt": "Agreement falls from 0.72 to 0.61.",
            "series": [
                {
                    "name": "Agreement in the General Assembly",
                    "role": "neutral",
                    "points": _points(years, lambda y: 0.72 - 0.004 * (y - 1992) + 0.02 * math.sin(y), lambda v: 0.02),
                },
                {
                    "name": "Median pair",
                    "role": "third",
                    "reported": False,
                    "points": _points(years, lambda y: 0.66 + 0.01 * math.sin(y / 3)),
                },
            ],
        },
        {
            "id": "context.map",
            "question": "context",
            "kind": "map",
            "title": "The two capitals lie 17,200 kilometres apart across the Pacific",
            "subtitle": "Capitals",
            "source": "example-3",
            "alt": "Santiago in the south-east, Tokyo in the north-west.",
            "places": [
                {"label": "Santiago", "lat": -33.45, "lng": -70.67, "role": "a"},
                {"label": "Tokyo", "lat": 35.68, "lng": 139.69, "role": "b"},
            ],
        },
        {
            "id": "potential.ratio",
            "question": "potential",
            "kind": "bars",
            "title": "Trade is where fundamentals put it; investment is far below",
            "subtitle": "Actual over expected, 1 means as expected",
            "unit": "ratio",
            "source": "example-1; 2024",
            "alt": "Goods 1.04, services 0.71, investment 0.22.",
            "bars": [
                {"label": "Goods", "value": 1.04, "low": 0.81, "high": 1.33, "role": "neutral"},
                {"label": "Services", "value": 0.71, "low": 0.50, "high": 1.01, "role": "neutral"},
                {"label": "Investment", "value": 0.22, "low": 0.08, "high": 0.59, "role": "neutral"},
            ],
        },
        {
            "id": "evolution.visits",
            "question": "evolution",
            "kind": "lines",
            "title": "Visits come in bursts around summits",
            "subtitle": "Visits by ministers or above, a year",
            "unit": "count",
            "source": "example-2; 1992 to 2024",
            "alt": "Between zero and nine visits a year, most in 2010 and 2019.",
            "series": [
                {
                    "name": f"To {a}",
                    "role": "a",
                    "points": _points(years, lambda y: round(abs(_wave(y, 2, 3)))),
                },
                {
                    "name": f"To {b}",
                    "role": "b",
                    "points": _points(years, lambda y: round(abs(_wave(y, 3, 3, 1)))),
                },
            ],
        },
        {
            "id": "complementarity.index",
            "question": "complementarity",
            "kind": "bars",
            "title": f"{a} sells what {b} buys, less so the other way",
            "subtitle": "Complementarity, 0 to 1",
            "unit": "index",
            "source": "example-1; 2024",
            "alt": "0.58 against 0.41.",
            "bars": [
                {"label": f"{a} to {b}", "value": 0.58, "low": 0.55, "high": 0.61, "role": "a"},
                {"label": f"{b} to {a}", "value": 0.41, "low": 0.37, "high": 0.46, "role": "b"},
            ],
        },
    ]


def _rich_tables(a, b):
    return [
        {
            "id": "facts",
            "question": "scope",
            "title": "The relationship in facts",
            "columns": [{"name": "Fact"}, {"name": "Value"}, {"name": "Since or as of"}],
            "rows": [
                ["Diplomatic relations", "Yes", "1897"],
                [f"Embassy of {a} in {b}", "Tokyo", "1899"],
                [f"Embassy of {b} in {a}", "Santiago", "1909"],
                ["Trade agreement", "In force", "2007-09-03"],
                ["Investment treaty", "Chapter of the trade agreement", "2007-09-03"],
                ["Visa", "Not required for short stays", "2024"],
                ["Direct flights", None, "2024"],
                ["Community", "3,100 persons", "2020"],
                ["Shared organisations", "48", "2014"],
                ["Agreement of votes", "0.61", "2024"],
            ],
            "note": "A dash: no source reports it.",
            "source": "example-1, example-2, example-3",
        },
        {
            "id": "mirror",
            "question": "exchange",
            "title": "Both reports of one flow",
            "columns": [
                {"name": "Year", "unit": "year", "numeric": True},
                {"name": f"{a} reports selling", "unit": "US$", "numeric": True},
                {"name": f"{b} reports buying", "unit": "US$", "numeric": True},
                {"name": "Ratio", "unit": "ratio", "numeric": True},
                {"name": "Likely cause"},
            ],
            "rows": [
                [
                    y,
                    None if y == 2004 else 9.1e7 * (y - 1990),
                    6.3e7 * (y - 1990),
                    None if y == 2004 else 1.444,
                    "transit",
                ]
                for y in range(1996, 2025, 4)
            ],
            "note": "A dash: not reported in that year.",
            "source": "example-1, example-2",
        },
        {
            "id": "arms",
            "question": "defence",
            "title": "Recorded defence dealings",
            "columns": [
                {"name": "Year", "unit": "year", "numeric": True},
                {"name": "What"},
                {"name": "Grade"},
            ],
            "rows": [[2018, "Memorandum on exchanges between ministries", "A2"], [2023, "Port call", "B2"]],
        },
    ]


def _assessment(content):
    return Assessment.model_validate(_told(content))


def _told(value):
    """The same content with every two ends told to be intervals of 80 %, and nothing else to be any."""
    if isinstance(value, list):
        return [_told(v) for v in value]
    if not isinstance(value, dict):
        return value
    told = {k: _told(v) for k, v in value.items()}
    if (
        {"low", "value", "unit"} <= value.keys()
        or {"percentile", "unit"} <= value.keys()
        or {"points", "alt"} & value.keys()
    ):
        told.setdefault("interval", "80 % interval")
    return told


def rich():
    """Everything there is: ten figures, three tables, findings of every shape."""
    a, b = "Chile", "Japan"
    sections = _sections(a, b)
    text = (
        f"{a} and {b} deal with each other chiefly through copper, fish and vehicles. The value has risen in most "
        "years since 1992, and the two reports of it have never agreed; the difference is steady enough to be a "
        "matter of routing rather than of record-keeping."
    )
    for key, section in sections.items():
        section["answer"] = f"{QUESTIONS[key][0]}: broad and warm, with one exception that the figure shows."
        section["paragraphs"] = [text]
        section["against"] = ["The sources count acts that are reported, and both states are reported unevenly."]
        section["would_change"] = ["A year of customs records from the ports of transit."]
    figures, tables = _rich_figures(a, b), _rich_tables(a, b)
    for figure in figures[1:]:
        sections[figure["question"]].setdefault("figures", []).append(figure["id"])
    for table in tables:
        sections[table["question"]].setdefault("tables", []).append(table["id"])
    estimate = {
        "value": 3.12e9,
        "unit": "US$",
        "low": 2.84e9,
        "high": 3.4e9,
        "percentile": 91.2,
        "among": "all dyads with a value in 2024",
    }
    findings = [
        _finding(
            "F1",
            "exchange",
            f"{a} reports selling {b} goods for US$ 3.1 billion in 2024.",
            estimate=estimate,
            confidence="high",
        ),
        _finding(
            "F2",
            "exchange",
            "The two reports differ by a third, almost certainly because of transit.",
            likelihood={"term": "almost certainly", "probability": 0.95},
            against=(),
        ),
        _finding(
            "F3",
            "dependence",
            f"The rank of {a} among suppliers of copper cannot be determined.",
            estimate={"value": None, "unit": "share", "low": 0.17, "high": 0.24},
            basis=["evidence/1", "evidence/2", "example-1@2024"],
        ),
        _finding(
            "F4",
            "tenor",
            "Cooperation outweighs hostility.",
            confidence="low",
            estimate={
                "value": 2.11,
                "unit": "score",
                "low": 1.6,
                "high": 2.6,
                "percentile": 66,
                "among": "pairs with more than 20 events a month",
            },
        ),
        _finding(
            "F5",
            "balance",
            "Votes agree on 61 roll calls of a hundred.",
            estimate={"value": 0.611, "unit": "index", "percentile": 47.4, "among": "all dyads in 2024"},
        ),
    ]
    for finding in findings:
        sections[finding["question"]].setdefault("findings", []).append(finding["id"])
    sections["scope"].setdefault("figures", []).insert(0, "glance")
    sections["defence"] |= {
        "state": "not_determinable",
        "answer": "Recorded ties are few; whether more exist cannot be determined from open data.",
    }
    sections["intermediary"] = _sections(a, b, "no_evidence")["intermediary"] | {
        "answer": "No rivalry of either state was found in which the other could stand between.",
        "would_change": ["A record of talks hosted by either state."],
    }
    judgements = [
        (
            "J1",
            f"{a} reports selling {b} goods for US$ 3.1 billion in 2024, more than nine pairs in ten.",
            ["F1"],
            "high",
        ),
        (
            "J2",
            f"{b} reports buying a third less. The difference is almost certainly copper in transit, which only the seller counts.",
            ["F2"],
            "moderate",
        ),
        (
            "J3",
            f"Whether {a} is the second or the third supplier of copper cannot be determined; its share lies between 17 and 24 %.",
            ["F3"],
            "moderate",
        ),
        (
            "J4",
            "Acts between the two are warm, two in three pairs are cooler, and hostile acts are rare.",
            ["F4"],
            "low",
        ),
        (
            "J5",
            "In the General Assembly they agree on 61 votes of a hundred, as the median pair does; votes are not bilateral tone.",
            ["F5", "F4"],
            "high",
        ),
        (
            "J6",
            "Investment stands at a fifth of what size and distance let expect, with wide bounds.",
            ["F1"],
            "low",
        ),
    ]
    return _assessment(
        {
            "comity": "0.1.0",
            "command": "comity assess CHL JPN --as-of 2024-11-24 --since 1992",
            "dyad": {"a": "CHL", "b": "JPN", "a_name": a, "b_name": b},
            "as_of": date(2024, 11, 24),
            "period": _period(1992, 2024),
            "edition": "1",
            "page1": _page1(
                "Cordial and led by copper; broad in trade, thin in defence; warmer since 2016.",
                [{"id": i, "text": t, "findings": f, "confidence": c} for i, t, f, c in judgements],
                status=("The two share no border and dispute none.",),
                strip=(
                    ("Trade", "US$ 2.4 billion from Chile (2019)", "up"),
                    ("UN votes", "alike in 61 % of votes (2024)", ""),
                ),
                watch=("Whether the agreement is renewed by 2027.",),
            ),
            "inputs": [
                _input(1, "Trade flows"),
                _input(2, "Events and visits"),
                _input(3, "Roll calls", "CC BY 4.0"),
            ],
            "coverage": [
                {
                    "question": k,
                    "state": s["state"],
                    "reason": "three sources cover both states, 1992 to 2024",
                }
                for k, s in sections.items()
            ],
            "sections": list(sections.values()),
            "findings": findings,
            "measures": [
                _measure("exchange.exports_reported_by_exporter", "CHL", "JPN", "2019", 2.4e9, 2.3e9, 2.5e9),
                _measure("un.agreement", "CHL", "JPN", "2024", 0.611, unit="index"),
                _measure("un.ideal_point", "CHL", "-", "2024", 0.2, unit="score"),
            ],
            "evidence": [
                {
                    "id": "evidence/1",
                    "date": "2007-09-03",
                    "claim": "The partnership agreement enters into force.",
                    "source": "Official journal",
                    "url": "https://journal.example.org/2007/9",
                    "kind": "treaty text",
                    "grade": "A1",
                },
                {
                    "id": "evidence/2",
                    "date": "2010-02",
                    "claim": "Two ports close.",
                    "value": "31",
                    "unit": "days",
                    "source": "Newspaper of record",
                    "kind": "press",
                    "grade": "B2",
                },
            ],
            "methods": [
                _method("exchange.exports_reported_by_exporter", "Exports as the exporter reports them"),
                _method("un.agreement", "Agreement of votes", "index"),
            ],
            "figures": figures,
            "tables": tables,
            "gaps": [
                "Arms transfers: the publisher does not allow redistribution; run comity sources pull.",
                "Services by partner before 2005: no source reports them.",
            ],
        }
    )


def _line_of(text):
    return {"text": text, "parts": [{"kind": "words", "text": text}]}


def _page1(bottom, judgements, status=(), strip=(), watch=()):
    return {
        "kind": {"id": "ordinary", "name": "ordinary relations", "reason": _line_of("none of the other kinds")},
        "status": [_line_of(line) for line in status],
        "bottom_line": _line_of(bottom),
        "judgements": judgements,
        "strip": [{"label": label, "level": _line_of(text), "direction": way} for label, text, way in strip],
        "watch": [{"what": _line_of(line)} for line in watch],
        "newest": [{"name": "UN votes", "to": "2024"}, {"name": "trade", "to": "2019-06"}],
    }


def thin():
    """Nearly nothing was found."""
    a, b = "Saint Vincent and the Grenadines", "Central African Republic"
    sections = _sections(a, b, "no_evidence")
    for section in sections.values():
        section["answer"] = "No record was found in the three sources that cover both states, 1992 to 2024."
        section["would_change"] = ["Customs records of either state, or a list of accords from either ministry."]
    sections["balance"] |= {
        "state": "answered",
        "answer": "They vote alike more often than most pairs.",
        "findings": ["F1"],
    }
    finding = _finding(
        "F1",
        "balance",
        "Votes agree on 81 roll calls of a hundred.",
        estimate={"value": 0.81, "unit": "index", "interval": None},
        basis=["un.agreement/CAF-VCT/2024"],
        against=(),
    )
    return _assessment(
        {
            "comity": "0.1.0",
            "command": "comity assess VCT CAF",
            "dyad": {"a": "VCT", "b": "CAF", "a_name": a, "b_name": b},
            "as_of": date(2024, 1, 1),
            "period": _period(1992, 2023),
            "edition": "1",
            "page1": _page1(
                "Hardly any dealings are on record.",
                [
                    {
                        "id": "J1",
                        "text": "They vote alike; nothing else is on record.",
                        "findings": ["F1"],
                        "confidence": "low",
                    }
                ],
            ),
            "inputs": [_input(3, "Roll calls")],
            "coverage": [
                {"question": k, "state": s["state"], "reason": "no source has a row"} for k, s in sections.items()
            ],
            "sections": list(sections.values()),
            "findings": [finding],
            "measures": [_measure("un.agreement", "CAF", "VCT", "2024", 0.81, unit="index")],
            "methods": [_method("un.agreement", "Agreement of votes", "index")],
            "figures": [],
            "tables": [],
            "gaps": [],
        }
    )


def _poison(value, texts):
    """Every free text of a dumped assessment led by a hostile one, in turn."""
    if isinstance(value, str):
        return f"{next(texts)} {value}"
    if isinstance(value, list):
        return [_poison(v, texts) for v in value]
    if isinstance(value, dict) and value.get("parts"):
        parts = [p | {"text": f"{next(texts)} {p['text']}"} for p in value["parts"]]
        return value | {"parts": parts, "text": "".join(p["text"] for p in parts)}
    if isinstance(value, dict):
        return {k: v if k in KEPT else _poison(v, texts) for k, v in value.items()}
    return value


KEPT = {
    *("id", "kind", "role", "state", "confidence", "as_of", "retrieved", "period", "direction", "to", "gap", "schema"),
    *(
        "interval",
        "findings",
        "figures",
        "tables",
        "basis",
        "question",
        "ref",
        "question_id",
        "name",
        "row",
        "column",
        "sha256",
    ),
}


def poisoned(base, hostile=HOSTILE, long_text=""):
    """`base` with hostile text in every free field, names in scripts that run from right to left, and long text."""
    texts = _cycle(hostile)
    plain = base.model_dump(mode="json", by_alias=True)
    kept = {k: plain[k] for k in ("sections", "findings", "figures", "tables")}
    made = {k: (v if k in KEPT and k not in kept else _poison(v, texts)) for k, v in plain.items()}
    made["dyad"] |= {"a_name": "ישראל " + hostile[0], "b_name": "Қазақстан · جمهورية " + "Long name " * 6}
    if long_text:
        judged = [j | {"text": j["text"] + long_text} for j in made["page1"]["judgements"]]
        made["page1"] |= {"judgements": judged}
        made["gaps"] = [g + long_text for g in made["gaps"]] * 12
    return Assessment.model_validate(made)


def _cycle(items):
    while True:
        yield from items


def hostile():
    """The rich assessment with hostile text everywhere that text is free, and far too much of it."""
    return poisoned(rich(), long_text=" and so on" * 200)
