"""What the linter finds in an assessment, with percentiles from the atlas that it was made of."""

from comity.assessment.lint import Fault, lint
from comity.atlas.read import Atlas
from comity.dossier.assessment import Assessment


def faults(atlas: Atlas, it: Assessment) -> tuple[Fault, ...]:
    def percentile(m):
        place = atlas.standing(atlas.at(m.measure, m.a, m.b, m.period))
        return None if place is None else place.percentile

    return lint(it, percentile)
