"""Tokenizer files in, the raw token of each row out."""
