// A formula as it was typed in, its terms out, each with its sign: the grammar of src/lexiscape/ask/terms.py. Both are held
// to tests/golden/formulas.json.

/** One term: `sign` is 1 or -1, `text` the word, without quotation marks if it was `quoted`. */
export interface Term {
  readonly sign: number;
  readonly text: string;
  readonly quoted: boolean;
}

/** Why a text is no formula: it is empty, lacks a term beside one of its signs, or has too many. */
export interface NoFormula {
  readonly wrong: "empty" | "lacks" | "long";
  /** The signs between which a term should be; "" at an end. */
  readonly before: string;
  readonly after: string;
}

export const MOST_TERMS = 100;
/** What adds and what takes away: also as Japanese keyboards and word processors have it. */
const SIGNS: Readonly<Record<string, number>> = { "+": 1, "＋": 1, "-": -1, "−": -1, "－": -1 };
/** White space as Python has it. */
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SIGN = new RegExp(`(?<=${SPACE}|^)[-+＋−－](?=${SPACE}|$)`, "gu");
/** What closes a quotation is followed by a sign or by nothing: else the mark is part of a word, as in 's. */
const QUOTED = new RegExp(`(["'])((?:\\\\.|(?!\\1)[^\\\\])+)\\1(?=${SPACE}*$|${SPACE}+[-+＋−－](?:${SPACE}|$))`, "suy");
const SPACES = new RegExp(`${SPACE}*`, "uy");
const TRIMMED = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");

/** Split a text into its terms. */
export function parseFormula(text: string): readonly Term[] | NoFormula {
  const terms: Term[] = [];
  let [at, sign, before] = [skipSpace(text, 0), 1, ""];
  const first = next(SIGN, text, at);
  if (first?.index === at) [sign, before, at] = [SIGNS[first[0]], first[0], skipSpace(text, at + first[0].length)];
  for (;;) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(text);
    const after = next(SIGN, text, quoted ? QUOTED.lastIndex : at);
    const word = quoted
      ? quoted[2].replace(/\\(.)/gsu, "$1")
      : text.slice(at, after?.index ?? text.length).replace(TRIMMED, "");
    if (word === "") {
      const wrong = text.replace(TRIMMED, "") === "" ? "empty" : "lacks";
      return { wrong, before, after: after?.[0] ?? "" };
    }
    terms.push({ sign, text: word, quoted: quoted !== null });
    if (terms.length > MOST_TERMS) return { wrong: "long", before: "", after: "" };
    if (!after) return terms;
    [sign, before, at] = [SIGNS[after[0]], after[0], skipSpace(text, after.index + after[0].length)];
  }
}

function next(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

function skipSpace(text: string, at: number): number {
  SPACES.lastIndex = at;
  SPACES.exec(text);
  return SPACES.lastIndex;
}

/** The text of a formula: a word that would be read otherwise stands in quotation marks. */
export function formulaOf(terms: readonly Term[]): string {
  const word = ({ text, quoted }: Term): string => {
    const read = quoted ? [] : parseFormula(text);
    const isPlain =
      !("wrong" in read) && read.length === 1 && read[0].text === text && read[0].sign > 0 && !read[0].quoted;
    return isPlain ? text : `"${text.replace(/["\\]/gu, "\\$&")}"`;
  };
  return terms.map((term, i) => (i === 0 && term.sign > 0 ? "" : term.sign > 0 ? "+ " : "- ") + word(term)).join(" ");
}
