// A sum of words, and the tokens nearest to it.

import { button, el } from "../browser/dom.ts";
import { short } from "../text/text.ts";
import { type Box, fill, label, line, type Part, reveal } from "./box.ts";
import { formulaOf, MOST_TERMS, type NoFormula, parseFormula, type Term } from "./formula.ts";
import { createHints, type Hints } from "./hints.ts";
import type { Sum, Unable } from "./rows.ts";
import { findWord, matchingRows, type Word } from "./words.ts";

const LISTED = 50;

export function createSum(box: Box): Part {
  const { context, vectors } = box;
  const { data, store } = context;
  const input = line(() => ask());
  const title = el("h3", {});
  const status = el("p", { role: "status" });
  const count = el("span", {});
  const pick = button({}, () => store.set({ picked: rows.slice().sort() }));
  const head = el("p", { class: "head", hidden: true }, count, pick);
  const list = el("ol", { class: "tokens" });
  const leftOut = el("p", {});
  const caveat = el("p", { class: "caveat", hidden: true });
  const hints = hintsFor(box, input, () => ask());
  const element = el("section", {}, title, input, status, hints.element, head, list, leftOut, caveat);
  let rows = new Uint32Array(0);
  /** Says what was answered last, in the language of now. */
  let show = (): void => undefined;

  const tell = (text: string): void => {
    status.textContent = text;
    head.hidden = caveat.hidden = true;
    list.replaceChildren();
    leftOut.textContent = "";
  };
  const ask = (): void => {
    const read = readFormula(box, input.value);
    show = () => {
      tell(read.wrong(box));
      if (read.missing === null) hints.clear();
      else hints.show(read.missing);
    };
    show();
    if (!read.words) return;
    const { terms, words } = read;
    status.textContent = "…";
    reveal(element);
    const asked = terms.map(({ sign }, i) => ({ sign, rows: words[i].rows }));
    vectors.ask("sum", { terms: asked, most: LISTED }, (sum) => {
      show = () => answer(sum, terms, words);
      show();
    });
  };
  const answer = (sum: Sum | Unable, terms: readonly Term[], words: readonly Word[]): void => {
    if (typeof sum === "string") return tell(box.say(sum));
    const cosine = data.metric === "cosine";
    const digits = (distance: number): string => (cosine ? 1 - distance : distance).toFixed(3);
    rows = Uint32Array.from(sum.near, ({ row }) => row);
    status.textContent = toldChoices(box, words);
    head.hidden = rows.length === 0;
    count.textContent = box.say("nearest", { n: rows.length });
    fill(list, context, sum.near, digits);
    leftOut.textContent = toldLeftOut(box, sum, digits);
    caveat.hidden = terms.length === 1 && terms[0].sign > 0;
  };
  return {
    element,
    dress() {
      title.textContent = box.say("sum");
      label(input, box.say("sum"), box.say("sumHint"));
      pick.textContent = box.say("selectAll");
      caveat.textContent = box.say("caveat");
      show();
    },
  };
}

/** Other words for one that is no token. */
function hintsFor(box: Box, input: HTMLInputElement, ask: () => void): Hints {
  const replace = (word: string, by: string): void => {
    const { terms } = readFormula(box, input.value);
    input.value = formulaOf(terms.map((term) => (term.text === word ? { ...term, text: by } : term)));
    input.focus();
    ask();
  };
  return createHints(box, replace, ask);
}

/** Where the tokens of a sum would have stood. */
function toldLeftOut(box: Box, { inputs }: Sum, digits: (distance: number) => string): string {
  const { readable } = box.context.data;
  const places = inputs.map(({ row, value, place }) =>
    box.say("place", { token: short(readable[row], 40), place, value: digits(value) }),
  );
  return box.say("leftOut", { what: places.join(box.separator) });
}

interface Read {
  readonly terms: readonly Term[];
  /** The row of each term; null where the text is none, or a word no token. */
  readonly words: readonly Word[] | null;
  /** The first word that is no token. */
  readonly missing: string | null;
  /** What is wrong; nothing where all is well. */
  wrong(box: Box): string;
}

/** A text that is a token is that token. */
function readFormula(box: Box, text: string): Read {
  const { data } = box.context;
  const whole = matchingRows(data, text).length > 0;
  const parsed = whole ? [{ sign: 1, text, quoted: false }] : parseFormula(text);
  if ("wrong" in parsed) return { terms: [], words: null, missing: null, wrong: (box) => toldWrong(box, parsed) };
  const words: Word[] = [];
  for (const term of parsed) {
    const word = findIn(box, term);
    if (!word) return { terms: parsed, words: null, missing: term.text, wrong: (box) => noToken(box, term.text) };
    words.push(word);
  }
  return { terms: parsed, words, missing: null, wrong: () => "" };
}

function toldWrong({ say }: Box, { wrong, before, after }: NoFormula): string {
  if (wrong === "empty") return say("empty");
  if (wrong === "long") return say("long", { most: MOST_TERMS });
  const key = before === "" ? "lacksBefore" : after === "" ? "lacksAfter" : "lacksBetween";
  return say(key, { before, after });
}

/** The row that a word means, or those whose mean the reader has let stand for it. */
export function findIn({ context, means }: Box, term: Omit<Term, "sign">): Word | null {
  const rows = means.get(term.text);
  return findWord(context.data, term) ?? (rows ? { text: term.text, rows, others: [] } : null);
}

export function noToken({ say }: Box, word: string): string {
  return say("noToken", { word: short(word, 40) });
}

/** Which tokens were taken, where several read so. */
export function toldChoices({ context, say, separator }: Box, words: readonly Word[]): string {
  const { data } = context;
  const named = (one: number): string => `${short(data.raw[one], 40)} (id ${data.ids[one]})`;
  const choices = words
    .filter(({ others }) => others.length > 0)
    .map(({ rows: [row], others }) => {
      const rest = others.slice(0, 3).map(named).join(separator) + (others.length > 3 ? " …" : "");
      return say("choice", { raw: short(data.raw[row], 40), id: String(data.ids[row]), others: rest });
    });
  const means = words
    .filter(({ rows }) => rows.length > 1)
    .map(({ text, rows }) => {
      const what = rows.slice(0, 10).map((row) => short(data.raw[row], 40));
      const told = what.join(" ") + (rows.length > 10 ? " …" : "");
      return say("meanOf", { word: short(text, 40), n: rows.length, what: told });
    });
  const taken = choices.length > 0 ? [say("taken", { what: [...new Set(choices)].join("; ") })] : [];
  return [...new Set(means), ...taken].join(" ");
}
