// The search box and what it found; what is not found is greyed on the map, not hidden.

import type { Context, Panel } from "../context.ts";
import { el } from "../dom.ts";
import { setMask } from "../store.ts";
import { short } from "../text.ts";

const LISTED = 100;

export const searchPanel: Panel = (context: Context) => {
  const { data, store, left } = context;
  const input = el("input", { type: "search", class: "query", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const status = el("p", { class: "status", role: "status" });
  const list = el("ul", { class: "found" });
  const panel = el("section", { class: "panel search" }, input, status, list);
  left.append(panel);

  const dress = (): void => {
    input.placeholder = context.t("searchHint");
    input.setAttribute("aria-label", context.t("search"));
    panel.setAttribute("aria-label", context.t("search"));
    show();
  };
  const show = (): void => {
    const { query, matches } = store.state;
    if (input.value !== query) input.value = query;
    const { error } = matches ? { error: null } : context.search(query);
    status.textContent = matches
      ? context.t(matches.length ? "found" : "foundNone", { n: matches.length })
      : error
        ? context.t("badPattern", { why: error })
        : "";
    list.replaceChildren(
      ...[...(matches?.subarray(0, LISTED) ?? [])].map((row) => {
        const button = el("button", { type: "button", "data-row": row }, el("bdi", {}, short(data.readable[row])));
        if (data.raw[row] !== data.readable[row]) button.append(el("bdi", { class: "raw" }, short(data.raw[row])));
        return el("li", {}, button);
      }),
    );
    if (matches && matches.length > LISTED) {
      list.append(el("li", { class: "more" }, context.t("more", { n: matches.length - LISTED })));
    }
  };
  input.addEventListener("input", () => {
    store.set({ query: input.value });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && store.state.matches?.length) context.goTo(store.state.matches[0]);
    if (event.key === "Escape") {
      store.set({ query: "" });
      context.surface.focus();
    }
    if (event.key === "ArrowDown") list.querySelector("button")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const item = (event.target as HTMLElement).closest("li");
    const next = event.key === "ArrowDown" ? item?.nextElementSibling : item?.previousElementSibling;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      (next?.querySelector("button") ?? (event.key === "ArrowUp" ? input : null))?.focus();
    }
  });
  list.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest("button");
    if (button) context.goTo(Number(button.dataset.row));
  });
  const stops = [store.on(["query", "matches"], show), context.onDress(dress)];
  dress();
  return () => stops.forEach((stop) => stop());
};

/** Keep `matches` and its mask in step with the query. */
export function runSearches(context: Context): () => void {
  const { data, search, store } = context;
  return store.on(["query"], ({ query }) => {
    const { rows, error } = search(query);
    const nothing = query.trim() === "" || error !== null;
    store.set({ matches: nothing ? null : rows });
    if (nothing || rows.length === 0) return setMask(store, "search", null);
    const mask = new Uint8Array(data.n);
    for (const row of rows) mask[row] = 1;
    setMask(store, "search", mask);
  });
}
