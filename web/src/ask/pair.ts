// The two tokens that were selected last, and how near they are.

import { el } from "../browser/dom.ts";
import { short } from "../text/text.ts";
import { type Box, besideChance, type Part } from "./box.ts";

export function createPair(box: Box): Part {
  const { store, data } = box.context;
  const element = el("p", { class: "pair", role: "status" });
  let [before, last] = [-1, store.state.selected];
  let show = (): void => undefined;
  const stop = store.on(["selected"], ({ selected }) => {
    if (selected < 0 || selected === last) return;
    [before, last] = [last, selected];
    ask();
  });
  const ask = (): void => {
    if (before < 0 || !box.open) return;
    const [a, b] = [before, last];
    box.vectors.ask("pair", { a, b }, ({ distance, chance }) => {
      show = () => {
        const [one, other] = [a, b].map((row) => short(data.readable[row], 40));
        element.textContent = `${box.say("last", { a: one, b: other })} ${besideChance(box, distance, chance)}`;
      };
      show();
    });
  };
  return { element, dress: () => show(), opened: ask, stop };
}
