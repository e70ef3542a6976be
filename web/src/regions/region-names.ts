// Tokens of a place in, its name out: words that are typical of it, of its own kind and script, as a reader knows them.
// Figures name places by the same rule: `lexiscape.pictures.region_names`; its numbers are in rules/rules.json.

import {
  KANA,
  KINDS_WITH_WORDS,
  NAME_CANDIDATES,
  NAME_KNOWN,
  NAME_LETTERS,
  NAME_MAJORITY,
  NAME_RARE_SCRIPT,
  NAME_STEM,
  NAME_WORDS,
  NO_SCRIPT,
  PIECE_MARK,
  RANGE_DIGITS,
  RANGE_LEFT_OUT,
  RANGE_SHORTER,
  RANGE_SIDE,
  RANGE_TAIL,
  WORD_SIGNS,
} from "../rules.ts";
import { fold } from "../text/folding.ts";
import { classOf } from "../text/ranges.ts";
import { isLonger } from "../text/text.ts";
import type { Judge } from "../text/unfit.ts";

/** A categorical column: what each token is. */
export interface Trait {
  readonly values: ArrayLike<number>;
  readonly categories: readonly string[];
  /** What the reader calls each category. */
  readonly names: readonly string[];
}

/** What is known of the tokens, by row. */
export interface Tokens {
  readonly texts: readonly string[];
  /** Whether its text can name a place. */
  isWord(row: number): boolean;
  /** Place in the order of importance. */
  readonly place: Uint32Array;
  /** How typical of its region it is. */
  readonly typical: Float32Array;
  readonly kind: Trait | undefined;
  readonly script: Trait | undefined;
  /** Scripts, by code, that few of all tokens have. */
  readonly rare: ReadonlySet<number>;
  readonly judge: Judge;
}

const WORDS: ReadonlySet<string> = new Set(KINDS_WITH_WORDS);
const [NUMBER, CONTINUATION] = ["number", "continuation"];
const WHOLE = new RegExp(`^[1-9][0-9]{0,${RANGE_DIGITS - 1}}$`);
const NONE: ReadonlySet<string> = new Set();

/**
 * The name of the place where these rows lie, best word first; empty where nothing says what it is. `used`: the words
 * of the larger places around it, which no name repeats.
 */
export function nameOf(rows: readonly number[], tokens: Tokens, used: ReadonlySet<string> = NONE): string[] {
  for (const words of namesOf(rows, tokens, used)) {
    const unused = words.filter((word) => !used.has(word));
    if (unused.length > 0) return unused;
  }
  return [];
}

/** What the place may be called, the best name first. */
function* namesOf(rows: readonly number[], tokens: Tokens, used: ReadonlySet<string>): Generator<string[]> {
  const { kind, script } = tokens;
  const mostKind = kind ? commonest(rows, kind) : null;
  const kindName = mostKind ? kind!.categories[mostKind.code] : "word";
  if (kindName === NUMBER) {
    const numbers = ofTrait(rows, kind, mostKind);
    yield rangeOf(numbers.map((row) => tokens.texts[row]));
    yield wordsOf(numbers, tokens, used);
  } else if (!WORDS.has(kindName) && mostKind!.share > NAME_MAJORITY) yield [kind!.names[mostKind!.code]];
  const mostScript = script ? commonest(rows, script) : null;
  const known = mostScript && script!.categories[mostScript.code] !== NO_SCRIPT ? mostScript : null;
  const called = known && known.share > NAME_MAJORITY ? [script!.names[known.code]] : [];
  if (mostScript && tokens.rare.has(mostScript.code)) yield called;
  const fit = rows.filter((row) => tokens.isWord(row));
  const own = ofTrait(fit, script, known);
  yield wordsOf(firstSome(ofTrait(own, kind, mostKind), own, fit), tokens, used);
  yield called;
  yield wordsOf(rows, tokens, used).slice(0, 1); // no word: whatever is best known
}

/** Whether a text can name a place: it begins with a letter and has three of an alphabet, or a word's signs. */
export function isWord(text: string): boolean {
  const letters = text.match(/[\p{L}\p{M}]/gu) ?? [];
  if (letters.length === 0 || !/^\p{L}/u.test(text)) return false;
  const weight = letters.reduce((sum, letter) => sum + weightOf(letter), 0);
  return weight >= 3;
}

const WORD_SIGN = new RegExp(`[${classOf(WORD_SIGNS)}]`, "u");
const IS_KANA = new RegExp(`[${classOf(KANA)}]`, "u");

/** How much of a word one letter may be, a word having 3. */
const weightOf = (letter: string): number => (WORD_SIGN.test(letter) ? 3 : IS_KANA.test(letter) ? 1.5 : 1);

/** Scripts, by code, that few of all tokens have. */
export function rareOf({ values, categories }: Trait): Set<number> {
  const counts = countsOf(values, categories.length);
  return new Set([...counts.keys()].filter((code) => counts[code] < NAME_RARE_SCRIPT * values.length));
}

interface Share {
  readonly code: number;
  readonly share: number;
}

function commonest(rows: readonly number[], { values, categories }: Trait): Share {
  const counts = countsOf(
    rows.map((row) => values[row]),
    categories.length,
  );
  let code = 0;
  for (let other = 1; other < counts.length; other++) if (counts[other] > counts[code]) code = other;
  return { code, share: counts[code] / rows.length };
}

function countsOf(codes: ArrayLike<number>, categories: number): Uint32Array {
  const counts = new Uint32Array(categories);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

function ofTrait(rows: readonly number[], trait: Trait | undefined, most: Share | null): readonly number[] {
  return trait && most ? rows.filter((row) => trait.values[row] === most.code) : rows;
}

const firstSome = (...choices: (readonly number[])[]): readonly number[] =>
  choices.find(({ length }) => length > 0) ?? [];

/** The range of whole numbers, or the two of them, if most of these texts are some; else nothing. */
function rangeOf(texts: readonly string[]): string[] {
  const whole = Float64Array.from(texts.filter((text) => WHOLE.test(text)).map(Number)).sort();
  if (2 * whole.length <= texts.length) return [];
  return rangesOf(whole).map(([low, high]) => (low < high ? `${low}–${high}` : String(low)));
}

type Range = readonly [low: number, high: number];

const lengthOf = (ranges: readonly Range[]): number => ranges.reduce((sum, [low, high]) => sum + high - low, 0);

/**
 * What numbers, in ascending order, are to be called by: the first and the last of one range or of two. That of all but
 * the least and the greatest; the shortest with four in five of them, where few others stretch it; or the shortest two
 * with as many, where they lie in two places.
 */
export function rangesOf(whole: Float64Array): readonly Range[] {
  const part = Math.floor(whole.length / RANGE_TAIL);
  let chosen: readonly Range[] = [[whole[part], whole[whole.length - 1 - part]]];
  if (part === 0) return chosen;
  for (const candidate of [shortest(whole, part), shortestTwo(whole, part)]) {
    if (candidate.length > 0 && lengthOf(candidate) < RANGE_SHORTER * lengthOf(chosen)) chosen = candidate;
  }
  return chosen;
}

function shortest(whole: Float64Array, part: number): readonly Range[] {
  let best: readonly Range[] = [];
  for (let below = 0; below <= RANGE_LEFT_OUT; below++) {
    const one: readonly Range[] = [[whole[below * part], whole[whole.length - 1 - (RANGE_LEFT_OUT - below) * part]]];
    if (best.length === 0 || lengthOf(one) < lengthOf(best)) best = one;
  }
  return best;
}

/** The shortest two ranges, each of a fair share of the numbers; what is left out lies between or beyond. */
function shortestTwo(whole: Float64Array, part: number): readonly Range[] {
  const side = Math.ceil(whole.length / RANGE_SIDE);
  let best: readonly Range[] = [];
  for (let below = 0; below <= RANGE_LEFT_OUT; below++) {
    for (let above = 0; below + above <= RANGE_LEFT_OUT; above++) {
      const [first, last] = [below * part, whole.length - 1 - above * part];
      const skipped = (RANGE_LEFT_OUT - below - above) * part + 1;
      let end = first + side - 1;
      if (end > last - side + 1 - skipped) continue;
      for (let at = end + 1; at <= last - side + 1 - skipped; at++) {
        if (whole[at + skipped] - whole[at] > whole[end + skipped] - whole[end]) end = at;
      }
      const two: readonly Range[] = [
        [whole[first], whole[end]],
        [whole[end + skipped], whole[last]],
      ];
      if (best.length === 0 || lengthOf(two) < lengthOf(best)) best = two;
    }
  }
  return best;
}

function wordsOf(rows: readonly number[], tokens: Tokens, used: ReadonlySet<string>): string[] {
  const { texts, place, typical, kind, judge } = tokens;
  const worth = (row: number): number => (typical[row] + 0.5) * Math.exp(-place[row] / (NAME_KNOWN * place.length));
  const pieces = kind?.categories.indexOf(CONTINUATION) ?? -1;
  const candidates = best(rows, worth, NAME_CANDIDATES).map((row) => {
    const isPiece = kind?.values[row] === pieces;
    const folded = fold(texts[row]);
    return {
      shown: isPiece ? PIECE_MARK + texts[row] : texts[row],
      folded,
      says: isPiece || !judge.isFunctionWord(folded),
    };
  });
  const fit = candidates.filter(({ shown, folded }) => !used.has(shown) && !judge.isUnfit(folded));
  const chosen = apartOf(fit);
  // where all of them are grammar, the place is one of grammar
  const saying = chosen.some(({ says }) => says) ? fit.filter(({ says }) => says) : fit;
  return apartOf(saying).map(({ shown }) => shown);
}

interface Candidate {
  readonly shown: string;
  readonly folded: string;
  /** It is not grammar alone. */
  readonly says: boolean;
}

/** Up to so many words as fit into a name, none of which is a form of another. */
function apartOf(candidates: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    const { folded } = candidate;
    const stem = [...folded].slice(0, NAME_STEM).join("");
    if (chosen.some((other) => other.folded.startsWith(stem) || stem.startsWith(other.folded))) continue;
    const name = [...chosen, candidate].map((one) => one.shown).join(" ");
    if (chosen.length > 0 && isLonger(name, NAME_LETTERS)) continue;
    chosen.push(candidate);
    if (chosen.length === NAME_WORDS) break;
  }
  return chosen;
}

/** The rows worth most, in order, without sorting all the others. */
function best(rows: readonly number[], worth: (row: number) => number, count: number): number[] {
  const kept: { row: number; value: number }[] = [];
  for (const row of rows) {
    const value = worth(row);
    if (kept.length === count && value <= kept[count - 1].value) continue;
    let at = kept.length;
    while (at > 0 && kept[at - 1].value < value) at--;
    kept.splice(at, 0, { row, value });
    if (kept.length > count) kept.pop();
  }
  return kept.map(({ row }) => row);
}
