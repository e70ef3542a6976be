"""Where bytes lie: a local file, a file behind a hub, a folder of files; read in ranges, never whole."""
