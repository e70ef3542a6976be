"""A map in, a figure out: drawn for paper, with the page's own rules for labels, regions and colors."""
