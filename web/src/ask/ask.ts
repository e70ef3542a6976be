// The box that asks the vectors a page carries: sums, axes, pairs. Part of such pages only.

import { addStyles, el } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./ask.css";
import { createAxis } from "./axis.ts";
import type { Box } from "./box.ts";
import { createPair } from "./pair.ts";
import type { Told } from "./rows.ts";
import { createSum } from "./sum.ts";
import { sayIn } from "./texts.ts";
import { openVectors } from "./vectors-source.ts";

/** The element of the page that holds its vectors. */
const HOLDER = "lexiscape-vectors";

export const askPanel: Panel = { shared: true, start };

function start(context: Context): () => void {
  const holder = document.getElementById(HOLDER);
  if (!holder) return () => undefined;
  const { left, store } = context;
  addStyles(left.getRootNode() as ShadowRoot, styles); // the sheet of all other panels is part of every page
  const summary = el("summary", {});
  const note = el("p", { class: "note" });
  const panel = el("details", { class: "panel ask" });
  let [why, told]: [string, Told | null] = ["", null];
  const vectors = openVectors(
    () => holder.textContent.trim(),
    (reason) => {
      why = reason;
      dress();
    },
  );
  const box: Box = {
    context,
    vectors,
    get say() {
      return sayIn(store.state.locale);
    },
    get separator() {
      return store.state.locale === "ja" ? "、" : ", ";
    },
    means: new Map(),
    get open() {
      return panel.open;
    },
  };
  const parts = [createSum(box), createAxis(box), createPair(box)];
  panel.append(summary, ...parts.map(({ element }) => element), note);
  left.append(panel);
  panel.addEventListener("toggle", () => {
    if (!panel.open) return;
    vectors.ask("told", null, (answer) => {
      told = answer;
      dress();
    });
    for (const part of parts) part.opened?.();
  });
  const dress = (): void => {
    summary.textContent = box.say("title");
    if (why !== "") return panel.replaceChildren(summary, el("p", { role: "alert" }, box.say("damaged", { why })));
    for (const part of parts) part.dress();
    if (!told) return;
    const { dim, nearest: k, recall, sample, ranked: space } = told;
    const said = box.say("told", { dim, k, share: (100 * recall).toFixed(1), sample });
    note.textContent = space === undefined ? said : box.say("ranked", { said, space });
  };
  const stop = context.onDress(dress);
  dress();
  return () => {
    stop();
    vectors.stop();
    for (const part of parts) part.stop?.();
  };
}
