"""Bytes in, tensors by name out: one file a container format; nothing is read of a tensor until rows are asked for."""
