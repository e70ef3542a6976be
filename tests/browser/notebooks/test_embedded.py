"""The module in pages that others made: elements without a size, several maps, one widget shown twice."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from lexiscape.files import payload
from lexiscape.files.page import viewer_source

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of one's own</title>
<div id="a" style="width: 1000px; height: 300px"></div><div id="b" style="width: 500px; height: 300px"></div></html>"""
#: Imports the viewer; what Jupyter calls a model, shared by the views of one widget.
SETUP = """async ([source, data]) => {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  Object.assign(window, { viewer: await import(address), place: (id) => document.getElementById(id) });
  window.bytes = viewer.fromBase64(data);
  window.createModel = (traits) => {
    const values = { height: 300, _data: new DataView(bytes.buffer), selection: new DataView(new ArrayBuffer(0)),
                     selected: null, hovered: null, color: "", search: "", view: null, ...traits };
    const listeners = new Map();
    const model = {
      told: 0,
      get: (name) => values[name],
      set(name, value) {
        model.told += name === "view";
        if (JSON.stringify(values[name]) === JSON.stringify(value) && !(value instanceof DataView)) return;
        values[name] = value;
        for (const listener of listeners.get(`change:${name}`) ?? []) listener();
      },
      save_changes() {},
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, gone) => listeners.set(event, listeners.get(event).filter((listener) => listener !== gone)),
    };
    return model;
  };
  window.show = async (model, id) => {
    await viewer.default.render({ model, el: place(id) });
    return place(id).firstElementChild.lexiscape;
  };
}"""
#: Resolved when nothing has moved or been told for a while.
REST = """() => { window.rest = async (model, ...views) => {
  let [before, since] = ["", performance.now()];
  while (performance.now() - since < 500) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = JSON.stringify([model.told, ...views.map(({ view }) => view)]);
    if (now !== before) [before, since] = [now, performance.now()];
  }
}; }"""


@pytest.fixture
def own(new_viewer: Callable[..., Any], make_map: Callable[..., Any], tmp_path: Any) -> Any:
    """A page with two empty places `a` and `b`, and the viewer's module."""
    (tmp_path / "own.html").write_text(PAGE)
    page = new_viewer().page
    page.goto((tmp_path / "own.html").as_uri())
    data = base64.b64encode(payload.encode(payload.of(make_map([f"t{i}" for i in range(300)])))).decode()
    page.evaluate(SETUP, [viewer_source(), data])
    page.evaluate(REST)
    return page


def test_two_views_of_a_widget_come_to_rest(own):
    told = own.evaluate(
        """async () => {
          const model = createModel({});
          const [a, b] = [await show(model, "a"), await show(model, "b")];
          await rest(model, a, b);
          const before = model.told;
          a.look({ ...a.view, scale: 8 * a.view.scale });
          const wanted = a.view;
          await rest(model, a, b);
          return { count: model.told - before, wanted, a: a.view, b: b.view, sizes: [a.size.width, b.size.width] };
        }"""
    )
    assert told["count"] == 1
    assert told["a"] == told["wanted"]
    left, right = told["sizes"]
    assert left / told["a"]["scale"] == pytest.approx(right / told["b"]["scale"])  # the whole window, in less room


def test_a_view_set_from_python_stays_as_it_was_set(own):
    window = [0.0, 4.0, 0.0, 4.0]
    seen = own.evaluate(
        """async (window) => {
          const model = createModel({ view: window });
          const a = await show(model, "a");
          await rest(model, a);
          const first = [model.get("view"), model.told];
          model.set("view", window.map((end) => end + 0.25));
          const before = model.told;
          await rest(model, a);
          return [...first, model.get("view"), model.told - before];
        }""",
        window,
    )
    assert seen == [window, 0, [0.25, 4.25, 0.25, 4.25], 0]


def test_a_view_that_shows_nothing_is_not_gone_to(own):
    own.evaluate("async () => { window.model = createModel({}); window.map = await show(model, 'a'); }")
    before = own.evaluate("map.view")
    for bad in ("[0, 0, 0, 0]", "[1, 0, 0, 1]", "[NaN, 1, 0, 1]", "[0, Infinity, 0, 1]"):
        own.evaluate(f"model.set('view', {bad})")
        assert own.evaluate("map.view") == before
    for bad in ("x: NaN", "y: Infinity", "scale: NaN", "scale: Infinity", "scale: 0", "scale: -1"):
        own.evaluate(f"map.look({{ ...map.view, {bad} }})")
        assert own.evaluate("map.view") == before


def test_what_is_wanted_before_there_is_a_size_is_seen_when_there_is(own):
    wanted, seen, size = own.evaluate(
        """async () => {
          const hidden = document.createElement("div");
          hidden.style.cssText = "width: 600px; height: 300px";
          const map = viewer.mount(hidden, await viewer.decode(bytes));
          const wanted = { x: map.data.x[7], y: map.data.y[7], scale: 0.05 };
          map.look(wanted);
          document.body.append(hidden);
          while (map.size.width === 0) await new Promise((done) => requestAnimationFrame(done));
          return [wanted, map.view, map.size];
        }"""
    )
    assert seen == pytest.approx(wanted)
    assert size == {"width": 600, "height": 300}


def test_a_widget_in_a_hidden_output_opens_at_its_view(own):
    window = [0.0, 6.0, 0.0, 3.0]
    seen = own.evaluate(
        """async (window) => {
          place("a").style.display = "none";
          const model = createModel({ view: window });
          const map = await show(model, "a");
          const nothing = map.size.width;
          place("a").style.display = "";
          while (map.size.width === 0) await new Promise((done) => requestAnimationFrame(done));
          await rest(model, map);
          const { origin, step, height } = map.data;
          const { x, y, scale } = map.view;
          return { nothing, view: model.get("view"), x: origin[0] + step * x, y: origin[1] + step * (height - y),
                   wide: (map.size.width / scale) * step, high: (map.size.height / scale) * step };
        }""",
        window,
    )
    assert seen.pop("view") == window
    assert seen.pop("nothing") == 0
    # 1000 by 300 pixels hold a window of 2 by 1 by its height
    assert seen == pytest.approx({"x": 3, "y": 1.5, "wide": 3 * 1000 / 300, "high": 3}, rel=1e-3)


def test_a_map_that_is_hidden_for_a_while_stays_where_it_was(own):
    before, after = own.evaluate(
        """async () => {
          const map = viewer.mount(place("a"), await viewer.decode(bytes));
          map.look({ x: map.data.x[7], y: map.data.y[7], scale: 0.05 });
          const resized = () => new Promise((done) => {
            const observer = new ResizeObserver(() => requestAnimationFrame(() => requestAnimationFrame(done)));
            observer.observe(place("a"));
          });
          const before = map.view;
          place("a").style.display = "none";
          await resized();
          place("a").style.display = "";
          await resized();
          return [before, map.view];
        }"""
    )
    assert after == pytest.approx(before)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_map_without_a_column_to_color_by_has_one_color_that_is_seen(own, theme):
    shown = own.evaluate(
        """async (theme) => {
          const map = viewer.mount(place("a"), { ...(await viewer.decode(bytes)), columns: [] });
          map.set({ theme });
          const points = place("a").shadowRoot.querySelector("canvas");
          const copy = Object.assign(document.createElement("canvas"), { width: points.width, height: points.height });
          const context = copy.getContext("2d", { willReadFrequently: true });
          await map.drawn();
          context.drawImage(points, 0, 0);
          const at = [0, 1, 2, 3].map((row) => [
            (map.data.x[row] - map.view.x) * map.view.scale + map.size.width / 2,
            (map.data.y[row] - map.view.y) * map.view.scale + map.size.height / 2,
          ]);
          return {
            colors: at.map(([x, y]) => [...context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data]),
            choice: place("a").shadowRoot.querySelector(".legend select").disabled,
          };
        }""",
        theme,
    )
    assert shown["choice"] is True
    for red, _green, blue, _alpha in shown["colors"]:
        assert blue > red + 40  # neither black nor grey


def test_no_color_chosen_is_said_by_the_legend_and_leaves_no_grey(own):
    own.evaluate("async () => { window.map = viewer.mount(place('a'), await viewer.decode(bytes)); }")
    own.evaluate("map.set({ colorBy: '' })")
    assert own.get_by_role("combobox", name="Color by").locator("option:checked").inner_text() == "–"


def test_every_choice_is_told(own):
    told = own.evaluate(
        """async () => {
          const map = viewer.mount(place("a"), await viewer.decode(bytes));
          const changes = [{ theme: "dark" }, { locale: "ja" }, { mode: "distance" }, { tool: "box" }, { query: "t1" },
                           { filters: { rank: { low: 0, high: 9 } } }, { selected: 3 }, { hover: 4 }];
          return changes.map((change) => {
            let count = 0;
            const stop = map.on("state", () => count++);
            map.set(change);
            stop();
            return count;
          });
        }"""
    )
    assert told == [1] * 8


PAINTED = """([title, values, categories]) => {
  window.number = (window.number ?? 0) + 1;
  const numbers = categories ? Uint32Array.from(values) : Float32Array.from(values, (value) => value ?? NaN);
  return { number: window.number, name: "painted", title, help: "", categories, values: new DataView(numbers.buffer) };
}"""
#: The colors in the middle of some rows' points, in the frame that was just asked for: later WebGL has none to read.
COLORS_AT = """async (map, rows) => {
  const points = place("a").firstElementChild.shadowRoot.querySelector("canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: points.width, height: points.height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  await new Promise((done) => requestAnimationFrame(() => done(context.drawImage(points, 0, 0))));
  return rows.map((row) => {
    const x = (map.data.x[row] - map.view.x) * map.view.scale + map.size.width / 2;
    const y = (map.data.y[row] - map.view.y) * map.view.scale + map.size.height / 2;
    return [...context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data].slice(0, 3);
  });
}"""


# Of some rows that have values, the one whose point lies farthest from all others: they don't color its middle.
LONELIEST = """(map, first, last) => {
  const { x, y } = map.data;
  const room = (row) => Math.min(...Array.from(x.keys(), (other) =>
    other === row ? Infinity : Math.hypot(x[other] - x[row], y[other] - y[row])));
  const rows = Array.from({ length: last - first }, (_, i) => first + i).filter((row) => row % 10);
  return rows.reduce((best, row) => (room(row) > room(best) ? row : best));
}"""


def test_values_are_painted_before_there_is_a_map_and_again(own):
    rows = range(300)
    first = [None if row % 10 == 0 else row for row in rows]
    own.evaluate(f"window.painted = {PAINTED}; window.colorsAt = {COLORS_AT}; null")
    own.evaluate(
        """async (first) => {
          window.model = createModel({ _painted: painted(["Logits", first, null]), color: "painted" });
          window.map = await show(model, "a");
        }""",
        first,
    )
    choice = own.get_by_role("combobox", name="Color by").locator("option:checked")
    legend = own.locator(".legend")
    names = legend.locator(".extremes bdi")
    expect(choice).to_have_text("Logits")
    expect(legend.locator(".no-value")).to_have_text("No value30")
    expect(names).to_have_text(
        [f"t{row}" for row in (*range(299, 289, -1), *range(1, 12)) if row % 10][:9]
        + [f"t{row}" for row in (289, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11)]
    )
    ends = own.evaluate(f"[[1, 60], [240, 300]].map(([first, last]) => ({LONELIEST})(map, first, last))")
    low, high = own.evaluate("(ends) => { map.set({ theme: 'dark' }); return colorsAt(map, ends); }", ends)
    assert high[0] > low[0] + 20  # yellow is redder than blue
    # the same again, turned around: the list that a reader has closed stays closed
    legend.locator(".extremes summary").click()
    turned = own.evaluate(
        """([values, ends]) => {
          model.set('_painted', painted(['Logits', values, null]));
          return colorsAt(map, ends);
        }""",
        [[None if value is None else -value for value in first], ends],
    )
    assert turned[0][0] > low[0] + 20
    assert turned[1][0] < high[0] - 20
    expect(names.first).to_be_hidden()
    legend.locator(".extremes summary").click()
    expect(names.first).to_have_text("t1")
    # a reader chose another color, and a filter by the values; then come categories
    own.evaluate("map.set({ filters: { painted: { low: -5, high: 0 } } }); map.set({ colorBy: 'rank' })")
    assert own.evaluate("[model.get('color'), model.get('filters')]") == ["rank", {"painted": [-5, 0]}]
    own.evaluate(
        "values => model.set('_painted', painted(['Half', values, ['low', 'high']]))", [r // 150 for r in rows]
    )
    expect(choice).to_have_text("Half")
    expect(legend.locator(".categories bdi")).to_have_text(["low", "high"])
    assert own.evaluate("[model.get('color'), model.get('filters'), map.kept(299)]") == ["painted", {}, True]
    assert own.evaluate("map.data.columns.filter(({ name }) => name === 'painted').length") == 1
    # what is not of this map changes nothing
    own.evaluate("model.set('_painted', painted(['Short', [1, 2], null]))")
    expect(choice).to_have_text("Half")


def test_filters_and_pins_go_both_ways_and_to_every_view(own):
    told = own.evaluate(
        """async () => {
          const numbers = new DataView(Float64Array.of(5, 3).buffer);
          const model = createModel({ filters: { rank: [null, 10], kind: ["word"] }, pins: numbers });
          const [a, b] = [await show(model, "a"), await show(model, "b")];
          const kept = () => [a, b].map((map) => map.data.readable.filter((_, row) => map.kept(row)).length);
          const pins = () => [...new Float64Array(model.get("pins").buffer)];
          const first = [kept(), a.state.pins, b.state.pins];
          model.set("filters", { rank: [2.5, 10] });
          const second = kept();
          a.set({ filters: { rank: { low: 290, high: Infinity } }, pins: [7] });
          const third = [kept(), model.get("filters"), pins(), b.state.pins];
          model.set("pins", new DataView(new ArrayBuffer(0)));
          b.set({ filters: {} });
          return [first, second, third, [kept(), model.get("filters"), a.state.pins]];
        }"""
    )
    first, second, third, last = told
    words = first[0][0]
    assert first == [[words, words], [5, 3], [5, 3]]
    assert 0 < words <= 11
    assert second == [8, 8]
    assert third == [[10, 10], {"rank": [290, None]}, [7], [7]]
    assert last == [[300, 300], {}, []]
