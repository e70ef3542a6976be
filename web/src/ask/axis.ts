// Two words or groups of words: how near they are, and every token's place along the line from one to the other.

import { button, el } from "../browser/dom.ts";
import { PLACE } from "../colors/place.ts";
import type { Column } from "../data/data.ts";
import { setFilter } from "../state/filters.ts";
import { visible } from "../text/text.ts";
import { type Box, besideChance, fill, label, line, nearness, type Part, reveal } from "./box.ts";
import { createHints } from "./hints.ts";
import type { Figure, Laid, Unable } from "./rows.ts";
import { findIn, noToken, toldChoices } from "./sum.ts";
import type { Word } from "./words.ts";

/** Tokens of either end that are listed. */
const LISTED = 25;
const COMMA = /[,，、]/u;

interface Answered {
  readonly laid: Laid;
  readonly words: readonly [readonly Word[], readonly Word[]];
  /** Of one word each, what random pairs have. */
  readonly pairs?: readonly [number, number] | null;
  readonly chance?: readonly [number, number] | null;
}

export function createAxis(box: Box): Part {
  const { context } = box;
  const ends = [line(() => ask()), line(() => ask())] as const;
  const title = el("h3", {});
  const status = el("p", { role: "status" });
  const near = el("p", {});
  const null_ = el("p", {});
  const color = button({ hidden: true }, () => answered && colorBy(box, answered));
  const heads = [el("h4", { hidden: true }), el("h4", { hidden: true })] as const;
  const lists = [el("ol", { class: "tokens" }), el("ol", { class: "tokens" })] as const;
  const found = [near, null_, color, heads[0], lists[0], heads[1], lists[1]];
  const hints = createHints(
    box,
    (word, by) => {
      for (const end of ends) end.value = replaced(end.value, word, by);
      ask();
    },
    () => ask(),
  );
  const element = el("section", {}, title, ...ends, status, hints.element, ...found);
  let answered: Answered | null = null;
  let show = (): void => undefined;

  const tell = (text: string): void => {
    answered = null;
    status.textContent = text;
    near.textContent = null_.textContent = "";
    for (const part of [color, ...heads]) part.hidden = true;
    for (const list of lists) list.replaceChildren();
  };
  const ask = (): void => {
    const empty = ends.find(({ value }) => value.trim() === "");
    if (empty) return empty.focus();
    const read = readEnds(box, ends[0].value, ends[1].value);
    show = () => {
      tell("wrong" in read ? read.wrong(box) : "…");
      if ("wrong" in read && read.missing !== null) hints.show(read.missing);
      else hints.clear();
    };
    show();
    if ("wrong" in read) return;
    reveal(element);
    askAll(box, read.words, (told) => {
      show = () => (typeof told === "string" ? tell(box.say(told)) : answer(told));
      show();
    });
  };
  const answer = (known: Answered): void => {
    answered = known;
    const { laid, words, pairs, chance } = known;
    status.textContent = toldChoices(box, words.flat());
    near.textContent = pairs === undefined ? nearness(box, laid.distance) : besideChance(box, laid.distance, pairs);
    null_.textContent = chance === undefined ? "…" : toldChance(box, laid, chance);
    color.hidden = false;
    [-1, 1].forEach((sign, i) => {
      heads[i].hidden = false;
      heads[i].textContent = box.say("toward", { words: named(box, words[i]), sign: String(sign) });
      fill(lists[i], context, farthest(laid.positions, sign, LISTED), (value) => value.toFixed(2));
    });
  };
  return {
    element,
    dress() {
      title.textContent = box.say("two");
      label(ends[0], box.say("from"));
      label(ends[1], box.say("to"));
      color.textContent = box.say("color");
      show();
    },
  };
}

/** A group of words with another text in the place of one. */
function replaced(group: string, word: string, by: string): string {
  const texts = group.split(COMMA).map((text) => (text.trim() === word ? by : text.trim()));
  return texts.join(", ");
}

/** Lay the axis, then ask what chance gives; told at each step how far it has come. */
function askAll({ vectors }: Box, words: Answered["words"], tell: (told: Answered | Unable) => void): void {
  const [a, b] = words.map((end) => [...new Set(end.flatMap(({ rows }) => rows))]);
  vectors.ask("axis", { a, b }, (laid) => {
    if (typeof laid === "string") return tell(laid);
    let known: Answered = { laid, words };
    const add = (more: Partial<Answered>): void => tell((known = { ...known, ...more }));
    add({});
    if (a.length === 1 && b.length === 1)
      vectors.ask("ends", { a: a[0], b: b[0] }, ({ chance }) => add({ pairs: chance }));
    vectors.ask("chance", { a: a.length, b: b.length }, (chance) => add({ chance }));
  });
}

/** The words of both ends, or what is wrong with them. A text that is a token is that token, commas and all. */
function readEnds(
  box: Box,
  a: string,
  b: string,
): { words: readonly [readonly Word[], readonly Word[]] } | { wrong(box: Box): string; missing: string | null } {
  const found: Word[][] = [];
  for (const end of [a, b]) {
    const whole = findIn(box, { text: end.trim(), quoted: false });
    const texts = end.split(COMMA).flatMap((text) => (text.trim() === "" ? [] : text.trim()));
    const words = whole ? [whole] : texts.map((text) => findIn(box, { text, quoted: false }));
    const at = words.indexOf(null);
    if (at >= 0 || words.length === 0) {
      const missing = texts[at] ?? end;
      return { wrong: (box) => noToken(box, missing), missing };
    }
    found.push(words as Word[]);
  }
  const others = found[1].flatMap(({ rows }) => rows);
  const both = found[0].find(({ rows }) => rows.some((row) => others.includes(row)));
  if (both) return { wrong: ({ say }) => say("both", { token: visible(both.text) }), missing: null };
  return { words: [found[0], found[1]] };
}

function named({ context, separator }: Box, words: readonly Word[]): string {
  const names = words
    .slice(0, 3)
    .map(({ text, rows }) => visible(rows.length > 1 ? text : context.data.readable[rows[0]]));
  return names.join(separator) + (words.length > 3 ? " …" : "");
}

function toldChance(box: Box, { positions, half }: Laid, chance: readonly [number, number] | null): string {
  if (!chance) return box.say("noChance");
  const [low, high] = chance.map((end) => end / half);
  const known = positions.filter((position) => !Number.isNaN(position));
  const beyond = known.filter((position) => position < low || position > high).length / known.length;
  const share = (100 * beyond).toFixed(1);
  return box.say("chance", { low: low.toFixed(2), high: high.toFixed(2), share });
}

/** The rows farthest toward -1 or 1 and beyond, the farthest first. */
function farthest(positions: Float32Array, sign: number, most: number): Figure[] {
  const rows: number[] = [];
  for (let row = 0; row < positions.length; row++) if (!Number.isNaN(positions[row])) rows.push(row);
  rows.sort((a, b) => sign * (positions[b] - positions[a]) || a - b);
  return rows.slice(0, most).map((row) => ({ row, value: positions[row] }));
}

/** Make the places a column of the map, and color by it. */
function colorBy(box: Box, { laid, words }: Answered): void {
  const { context, say } = box;
  const { data, store } = context;
  const [a, b] = words.map((end) => named(box, end));
  const old = data.columns.findIndex((column) => ours.has(column));
  const taken = data.columns.filter((column) => !ours.has(column)).map(({ name }) => name);
  let name = "axis";
  for (let i = 2; taken.includes(name); i++) name = `axis ${i}`;
  const column = {
    name,
    title: `${a} – ${b}`,
    help: say("column", { a, b }),
    categories: null,
    values: laid.positions,
    rounded: true,
  };
  ours.add(column);
  setFilter(store, name, null);
  if (store.state.colorBy === name) store.set({ colorBy: PLACE }); // so that the new one is noticed
  context.putColumn(column, old);
  store.set({ colorBy: name, mode: "column" });
}

/** Columns that were made here. */
const ours = new WeakSet<Column>();
