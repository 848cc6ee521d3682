"""Direct investment positions by counterpart, from the International Monetary Fund."""
