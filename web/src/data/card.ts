// How faithful the map is, as it carries it: its score card. A file may be anybody's, so what is no score is left out.

import { fieldsOf, own } from "../text/own.ts";
import type { MapData } from "./data.ts";

export interface CardScore {
  /** Identifier, as `lexiscape score` prints it. */
  readonly name: string;
  readonly value: number;
  /** Half the width of the 95% confidence interval. */
  readonly margin: number;
  /** What tokens strewn at random get. */
  readonly chance: number;
  /** What the plane of the first two principal components gets. */
  readonly pca: number;
}

export interface ScoreCard {
  /** Tokens that were sampled. */
  readonly anchors: number;
  readonly scores: readonly CardScore[];
}

export function cardOf({ meta }: Pick<MapData, "meta">): ScoreCard | null {
  const card = fieldsOf(own(meta, "card"));
  const scores = Object.entries(fieldsOf(own(card, "scores"))).flatMap(([name, told]) => {
    const [value, margin, chance, pca] = ["value", "margin", "chance", "pca"].map((key) => own(fieldsOf(told), key));
    return isNumber(value) && isNumber(margin) && isNumber(chance) && isNumber(pca)
      ? [{ name, value, margin, chance, pca }]
      : [];
  });
  const anchors = own(card, "anchors");
  return scores.length > 0 && isNumber(anchors) ? { anchors, scores } : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
