// What is to be said of the vocabulary: findings with their counts; one that is chosen is selected on the map.

import { button, el } from "../browser/dom.ts";
import { overviewOf } from "../camera/overview.ts";
import { roomIn } from "../camera/room.ts";
import type { Context, Panel } from "../context.ts";
import { type Found, findingsOf, type Quiet, quietOf } from "../data/check.ts";
import { languageOf } from "../locales/i18n.ts";
import { own } from "../text/own.ts";
import { visible } from "../text/text.ts";
import styles from "./check.css";

export const checkPanel: Panel = { styles, shared: true, start };

function start(context: Context): () => void {
  const { data, left, root, camera, store } = context;
  const findings = findingsOf(data);
  const quiet = createQuiet(context);
  if (findings.length === 0 && quiet.isEmpty) return () => undefined;
  const items = findings.map((found) => createItem(context, found, () => choose(found)));
  const title = el("span", {});
  const count = el("span", { class: "value" });
  const panel = el(
    "details",
    { class: "panel check" },
    el("summary", {}, title, count),
    el("ul", {}, ...items.map(({ element }) => element)),
    quiet.element,
  );
  left.append(panel);

  const choose = ({ rows }: Found): void => {
    const isChosen = store.state.picked === rows;
    store.set({ picked: isChosen ? null : rows });
    // the list of its tokens is a panel, too: the room is what that leaves
    if (!isChosen && camera.sized) camera.fly(overviewOf(data, rows, camera, roomIn(root)));
  };
  const dress = (): void => {
    title.textContent = context.t("check");
    count.textContent = findings.length.toLocaleString(store.state.locale);
    for (const item of items) item.dress();
    quiet.dress();
  };
  const follow = (): void => {
    for (const item of items) item.follow();
    const chosen = items.find(({ found }) => found.rows === store.state.picked);
    // the list of tokens takes room from this one
    if (chosen)
      requestAnimationFrame(() => (panel.scrollTop = chosen.element.offsetTop - panel.firstElementChild!.clientHeight));
  };
  const stops = [store.on(["picked"], follow), context.onDress(dress)];
  dress();
  follow();
  return () => stops.forEach((stop) => stop());
}

/** Says what lists no row: since there is none, or none as far as was looked, or since nobody looked. */
function createQuiet(context: Context): { element: HTMLElement; isEmpty: boolean; dress(): void } {
  const element = el("div", { class: "quiet" });
  const { none, soFar, notChecked } = quietOf(context.data);
  const parts = [
    ["checkNone", none],
    ["checkSoFar", soFar],
    ["checkNot", notChecked],
  ] as const;
  return {
    element,
    isEmpty: parts.every(([, told]) => told.length === 0),
    dress() {
      const { findings } = languageOf(context.store.state.locale);
      const said = ({ name, title, why }: Quiet): string =>
        `${own(findings, name) ?? visible(title)}${why === "" ? "" : ` (${visible(why)})`}`;
      const lines = parts.filter(([, told]) => told.length > 0);
      element.replaceChildren(
        ...lines.map(([key, told]) => el("p", { class: "why" }, `${context.t(key)}: ${told.map(said).join("; ")}`)),
      );
    },
  };
}

interface Item {
  readonly found: Found;
  readonly element: HTMLElement;
  /** Says it in the reader's language. */
  dress(): void;
  /** Whether it is chosen. */
  follow(): void;
}

function createItem(context: Context, found: Found, choose: () => void): Item {
  const { store } = context;
  const name = el("span", {});
  const count = el("span", { class: "value" });
  const chooser = button({ "data-finding": found.name }, choose, name, count);
  const details = el("p", { class: "why" });
  return {
    found,
    element: el("li", { class: found.isFault ? "fault" : "fact" }, chooser, details),
    dress() {
      const { locale } = store.state;
      const told = own(languageOf(locale).findings, found.name);
      name.textContent = told ?? visible(found.title);
      name.lang = told === undefined ? "en" : locale;
      count.textContent = found.count.toLocaleString(locale);
      const { advice, rules } = languageOf(locale);
      const exact = visible(`${found.rule}; ${found.sure}.`);
      chooser.title = exact;
      const more = found.count - found.rows.length;
      const cut = more > 0 ? [el("span", {}, context.t("more", { n: more }))] : [];
      const said = (text: string | undefined): HTMLElement[] =>
        text === undefined ? [] : [el("span", { lang: locale }, text)];
      const english = (text: string): HTMLElement => el("span", { lang: "en" }, visible(text));
      const advised = own(advice, found.name);
      // the numbers stand in the file's own words alone
      const rest = [...said(own(rules, found.name)), english(exact)];
      details.replaceChildren(...cut, ...(advised ? said(advised) : [english(found.advice)]), ...rest);
    },
    follow() {
      const isChosen = store.state.picked === found.rows;
      chooser.setAttribute("aria-pressed", String(isChosen));
      details.hidden = !isChosen;
    },
  };
}
