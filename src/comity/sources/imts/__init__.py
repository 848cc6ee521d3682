"""Trade in goods by partner, from the International Monetary Fund."""
