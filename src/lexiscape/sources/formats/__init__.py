"""One file or object that brings tokens and vectors together: one file here a format, with `locate`."""
