// The picture on the screen as SVG: ground and points as paths, labels as text that can be searched, edited and copied.

import { SVG } from "../browser/dom.ts";
import type { Camera } from "../camera/camera.ts";
import { css } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import type { Density } from "../points/density.ts";
import { groundOf, type Ring, trace } from "../points/ground.ts";
import { type Frame, STRONG, STRONGER } from "../points/points.ts";
import { FONTS, visible } from "../text/text.ts";
import { digits, SvgPen, xml } from "./svg-pen.ts";

export interface Drawing {
  readonly data: MapData;
  readonly camera: Camera;
  readonly frame: Frame;
  readonly density: Density;
  /** Of the points, as on the screen. */
  readonly styles: Uint8Array;
  /** Draws what lies over the points. */
  readonly write: (pen: SvgPen) => void;
}

export function drawSvg(drawing: Drawing): string {
  const { data, frame } = drawing;
  const { width, height, theme } = frame;
  const pen = new SvgPen();
  drawing.write(pen);
  const [w, h] = [digits(width), digits(height)];
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="${SVG}" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${xml(FONTS)}">
<title>${xml(visible(data.name))}</title>
<clipPath id="frame"><rect width="${w}" height="${h}"/></clipPath>
<g clip-path="url(#frame)">
<rect width="${w}" height="${h}" fill="${css(theme.land[0])}"/>
${landOf(drawing)}
${pointsOf(drawing)}
<g id="labels">
${pen.content}
</g>
</g>
</svg>
`;
}

function landOf({ camera, density, frame }: Drawing): string {
  const size = `width="${digits(frame.width)}" height="${digits(frame.height)}"`;
  const paths = groundOf(density).map((rings, level) => {
    const d = rings.map((ring) => curveOf(ring, camera)).join("");
    const coast = level === 0 ? ` stroke="${css(frame.theme.coast)}"` : "";
    return `<path d="${d}" fill="${css(frame.theme.land[level])}"${coast}/>`;
  });
  return `<g id="ground" opacity="${digits(frame.shade)}">\n<rect ${size} fill="${css(frame.theme.sea)}"/>\n${paths.join("\n")}\n</g>`;
}

function curveOf(ring: Ring, camera: Camera): string {
  const parts: string[] = [];
  const at = (x: number, y: number): string => camera.toScreen(x, y).map(digits).join(" ");
  trace(ring, {
    moveTo: (x, y) => void parts.push(`M${at(x, y)}`),
    quadraticCurveTo: (cx, cy, x, y) => void parts.push(`Q${at(cx, cy)} ${at(x, y)}`),
    closePath: () => void parts.push("Z"),
  });
  return parts.join("");
}

/** A point is a line of no length with round ends: one path a color instead of an element a token. */
function pointsOf({ camera, data, frame, styles }: Drawing): string {
  const groups = new Map<string, { part: number; color: string; d: string[] }>();
  for (let row = 0; row < data.n; row++) {
    const [x, y] = camera.toScreen(data.x[row], data.y[row]);
    if (x < -8 || y < -8 || x > frame.width + 8 || y > frame.height + 8) continue;
    const [r, g, b, part] = styles.subarray(4 * row, 4 * row + 4);
    const color = css([r, g, b]);
    const key = `${part}${color}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { part, color, d: [] }));
    group.d.push(`M${digits(x)} ${digits(y)}h0`);
  }
  const inOrder = [...groups.values()].sort((a, b) => a.part - b.part);
  const paths = inOrder.map(({ part, color, d }) => {
    const width = digits(2 * frame.radius * (part === STRONG ? STRONGER : 1));
    const opacity = part === STRONG ? "" : ` stroke-opacity="${digits(frame.opacity)}"`;
    return `<path d="${d.join("")}" stroke="${color}" stroke-width="${width}"${opacity}/>`;
  });
  return `<g id="points" fill="none" stroke-linecap="round">\n${paths.join("\n")}\n</g>`;
}
