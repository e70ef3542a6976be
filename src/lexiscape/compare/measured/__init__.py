"""The traits of `lexiscape.compare.traits.TRAITS`, one file each, and `cycles`, of which two are made."""
