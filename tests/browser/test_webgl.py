"""Where WebGL2 is there and of no use, Canvas 2D draws the points: from the beginning, or from then on."""

import pytest

pytestmark = pytest.mark.graphics

#: Number of colors on the points' canvas.
COLORS = """(() => {
  const canvas = document.getElementById("lexiscape").shadowRoot.querySelector("canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()"""
#: Keeps the extension that takes a context away.
KEEP = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  const context = get.call(this, kind, ...rest);
  if (kind === "webgl2" && context) window.loss ??= context.getExtension("WEBGL_lose_context");
  return context;
};
"""
NO_LINK = "WebGL2RenderingContext.prototype.linkProgram = () => undefined;"


@pytest.fixture(scope="module")
def page_path(make_map, tmp_path_factory):
    path = tmp_path_factory.mktemp("webgl") / "map.html"
    make_map([f"t{i}" for i in range(300)]).save(path)
    return path


def test_canvas_draws_where_webgl_is_carried_out_by_software(new_viewer, page_path):
    assert new_viewer().open(page_path).ask("v.renderer") == "webgl2"
    viewer = new_viewer(graphics=False).open(page_path)  # here, by software
    told = viewer.page.evaluate(
        """(() => {
          const gl = document.createElement("canvas").getContext("webgl2");
          return gl?.getParameter(gl.getExtension("WEBGL_debug_renderer_info").UNMASKED_RENDERER_WEBGL) ?? "none";
        })()"""
    )
    assert "SwiftShader" in told or "llvmpipe" in told or told == "none"
    assert viewer.ask("v.renderer") == "canvas"
    assert viewer.ask(COLORS) > 8


@pytest.mark.parametrize(
    "spoil",
    [
        NO_LINK,
        KEEP.replace("??=", "=").replace(
            "return context",
            "if (kind === 'webgl2' && !context.isContextLost()) window.loss.loseContext(); return context",
        ),
    ],
    ids=["shaders that do not link", "a context that is lost at once"],
)
def test_a_context_of_no_use_from_the_beginning(new_viewer, page_path, spoil):
    viewer = new_viewer()
    viewer.page.add_init_script(spoil)
    viewer.open(page_path)
    assert viewer.ask("v.renderer") == "canvas"
    assert viewer.ask(COLORS) > 8


def test_a_context_that_does_not_come_back(new_viewer, page_path):
    viewer = new_viewer()
    viewer.page.add_init_script(KEEP)
    viewer.open(page_path)
    assert viewer.ask("v.renderer") == "webgl2"
    viewer.page.evaluate("window.loss.loseContext()")
    viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.renderer === 'canvas'")
    assert viewer.ask(COLORS) > 8
    viewer.page.set_viewport_size({"width": 900, "height": 600})
    viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.size.width === 900")
    assert viewer.ask(COLORS) > 8


def test_a_context_that_comes_back_and_cannot_draw(new_viewer, page_path):
    viewer = new_viewer()
    viewer.page.add_init_script(KEEP)
    viewer.open(page_path)
    viewer.page.evaluate(
        f"""async () => {{
          const canvas = document.getElementById("lexiscape").shadowRoot.querySelector("canvas");
          const lost = new Promise((done) => canvas.addEventListener("webglcontextlost", done));
          window.loss.loseContext();
          await lost;
          {NO_LINK}
          setTimeout(() => window.loss.restoreContext());
        }}"""
    )
    viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.renderer === 'canvas'")
    viewer.page.wait_for_function(f"() => {COLORS} > 8")  # drawn beside the page, when there is time
