"""Trade in food and farm goods by item and partner, from the Food and Agriculture Organization (FAOSTAT)."""
