"""Texts of several kinds in, documents out, in pieces that are read, counted and redone as a whole."""
