"""Population by country, an edition of December 2025 of one indicator of the World Bank."""
