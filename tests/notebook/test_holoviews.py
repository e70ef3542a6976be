"""HoloViews elements: named dimensions, the arrays' content in all three backends, the recipe's picture."""

import base64

import holoviews as hv
import numpy as np
import pytest

import lexiscape as lx
from lexiscape.errors import MissingExtra, OptionError

BACKENDS = ("plotly", "bokeh", "matplotlib")


@pytest.fixture(scope="module", autouse=True)
def backends():
    hv.extension(*BACKENDS)


@pytest.fixture(scope="module")
def drawn():
    return lx.map_space(lx.open_space("demo:bert").range(1996, 4996))


def numbers(value):
    """Return a plotly array, which may be base64 of its bytes."""
    if isinstance(value, dict):
        return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
    return np.asarray(value)


def test_points_hold_the_map(drawn):
    overlay = drawn.to_holoviews()
    points, labels = overlay
    assert isinstance(points, hv.Points)
    assert isinstance(labels, hv.Labels)
    assert [str(dim) for dim in points.dimensions()] == ["x", "y", "token", "id", "rank", "kind", "script"]
    assert np.array_equal(points["x"], drawn.xy[:, 0])
    assert np.array_equal(points["id"], drawn.space.ids)
    assert points["token"].tolist() == drawn.space.readable
    assert set(labels["token"]) <= set(drawn.space.readable)
    assert 20 < len(labels) < len(points)


def test_selection_expressions_work(drawn):
    points, _ = drawn.to_holoviews(first=500)
    assert len(points) == 500
    chosen = points.select(token=["river", "lake"])
    assert set(chosen["token"]) <= {"river", "lake"}
    assert len(hv.operation.histogram(points, dimension="rank")) > 0


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("style", ["map", "recipe"])
def test_every_backend_draws_the_same_content(drawn, backend, style):
    overlay = drawn.to_holoviews(first=300, style=style)
    labels = list(overlay)[1]
    figure = hv.render(overlay, backend=backend)
    if backend == "plotly":
        marks, words = figure["data"]
        places, shown = np.column_stack([numbers(marks["x"]), numbers(marks["y"])]), list(words["text"])
    elif backend == "bokeh":
        marks, words = (renderer.data_source.data for renderer in figure.renderers)
        places, shown = np.column_stack([marks["x"], marks["y"]]), list(words["token"])
    else:
        places = np.asarray(figure.axes[0].collections[0].get_offsets())
        shown = [text.get_text() for text in figure.axes[0].texts if text.get_text() in set(labels["token"])]
    assert np.allclose(places, drawn.xy[:300])
    assert sorted(shown) == sorted(labels["token"])


def test_the_recipe_in_plotly(drawn):
    figure = hv.render(drawn.to_holoviews(first=200, style="recipe"), backend="plotly")
    marks, words = figure["data"]
    assert (marks["mode"], marks["marker"]["symbol"], marks["marker"]["color"]) == ("markers", "x", "black")
    assert words["mode"] == "text"
    assert list(words["text"]) == drawn.space.readable[:200]
    assert np.allclose(numbers(words["x"]) - numbers(marks["x"]), 0.05, atol=1e-4)
    assert np.allclose(numbers(words["y"]) - numbers(marks["y"]), 0.05, atol=1e-4)
    assert (figure["layout"]["width"], figure["layout"]["height"]) == (1500, 1000)


@pytest.mark.parametrize("backend", BACKENDS)
def test_datashaded(drawn, backend):
    shaded = drawn.to_holoviews(datashade=True)
    assert isinstance(shaded, hv.DynamicMap)
    assert hv.render(shaded, backend=backend) is not None
    layers = shaded[()]
    image, labels = layers.get(0), layers.get(-1) if layers.get(-1) is not None else list(layers)[-1]
    assert isinstance(image, hv.Image)
    assert isinstance(labels, hv.Labels)
    assert np.nansum(image.dimension_values(2)) >= len(drawn)


def test_how_many_labels(drawn):
    assert isinstance(drawn.to_holoviews(labels=False), hv.Points)
    assert len(list(drawn.to_holoviews(first=100, labels="all"))[1]) == 100
    assert len(list(drawn.to_holoviews(labels=7))[1]) == 7


def test_tokens_are_characters_in_every_backend():
    tokens = ["<b>bold</b>", "$x^2$", "$\\frac", "日本", "</script>"]
    space = lx.open_space(tokens, np.eye(5, dtype=np.float32))
    overlay = lx.map_space(space, layout="pca").to_holoviews(labels="all")
    words = hv.render(overlay, backend="plotly")["data"][1]
    assert words["text"][0] == "&lt;b&gt;bold&lt;/b&gt;"
    figure = hv.render(overlay, backend="matplotlib")
    figure.canvas.draw()
    assert hv.render(overlay, backend="bokeh") is not None


def test_arguments_that_make_no_sense(drawn, monkeypatch):
    with pytest.raises(OptionError, match="recipe"):
        drawn.to_holoviews(style="spiral")
    with pytest.raises(OptionError, match="auto"):
        drawn.to_holoviews(labels="most")
    monkeypatch.setattr("lexiscape.notebook.holoviews.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"lexiscape\[holoviews\]"):
        drawn.to_holoviews()
