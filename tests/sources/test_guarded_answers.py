"""What huggingface_hub itself asks for: how slowly it may come, and where it may lead to."""

import types

import pytest

from lexiscape.errors import SourceError
from lexiscape.sources.storage import session
from lexiscape.sources.storage.session import check_redirect, in_time

LINK, HERE = "an address of the link alone", "this machine"


@pytest.fixture
def clock(monkeypatch):
    """Time that passes where a block is waited for."""
    made = types.SimpleNamespace(now=0.0)
    monkeypatch.setattr(session.time, "monotonic", lambda: made.now)
    return made


def blocks(clock, sizes, seconds):
    for size in sizes:
        clock.now += seconds
        yield bytes(size)


def test_a_byte_now_and_then_is_given_up(clock):
    """Each kept the time limit from being met."""
    came = []
    with pytest.raises(SourceError, match="the server sends 0 bytes a second; none that sends less than 256 is waited"):
        came.extend(in_time(blocks(clock, [1] * 1000, 20.0), "org/m/x"))
    assert len(came) == 3


@pytest.mark.parametrize(("sizes", "seconds"), [([1] * 100, 0.1), ([10_000] * 100, 29.0), ([1 << 20, *[1] * 50], 29.0)])
def test_what_is_slow_is_waited_for(clock, sizes, seconds):
    assert [len(block) for block in in_time(blocks(clock, sizes, seconds), "x")] == sizes


def test_time_that_is_spent_on_a_block_is_not_the_server_s(clock):
    for _ in in_time(blocks(clock, [10] * 50, 0.1), "x"):
        clock.now += 100


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://169.254.169.254/latest", LINK),
        ("http://2852039166/", LINK),
        ("http://0xa9.254.43518/", LINK),
        ("http://[fe80::1%25eth0]/", LINK),
        ("http://[::ffff:169.254.169.254]/", LINK),
        ("//169.254.0.1/x", LINK),
        ("https://localhost:8080/x", HERE),
        ("https://a.LOCALHOST./x", HERE),
        ("https://127.0.0.1/x", HERE),
        ("https://127.1/x", HERE),
        ("https://[::1]/x", HERE),
        ("https://0.0.0.0/x", HERE),
        ("https://user@127.0.0.1:1/x", HERE),
        ("https://cdn.example.org/x", None),
        ("https://10.0.0.7/mirror/x", None),
        ("https://203.0.113.7/x", None),
        ("/org/other/resolve/main/x", None),
        ("https://face.fed/x", None),
        ("", None),
    ],
)
def test_where_a_redirect_may_lead(location, told):
    answer = types.SimpleNamespace(status_code=302, url="https://hub.example.org/a", headers={"Location": location})
    if told is None:
        check_redirect(answer, "x")
        return
    with pytest.raises(SourceError, match=f"redirects to .*, {told}, where no hub keeps a model"):
        check_redirect(answer, "x")
    if told == HERE:  # a hub of the user's own, here
        answer.url = "http://localhost:5000/a"
        check_redirect(answer, "x")
