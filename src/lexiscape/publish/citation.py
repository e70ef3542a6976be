"""How to cite a map, as those who publish one look for it: `cite` of `lexiscape.files.citation`."""

from lexiscape.files.citation import cite

__all__ = ["cite"]
