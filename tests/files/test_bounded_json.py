"""JSON whose values are counted before it is read: what they are in, and what only looks like them."""

import json

import pytest

from lexiscape.bounded_json import Most, check_values, parse_json
from lexiscape.errors import CorruptFile

FEW = Most(objects=3, lists=3, values=5)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [[1, 2], [3, 4]],
        {"a": {"b": {"c": [1, 2, 3]}}},
        {"[[[[[[[": "{{{{{{{", ",,,,,,,": '"[,[,[,[,[,['},
        {'\\"[[[[[[[[\\\\': '\\\\\\"{{{{,,,,,,,'},
        ["日本語,,,,,[[[[[", "👩‍👧{{{{{"],
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_holds_few_values_is_read(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert parse_json(text, "x", FEW) == value
    assert parse_json(text.encode(), "x", FEW) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[], [], []]", "4 lists"),
        ('{"a": {"b": {"c": {}}}}', "4 objects"),
        ("[1, 2, 3, 4, 5, 6, 7]", "6 values"),
        ('["\\\\", [], [], [], "\\\\"]', "4 lists"),
        ('["\\"", [], [], [], "\\""]', "4 lists"),
        ('["\u0122", [], [], []]', "4 lists"),
    ],
)  # fmt: skip
def test_what_holds_many_is_not(text, told):
    for stored in (text, text.encode()):
        with pytest.raises(CorruptFile, match=f"x is JSON of {told}: nothing that is read has more"):
            parse_json(stored, "x", FEW)


def test_values_are_counted_over_the_bounds_of_blocks():
    long = json.dumps(["[" * (1 << 20), "[" * 3, [], []])
    check_values(long, "x", FEW)
    with pytest.raises(CorruptFile, match="4 lists"):
        check_values(long[:-1] + ",[]]", "x", FEW)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-le", "utf-8-sig"])
def test_what_was_not_counted_is_not_read(encoding):
    """Python's reader takes bytes for UTF-16, too, in which a quote may be half a letter."""
    with pytest.raises(ValueError, match=r"decode|Expecting|BOM"):
        parse_json("[[], []]".encode(encoding), "x", FEW)
