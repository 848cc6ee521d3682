"""POLECAT: events in the PLOVER ontology, weekly files since 2018."""
