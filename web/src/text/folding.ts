// Two spellings of one word are one to the search: case, width (NFKC) and kana are folded away.
// Figures name places by the same rule: `lexiscape.text.folding`.

import { FOLDED_KANA } from "../rules.ts";
import { classOf } from "./ranges.ts";

const KATAKANA = new RegExp(`[${classOf(FOLDED_KANA)}]`, "g");

const PLAIN = /^[\u0000-\u007f]*$/;

/** The form in which texts are compared. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase(); // most tokens of most vocabularies, and a tenth of the time
  return text
    .normalize("NFKC")
    .toUpperCase() // "straße" is STRASSE; and back: Greek has two small sigmas
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKC")
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
