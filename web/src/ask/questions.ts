// What the page asks its vectors, and what they answer.

import type { Unable } from "./rows.ts";
import {
  addUp,
  chanceAlong,
  chanceOfPairs,
  distanceOf,
  type Laid,
  layAxis,
  type Rows,
  type Signed,
  type Sum,
  type Told,
} from "./rows.ts";

/** By name: what is asked, and what is answered. */
export interface Questions {
  told: { asked: null; answer: Told };
  sum: { asked: { terms: readonly Signed[]; most: number }; answer: Sum | Unable };
  axis: { asked: { a: readonly number[]; b: readonly number[] }; answer: Laid | Unable };
  /** Of axes between groups of these sizes, of unit length. */
  chance: { asked: { a: number; b: number }; answer: readonly [number, number] | null };
  /** The two ends of an axis, and two tokens that were selected. */
  ends: { asked: { a: number; b: number }; answer: { distance: number; chance: readonly [number, number] | null } };
  pair: { asked: { a: number; b: number }; answer: { distance: number; chance: readonly [number, number] | null } };
}

export type Name = keyof Questions;

export interface Question<Kind extends Name = Name> {
  readonly kind: Kind;
  readonly asked: Questions[Kind]["asked"];
}

/** Answers to all questions about these rows. */
export function answererOf(told: Told, rows: Rows): (question: Question) => Questions[Name]["answer"] {
  let pairs: readonly [number, number] | null | undefined;
  const chances = new Map<string, readonly [number, number] | null>();
  const pair = ({ a, b }: Questions["pair"]["asked"]): Questions["pair"]["answer"] => {
    if (pairs === undefined) pairs = chanceOfPairs(rows);
    return { distance: distanceOf(rows, a, b), chance: pairs };
  };
  const answers: { [Kind in Name]: (asked: Questions[Kind]["asked"]) => Questions[Kind]["answer"] } = {
    told: () => told,
    sum: ({ terms, most }) => addUp(rows, terms, most),
    axis: ({ a, b }) => layAxis(rows, a, b),
    chance({ a, b }) {
      const key = `${a} ${b}`;
      if (!chances.has(key)) chances.set(key, chanceAlong(rows, a, b));
      return chances.get(key)!;
    },
    ends: pair,
    pair,
  };
  return ({ kind, asked }) => (answers[kind] as (asked: unknown) => Questions[Name]["answer"])(asked);
}
