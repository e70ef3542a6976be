"""A map in a notebook: a live widget, a data frame, HoloViews elements."""
