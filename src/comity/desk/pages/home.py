"""The first page: two names, what happened last, and how far each record reaches; and where names lead."""

from __future__ import annotations

from collections.abc import Sequence

from comity.api.chronicling import Sought, chronicled
from comity.api.pair import one_state
from comity.api.reach import reaches
from comity.desk.asked import Asked, Seen
from comity.desk.drawing import drawn
from comity.desk.holding import Desk
from comity.desk.mapping import Map, Said, mapped
from comity.desk.naming import choices, name_of
from comity.desk.pages.pair import home_of
from comity.desk.reply import Reply, moved
from comity.errors import AmbiguousState, UnknownState, UserError
from comity.terms.membership import states_as_of

Links = Sequence[tuple[str, str]]
NEWEST = 12
"""Events that the first page tells."""


def home(desk: Desk, asked: Asked) -> Reply:
    """Where a reader begins."""
    return _home(desk, asked.seen(), asked.text("a"), asked.text("b"))


def find(desk: Desk, asked: Asked) -> Reply:
    """Lead from one or two names to their page; ask back where a name is not clear."""
    seen, names = asked.seen(), (asked.text("a"), asked.text("b"))
    if not any(names):
        return _home(desk, seen, *names, said="Give one name for a country, two for what is between them.", status=400)
    found: list[str] = []
    for field, text in zip("ab", names, strict=True):
        if not text:
            continue
        try:
            found.append(one_state(text, seen.as_of).state.id)
        except (UnknownState, AmbiguousState) as error:
            return _ask_back(desk, seen, names, field, error)
    if len(found) == 2 and found[0] == found[1]:
        said = f"Both names are those of {name_of(found[0])}; give another."
        return _home(desk, seen, *names, said=said, status=400)
    return moved(seen.link(home_of(*found) if len(found) == 2 else f"/{found[0]}"))


def _ask_back(
    desk: Desk, seen: Seen, names: tuple[str, str], field: str, error: UnknownState | AmbiguousState
) -> Reply:
    """Say what is not clear, and give each state that may have been meant as a link."""
    other = {"a": ("b", names[1]), "b": ("a", names[0])}[field]
    near = [(name_of(id), seen.link("/find", **{field: id, other[0]: other[1]})) for id in error.ids]
    status = 300 if isinstance(error, AmbiguousState) else 404
    return _home(desk, seen, *names, said=_sentence(error), near=near, status=status)


def _sentence(error: UserError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('?', '.')) else '.'}"


def _map(seen: Seen) -> Map:
    """Each state of the day, to be chosen on the map."""
    said = {s.id: Said(0.0, "its relations", seen.link(f"/{s.id}")) for s in states_as_of(seen.as_of)}
    return mapped("Or choose a country on the map", said, "world")


def _home(desk: Desk, seen: Seen, a: str, b: str, *, said: str = "", near: Links = (), status: int = 200) -> Reply:
    atlas = desk.atlas(seen)
    events = chronicled(seen.as_of, Sought(weight=2))[:NEWEST]
    return drawn(
        "home.html.j2", seen, place="/", status=status, a=a, b=b, said=said, near=near, choices=choices(),
        events=events, name_of=name_of, records=reaches(atlas), atlas=atlas.manifest, of_the_package=desk.home is None,
        map=_map(seen),
    )  # fmt: skip
