"""Monthly trade among fifteen states, from the International Monetary Fund."""
