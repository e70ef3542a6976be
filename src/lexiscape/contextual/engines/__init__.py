"""Who does the work: one file an engine, with `work_through`."""
