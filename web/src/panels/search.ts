// The search box and what it found; what is not found is greyed on the map, not hidden.

import type { Context, Panel } from "../context.ts";
import { button, el } from "../dom.ts";
import { findPattern } from "../pattern-source.ts";
import { maskOfRows, setMask } from "../store.ts";
import { listKeys, tokenButton } from "./token-list.ts";

const LISTED = 100;

export const searchPanel: Panel = (context: Context) => {
  const { data, store, left } = context;
  const input = el("input", { type: "search", class: "query", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "status", role: "status" });
  const pick = button({ class: "pick", hidden: true }, () => store.set({ picked: store.state.matches?.slice().sort() ?? null }));
  const list = el("ul", { class: "tokens" });
  const panel = el("section", { class: "panel search" }, input, el("div", { class: "answer" }, status, pick), list);
  left.append(panel);

  const dress = (): void => {
    input.placeholder = context.t("searchHint");
    input.setAttribute("aria-label", context.t("search"));
    panel.setAttribute("aria-label", context.t("search"));
    pick.textContent = context.t("selectFound");
    show();
  };
  const show = (): void => {
    const { query, matches } = store.state;
    if (input.value !== query) input.value = query;
    status.textContent = answer(context);
    panel.classList.toggle("silent", status.textContent === "");
    pick.hidden = !matches?.length;
    list.replaceChildren(
      ...[...(matches?.subarray(0, LISTED) ?? [])].map((row) => el("li", {}, tokenButton(data, row))),
    );
    if (matches && matches.length > LISTED) {
      list.append(el("li", { class: "more" }, context.t("more", { n: matches.length - LISTED })));
    }
    list.scrollTop = 0;
    listKeys(list, (row) => context.goTo(row), () => input.focus());
  };
  input.addEventListener("input", () => store.set({ query: input.value }));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter, arrows and Escape belong to the input method
    if (event.key === "Enter") goOn(context, event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      store.set({ query: "" });
      context.surface.focus();
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.querySelector("button")?.focus();
    }
  });
  const stops = [store.on(["query", "matches", "pattern"], show), context.onDress(dress)];
  dress();
  return () => stops.forEach((stop) => stop());
};

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

/** Keep `matches` and its mask in step with the query. */
export function runSearches(context: Context): () => void {
  const { data, search, store } = context;
  let stopPattern = (): void => undefined;
  const show = (rows: Uint32Array | null): void => {
    store.set({ matches: rows });
    setMask(store, "search", rows?.length ? maskOfRows(rows, data.n) : null);
  };
  const stop = store.on(["query"], ({ query }) => {
    stopPattern();
    const { rows, error, pattern } = search(query);
    store.set({ pattern: pattern ? "running" : "done" });
    if (!pattern) return show(query.trim() === "" || error !== null ? null : rows);
    show(null);
    stopPattern = findPattern(pattern, data, (found) => {
      store.set({ pattern: found ? "done" : "too slow" });
      show(found);
    });
  });
  return () => {
    stop();
    stopPattern();
  };
}
