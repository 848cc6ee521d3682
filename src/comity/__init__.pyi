import types

from comity.api.analysis import atlas as atlas
from comity.api.analysis import chronicle as chronicle
from comity.api.analysis import compare as compare
from comity.api.analysis import panel as panel
from comity.api.analysis import statements as statements
from comity.api.python import assess as assess
from comity.api.python import load_study as load_study
from comity.api.python import open_atlas as open_atlas
from comity.api.python import resolve as resolve
from comity.api.python import why as why
from comity.atlas.measurement import Measurement as Measurement
from comity.atlas.measurement import State as State
from comity.atlas.read import Atlas as Atlas
from comity.dossier.assessment import Assessment as Assessment
from comity.errors import ComityError as ComityError
from comity.errors import UserError as UserError
from comity.evidence.study import Study as Study

__version__: str
__all__: list[str]

class _Room(types.ModuleType): ...
