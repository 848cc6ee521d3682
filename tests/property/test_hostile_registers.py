"""Whatever stands in the files beside the evidence, the answer is a study or one line that names the file and row."""

import csv
import tempfile
from io import StringIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import BadFile
from comity.evidence import corrections, documents, drafts, interviews, withdrawals
from comity.evidence.drafts import read_drafts
from comity.evidence.interviews import agreed
from comity.evidence.study import Study, load_study
from comity.evidence.terms import TERMS

REGISTERS = {m.NAME: m.COLUMNS for m in (corrections, documents, interviews, withdrawals)} | {drafts.NAME: drafts.OPEN}
SHA = "ab" * 32
WORDS = ["", "1", "I1", "on_the_record", "off_the_record", "2014", "en", "yes", "value", "12", SHA, f"{SHA}.pdf"]
SIGNS = ["../x", "=1+1", "\u202e", "\x00", "x" * 5000, "¹", "9" * 30, "🙂", '"', "\n", "/etc/passwd", f"{SHA}/../x"]
cells = st.sampled_from(WORDS + SIGNS) | st.text(max_size=8)
FUZZ = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def _load(name, raw, evidence=b""):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "study.yaml").write_text("pair: {a: NOR, b: NZL}\n")
        (folder / "evidence").mkdir()
        if evidence:
            (folder / "evidence" / "x.yaml").write_bytes(evidence)
        if raw is not None:
            (folder / name).write_bytes(raw)
        try:
            study, waiting = load_study(folder), read_drafts(folder)
        except BadFile as error:
            message = str(error)
            assert message.startswith((name, "evidence/x.yaml")), message
            assert message.isprintable() and len(message) < 1500
            return None
    assert isinstance(study, Study)
    return study, waiting


@FUZZ
@given(st.sampled_from(sorted(REGISTERS)), st.data())
def test_awkward_cells_in_a_register(name, data):
    columns = [column.name for column in REGISTERS[name]]
    rows = data.draw(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(columns, cells)), max_size=3))
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    held = _load(name, text.getvalue().encode("utf-8", "surrogatepass"))
    if held:
        study, _ = held
        for interview in study.interviews.values():
            assert agreed(interview.terms, interview.attribution, interview.fits, 10) == []
        for document in study.documents.values():
            assert document.file.startswith(document.sha256)
            assert "/" not in document.file and ".." not in document.file


@FUZZ
@given(st.sampled_from(sorted(REGISTERS)), st.binary(max_size=200))
def test_any_bytes_as_a_register(name, raw):
    _load(name, raw)


ALPHABET = "ab:,[]{}&*!|>-'\"\n #?%@0129.~<"


@FUZZ
@given(st.binary(max_size=120) | st.text(alphabet=ALPHABET, max_size=80).map(str.encode))
def test_any_bytes_as_evidence_in_yaml(raw):
    _load(drafts.NAME, None, raw)
    _load(drafts.NAME, None, b"- id: y1\n  claim: " + raw)


@FUZZ
@given(st.sampled_from(sorted(TERMS)), st.text(max_size=20), st.sampled_from(["", "0", "9", "10", "¹", "-3", "1e9"]))
def test_no_description_of_few_is_ever_agreed(terms, attribution, fits):
    problems = agreed(TERMS[terms], attribution, fits, 10)
    if TERMS[terms].describes and not TERMS[terms].names and (fits in ("", "0", "9", "¹", "-3", "1e9")):
        assert problems
    if not TERMS[terms].describes and attribution:
        assert problems
