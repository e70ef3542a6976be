"""Patterns that no browser compiles are told from texts and from patterns that some do: JavaScript's, not Python's."""

import pytest

from lexiscape.tours.patterns import pattern_fault

WRONG = {
    "/(/": "a ( without its )",
    "/a)/": "a ) without its (",
    "/[a/": "a [ without its ]",
    "/a\\/": "a \\ at its end",
    "/*a/": "nothing to repeat before *",
    "/a|+/i": "nothing to repeat before +",
    "/a{2}{3}/": "nothing to repeat before {3}",
    "/a{3,1}/": "{3,1} counts down",
    "/[z-a]/": "the range z-a counts down",
    "/(?x)/": "(?x begins no group",
    "/a/ii": "the flags 'ii' name one twice",
    " /(/u ": "a ( without its )",
}
RIGHT = [
    "(",
    "a)",
    "/",
    "//",
    "/(",
    "/(/x",
    r"/^\p{L}+$/u",
    "/(?<year>[0-9]{4})(?<!b)/",
    "/[^]/",
    "/[]/",
    "/a{,2}/",
    "/a+?/",
    r"/[\d-z-a]/",
    r"/[\x09-0]/",
    r"/\u{61}{2}/",
    r"/\-/",
    "/(?=a)*/",
    "/]/",
    "/[(]/",
    r"/\[/",
    "/😀-a/",
]


@pytest.mark.parametrize("query", WRONG)
def test_what_no_page_could_use_is_told_with_its_fault(query):
    assert pattern_fault(query) == WRONG[query]


@pytest.mark.parametrize("query", RIGHT)
def test_a_text_and_what_a_browser_takes_pass(query):
    assert pattern_fault(query) is None
