// Two spellings of one word are one to the search: case, width (NFKC) and kana are folded away.

/** The form in which texts are compared. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase() // "straße" is STRASSE; and back: Greek has two small sigmas
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKC")
    .replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
