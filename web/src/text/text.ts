// Tokens are hostile text: what is shown of them never changes the text around it, and each shows something.
// Readable forms are made by the same rule, in Python: `lexiscape.text.make_visible`.

import { BLANKS, JOINERS, LONGEST_LABEL } from "../rules.ts";
import { classOf } from "./ranges.ts";

/** Half a character: no UTF-8 file can hold one. */
export const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What draws nothing, moves, hides or breaks text: all but the space that Python does not call printable. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u;
/** Letters, marks, joiners and spaces that draw nothing, where a text holds nothing else. */
const BLANK = new RegExp(`^[ ${classOf([...BLANKS, ...JOINERS])}]+$`, "u");
const JOINER = new RegExp(`[${classOf(JOINERS)}]`);
const MARK = /^\p{M}/u;
/** Most texts: nothing to spell out. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
/** So do most others begin: not with a space, nor with what may draw nothing or stands on a letter. */
const BEGINS_PLAIN = new RegExp(`^[^ \\p{M}${classOf([...BLANKS, ...JOINERS])}]`, "u");
const ASCII = /^[\u0000-\u007f]*$/;
/** Pictures of controls and of the space; four or more alike become one and a count. */
const RUN = /([\u2400-\u2426])\1{3,}/g;

/** A token's text with all that would draw nothing spelled out; an empty one is said to be. */
export function visible(text: string): string {
  if (text === "") return "⟨empty⟩";
  if (PLAIN.test(text)) return text;
  if (BEGINS_PLAIN.test(text) && !HIDDEN.test(text) && !text.endsWith(" ")) return text;
  const blank = BLANK.test(text) && !ASCII.test(text);
  const needsGround = !blank && MARK.test(text);
  const letters = [...text];
  const last = letters.length - 1;
  const firstInk = letters.findIndex((letter) => letter !== " ");
  const lastInk = letters.findLastIndex((letter) => letter !== " ");
  const drawn = letters.map((letter, i) => {
    if (letter === " ") return firstInk < i && i < lastInk ? " " : "␣";
    if (letter < " ") return String.fromCharCode(0x2400 + letter.charCodeAt(0));
    if (letter === "\u007f") return "␡";
    if (!blank && (!HIDDEN.test(letter) || (JOINER.test(letter) && 0 < i && i < last))) return letter;
    return spell(letter);
  });
  const shown = (needsGround ? "◌" : "") + drawn.join(""); // a combining mark needs something to stand on
  return shown.replace(RUN, (run, picture: string) => `${picture}×${run.length}`);
}

/** The same, cut to what fits a label. */
export function short(text: string, most: number = LONGEST_LABEL): string {
  const cut = isLonger(text, 4 * most) ? [...text.slice(0, 8 * most)].slice(0, 4 * most).join("") : text;
  const shown = visible(cut);
  return isLonger(shown, most) ? [...shown].slice(0, most - 1).join("") + "…" : shown;
}

/** Whether a text has more characters than this: code points, as Python counts, not the halves of some. */
export function isLonger(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}

/** As Python writes it: four digits or eight. */
function spell(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** The system's own fonts, those with Chinese, Japanese and Korean by name; nothing is fetched. */
export const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, ' +
  '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, ' +
  '"Apple SD Gothic Neo", "Malgun Gothic", "PingFang SC", "Microsoft YaHei", "Noto Sans Devanagari", ' +
  '"Noto Naskh Arabic", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';
