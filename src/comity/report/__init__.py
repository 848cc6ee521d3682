"""One typed report model rendered as HTML, PDF, Markdown, JSON and a data package. Computes no number."""
