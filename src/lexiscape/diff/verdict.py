"""What was measured of two spaces in, what it comes to in one sentence out, with its ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.isometry import WHOLE, Stretch
from lexiscape.diff.lineage import IN_PLACE, LEAST_DIRECTIONS, UNRELATED
from lexiscape.diff.measured import Measured
from lexiscape.space.median import median

#: What two spaces can be to one another, the closest first; `untold`: too little to tell by.
VERDICTS = ("identical", "rounded", "scaled", "fine-tuned", "same-parent", "unrelated", "untold")


@dataclass(frozen=True)
class Verdict:
    """What two spaces are to one another.

    Attributes
    ----------
    name : str
        One of `VERDICTS`.
    sentence : str
        The same in words.
    ground : str
        What it rests on, with its figures.
    by_dimension : bool
        Whether a row can be held against the one it is paired with, value by value. Where dimensions were turned, or
        the two were trained apart, cosine and error of the two are those of any two rows, and tell nothing of a token.
    """

    name: str
    sentence: str
    ground: str
    by_dimension: bool = True


def judge(found: Measured) -> Verdict:
    """Return the verdict: by the rows where they are equal or rounded, else by what dimensions have in common."""
    changes, pairs = found.changes, len(found.pairing.rows)
    if not pairs:
        some = len(found.a) > len(found.pairing.gone)
        told = "none of the chosen tokens is in both" if some else "no token is in both"
        return Verdict("untold", f"cannot tell: {told}", "no two rows could be paired")
    if found.same_dimensions and bool(changes.same.all()):
        return _equal(found)
    if found.same_dimensions and not changes.changed.any():
        return _scaled(found) if changes.scaled.any() else _rounded(found)
    count = int((found.elsewhere >= 0).sum())
    all_stand = count == int(changes.changed.sum()) > 0
    if found.found_share > 0.5 or all_stand:
        which = "most" if found.found_share > 0.5 else f"{count:,}"
        return Verdict(
            "same-parent",
            f"the rows are the same, but {which} stand under other tokens or ids",
            f"of {found.looked_for:,} rows that were looked for, {count:,} stand elsewhere in the other file",
        )
    kept = int((~changes.changed).sum()) if found.same_dimensions else 0
    if kept >= max(3, pairs // 100):
        return _partly(found, kept)
    return _by_lineage(found)


def _equal(found: Measured) -> Verdict:
    parts = [f"{len(found.pairing.rows):,} rows are equal in every value"]
    if not (len(found.pairing.new) or len(found.pairing.gone) or found.pairing.moved):
        return Verdict("identical", "identical: every row is the same under the same id", parts[0])
    return Verdict("identical", f"every shared row is identical; {_vocabulary(found)}", parts[0])


def _vocabulary(found: Measured) -> str:
    counts = (
        (len(found.pairing.new), "new"),
        (len(found.pairing.gone), "gone"),
        (found.pairing.moved, "of another id"),
    )
    return ", ".join(f"{count:,} tokens {what}" if count != 1 else f"1 token {what}" for count, what in counts if count)


def _rounded(found: Measured) -> Verdict:
    changes = found.changes
    formats = " and ".join(dict.fromkeys(name for name in found.formats if name))
    count = f"{int(changes.rounded.sum()):,} rows differ"
    if changes.grid:
        told_by = f"{count}, and of each pair one row is the other, rounded value by value to {changes.grid}"
        times = changes.times[changes.rounded]
        times = times[np.isfinite(times)]
        by_size = f": by {float(median(times)):.2f} times what that is expected to cost" if len(times) else ""
        at_most = f", at most {float(times.max()):.2f} times" if len(times) else ""
        ground = told_by + by_size + at_most
    elif changes.is_less or np.isnan(changes.usual):
        ground = f"{count}, and of each pair one row is the other, rounded to its format ({formats}) value by value"
    else:
        most = float(np.nanmax(changes.times[~changes.same]))
        ground = (
            f"{count} by {changes.usual:.2f} times what rounding to {formats} is expected to cost, at most {most:.2f} "
            f"times; more than {changes.bar:.2f} would be no rounding"
        )
    more = f"; {told}" if (told := _vocabulary(found)) else ""
    to = f" to {changes.grid}" if changes.grid else ""
    return Verdict("rounded", f"the same up to rounding{to}{more}", ground)


def _scaled(found: Measured) -> Verdict:
    """Judge spaces of which some rows, or all, are the other's times a number, and the others the same."""
    changes = found.changes
    rows = changes.scaled
    count, others = int(rows.sum()), int((~rows).sum())
    told = _factors(found)
    like = "the same" if not changes.rounded.any() else "the same up to rounding"
    if others and not _are_zeros(found, ~rows):
        which = "one row was" if count == 1 else f"{count:,} rows were"
        sentence = f"{like}, but {which} multiplied by {told}"
    else:
        sentence = f"the same up to {told.replace('one factor', 'a factor')}"
    left = changes.scaling.left[rows] / np.abs(changes.scaling.factor[rows]) if changes.scaling else np.zeros(1)
    spread = changes.scaling.factor[rows] if changes.scaling else np.ones(1)
    ground = (
        f"{count:,} rows are the other's times a number, which leaves {float(median(left)):.2g} of their length "
        f"(median; at most {float(left.max()):.2g}), as rounding does; the factors lie from {spread.min():.6g} to "
        f"{spread.max():.6g} (median {float(median(spread)):.6g})"
    )
    more = f"; {words}" if (words := _vocabulary(found)) else ""
    return Verdict("scaled", f"{sentence}{more}", ground)


def _are_zeros(found: Measured, rows: NDArray[np.bool_]) -> bool:
    """Tell whether these rows hold nothing but zeros, which every factor leaves as they are."""
    return bool(np.isnan(found.changes.cosine[rows]).all() and (found.changes.error[rows] == 0).all())


def _factors(found: Measured) -> str:
    changes = found.changes
    if changes.scaling is None:
        return ""
    factors = changes.scaling.factor[changes.scaled]
    middle = float(median(factors))
    if changes.scaling.is_one(changes.scaled):
        digits = 6 if float(median(changes.scaling.left[changes.scaled])) < 1e-5 * abs(middle) else 3
        return f"one factor of {middle:.{digits}g}"
    return f"a factor of each row, {factors.min():.4g} to {factors.max():.4g} (median {middle:.4g})"


def _partly(found: Measured, kept: int) -> Verdict:
    """Judge spaces of which some rows are the same: no model comes to equal rows by itself."""
    changes = found.changes
    count = int(changes.changed.sum())
    is_rounded = bool(changes.rounded.any())
    is_scaled = bool(changes.scaled.any())
    but = f"{' and ' if is_rounded else ' but for '}{_factors(found)}" if is_scaled else ""
    like = ("as they were but for rounding" if is_rounded else "as they were") + but
    lost = {
        "zeros": int((changes.changed & np.isnan(changes.cosine) & (changes.error == 1)).sum()),
        "not finite": int((changes.changed & np.isnan(changes.error)).sum()),
    }
    is_lost = any(lost.values()) and not is_rounded
    judged = "fine-tuned or damaged" if is_lost else "fine-tuned"
    if count > kept:
        sentence = f"{judged}: {count:,} rows were changed, and {kept:,} were not"
    elif is_scaled and 2 * int(changes.scaled.sum()) > len(changes.same):
        rows = "one row" if count == 1 else f"{count:,} rows"
        sentence = f"fine-tuned or damaged: all but {rows} are the same up to {_factors(found)}"
    elif is_rounded:
        rows = "one row" if count == 1 else f"{count:,} rows"
        sentence = f"fine-tuned or damaged: all but {rows} are the same up to rounding"
        sentence += f" to {changes.grid}" if changes.grid else ""
    else:
        sentence = f"{judged}: only {'this row was' if count == 1 else f'these {count:,} rows were'} changed"
    if is_lost:
        told = " and ".join(
            f"{number:,} {'is' if number == 1 else 'are'} {what}" for what, number in lost.items() if number
        )
        sentence += f", of which {told} now or before"
    errors = changes.error[changes.changed]
    errors = errors[np.isfinite(errors)]
    moved = f"; those that changed moved by {float(median(errors)):.3g} of their length (median)" if len(errors) else ""
    if zeros := int(changes.from_zero.sum()):
        moved += f"; {zeros:,} {'was' if zeros == 1 else 'were'} zeros before"
    return Verdict("fine-tuned", sentence, f"{kept:,} rows are {like}{moved}")


def _by_lineage(found: Measured) -> Verdict:
    lineage = found.lineage
    if lineage is None or (lineage.shared is None and not lineage.is_aligned):
        return Verdict(
            "untold",
            "cannot tell where the two come from: too few rows are shared",
            f"of {len(found.pairing.rows):,} shared rows, too few have a direction in both files",
        )
    ground = _ground(found)
    if lineage.is_aligned:
        return Verdict("fine-tuned", "fine-tuned, or changed by noise, in every row: dimensions are the same", ground)
    if lineage.is_related:
        sizes = {space.vectors.shape[1] for space in (found.a, found.b)}
        how = "turned, reordered or trained anew" if len(sizes) == 1 else "mapped to another number"
        return Verdict("same-parent", f"of the same parent, with dimensions {how}", ground, by_dimension=False)
    if lineage.is_unrelated:
        sentence = "unrelated: trained apart, or changed beyond what can be recognised"
        return Verdict("unrelated", sentence, ground, by_dimension=False)
    alike = "trained alike on the same text" if lineage.shared and lineage.shared >= UNRELATED else "trained apart"
    sentence = f"cannot tell: of the same parent and much changed, or {alike}"
    return Verdict("untold", sentence, ground, by_dimension=False)


def _stretched(stretch: Stretch) -> str:
    """Say how directions of smaller variance are stretched, in the stretch of the leading ones."""
    if not stretch.is_measured:
        return "by nothing that chance would not"
    part = "" if stretch.share >= WHOLE else f", the leading {stretch.share:.0%} of them"
    return "by " + ", ".join(f"{ratio:.2f} +- {error:.2f}" for ratio, error in stretch.relative) + part


def _ground(found: Measured) -> str:
    lineage = found.lineage
    parts = []
    if lineage is not None and lineage.aligned is not None:
        parts.append(f"the mean cosine of centered rows is {lineage.aligned:.3f}")
    if lineage is not None and lineage.in_place is not None and lineage.dimensions >= LEAST_DIRECTIONS:
        side = "less" if lineage.in_place < 0 else "more"
        parts.append(
            f"dimensions go with themselves {abs(lineage.in_place):.1f} standard deviations {side} than with "
            f"one another (the same ones from {IN_PLACE:g} more on)"
        )
    if lineage is not None and lineage.shared is not None:
        part = "" if lineage.paired >= WHOLE else f" (the leading {lineage.paired:.0%})"
        parts.append(
            f"{lineage.directions:,} directions{part} paired on other tokens correlate by {lineage.shared:.3f} in the "
            f"mean ({lineage.null:.3f} by chance; related from {lineage.bar:g} on, unrelated below {UNRELATED:g})"
        )
    if lineage is not None and lineage.stretches:
        told = " and back ".join(_stretched(stretch) for stretch in lineage.stretches)
        parts.append(f"the map from one to the other stretches directions {told} (a turn: all by 1)")
    return "; ".join(parts)
