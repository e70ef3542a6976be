"""The widget's Python side: what may be set, what is told, and what a notebook shows with and without anywidget."""

import base64
import copy
import io
import pickle
from dataclasses import replace

import ipywidgets
import numpy as np
import pytest
import traitlets
from PIL import Image

import lexiscape as lx
from lexiscape.errors import MissingExtra, OptionError, SelectionError
from lexiscape.files import payload
from lexiscape.notebook.picture import MOST

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 2796))


@pytest.fixture
def widget(drawn):
    drawn.__dict__.pop("widget", None)
    return drawn.widget


def test_it_carries_the_whole_map_as_bytes(drawn, widget):
    assert payload.decode(widget._data).readable == drawn.space.readable
    assert "render" in widget._esm
    assert drawn.widget is widget


def test_a_selection_filters_the_frame(drawn, widget):
    assert len(widget.frame()) == len(drawn)
    widget.select(["two", "three"])
    assert widget.frame()["token"].tolist() == ["two", "three"]
    widget.selection = []
    assert len(widget.frame()) == len(drawn)


def test_selections_cross_as_bytes_and_are_observed(drawn, widget):
    heard = []
    widget.observe(lambda change: heard.append(change["new"].tolist()), names="selection")
    ids = drawn.space.ids[:5000]
    widget.set_state({"selection": memoryview(ids.astype("<f8").tobytes())})  # as the page sends it
    assert widget.selection.dtype == np.int64
    assert np.array_equal(widget.selection, ids)
    widget.selection = ids.tolist()  # the same again: nothing to tell
    widget.selection = drawn.frame()["id"][:2]
    assert heard == [ids.tolist(), ids[:2].tolist()]
    assert isinstance(widget.get_state()["selection"], memoryview)


def test_a_view_takes_numpy_numbers_and_fits_a_figure(drawn, widget):
    x, y = drawn.xy[5]
    widget.view = (x - 1, x + 1, y - 1, y + 1)
    assert all(type(value) is float for value in widget.view)
    assert drawn.figure(window=widget.view) is not None
    widget.view = None


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("color", "mood", traitlets.TraitError),
        ("selected", -1, SelectionError),
        ("hovered", -1, SelectionError),
        ("selection", "abc", traitlets.TraitError),
        ("selection", [0.5], traitlets.TraitError),
        ("view", (1, 2), traitlets.TraitError),
        ("view", (0, 0, 0, 0), traitlets.TraitError),
        ("view", (2, 1, 0, 1), traitlets.TraitError),
        ("view", (0, 1, 2, 1), traitlets.TraitError),
        ("view", (0, float("nan"), 0, 1), traitlets.TraitError),
        ("view", (0, float("inf"), 0, 1), traitlets.TraitError),
        ("height", 3, traitlets.TraitError),
    ],
)
def test_values_that_make_no_sense(widget, name, value, error):
    with pytest.raises(error):
        setattr(widget, name, value)


def test_a_token_that_is_not_there(widget):
    with pytest.raises(SelectionError, match="three"):
        widget.select(["threee"])


def test_a_notebook_shows_the_widget_with_the_page_beside_it(drawn):
    data, _ = drawn._repr_mimebundle_()
    assert WIDGET in data
    assert 'sandbox="allow-scripts allow-downloads"' in data["text/html"]
    assert data["text/plain"] == repr(drawn)


def test_a_notebook_carries_a_small_picture_of_the_map(drawn):
    data, _ = drawn._repr_mimebundle_()
    rich = [kind for kind in data if kind != "text/plain"]
    assert rich == [WIDGET, "image/png", "text/html"]  # what can show the widget shows it
    png = base64.b64decode(data["image/png"])
    assert len(png) <= MOST == 150_000
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (900, 600)
    assert len(picture.convert("RGB").getcolors(1 << 16)) > 16  # a map in its colors, and no empty sheet
    assert data["image/png"] in data["text/html"]  # and beneath the frame, for who strips that
    assert drawn._repr_mimebundle_()[0]["image/png"] == data["image/png"]


def test_without_matplotlib_a_notebook_has_no_picture(drawn, monkeypatch):
    monkeypatch.setattr("lexiscape.pictures.options.find_spec", lambda name: None)
    data, _ = replace(drawn)._repr_mimebundle_()  # one that has not been shown
    assert "image/png" not in data
    assert "<img" not in data["text/html"]
    assert WIDGET in data


def test_without_anywidget_it_shows_the_page_in_a_sandbox(drawn, monkeypatch):
    monkeypatch.setattr("lexiscape.notebook.show.find_spec", lambda name: None)
    monkeypatch.setattr("lexiscape.pictures.options.find_spec", lambda name: None)
    data, _ = replace(drawn)._repr_mimebundle_()
    assert WIDGET not in data
    assert data["text/html"].startswith('<iframe sandbox="allow-scripts allow-downloads"')
    assert "<script" not in data["text/html"]  # all of the page is inside the attribute
    drawn.__dict__.pop("widget", None)
    with pytest.raises(MissingExtra, match=r"lexiscape\[notebook\]"):
        drawn.widget  # noqa: B018


def test_a_map_that_was_shown_is_pickled_and_copied_without_its_widget():
    shown = lx.map_space(lx.open_space([f"t{i}" for i in range(30)], np.eye(30, dtype=np.float32)), layout="pca")
    held = shown.widget
    again = pickle.loads(pickle.dumps(shown))
    assert np.array_equal(again.xy, shown.xy)
    assert list(again.space.tokens) == list(shown.space.tokens)
    assert copy.copy(shown).widget is not held
    assert shown.widget is held


def test_a_widget_that_was_closed_is_made_anew():
    shown = lx.map_space(lx.open_space([f"t{i}" for i in range(30)], np.eye(30, dtype=np.float32)), layout="pca")
    held = shown.widget
    held.close()
    data, _ = shown._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert shown.widget is not held
    ipywidgets.Widget.close_all()
    assert "application/vnd.jupyter.widget-view+json" in shown._repr_mimebundle_()[0]


@pytest.fixture
def plain():
    return lx.map_space(lx.open_space([f"t{i}" for i in range(30)], np.eye(30, dtype=np.float32)), layout="pca")


def test_values_are_painted_as_bytes_again_and_again_and_the_map_stays(plain):
    w, heard = plain.widget, []
    w.observe(lambda change: heard.append(change["new"]["number"]), names="_painted")
    values = np.arange(30.0)
    values[3] = np.nan
    w.paint(values, title="Logits")
    sent = w._painted
    assert (sent["title"], sent["categories"], w.color) == ("Logits", None, "painted")
    assert np.array_equal(np.frombuffer(sent["values"], "<f4"), values.astype(np.float32), equal_nan=True)
    assert isinstance(w.get_state()["_painted"]["values"], bytes)
    assert w.frame()["painted"].isna().sum() == 1
    w.filters = {"painted": (5, None)}
    w.color = "rank"
    w.paint(values)  # the same values: they are shown again
    assert (w.color, w.filters, heard) == ("painted", {}, [1, 2])
    w.paint(["even", "odd"] * 15, title="Parity", help="Of the id.")
    assert w._painted["categories"] == ["even", "odd"]
    assert np.frombuffer(w._painted["values"], "<u4").tolist() == [0, 1] * 15
    w.paint({"t3": 1.0, 5: 2.0})
    assert np.isfinite(w.painted.values).sum() == 2
    assert "painted" not in plain.columns
    again = pickle.loads(pickle.dumps(plain))
    assert "painted" not in again.columns
    kept = plain.with_column("painted", values)
    kept.widget.paint(-values)
    assert list(kept.widget.frame().columns)[-2:] == ["painted", "painted 2"]


@pytest.mark.parametrize("values", [[1.0, 2.0], np.full(30, np.nan), np.zeros((30, 1)), np.zeros(30, complex), None, 7])
def test_values_that_cannot_be_painted_leave_what_was_painted(plain, values):
    w = plain.widget
    w.paint(np.ones(30))
    before = w._painted
    with pytest.raises(OptionError):
        w.paint(values)
    assert w._painted is before
    assert np.array_equal(w.painted.values, np.ones(30))


def test_filters_and_pins_are_told_in_one_form(widget, drawn):
    widget.filters = {"kind": "number", "rank": (0, np.inf)}
    assert widget.filters == {"kind": ["number"], "rank": [0.0, None]}
    widget.set_state({"filters": {"rank": [None, 3]}})  # as the page sends it
    assert widget.filters == {"rank": [None, 3.0]}
    widget.pin(["three", "two"])
    assert [drawn.space.readable[row] for row in widget.pins - 1996] == ["three", "two"]
    widget.set_state({"pins": memoryview(drawn.space.ids[:5].astype("<f8").tobytes())})
    assert widget.pins.tolist() == drawn.space.ids[:5].tolist()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("filters", {"mood": ["good"]}, "no column 'mood'"),
        ("filters", {"kind": ["verb"]}, "no category 'verb'"),
        ("filters", {"kind": []}, "keeps nothing"),
        ("filters", {"rank": (2, 1)}, r"expected a range \(low, high\)"),
        ("filters", {"rank": (None, None)}, "expected a range"),
        ("filters", {"rank": "12"}, "expected a range"),
        ("filters", {"rank": (float("nan"), 1)}, "expected a range"),
        ("pins", [-1], "no token of the map has the id -1"),
        ("pins", [1996, 1996], "different tokens"),
        ("pins", list(range(1996, 2002)), "up to 5"),
    ],
)
def test_filters_and_pins_that_make_no_sense(widget, name, value, error):
    with pytest.raises((traitlets.TraitError, SelectionError), match=error):
        setattr(widget, name, value)
