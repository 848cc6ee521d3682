"""Investment treaties with their ends, from UNCTAD's navigator of agreements."""
