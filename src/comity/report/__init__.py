"""One typed report model rendered as HTML, PDF, Markdown, JSON and a data package. Computes no number."""

from comity.report.schema import assessment_schema
from comity.report.write import FORMATS, write_report

__all__ = ["FORMATS", "assessment_schema", "write_report"]
