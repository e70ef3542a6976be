"""Tensors by name in, the one embedding matrix out: which it is, and in true proportions."""
