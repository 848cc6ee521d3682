"""World Development Indicators, from the World Bank."""
