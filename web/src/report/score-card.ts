// Tables of the comparison page: scores, the shape of each space, and the tokens that moved or stayed.

import { el } from "../browser/dom.ts";
import { browserLocale } from "../locales/i18n.ts";
import { fixed, percent, writtenWhole } from "../text/numbers.ts";
import { own } from "../text/own.ts";
import { short } from "../text/text.ts";
import {
  isKey,
  type Listed,
  type NotMeasured,
  type Pair,
  type Score,
  type Space,
  say,
  type Trait,
} from "./report-text.ts";

export function scoreTable(pair: Pair): HTMLElement {
  const rows = pair.scores.map((score) => [
    el("span", {}, score.name, el("small", {}, meaningOf(score.name))),
    el("span", { class: "score" }, meter(score), score.value.toFixed(3)),
    `${score.low.toFixed(3)} – ${score.high.toFixed(3)}`,
    `${fixed(score.null)} ± ${fixed(score.null_sd)}`,
  ]);
  return table(say("scores"), [say("score"), say("value"), say("interval"), say("chance")], rows);
}

function meaningOf(name: string): string {
  const [, measure, mark, k] = /^(.*?)([@:])(\d+)$/.exec(name) ?? [];
  const key = k ? `${measure}${mark}` : name;
  return isKey(key) ? say(key, k ? { k } : {}) : "";
}

/** From 0 to 1: the value, and a mark where chance would have it. */
function meter({ value, null: chance }: Score): HTMLElement {
  const [bar, mark] = [el("span", { class: "bar" }), el("span", { class: "chance" })];
  bar.style.inlineSize = percent(value);
  mark.style.insetInlineStart = percent(chance);
  return el("span", { class: "meter", "aria-hidden": "true" }, bar, mark);
}

export function geometryTable(spaces: readonly Space[]): HTMLElement {
  const names = Object.keys(spaces[0].geometry).filter((name) =>
    spaces.some((space) => own(space.geometry, name) != null),
  );
  const rows = spaces.map((space) => [space.name, ...names.map((name) => own(space.geometry, name)?.toFixed(3) ?? "")]);
  return table(say("geometry"), [say("space"), ...names.map((name) => (isKey(name) ? say(name) : name))], rows);
}

/** What could not be measured, and why: once where all spaces lack the same, else of each; null where nothing is lacking. */
export function lackingList(spaces: readonly Space[]): HTMLElement | null {
  const families = [...new Set(spaces.flatMap((space) => space.traits_not_measured.map(({ name }) => name)))];
  const items = families.flatMap((family) => {
    const told = spaces.map((space) => reasonOf(space.traits_not_measured.find(({ name }) => name === family)));
    if (new Set(told).size === 1) return [`${family}: ${told[0]}`];
    return spaces.flatMap((space, i) => (told[i] ? [`${family} (${short(space.name)}): ${told[i]}`] : []));
  });
  if (items.length === 0) return null;
  return el(
    "div",
    { class: "note" },
    el("p", {}, say("notMeasured")),
    el("ul", {}, ...items.map((item) => el("li", {}, item))),
  );
}

function reasonOf(one: NotMeasured | undefined): string {
  if (!one) return "";
  const key = `lacking:${one.why}`;
  const { have, need } = one;
  return isKey(key) ? say(key, { have, need, lacking: one.lacking.join(", ") }) : one.reason;
}

/** A line a trait that any space tells of, a column a space; null where none tells of any. */
export function traitTable(spaces: readonly Space[]): HTMLElement | null {
  const known = new Map(spaces.flatMap((space) => space.traits.map((trait) => [trait.name, trait])));
  if (known.size === 0) return null;
  const rows = [...known.values()].map(({ name, source }) => [
    el("span", {}, name, el("small", {}, meaningOf(name)), el("small", { class: "source" }, source)),
    ...spaces.map((space) => traitCell(space.traits.find((trait) => trait.name === name))),
  ]);
  return table(say("traits"), [say("trait"), ...spaces.map((space) => space.name)], rows);
}

function traitCell(trait: Trait | undefined): HTMLElement | string {
  if (!trait) return "";
  const chance = {
    null: fixed(trait.null),
    sd: fixed(trait.null_sd),
    count: writtenWhole(trait.count, browserLocale()),
  };
  return el("span", {}, trait.value.toFixed(3), el("small", {}, say("traitChance", chance)));
}

/** The two lists; a token in them is a button that calls `go` with its row. */
export function listsOf(pair: Pair, go: (row: number) => void): HTMLElement[] {
  return (["moved", "kept"] as const).map((which) => {
    const [listed, tie] =
      which === "moved" ? [pair.moved_most, pair.moved_most_tie] : [pair.kept_most, pair.kept_most_tie];
    const rows = listed.map((item) => [
      tokenButton(item, go),
      item.overlap.toFixed(1),
      words(item.before),
      words(item.after),
    ]);
    const box = table(say(which), [say("token"), say("overlap"), say("before"), say("after")], rows);
    if (tie) box.append(el("p", { class: "note" }, say("tie", { ...tie, value: tie.value.toFixed(1) })));
    return box;
  });
}

function tokenButton(item: Listed, go: (row: number) => void): HTMLElement {
  const button = el("button", { type: "button" }, el("bdi", {}, short(item.token)));
  button.addEventListener("click", () => go(item.row));
  return button;
}

function words(tokens: readonly string[]): HTMLElement {
  const list = el("span", { class: "words" });
  for (const token of tokens) list.append(el("bdi", {}, short(token)), " ");
  return list;
}

function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | HTMLElement)[])[],
): HTMLElement {
  return el(
    "div",
    { class: "table" },
    el(
      "table",
      {},
      el("caption", {}, title),
      el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell))))),
    ),
  );
}
