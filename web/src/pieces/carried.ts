// The tokenizer that a page carries: its bytes and the map's tokens in, what cuts texts out. The format is written by
// src/lexiscape/files/tokenizer.py, and only of kinds that @huggingface/tokenizers, with what is put right here, cuts as
// the tokenizers library does.

import { Tokenizer } from "@huggingface/tokenizers";
import { inflate, partsOf } from "../data/container.ts";
import { fromBase64 } from "../data/data.ts";
import { type BertNormalizer, normalizeBert, splitBert } from "./bert.ts";
import { strangerIn } from "./strangers.ts";

/** A text's tokens, by id; `unknown` is the id that stands for what the vocabulary does not know. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly unknown: number | null;
}

/** Its tokens, or the character because of which they are not known. */
export type Cut = Tokens | { readonly stranger: string };

export type Cutter = (text: string) => Cut;

/** The tokens that the map has, which are not carried a second time: row by row. */
export interface Known {
  readonly ids: ArrayLike<number>;
  readonly raw: readonly string[];
}

interface Step {
  readonly type: string;
  readonly [setting: string]: unknown;
}

interface Header {
  readonly version: number;
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
  readonly normalizer: Step;
  readonly pre_tokenizer: Step | null;
  readonly model: Step;
  /** Ids of the map that are none of the model's. */
  readonly outside: readonly number[];
  /** The model's tokens that the map has not. */
  readonly rest: readonly (readonly [number, string])[];
  /** The id of what stands for the unknown. */
  readonly unknown: number | null;
  /** Pairs that are merged, as byte planes: the ids of all left parts, then of all right ones. */
  readonly merges: { readonly count: number; readonly width: number } | null;
  /** How many scores follow, as single or double precision. */
  readonly scores: { readonly count: number; readonly width: 4 | 8 } | null;
  /** Whether tables of Unicode decide where it cuts. */
  readonly tables: boolean;
  /** Whether an added token takes the white space beside it. */
  readonly strips: boolean;
}

const MAGIC = "LXST";
const VERSION = 1;

/** Unpack what the page carries; throws where it was cut or altered. */
export async function openCarried(text: string, known: Known): Promise<Cutter> {
  const opened = partsOf<Header>(await inflate(fromBase64(text)), MAGIC);
  if (!opened) throw new Error("it is no tokenizer");
  const { header, parts } = opened;
  if (header.version !== VERSION) throw new Error(`it is of version ${header.version}, not ${VERSION}`);
  const tokens = tokensOf(header, known);
  const cutter = cutterOf(header, { ...header.model, ...sectionsOf(header, parts, tokens) });
  return (cut) => {
    const stranger = strangerIn(cut, header);
    return stranger === null ? { ids: cutter(cut), unknown: header.unknown } : { stranger };
  };
}

/** The model's tokens, by id. */
function tokensOf({ outside, rest }: Header, { ids, raw }: Known): Map<number, string> {
  const tokens = new Map<number, string>(rest);
  const without = new Set(outside);
  raw.forEach((token, row) => {
    if (!without.has(ids[row])) tokens.set(ids[row], token);
  });
  return tokens;
}

function sectionsOf(header: Header, body: Uint8Array, tokens: ReadonlyMap<number, string>): object {
  if (header.scores) {
    const { count, width } = header.scores;
    const whole = fromPlanes(body, count, width);
    const scores = width === 4 ? new Float32Array(whole.buffer) : new Float64Array(whole.buffer);
    return { vocab: Array.from(scores, (score, id) => [tokens.get(id), score]) };
  }
  const vocab = Object.fromEntries(Array.from(tokens, ([id, token]) => [token, id]));
  if (!header.merges) return { vocab };
  const { count, width } = header.merges;
  const whole = fromPlanes(body, 2 * count, width, 4);
  const parts = new Uint32Array(whole.buffer);
  return {
    vocab,
    merges: Array.from({ length: count }, (_, i) => [parts[i], parts[count + i]].map((id) => tokens.get(id))),
  };
}

/** Numbers of `width` bytes that are stored as all their first bytes, then all their second ones, …: in `wide` bytes. */
function fromPlanes(planes: Uint8Array, count: number, width: number, wide = width): Uint8Array {
  if (planes.length !== count * width) throw new Error("it is not whole");
  const whole = new Uint8Array(count * wide);
  for (let plane = 0; plane < width; plane++) {
    for (let i = 0; i < count; i++) whole[i * wide + plane] = planes[plane * count + i];
  }
  return whole;
}

type Split = (text: string, options: { section_index?: number }) => readonly string[];

function cutterOf(header: Header, model: object): (text: string) => number[] {
  const { normalizer, pre_tokenizer } = header;
  const ownNormalizer = normalizer.type === "BertNormalizer";
  const split = pre_tokenizer && own(pre_tokenizer);
  const tokenizer = new Tokenizer(
    {
      added_tokens: header.added_tokens,
      normalizer: ownNormalizer ? null : normalizer,
      pre_tokenizer: split ? null : pre_tokenizer,
      model,
      post_processor: null,
      decoder: null,
    },
    {},
  );
  const parts = tokenizer as unknown as {
    normalizer: ((text: string) => string) | null;
    pre_tokenizer: Split | null;
    model: { _call(pieces: readonly string[]): string[] };
  };
  if (ownNormalizer) parts.normalizer = (text) => normalizeBert(text, normalizer as unknown as BertNormalizer);
  if (split) parts.pre_tokenizer = split;
  // each part by itself: what is unknown at the end of one is not fused with what is unknown at the start of the next
  const call = parts.model._call.bind(parts.model);
  parts.model._call = (pieces) => pieces.flatMap((piece) => call([piece]));
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

/** Pre-tokenizers that @huggingface/tokenizers has otherwise. */
function own(step: Step): Split | null {
  if (step.type === "BertPreTokenizer") return splitBert;
  if (step.type !== "Metaspace") return null;
  const mark = step.replacement as string;
  const scheme = step.prepend_scheme as "always" | "first" | "never";
  return (text, { section_index }) => {
    const marked = text.replaceAll(" ", mark);
    const first = scheme === "always" || (scheme === "first" && section_index === 0);
    const whole = first && !marked.startsWith(mark) ? mark + marked : marked;
    return step.split ? whole.split(new RegExp(`(?=${mark})`, "u")).filter((part) => part !== "") : [whole];
  };
}
