// Two spellings of one word are one to the search: case, width (NFKC) and kana are folded away.

/** The form in which texts are compared. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
