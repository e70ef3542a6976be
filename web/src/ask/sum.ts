// A sum of words, and the tokens nearest to it.

import { button, el } from "../browser/dom.ts";
import { short } from "../text/text.ts";
import { type Box, fill, label, line, type Part, reveal } from "./box.ts";
import { MOST_TERMS, type NoFormula, parseFormula, type Term } from "./formula.ts";
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
  const element = el("section", {}, title, input, status, head, list, leftOut, caveat);
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
    show = () => tell(read.wrong(box));
    show();
    if (!read.words) return;
    const { terms, words } = read;
    status.textContent = "…";
    reveal(element);
    const asked = terms.map(({ sign }, i) => ({ sign, row: words[i].row }));
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
    const places = sum.inputs.map(({ row, value, place }) =>
      box.say("place", { token: short(data.readable[row], 40), place, value: digits(value) }),
    );
    leftOut.textContent = box.say("leftOut", { what: places.join(box.separator) });
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

interface Read {
  readonly terms: readonly Term[];
  /** The row of each term; null where the text is none, or a word no token. */
  readonly words: readonly Word[] | null;
  /** What is wrong; nothing where all is well. */
  wrong(box: Box): string;
}

/** A text that is a token is that token. */
function readFormula({ context }: Box, text: string): Read {
  const { data } = context;
  const whole = matchingRows(data, text).length > 0;
  const parsed = whole ? [{ sign: 1, text, quoted: false }] : parseFormula(text);
  if ("wrong" in parsed) return { terms: [], words: null, wrong: (box) => toldWrong(box, parsed) };
  const words: Word[] = [];
  for (const term of parsed) {
    const word = findWord(data, term);
    if (!word) return { terms: parsed, words: null, wrong: (box) => noToken(box, term.text) };
    words.push(word);
  }
  return { terms: parsed, words, wrong: () => "" };
}

function toldWrong({ say }: Box, { wrong, before, after }: NoFormula): string {
  if (wrong === "empty") return say("empty");
  if (wrong === "long") return say("long", { most: MOST_TERMS });
  const key = before === "" ? "lacksBefore" : after === "" ? "lacksAfter" : "lacksBetween";
  return say(key, { before, after });
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
    .map(({ row, others }) => {
      const rest = others.slice(0, 3).map(named).join(separator) + (others.length > 3 ? " …" : "");
      return say("choice", { raw: short(data.raw[row], 40), id: String(data.ids[row]), others: rest });
    });
  return choices.length > 0 ? say("taken", { what: [...new Set(choices)].join("; ") }) : "";
}
