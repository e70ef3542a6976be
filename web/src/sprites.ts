// Labels drawn once into an atlas and copied from there: text with a rim costs fifty times what a copy does.
// All that are missing are drawn before any is copied: a canvas that is written to between copies is copied whole.

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

/** What is to be drawn. */
export interface Stamp {
  readonly lines: readonly string[];
  readonly font: string;
  /** Height of a line, in pixels. */
  readonly line: number;
  /** Pixels of halo around the letters. */
  readonly rim: number;
}

/** Whose stamp it is: a row, or whatever else has a name. */
type Key = number | object;

/** Of a page of the atlas, in pixels: flat, because a page that was drawn on is copied whole before the next frame. */
const PAGE_WIDTH = 1024;
const PAGE_HEIGHT = 256;
const MOST_PAGES = 64;

export class Sprites {
  /** By color, then by key: no text has to be put together for each label of each frame. */
  private readonly sprites = new Map<string, Map<Key, Sprite>>();
  private pages: CanvasRenderingContext2D[] = [];
  private x = 0;
  private y = 0;
  private shelf = 0;

  constructor(readonly ratio: number) {}

  /** Whether a stamp is in the atlas. */
  has(key: Key, ink: Ink): boolean {
    return this.sprites.get(ink.color)?.has(key) ?? false;
  }

  /** Draw a stamp into the atlas; when it is full, it begins anew and drops all others. */
  add(key: Key, stamp: Stamp, ink: Ink): void {
    const sprite = this.paint(stamp, ink);
    const inColor = this.sprites.get(ink.color);
    if (inColor) inColor.set(key, sprite);
    else this.sprites.set(ink.color, new Map([[key, sprite]]));
  }

  /** Copy a stamp so that its middle is at (x, y) in CSS pixels; false when it is not in the atlas. */
  draw(context: CanvasRenderingContext2D, key: Key, ink: Ink, x: number, y: number): boolean {
    const sprite = this.sprites.get(ink.color)?.get(key);
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

  private paint({ lines, font, line, rim }: Stamp, ink: Ink): Sprite {
    const { ratio } = this;
    let context = this.pages.at(-1) ?? this.addPage();
    context.font = font;
    const widest = Math.max(...lines.map((text) => context.measureText(text).width));
    const width = Math.min(PAGE_WIDTH, Math.ceil((widest + 2 * rim + 2) * ratio));
    const height = Math.ceil((line * lines.length + 2 * rim) * ratio);
    if (this.x + width > PAGE_WIDTH) {
      this.x = 0;
      this.y += this.shelf;
      this.shelf = 0;
    }
    if (this.y + height > PAGE_HEIGHT) {
      context = this.addPage();
      context.font = font;
    }
    const sprite = { page: context.canvas, x: this.x, y: this.y, width, height };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineWidth = 2 * rim;
    context.strokeStyle = ink.halo;
    context.fillStyle = ink.color;
    const x = (sprite.x + width / 2) / ratio;
    const middle = (sprite.y + height / 2) / ratio;
    lines.forEach((text, i) => {
      const y = middle + (i - (lines.length - 1) / 2) * line;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    });
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
    canvas.width = PAGE_WIDTH;
    canvas.height = PAGE_HEIGHT;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    this.pages.push(context);
    this.x = this.y = this.shelf = 0;
    return context;
  }
}
