// Tokens are hostile text: what is shown of them never changes the text around it, and each shows something.

/** Half a character: no UTF-8 file can hold one. */
export const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Characters that move, hide or break text: controls, bidirectional marks, line separators, tags, lone surrogates, … */
const TRICKY = new RegExp(
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]|/.source +
    LONE.source,
  "g",
);
const ANY_TRICKY = new RegExp(TRICKY.source);
/** Texts that draw nothing: of fillers, joiners, variation selectors, marks without a letter, the empty braille pattern. */
const BLANK = /^[\p{Default_Ignorable_Code_Point}\p{M}\s\u2800]+$/u;

/** A token's text with every tricky character spelled out, and all of one that would draw nothing; an empty one is said to be. */
export function visible(text: string): string {
  if (text === "") return "⟨empty⟩";
  if (BLANK.test(text)) return [...text].map(spell).join("");
  return ANY_TRICKY.test(text) ? text.replace(TRICKY, spell) : text;
}

/** The same, cut to what fits a label. */
export function short(text: string, most = 32): string {
  const cut = text.length > 4 * most ? text.slice(0, 4 * most) : text;
  const shown = visible(cut);
  if (shown.length <= most) return shown;
  const letters = [...shown];
  return letters.length <= most ? shown : letters.slice(0, most - 1).join("") + "…";
}

function spell(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return character === " " ? "␣" : `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** The system's own fonts, those with Chinese, Japanese and Korean by name; nothing is fetched. */
export const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, ' +
  '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, ' +
  '"Apple SD Gothic Neo", "Malgun Gothic", "PingFang SC", "Microsoft YaHei", "Noto Sans Devanagari", ' +
  '"Noto Naskh Arabic", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';
