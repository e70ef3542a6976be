"""The traits of `lexiscape.compare.traits.TRAITS`, one file each."""
