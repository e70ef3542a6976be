// Labels drawn once into an atlas and copied from there: text with a rim costs fifty times what a copy does.
// All that are missing are drawn before any is copied: a canvas that is written to between copies is copied whole.

import { fontOf, LINE, SIZES } from "./typography.ts";

export interface Ink {
  readonly color: string;
  readonly halo: string;
}

interface Sprite {
  readonly page: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const PAGE = 1024;
const MOST_PAGES = 16;
/** Pixels of halo around the letters. */
export const RIM = 2;

export class Sprites {
  /** By color, then by row: no key has to be put together for each label of each frame. */
  private readonly sprites = new Map<string, Map<number, Sprite>>();
  private pages: CanvasRenderingContext2D[] = [];
  private x = 0;
  private y = 0;
  private shelf = 0;

  constructor(private readonly ratio: number) {}

  /** Whether a row's label is in the atlas. */
  has(row: number, ink: Ink): boolean {
    return this.sprites.get(ink.color)?.has(row) ?? false;
  }

  /** Draw a row's label into the atlas; when it is full, it begins anew and drops all others. */
  add(row: number, text: string, size: number, ink: Ink): void {
    const sprite = this.paint(text, size, ink);
    const inColor = this.sprites.get(ink.color);
    if (inColor) inColor.set(row, sprite);
    else this.sprites.set(ink.color, new Map([[row, sprite]]));
  }

  /** Copy a label so that its middle is at (x, y) in CSS pixels; false when it is not in the atlas. */
  draw(context: CanvasRenderingContext2D, row: number, ink: Ink, x: number, y: number): boolean {
    const sprite = this.sprites.get(ink.color)?.get(row);
    if (!sprite) return false;
    const { ratio } = this;
    // whole device pixels, or the letters blur
    const left = Math.round(x * ratio - sprite.width / 2);
    const top = Math.round(y * ratio - sprite.height / 2);
    context.drawImage(
      sprite.page,
      sprite.x,
      sprite.y,
      sprite.width,
      sprite.height,
      left / ratio,
      top / ratio,
      sprite.width / ratio,
      sprite.height / ratio,
    );
    return true;
  }

  private paint(text: string, size: number, ink: Ink): Sprite {
    const { ratio } = this;
    const { font } = SIZES[size];
    let context = this.pages.at(-1) ?? this.addPage();
    context.font = fontOf(SIZES[size]);
    const width = Math.min(PAGE, Math.ceil((context.measureText(text).width + 2 * RIM + 2) * ratio));
    const height = Math.ceil((font * LINE + 2 * RIM) * ratio);
    if (this.x + width > PAGE) {
      this.x = 0;
      this.y += this.shelf;
      this.shelf = 0;
    }
    if (this.y + height > PAGE) {
      context = this.addPage();
      context.font = fontOf(SIZES[size]);
    }
    const sprite = { page: context.canvas, x: this.x, y: this.y, width, height };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const middle = [(sprite.x + width / 2) / ratio, (sprite.y + height / 2) / ratio] as const;
    context.lineWidth = 2 * RIM;
    context.strokeStyle = ink.halo;
    context.strokeText(text, ...middle);
    context.fillStyle = ink.color;
    context.fillText(text, ...middle);
    this.x += width;
    this.shelf = Math.max(this.shelf, height);
    return sprite;
  }

  private addPage(): CanvasRenderingContext2D {
    if (this.pages.length === MOST_PAGES) {
      this.pages = [];
      this.sprites.clear();
    }
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = PAGE;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    this.pages.push(context);
    this.x = this.y = this.shelf = 0;
    return context;
  }
}
