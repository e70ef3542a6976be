"""What `--fail-on` names in, the status that a command leaves with out: for continuous integration."""

from __future__ import annotations

from collections.abc import Sequence

import click

from lexiscape.terminal import say

#: Where something that was named is there.
FAILED = 3


def names_in(option: str, given: str | None, what: str = "names") -> list[str]:
    """Return the names that stand in an option, with commas between; `what` they are is said where there are none.

    Raises
    ------
    click.BadParameter
        The option is given and names nothing: as an empty variable of a script, a gate would let all pass.
    """
    names = [name.strip().replace("_", "-") for name in (given or "").split(",") if name.strip()]
    if given is not None and not names:
        raise click.BadParameter(f"expected {what}, with commas between, got {given!r}", param_hint=option)
    return names


def leave(failed: Sequence[str], untold: str = "") -> None:
    """Leave with `FAILED` if something of what `--fail-on` names is there, with 1 if one of it is `untold`, and why.

    `untold` begins with its name. A gate that cannot look must not let pass.
    """
    told = f"--fail-on {untold}" if untold else ""
    if failed:
        say(f"failed on {', '.join(failed)}{f'; {told}' if told else ''}", err=True)
        click.get_current_context().exit(FAILED)
    if told:
        raise click.ClickException(told)
