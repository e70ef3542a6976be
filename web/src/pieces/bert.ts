// BERT's normalizer and pre-tokenizer as the tokenizers library has them: characters are lowercased one by one, all of
// Han is set apart, and white space is Unicode's own. (@huggingface/tokenizers does these otherwise.)

export interface BertNormalizer {
  readonly clean_text: boolean;
  readonly handle_chinese_chars: boolean;
  /** null: as `lowercase`. */
  readonly strip_accents: boolean | null;
  readonly lowercase: boolean;
}

const HAN =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const DROPPED = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu;
const PUNCTUATION = "!-/:-@\\[-`{-~\\p{P}";
const WORDS = new RegExp(`[${PUNCTUATION}]|[^\\p{White_Space}${PUNCTUATION}]+`, "gu");

export function normalizeBert(text: string, asked: BertNormalizer): string {
  let done = text;
  if (asked.clean_text) done = done.replace(DROPPED, "").replace(/\p{White_Space}/gu, " ");
  if (asked.handle_chinese_chars) done = done.replace(HAN, " $& ");
  if (asked.strip_accents ?? asked.lowercase) done = done.normalize("NFD").replace(/\p{Mn}/gu, "");
  // one by one: a sigma at the end of a word is one like any other
  return asked.lowercase ? Array.from(done, (letter) => letter.toLowerCase()).join("") : done;
}

export function splitBert(text: string): readonly string[] {
  return text.match(WORDS) ?? [];
}
