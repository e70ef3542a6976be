// Labels painted once, beside the page, and copied from there into each frame.

import workerSource from "worker:./stamp-worker.ts";
import { type Beside, beside, runsAhead } from "../browser/beside.ts";
import { paintSheet, type Sheet, type Stamp, type StampRequest } from "./stamps.ts";

export interface Ink {
  readonly color: string;
  readonly halo: string;
}

/** Whose stamp it is: a row, or whatever else has a name. */
type Key = number | string;

/** A stamp that is to be painted, and for whom. */
export interface Wanted {
  readonly key: Key;
  readonly stamp: Stamp;
}

interface Kept extends Sheet {
  readonly wanted: readonly Wanted[];
  /** The frame that last copied from it. */
  used: number;
}

interface Sprite {
  readonly sheet: Kept;
  readonly place: number;
}

/** So many stamps are painted at once: the first are there soon, and a frame that no longer wants them lost little. */
const MOST_STAMPS = 96;
/** And all of a view where no other frame may come. */
const MOST_STAMPS_AHEAD = 256;
/** Where the page itself has to paint, each time may hold a frame up. */
const MOST_STAMPS_HERE = 8;
/** Device pixels of all sheets; beyond, those that were not copied from for longest are dropped. 64 MB. */
const MOST_PIXELS = 2 ** 24;

export class Sprites {
  /** By key, then by color: no text has to be put together for each label of each frame. */
  private readonly sprites = new Map<Key, Map<string, Sprite>>();
  private sheets: Kept[] = [];
  private asked: readonly Wanted[] | null = null;
  private batch = runsAhead() ? MOST_STAMPS_AHEAD : MOST_STAMPS;
  private frame = 0;
  private ratio = 1;
  private readonly painter: Beside<StampRequest>;

  /** `painted` is called when there is more to draw. */
  constructor(private readonly painted: () => void) {
    this.painter = beside<StampRequest, Sheet>(
      workerSource,
      (request, tell) => {
        if (!runsAhead()) this.batch = MOST_STAMPS_HERE;
        const picture = document.createElement("canvas");
        const places = paintSheet(request, picture);
        if (places) tell({ picture, places });
      },
      (sheet) => this.keep(sheet),
    );
  }

  /** Begin a frame with this many device pixels per CSS pixel. */
  begin(ratio: number): void {
    this.frame++;
    if (ratio === this.ratio) return;
    this.ratio = ratio;
    for (const sheet of this.sheets) this.drop(sheet);
    this.sheets = [];
    this.asked &&= []; // what comes is of the old ratio
  }

  has(key: Key, { color }: Ink): boolean {
    return this.sprites.get(key)?.has(color) ?? false;
  }

  /** Have stamps painted, first ones first: not all at once, and none while others are being painted. */
  want(wanted: readonly Wanted[]): void {
    if (this.asked || wanted.length === 0) return;
    this.asked = wanted.slice(0, this.batch);
    this.painter.ask({ stamps: this.asked.map(({ stamp }) => stamp), ratio: this.ratio });
  }

  /** Copy a stamp so that its middle is at (x, y) in CSS pixels; in another color while its own is not there yet. */
  draw(context: CanvasRenderingContext2D, key: Key, { color }: Ink, x: number, y: number): void {
    const colors = this.sprites.get(key);
    const sprite = colors?.get(color) ?? colors?.values().next().value;
    if (!sprite) return;
    const { ratio } = this;
    const { sheet, place } = sprite;
    sheet.used = this.frame;
    const [width, height] = [sheet.places[place + 2], sheet.places[place + 3]];
    // whole device pixels, or the letters blur
    const left = Math.round(x * ratio - width / 2);
    const top = Math.round(y * ratio - height / 2);
    context.drawImage(
      sheet.picture,
      sheet.places[place],
      sheet.places[place + 1],
      width,
      height,
      left / ratio,
      top / ratio,
      width / ratio,
      height / ratio,
    );
  }

  destroy(): void {
    this.painter.stop();
    for (const sheet of this.sheets) this.drop(sheet);
  }

  private keep({ picture, places }: Sheet): void {
    const wanted = this.asked ?? [];
    // wanted by the next frame: it must not be the first that makes room
    const sheet: Kept = { picture, places, wanted, used: this.frame + 1 };
    this.asked = null;
    if (wanted.length === 0) {
      this.drop(sheet);
      return this.painted();
    }
    wanted.forEach(({ key, stamp }, i) => {
      const sprite = { sheet, place: 4 * i };
      const colors = this.sprites.get(key);
      if (colors) colors.set(stamp.color, sprite);
      else this.sprites.set(key, new Map([[stamp.color, sprite]]));
    });
    this.sheets.push(sheet);
    this.makeRoom();
    this.painted();
  }

  private makeRoom(): void {
    const area = ({ picture }: Sheet): number => picture.width * picture.height;
    let pixels = this.sheets.reduce((sum, sheet) => sum + area(sheet), 0);
    if (pixels <= MOST_PIXELS) return;
    this.sheets.sort((a, b) => b.used - a.used);
    while (pixels > MOST_PIXELS && this.sheets.length > 1) {
      const oldest = this.sheets.pop() as Kept;
      pixels -= area(oldest);
      this.drop(oldest);
    }
  }

  private drop(sheet: Kept): void {
    for (const { key, stamp } of sheet.wanted) {
      const colors = this.sprites.get(key);
      if (colors?.get(stamp.color)?.sheet !== sheet) continue;
      colors.delete(stamp.color);
      if (colors.size === 0) this.sprites.delete(key);
    }
    if ("close" in sheet.picture) sheet.picture.close();
  }
}
