// How wide labels are in the real font. Works on the page and in a worker.

/** Scripts whose letters stand side by side: their widths add up. Everything else is measured whole. */
const ADDITIVE =
  /^[\u0020-\u02af\u0370-\u058f\u10a0-\u10ff\u1e00-\u1fff\u2010-\u205e\u2070-\u21ff\u2200-\u22ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef⟨⟩␣…]*$/;

export type Measure = (text: string) => number;

type TextContext = Pick<CanvasRenderingContext2D, "font" | "measureText">;

/** A function that gives a text's width in pixels in this font; single letters are measured once. */
export function measureIn(context: TextContext, font: string): Measure {
  const letters = new Map<string, number>();
  const whole: Measure = (text) => {
    if (context.font !== font) context.font = font;
    return context.measureText(text).width;
  };
  return (text) => {
    if (!ADDITIVE.test(text)) return whole(text);
    let sum = 0;
    for (const letter of text) {
      let width = letters.get(letter);
      if (width === undefined) letters.set(letter, (width = whole(letter)));
      sum += width;
    }
    return sum;
  };
}
