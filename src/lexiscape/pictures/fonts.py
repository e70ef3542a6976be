"""Characters that a figure needs in, the installed fonts that have glyphs for them out. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.ft2font import LoadFlags

from lexiscape._rules import JOINERS
from lexiscape.errors import OptionError

#: Families that look well together, tried in this order before any other installed font.
PREFERRED = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "Meiryo",
    "IPAexGothic",
    "IPAGothic",
    "TakaoGothic",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
)

#: These shape the letters beside them and need no glyph.
_JOINERS = frozenset(chr(code) for first, last in JOINERS for code in range(first, last + 1))

#: First and last code point → what to install: for the one message that people without such a font get.
_PACKAGES = (
    (0x0590, 0x05FF, "Hebrew", "fonts-noto-core"),
    (0x0600, 0x06FF, "Arabic", "fonts-noto-core"),
    (0x0900, 0x0DFF, "Indic", "fonts-noto-core"),
    (0x0E00, 0x0EFF, "Thai and Lao", "fonts-noto-core"),
    (0x1100, 0x11FF, "Korean", "fonts-noto-cjk"),
    (0x2E80, 0x9FFF, "Chinese and Japanese", "fonts-noto-cjk"),
    (0xAC00, 0xD7AF, "Korean", "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "Chinese and Japanese", "fonts-noto-cjk"),
    (0xFF00, 0xFFEF, "Chinese and Japanese", "fonts-noto-cjk"),
    (0x1F000, 0x1FAFF, "emoji", "fonts-noto-color-emoji"),
    (0x20000, 0x3FFFF, "rare Chinese", "fonts-noto-cjk-extra"),
)


@dataclass
class Typeface:
    """A list of families that matplotlib falls back through, and what they can draw.

    Attributes
    ----------
    families : list of str
        In order of fallback.
    missing : frozenset of str
        The characters asked for that none of them has.
    """

    families: list[str]
    missing: frozenset[str]
    _advances: dict[str, float] = field(default_factory=dict)

    def can_draw(self, text: str) -> bool:
        """Tell whether every character has a glyph: nothing would be drawn as an empty box."""
        return self.missing.isdisjoint(text)

    def families_of(self, text: str) -> list[str]:
        """Return the families that this text needs, in order of fallback."""
        wanted = set(text)
        needed = []
        for family in self.families:
            drawn = wanted & _glyphs(family)
            if drawn:
                needed.append(family)
                wanted -= drawn
        return needed or self.families[:1]

    def width(self, text: str) -> float:
        """Sum the advances of a text's characters, in em; kerning and ligatures can only shorten it noticeably."""
        total = 0.0
        for character in text:
            if character in _JOINERS:
                continue
            if character not in self._advances:
                self._advances[character] = _advance(self.families, character)
            total += self._advances[character]
        return total


def find_typeface(characters: Iterable[str], family: str | Sequence[str] | None = None) -> Typeface:
    """Choose installed families that together have glyphs for as many of these characters as possible.

    Parameters
    ----------
    characters : iterable of str
        What is to be drawn.
    family : str, sequence of str or None
        Tried first; OptionError when no such font is installed.
    """
    wanted = {character for character in characters if not character.isspace() and character not in _JOINERS}
    asked = [family] if isinstance(family, str) else list(family or [])
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    for name in asked:
        if name not in installed:
            alike = [other for other in sorted(installed) if name.split()[0].casefold() in other.casefold()]
            raise OptionError(
                f"no font {name!r} is installed; {len(installed)} are, such as "
                f"{', '.join((alike or sorted(installed))[:5])}"
            )
    families: list[str] = []
    rest = sorted(name for name in installed if "Last Resort" not in name)
    for name in dict.fromkeys([*asked, *(known for known in PREFERRED if known in installed), *rest]):
        if not wanted and families:
            break
        drawn = wanted & _glyphs(name)
        if drawn or name in asked:
            families.append(name)
            wanted -= drawn
    return Typeface(families or ["DejaVu Sans"], frozenset(wanted))


def describe_missing(missing: Iterable[str], labels: int) -> str:
    """Say in one sentence which glyphs `labels` labels lack in every installed font, and which package brings them."""
    characters = sorted(missing)
    scripts = {
        script: package
        for character in characters
        for first, last, script, package in _PACKAGES
        if first <= ord(character) <= last
    }
    sample = " ".join(f"U+{ord(character):04X}" for character in characters[:4])
    packages: dict[str, list[str]] = {}
    for script, package in scripts.items():
        packages.setdefault(package, []).append(script)
    advice = "; ".join(f"install {package} for {', '.join(names)}" for package, names in packages.items())
    return (
        f"{labels} labels are left out because no installed font has all of their glyphs ({sample}"
        f"{', …' if len(characters) > 4 else ''}): {advice or 'install a font that has them, such as Noto Sans'}"
    )


@lru_cache(maxsize=256)
def _font(family: str) -> Any:
    faces = [face for face in font_manager.fontManager.ttflist if face.name == family]
    upright = min(faces, key=lambda face: (face.style != "normal", abs(int(face.weight) - 400)))
    return font_manager.get_font(font_manager.FontPath(upright.fname, upright.index))


@lru_cache(maxsize=256)
def _glyphs(family: str) -> frozenset[str]:
    return frozenset(map(chr, _font(family).get_charmap()))


def _advance(families: list[str], character: str) -> float:
    for family in families:
        if character in _glyphs(family):
            font = _font(family)
            font.set_size(100, 72)
            return float(font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100)
    return 1.0
