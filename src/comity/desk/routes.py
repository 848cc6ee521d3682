"""Every address of the desk: what it gives, what may be asked, and the page that answers; OpenAPI follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.desk.asked import LONGEST
from comity.desk.fields import FIELDS
from comity.desk.holding import Desk
from comity.desk.pages import (
    account,
    changes,
    chronicle,
    compare,
    country,
    entry,
    fitting,
    home,
    intake,
    measures,
    mediators,
    pair,
    proposals,
    sources,
    statements,
    studies,
    validation,
    why,
)
from comity.desk.reply import Reply
from comity.desk.rights import Right

Page = Callable[..., Reply]

WORDS = {
    "as-of": "see nothing later than this day (YYYY-MM-DD, YYYY-MM or YYYY); today if left out",
    "known-on": "only what was published by this day; all if left out",
    "since": "first year to look at; 1990 if left out",
    "a": "a state: code, or name in any language",
    "b": "the other state",
    "id": "id of a finding, judgement, figure, table, measurement, statement or source of the assessment",
    "as": "give it as csv or json",
    "q": "words to look for in ids, titles and formulas",
    "period": "year or month; the newest if left out",
    "order": "highest or lowest first",
    "toward": "yes: each partner toward the state",
    "all": "yes: also ratios that rest on next to nothing",
    "picture": "svg or png: the series drawn",
    "rows": "all: every row of every table",
    "width": "wide or narrow",
    "by": "id of the measure by which rows are ordered",
    "view": "what the map shows: world, or a region",
    "pairs": "up to six pairs: ISR-KAZ,ISR-AZE",
    "family": "a family of events",
    "kind": "a kind of event",
    "weight": "least weight, 1 to 3",
    "from": "first year; of changes, the earlier day",
    "page": "which page, from 1",
    "study": "name of a study that the desk serves: assess the two with it",
    "done": "what was done just now",
    "code": "what the provider of identities gave for this sign-in",
    "state": "which sign-in it is",
    "iss": "the provider that it comes from",
    "error": "why the provider let nobody in",
    "to": "last year; at the entrance, the page to come back to",
}
_SEEN = ("as-of", "known-on")


@dataclass(frozen=True, slots=True)
class Route:
    """An address with its parts in braces; `words` may be asked; `kinds` are the media it gives.

    `held` says that its page depends on the atlas and the address alone, so that it is made once; `right` is what
    whoever asks must have.
    """

    path: str
    page: Page
    says: str
    words: tuple[str, ...] = _SEEN
    kinds: tuple[str, ...] = ("text/html",)
    held: bool = True
    right: Right = "read"
    longest: int = LONGEST
    """Characters of one word that may be asked."""


@dataclass(frozen=True, slots=True)
class Written:
    """An address to which a form is sent; `fields` it may hold, and `files` says that a file may come with it.

    `noted` says that the audit trail of a team gets a line of what came of it here, and not from the page.
    """

    path: str
    page: Page
    says: str
    fields: tuple[str, ...] = ()
    files: bool = False
    right: Right = "edit"
    noted: bool = True


_TABLE = ("text/csv", "application/json")
ROUTES: tuple[Route, ...] = (
    Route("/", home.home, "where a reader begins", ("a", "b", *_SEEN)),
    Route("/sign-in", entry.entry, "a form to come in, on a desk of a team", ("to",), held=False, right="open",
          longest=3_000),
    Route("/sign-in/provider", entry.provider, "go to the provider of identities to sign in", ("to",), held=False,
          right="open", longest=3_000),
    Route("/sign-in/back", entry.back, "come back from there", ("code", "state", "iss", "error"), held=False,
          right="open", longest=3_000),
    Route("/account", account.account, "your own account, on a desk of a team", ("done",), held=False),
    Route("/team", account.team, "the accounts of a team, and who did what", (), held=False, right="run"),
    Route("/find", home.find, "lead from names to a page, or ask back", ("a", "b", *_SEEN), held=False),
    Route("/measures", measures.dictionary, "the dictionary of measures", ("q", "as", *_SEEN), ("text/html", *_TABLE)),
    Route("/measures/{id}", measures.measure, "a measure and where it is highest; also under .csv and .json",
          ("period", "order", "view", *_SEEN), ("text/html", *_TABLE)),
    Route("/measures/{id}/{a}", measures.partners, "a state's partners by a measure, or its own series; also as file",
          ("period", "order", "toward", "all", "since", "view", *_SEEN), ("text/html", *_TABLE)),
    Route("/measures/{id}/{a}/{b}", measures.series, "a measure of two states through time; also under .csv and .json",
          ("picture", "since", *_SEEN), ("text/html", *_TABLE, "image/svg+xml", "image/png")),
    Route("/compare", compare.compare, "up to six pairs side by side", ("pairs", "as", *_SEEN), ("text/html", *_TABLE)),
    Route("/mediators", mediators.mediators, "who could stand between two states", ("a", "b", "as", *_SEEN),
          ("text/html", *_TABLE)),
    Route("/chronicle", chronicle.chronicle, "dated facts between states",
          ("a", "b", "family", "kind", "weight", "from", "to", "page", "as", *_SEEN), ("text/html", *_TABLE)),
    Route("/sources", sources.sources, "whose data, how old, on what terms, what is due", ("as", *_SEEN),
          ("text/html", *_TABLE), held=False),
    Route("/sources/{id}", sources.source, "one source", held=False),
    Route("/studies", studies.studies, "the studies that are worked on here", (), held=False),
    Route("/studies/{study}", studies.study, "a study: its statements, what waits", ("q", "page", "done"), held=False),
    Route("/studies/{study}/add", statements.add, "a form for a new statement", (), held=False, right="edit"),
    Route("/studies/{study}/statements/{id}", statements.statement, "a statement in a form", ("done",), held=False,
          right="edit"),
    Route("/studies/{study}/grade/{id}", statements.grading, "a row that waits, in a form", (), held=False,
          right="edit"),
    Route("/studies/{study}/import", intake.taking, "a form for a table or a bibliography", (), held=False,
          right="edit"),
    Route("/studies/{study}/documents", intake.documents, "documents of a study, and a form for more", ("done",),
          held=False, right="edit"),
    Route("/studies/{study}/review", proposals.review, "proposals beside their passages", ("all", "page", "done"),
          held=False, right="edit"),
    Route("/studies/{study}/review/{id}", proposals.proposal, "a proposal in a form", (), held=False, right="edit"),
    Route("/studies/{study}/check", fitting.fitting, "what does not fit together, and what was promised", held=False),
    Route("/validation", validation.validation, "how often Comity is right"),
    Route("/{a}", country.country, "a state's relations with all others; also under .csv and .json",
          ("by", "view", *_SEEN), ("text/html", *_TABLE)),
    Route("/{a}/{b}", pair.pair, "the assessment of two states; also under .json, .csv, .md, .pdf, .docx and .html",
          (*_SEEN, "since", "rows", "study"), ("text/html", *_TABLE, "text/markdown", "application/pdf")),
    Route("/{a}/{b}/annexes", pair.annexes, "sources, evidence, measurements, methods and gaps",
          (*_SEEN, "since", "study")),
    Route("/{a}/{b}/why", why.why, "from an id back to the publishers' rows", ("id", "as", *_SEEN, "since", "study"),
          ("text/html", "application/json"), held=False),
    Route("/{a}/{b}/changes", changes.changes, "what changed since an earlier day, told as news",
          ("from", "as", *_SEEN, "since", "study"), ("text/html", *_TABLE)),
    Route("/{a}/{b}/data/{name}", pair.data, "a table of the assessment", (*_SEEN, "since", "study"), ("text/csv",)),
    Route("/{a}/{b}/figures/{name}", pair.figure, "a figure of the assessment, .svg or .png",
          ("width", *_SEEN, "since", "study"), ("image/svg+xml", "image/png")),
)  # fmt: skip

WRITTEN: tuple[Written, ...] = (
    Written("/sign-in", entry.entered, "come in with a name and a password", ("name", "password", "to"), right="open",
            noted=False),
    Written("/sign-out", entry.left, "end this session, or all of the account", ("all",), right="read", noted=False),
    Written("/account/password", account.changed, "choose another password", ("old", "new", "again"), right="read",
            noted=False),
    Written("/studies", studies.begin, "make a study of two states", ("a", "b", "name"), right="begin"),
    Written("/studies/{study}/add", statements.added, "add a statement", FIELDS),
    Written("/studies/{study}/statements/{id}", statements.changed, "save a statement", ("version", *FIELDS)),
    Written("/studies/{study}/statements/{id}/withdraw", statements.withdrawn, "let a statement count nowhere",
            ("version", "reason")),
    Written("/studies/{study}/grade/{id}", statements.graded, "grade a row that waits", ("version", *FIELDS)),
    Written("/studies/{study}/import", intake.taken, "take over the rows of a file", ("map", "skip", "set", "sheet"),
            files=True),
    Written("/studies/{study}/documents", intake.dropped, "keep documents and read them", ("day", "source", "url"),
            files=True),
    Written("/studies/{study}/review/{id}", proposals.decided, "decide on a proposal", ("decision", *FIELDS)),
)  # fmt: skip

__all__ = ["ROUTES", "WORDS", "WRITTEN", "Desk", "Route", "Written"]
