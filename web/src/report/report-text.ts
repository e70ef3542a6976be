// What the comparison page holds and says, in English and Japanese.

import { browserLocale } from "../locales/i18n.ts";

export interface Score {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly null: number;
  readonly null_sd: number;
}

export interface Listed {
  readonly row: number;
  readonly token: string;
  readonly overlap: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Pair {
  readonly scores: readonly Score[];
  readonly moved_most: readonly Listed[];
  readonly kept_most: readonly Listed[];
}

export interface Space {
  readonly name: string;
  /** Share of true neighbors kept by this map, and by one laid out freely. */
  readonly recall: number;
  readonly free_recall: number;
  readonly geometry: Readonly<Record<string, number | null>>;
}

/** Written by src/lexiscape/files/report.py. */
export interface Report {
  readonly title: string;
  readonly coverage: string;
  readonly warnings: readonly string[];
  readonly spaces: readonly Space[];
  /** Every other space against the first. */
  readonly pairs: readonly Pair[];
}

const ENGLISH = {
  damaged: "This page cannot be read: its data is damaged. Please make or download it again.",
  moveTogether: "Move both maps together",
  compareWith: "Compare with",
  keeps: "This map keeps {share} of the 10 nearest neighbors; laid out freely it would keep {free}.",
  score: "Score",
  value: "value",
  interval: "95 % interval",
  chance: "by chance",
  scores: "How much of the first space the second has",
  byLayer: "Scores, space by space; grey: what chance gives (± 2 standard deviations)",
  geometry: "Shape of each space",
  space: "Space",
  anisotropy: "anisotropy (mean cosine of two tokens)",
  first_component: "variance along the first component",
  self_similarity: "self-similarity (mean cosine of a token's occurrences)",
  occurrence_anisotropy: "its baseline (occurrences of two tokens)",
  "overlap@": "neighbors in common, of the {k} nearest",
  cka: "similarities agree, large ones above all (debiased CKA)",
  spearman: "similarities agree in rank",
  procrustes: "one space is the other, turned and scaled",
  moved: "Moved most",
  kept: "Kept most",
  token: "Token",
  overlap: "overlap",
  before: "nearest in the first",
  after: "nearest in the second",
};

const JAPANESE: Record<keyof typeof ENGLISH, string> = {
  damaged: "データが壊れているため、このページは読めません。作り直すか、もう一度ダウンロードしてください。",
  moveTogether: "二つの地図を一緒に動かす",
  compareWith: "比べる相手",
  keeps: "この地図は近傍10語のうち{share}を保っています。自由に配置した場合は{free}です。",
  score: "指標",
  value: "値",
  interval: "95 % 信頼区間",
  chance: "偶然の場合",
  scores: "一つ目の空間がどれだけ二つ目にあるか",
  byLayer: "空間ごとの指標。灰色は偶然の場合(±2標準偏差)",
  geometry: "それぞれの空間の形",
  space: "空間",
  anisotropy: "異方性(二語の平均コサイン)",
  first_component: "第一主成分の分散比",
  self_similarity: "自己類似度(同じ語の出現どうしの平均コサイン)",
  occurrence_anisotropy: "その基準(異なる語の出現どうし)",
  "overlap@": "最近傍 {k} 語のうち共通する割合",
  cka: "類似度の一致、大きいものほど重い(補正済み CKA)",
  spearman: "類似度の順位の一致",
  procrustes: "回転と拡大縮小で重なる度合い",
  moved: "最も動いた語",
  kept: "最も変わらない語",
  token: "トークン",
  overlap: "一致",
  before: "一つ目での近傍",
  after: "二つ目での近傍",
};

export type Key = keyof typeof ENGLISH;

/** A text in the reader's language, `{name}` filled in. */
export function say(key: Key, values: Readonly<Record<string, string>> = {}): string {
  const text = (browserLocale() === "ja" ? JAPANESE : ENGLISH)[key];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

export function isKey(name: string): name is Key {
  return name in ENGLISH;
}
