"""Direct investment positions of five states with all others, from the International Monetary Fund."""
