// A pen that writes SVG: the same calls as on a canvas, so that a drawing is the picture on the screen, with real text.

import type { Pen } from "../text/pen.ts";
import { LONE } from "../text/text.ts";

/** Text for XML: markup escaped, and what XML cannot hold at all replaced. */
export function xml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replace(LONE, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

/** Hundredths of a pixel are enough for print. */
export const digits = (value: number): string => String(Math.round(100 * value) / 100);

const ANCHORS: Readonly<Partial<Record<CanvasTextAlign, string>>> = { center: "middle", right: "end", end: "end" };
/** From the middle of a line to its baseline, in font sizes: what "middle" means on a canvas. */
const BASELINE = 0.35;

export class SvgPen implements Pen {
  fillStyle: Pen["fillStyle"] = "#000";
  strokeStyle: Pen["strokeStyle"] = "#000";
  font = "10px sans-serif";
  globalAlpha = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  lineWidth = 1;
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  private path = "";
  private rim: { readonly key: string; readonly look: string } | null = null;
  private readonly parts: string[] = [];
  /** Ends of the groups begun since each `save`. */
  private readonly ends: string[] = [];

  /** The elements drawn so far. */
  get content(): string {
    return this.parts.join("\n");
  }

  save(): void {
    this.ends.push("");
  }

  /** Between `save` and `restore`. */
  scale(x: number, y: number): void {
    if (x === 1 && y === 1) return;
    this.parts.push(`<g transform="scale(${x} ${y})">`);
    this.ends.push(`${this.ends.pop() ?? ""}</g>`);
  }

  /** Looks are set again by whoever draws next. */
  restore(): void {
    const ends = this.ends.pop();
    if (ends) this.parts.push(ends);
  }

  beginPath(): void {
    this.path = "";
  }

  moveTo(x: number, y: number): void {
    this.path += `M${digits(x)} ${digits(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${digits(x)} ${digits(y)}`;
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    this.path += `Q${digits(controlX)} ${digits(controlY)} ${digits(x)} ${digits(y)}`;
  }

  closePath(): void {
    this.path += "z";
  }

  /** Whole circles only. */
  arc(x: number, y: number, radius: number): void {
    const [r, d] = [digits(radius), digits(2 * radius)];
    this.path += `M${digits(x - radius)} ${digits(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0z`;
  }

  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii?: number | DOMPointInit | Iterable<number | DOMPointInit>,
  ): void {
    const r = Math.min(typeof radii === "number" ? radii : 0, width / 2, height / 2);
    const corner = (dx: number, dy: number): string => `a${digits(r)} ${digits(r)} 0 0 1 ${digits(dx)} ${digits(dy)}`;
    const [across, down] = [digits(width - 2 * r), digits(height - 2 * r)];
    this.path +=
      `M${digits(x + r)} ${digits(y)}h${across}${corner(r, r)}v${down}${corner(-r, r)}` +
      `h-${across}${corner(-r, -r)}v-${down}${corner(r, -r)}z`;
  }

  fill(): void {
    this.parts.push(`<path d="${this.path}"${this.paint("fill", this.fillStyle)}/>`);
  }

  stroke(): void {
    this.parts.push(`<path d="${this.path}" fill="none"${this.outline()}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    const rim = this.rim?.key === `${x} ${y} ${text}` ? this.rim.look : "";
    this.rim = null;
    const look = this.paint("fill", this.fillStyle) + rim;
    const { size, attributes } = fontOf(this.font);
    const down = this.textBaseline === "middle" ? BASELINE * size : 0;
    const anchor = ANCHORS[this.textAlign];
    const place = `x="${digits(x)}" y="${digits(y + down)}"${anchor ? ` text-anchor="${anchor}"` : ""}`;
    this.parts.push(`<text ${place}${attributes}${look}>${xml(text)}</text>`);
  }

  /** The rim of the same text filled next: one element, so that who searches or copies finds each label once. */
  strokeText(text: string, x: number, y: number): void {
    this.rim = { key: `${x} ${y} ${text}`, look: `${this.outline()} paint-order="stroke"` };
  }

  private outline(): string {
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    return `${this.paint("stroke", this.strokeStyle)} stroke-width="${digits(this.lineWidth)}"${join}${cap}`;
  }

  /** Old readers of SVG know no alpha inside a color. */
  private paint(what: "fill" | "stroke", style: Pen["fillStyle"]): string {
    const color = String(style);
    const parts = /^rgba\(([^,]+),([^,]+),([^,]+),([^)]+)\)$/.exec(color);
    const opaque = parts ? `rgb(${parts[1].trim()}, ${parts[2].trim()}, ${parts[3].trim()})` : color;
    const alpha = this.globalAlpha * (parts ? Number(parts[4]) : 1);
    return ` ${what}="${xml(opaque)}"${alpha < 1 ? ` ${what}-opacity="${digits(alpha)}"` : ""}`;
  }
}

/** `600 13px a, b` as attributes; the families stand on the drawing itself. */
function fontOf(font: string): { size: number; attributes: string } {
  const parts = /^(?:(\d+) )?([\d.]+)px/.exec(font);
  const size = Number(parts?.[2] ?? 10);
  const weight = parts?.[1] && parts[1] !== "400" ? ` font-weight="${parts[1]}"` : "";
  return { size, attributes: ` font-size="${digits(size)}"${weight}` };
}
