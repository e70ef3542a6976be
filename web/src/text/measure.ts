// How wide labels are in the real font. Works on the page and in a worker.

/** Blocks of Unicode whose letters stand side by side: their widths add up. Runs of all others are measured whole. */
const SIDE_BY_SIDE: readonly (readonly [number, number])[] = [
  [0x0020, 0x02af], // Latin
  [0x0370, 0x058f], // Greek, Cyrillic, Armenian
  [0x10a0, 0x10ff], // Georgian
  [0x1e00, 0x1fff], // more Latin and Greek
  [0x2010, 0x205e], // punctuation
  [0x2070, 0x2bff], // signs
  [0x2e80, 0xa4cf], // Chinese, Japanese, Yi
  [0xac00, 0xd7a3], // Hangul
  [0xf900, 0xfaff], // Chinese
  [0xff00, 0xffef], // wide and narrow forms
];
/** Marks that join the letter before them: a text with one is measured whole. */
const MARKS: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200c, 0x200d],
  [0x20d0, 0x20ff],
  [0x302a, 0x302f],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
];
const [RUN, LETTER, MARK] = [0, 1, 2];
const PART = new Uint8Array(65536);
for (const [from, to] of SIDE_BY_SIDE) PART.fill(LETTER, from, to + 1);
for (const [from, to] of MARKS) PART.fill(MARK, from, to + 1);

export type Measure = (text: string) => number;

type TextContext = Pick<CanvasRenderingContext2D, "font" | "measureText">;

/** The font each context was set to last: asking the context itself takes longer than measuring a letter. */
const fonts = new WeakMap<TextContext, string>();

/** A function that measures a text as it stands. */
export function widthIn(context: TextContext, font: string): Measure {
  return (text) => {
    if (fonts.get(context) !== font) fonts.set(context, (context.font = font));
    return context.measureText(text).width;
  };
}

/** A function that gives a text's width in pixels in this font; each letter and each run of others is measured once. */
export function measureIn(context: TextContext, font: string): Measure {
  const letters = new Float32Array(65536).fill(NaN);
  const runs = new Map<string, number>();
  const whole = widthIn(context, font);
  const ofRun = (run: string): number => {
    let width = runs.get(run);
    if (width === undefined) runs.set(run, (width = whole(run)));
    return width;
  };
  return (text) => {
    let sum = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (PART[code] === MARK) return whole(text);
      if (PART[code] === RUN) {
        const start = i;
        while (i + 1 < text.length && PART[text.charCodeAt(i + 1)] === RUN) i++;
        sum += ofRun(text.slice(start, i + 1));
        continue;
      }
      let width = letters[code];
      // biome-ignore lint/suspicious/noSelfCompare: for NaN, and in the innermost loop
      if (width !== width) letters[code] = width = whole(text[i]); // NaN: not measured yet
      sum += width;
    }
    return sum;
  };
}
