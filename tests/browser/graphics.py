"""A graphics processor, as a page sees one, on machines that have none."""

#: Has WebGL say that a graphics processor carries it out: here software does, for which the page has Canvas 2D.
GRAPHICS = """
  const { getParameter } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === 0x9246 || name === this.RENDERER ? "a graphics processor" : getParameter.call(this, name);
  };
  const getAny = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getAny.call(this, kind, options && { ...options, failIfMajorPerformanceCaveat: false });
  };
"""
