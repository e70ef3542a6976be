// How wide labels are in the real font. Works on the page and in a worker.

/** Blocks of Unicode whose letters stand side by side: their widths add up. All other texts are measured whole. */
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
const ADDS = new Uint8Array(65536);
for (const [from, to] of SIDE_BY_SIDE) ADDS.fill(1, from, to + 1);

export type Measure = (text: string) => number;

type TextContext = Pick<CanvasRenderingContext2D, "font" | "measureText">;

/** A function that gives a text's width in pixels in this font; each letter is measured once. */
export function measureIn(context: TextContext, font: string): Measure {
  const letters = new Float32Array(65536).fill(NaN);
  const whole: Measure = (text) => {
    if (context.font !== font) context.font = font;
    return context.measureText(text).width;
  };
  return (text) => {
    let sum = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (ADDS[code] === 0) return whole(text);
      let width = letters[code];
      if (width !== width) letters[code] = width = whole(text[i]); // NaN: not measured yet
      sum += width;
    }
    return sum;
  };
}
