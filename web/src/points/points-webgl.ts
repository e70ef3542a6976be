// Points and ground by plain WebGL2: two programs, one buffer of positions, one of styles.
//
// Compared: deck.gl (1.5 MB, a layer framework), regl-scatterplot (owns the camera, the lasso and float positions) and
// twgl (sugar over the same calls). The drawing is 200 lines, and the page carries them in every file it writes.

import type { MapData } from "../data/data.ts";
import { CONTOURS, type Density } from "./density.ts";
import { DIM, type Frame, PLAIN, type PointRenderer, STRONG, STRONGER } from "./points.ts";

const POINT_VERTEX = `#version 300 es
in vec2 a_position;
in vec4 a_style;
uniform vec2 u_center;
uniform vec2 u_scale;
uniform float u_radius;
uniform float u_part;
uniform float u_strong;
out vec3 v_color;
flat out float v_size;
void main() {
  float part = floor(a_style.a * 255.0 + 0.5);
  vec2 at = (a_position - u_center) * u_scale;
  gl_Position = part == u_part ? vec4(at, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  v_size = 2.0 * u_radius * (part == 2.0 ? u_strong : 1.0) + 1.0;
  gl_PointSize = v_size;
  v_color = a_style.rgb;
}`;

const POINT_FRAGMENT = `#version 300 es
precision highp float;
in vec3 v_color;
flat in float v_size;
uniform float u_opacity;
out vec4 color;
void main() {
  float edge = 0.5 * v_size - length(gl_PointCoord - 0.5) * v_size;
  float alpha = clamp(edge, 0.0, 1.0) * u_opacity;
  if (alpha <= 0.0) discard;
  color = vec4(v_color * alpha, alpha);
}`;

const GROUND_VERTEX = `#version 300 es
uniform vec2 u_center;
uniform vec2 u_span;
uniform vec4 u_grid;
out vec2 v_cell;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 4.0 - 1.0;
  gl_Position = vec4(corner, 0.0, 1.0);
  vec2 world = u_center + corner * u_span;
  v_cell = (world - u_grid.xy) / u_grid.z;
}`;

// Cubic B-spline of the grid (four bilinear taps), so that coasts stay round however near one is.
const GROUND_FRAGMENT = `#version 300 es
precision highp float;
in vec2 v_cell;
uniform sampler2D u_density;
uniform vec3 u_sea;
uniform vec3 u_land[4];
uniform vec3 u_coast;
uniform float u_contours[4];
uniform float u_shade;
out vec4 color;
float density(vec2 at) {
  vec2 size = vec2(textureSize(u_density, 0));
  vec2 base = floor(at - 0.5) + 0.5;
  vec2 f = at - base;
  vec2 w0 = (1.0 - f) * (1.0 - f) * (1.0 - f) / 6.0;
  vec2 w1 = (4.0 - 6.0 * f * f + 3.0 * f * f * f) / 6.0;
  vec2 w3 = f * f * f / 6.0;
  vec2 w2 = 1.0 - w0 - w1 - w3;
  vec2 g0 = w0 + w1;
  vec2 g1 = w2 + w3;
  vec2 p0 = (base - 1.0 + w1 / g0) / size;
  vec2 p1 = (base + 1.0 + w3 / g1) / size;
  return g0.y * (g0.x * texture(u_density, p0).r + g1.x * texture(u_density, vec2(p1.x, p0.y)).r)
       + g1.y * (g0.x * texture(u_density, vec2(p0.x, p1.y)).r + g1.x * texture(u_density, p1).r);
}
void main() {
  float d = density(v_cell);
  float soft = max(fwidth(d), 1e-5);
  vec3 ground = u_sea;
  for (int i = 0; i < 4; i++)
    ground = mix(ground, u_land[i], smoothstep(-soft, soft, d - u_contours[i]));
  ground = mix(u_coast, ground, smoothstep(0.4, 1.2, abs(d - u_contours[0]) / soft));
  color = vec4(mix(u_land[0], ground, u_shade), 1.0);
}`;

/** What can become of a context while it is used. */
export interface ContextEvents {
  readonly lost: () => void;
  readonly restored: () => void;
  /** It came back and cannot draw. */
  readonly failed: () => void;
}

/** A renderer, or null when there is no WebGL2, or none that can draw, or by software only; the canvas is then spent. */
export function createWebglPoints(canvas: HTMLCanvasElement, data: MapData, on: ContextEvents): PointRenderer | null {
  const gl = canvas.getContext("webgl2", {
    antialias: false,
    alpha: false,
    powerPreference: "high-performance",
    failIfMajorPerformanceCaveat: true,
  });
  if (!gl) return null;
  if (isSoftware(gl)) {
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return null;
  }
  let styles: Uint8Array = new Uint8Array(4 * data.n);
  let density: Density | null = null;
  let parts: ReturnType<typeof prepare> | null = prepare(gl, data);
  if (!parts) return null;

  const onLost = (event: Event): void => {
    event.preventDefault(); // asks for it back
    parts = null;
    on.lost();
  };
  const onBack = (): void => {
    parts = prepare(gl, data);
    if (!parts) return on.failed();
    parts.uploadStyles(styles);
    if (density) parts.uploadDensity(density);
    on.restored();
  };
  canvas.addEventListener("webglcontextlost", onLost);
  canvas.addEventListener("webglcontextrestored", onBack);
  return {
    kind: "webgl2",
    setStyles(next) {
      styles = next;
      parts?.uploadStyles(styles);
    },
    setDensity(next) {
      density = next;
      parts?.uploadDensity(next);
    },
    setPlaces() {
      parts?.uploadPlaces();
    },
    draw(frame) {
      parts?.draw(frame, density);
    },
    destroy() {
      canvas.removeEventListener("webglcontextlost", onLost);
      canvas.removeEventListener("webglcontextrestored", onBack);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

/** What draws without a graphics processor, by the names under which browsers tell of it. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|swrast|lavapipe|software|basic render/i;

/**
 * Whether WebGL is carried out by software: that takes several times as long as Canvas 2D. Browsers that know it do not
 * all say so when the context is asked for; measuring would take frames, and come out differently on a busy machine.
 */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const name = String(gl.getParameter(gl.RENDERER));
  if (name !== "WebKit WebGL") return SOFTWARE.test(name);
  const told = gl.getExtension("WEBGL_debug_renderer_info"); // Firefox calls it deprecated, and has told already
  return told !== null && SOFTWARE.test(String(gl.getParameter(told.UNMASKED_RENDERER_WEBGL)));
}

/** Programs and buffers of both passes; null where they cannot be had. */
function prepare(gl: WebGL2RenderingContext, data: MapData) {
  const points = pointsPass(gl, data);
  const ground = groundPass(gl);
  if (!points || !ground) return null;
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return {
    uploadStyles: points.upload,
    uploadPlaces: points.uploadPlaces,
    uploadDensity: ground.upload,
    draw(frame: Frame, density: Density | null): void {
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      const [r, g, b] = fractions(frame.theme.land[0]);
      gl.clearColor(r, g, b, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      if (density && frame.shade > 0) ground.draw(frame, density);
      points.draw(frame);
    },
  };
}

function groundPass(gl: WebGL2RenderingContext) {
  const program = link(gl, GROUND_VERTEX, GROUND_FRAGMENT);
  if (!program) return null;
  const at = uniforms(gl, program);
  const empty = gl.createVertexArray();
  const texture = gl.createTexture();
  return {
    upload({ columns, rows, values }: Density): void {
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16F, columns, rows, 0, gl.RED, gl.FLOAT, values);
      for (const [name, value] of [
        [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
        [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
        [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
        [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
      ]) {
        gl.texParameteri(gl.TEXTURE_2D, name, value);
      }
    },
    draw(frame: Frame, density: Density): void {
      const { view, theme } = frame;
      gl.useProgram(program);
      gl.bindVertexArray(empty);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform2f(at("u_center"), view.x, view.y);
      gl.uniform2f(at("u_span"), frame.width / 2 / view.scale, -frame.height / 2 / view.scale);
      gl.uniform4f(at("u_grid"), density.left, density.top, density.cell, 0);
      gl.uniform3fv(at("u_sea"), fractions(theme.sea));
      gl.uniform3fv(at("u_land"), fractions(theme.land.flat()));
      gl.uniform3fv(at("u_coast"), fractions(theme.coast));
      gl.uniform1fv(at("u_contours"), CONTOURS);
      gl.uniform1f(at("u_shade"), frame.shade);
      gl.disable(gl.BLEND);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
  };
}

function pointsPass(gl: WebGL2RenderingContext, { n, x, y }: MapData) {
  const program = link(gl, POINT_VERTEX, POINT_FRAGMENT);
  if (!program) return null;
  const at = uniforms(gl, program);
  const used = new Set<number>();
  const positions = new Float32Array(2 * n);
  const fill = (): void => {
    for (let i = 0; i < n; i++) {
      positions[2 * i] = x[i];
      positions[2 * i + 1] = y[i];
    }
  };
  fill();
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  const placeBuffer = attribute(gl, program, "a_position", 2, gl.FLOAT, positions);
  const styleBuffer = attribute(gl, program, "a_style", 4, gl.UNSIGNED_BYTE, new Uint8Array(4 * n));
  gl.bindVertexArray(null);
  return {
    upload(styles: Uint8Array): void {
      used.clear();
      for (let i = 3; i < styles.length; i += 4) used.add(styles[i]);
      gl.bindBuffer(gl.ARRAY_BUFFER, styleBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, styles);
    },
    uploadPlaces(): void {
      fill();
      gl.bindBuffer(gl.ARRAY_BUFFER, placeBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, positions);
    },
    draw({ view, width, height, radius, ratio, opacity }: Frame): void {
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.uniform2f(at("u_center"), view.x, view.y);
      gl.uniform2f(at("u_scale"), (2 * view.scale) / width, (-2 * view.scale) / height);
      gl.uniform1f(at("u_radius"), radius * ratio);
      gl.uniform1f(at("u_strong"), STRONGER);
      gl.enable(gl.BLEND);
      for (const part of [DIM, PLAIN, STRONG]) {
        if (!used.has(part)) continue;
        gl.uniform1f(at("u_part"), part);
        gl.uniform1f(at("u_opacity"), part === STRONG ? 1 : opacity);
        gl.drawArrays(gl.POINTS, 0, n);
      }
    },
  };
}

/** Bytes as WebGL takes colors: from 0 to 1. */
function fractions(color: readonly number[]): number[] {
  return color.map((part) => part / 255);
}

function attribute(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  size: number,
  type: number,
  values: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
): WebGLBuffer {
  const buffer = gl.createBuffer();
  const location = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, size, type, type === gl.UNSIGNED_BYTE, 0, 0);
  return buffer;
}

/** Where a program's uniforms are, by name: asking anew in each frame would wait for the graphics process. */
function uniforms(gl: WebGL2RenderingContext, program: WebGLProgram): (name: string) => WebGLUniformLocation | null {
  const places = new Map<string, WebGLUniformLocation | null>();
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
  for (let i = 0; i < count; i++) {
    const name = gl.getActiveUniform(program, i)?.name ?? "";
    places.set(name.replace("[0]", ""), gl.getUniformLocation(program, name));
  }
  return (name) => places.get(name) ?? null;
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null; // the context is lost
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
