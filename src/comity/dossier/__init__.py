"""The typed assessment, which the assessment fills, the report prints and every door hands on."""
