// The search box and what it found; what is not found is greyed on the map, not hidden.

import { button, composes, el } from "../../browser/dom.ts";
import type { Context, Panel } from "../../context.ts";
import { findPattern } from "../../data/pattern-source.ts";
import searchStyles from "./search.css";
import tokenListStyles from "./token-list.css";
import { listKeys, tokenItems } from "./token-list.ts";

const LISTED = 100;
/** In maps of more tokens than these a search waits for the next frame: who types fast is not held up by each letter. */
const LARGE = 50_000;

export const searchPanel: Panel = { styles: [searchStyles, tokenListStyles].join("\n"), shared: true, start };

function start(context: Context): () => void {
  const { data, store, left } = context;
  const input = el("input", { type: "search", class: "query", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "status", role: "status" });
  const pick = button({ class: "pick", hidden: true }, () =>
    store.set({ picked: store.state.matches?.slice().sort() ?? null }),
  );
  const whole = button({ class: "pick", hidden: true }, () => {
    context.select(-1);
    context.goToAll(store.state.matches ?? new Uint32Array(0));
  });
  const said = el("div", { class: "answer" }, status, whole, pick);
  const list = el("ul", { class: "tokens" });
  const panel = el("section", { class: "panel search" }, input, said, list);
  left.append(panel);

  /** The frame that will look for what was typed. */
  let typed = 0;
  const seek = (): void => {
    cancelAnimationFrame(typed);
    typed = 0;
    store.set({ query: input.value });
  };
  const dress = (): void => {
    input.placeholder = context.t("searchHint");
    input.setAttribute("aria-label", context.t("search"));
    panel.setAttribute("aria-label", context.t("search"));
    pick.textContent = context.t("selectFound");
    whole.textContent = context.t("showFound");
    show();
  };
  const show = (): void => {
    const { query, matches } = store.state;
    if (!typed && input.value !== query) input.value = query;
    status.textContent = answer(context);
    said.hidden = status.textContent === ""; // WebKit does not notice in `:has(:empty)` that a text was set
    pick.hidden = whole.hidden = !matches?.length;
    list.replaceChildren(...tokenItems(context, matches ?? new Uint32Array(0), LISTED));
    list.scrollTop = 0;
    listKeys(
      list,
      (row) => context.goTo(row),
      () => input.focus(),
    );
  };
  input.addEventListener("input", () => {
    if (data.n <= LARGE) seek();
    else typed ||= requestAnimationFrame(seek);
  });
  input.addEventListener("keydown", (event) => {
    if (composes(event)) return; // Enter, arrows and Escape belong to the input method
    if (typed) seek();
    if (event.key === "Enter") goOn(context, event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      store.set({ query: "" });
      context.surface.focus();
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.querySelector("button")?.focus();
  });
  const stops = [store.on(["query", "matches", "pattern"], show), context.onDress(dress), followPatterns(context)];
  dress();
  return () => {
    cancelAnimationFrame(typed);
    stops.forEach((stop) => stop());
  };
}

/** Fly to the best match, or to the one after or before the selected one. */
function goOn({ store, goTo }: Context, step: 1 | -1): void {
  const { matches, selected } = store.state;
  if (!matches?.length) return;
  const at = matches.indexOf(selected);
  goTo(matches[at < 0 ? 0 : (at + step + matches.length) % matches.length]);
}

/** How the search went, in words. */
function answer({ search, store, t }: Context): string {
  const { query, matches, pattern } = store.state;
  if (pattern !== "done") return pattern === "running" ? "…" : t("slowPattern");
  if (!matches) {
    const { error } = search(query);
    return error === null ? "" : t("badPattern", { why: error });
  }
  if (matches.length > 0) return t("found", { n: matches.length });
  const unfinished = /^\/[^/]+$/.test(query.trim());
  return unfinished ? `${t("foundNone")} · ${t("unfinished")}` : t("foundNone");
}

/** Try patterns beside the page, and show what they find. */
function followPatterns({ data, search, store }: Context): () => void {
  let stopPattern = (): void => undefined;
  const stop = store.on(["query"], ({ query }) => {
    stopPattern();
    if (store.state.pattern !== "running") return;
    const { pattern } = search(query);
    if (!pattern) return;
    const tell = (found: Uint32Array | null): void =>
      store.set({ matches: found, pattern: found ? "done" : "too slow" });
    stopPattern = findPattern(pattern, data, tell);
  });
  return () => {
    stop();
    stopPattern();
  };
}
