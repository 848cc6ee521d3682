"""One file per question: the view of a pair in, an answer out."""
