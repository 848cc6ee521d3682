"""Correspondences between lists of goods, from the United Nations Statistics Division."""
