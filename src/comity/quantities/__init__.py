"""What is said of quantities beyond their definition: which are shown where, in which order, and why."""
