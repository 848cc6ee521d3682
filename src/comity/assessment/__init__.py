"""Atlas and evidence in, findings and judgements out."""
