// 日本語: フィルムの欄の文言。

import type { Texts } from "./en.ts";

const texts: Texts = {
  title: "フィルム",
  play: "再生",
  pause: "停止",
  back: "前のコマ (,)",
  next: "次のコマ (.)",
  frame: "コマ",
  place: "{name}（{n} コマ中 {i} 番目）",
  keeps: "この地図は真の最近傍 {k} 個の {share} を示します。単独で描いた地図なら {free} です。",
  apart: "このコマの位置は独自のものです。次のコマの位置に合わせると、近傍の 1% を超えて失われます。",
  nearOfLast: "近傍は最後のコマ {name} のものです。すべてのコマの近傍は 1 ページに収まりません。",
  only: "すべてのコマにあるトークンのみ: {coverage}",
  more: "スライダー、変わること、動いたもの",
  changes: "変化",
  before: "前のコマから保たれた近傍",
  last: "最後のコマと共通の近傍",
  chance: "{value}（偶然なら {null}）",
  norm: "行の長さ（中央値、5〜95%）",
  anisotropy: "異方性: 2 トークンのコサインの平均",
  effective_rank: "有効ランク",
  untrained: "未学習に見える行",
  unknown: "不明",
  notApplicable: "当てはまりません: {why}",
  isFirst: "前のコマがありません",
  isLast: "これが最後のコマです",
  isCorrected: "行は補正されたもの ({space}) で、学習された行そのものではありません",
  moved: "{name} から最も動いたトークン",
  movedHelp: "埋め込み空間でのコサイン距離。全体を回転して合わせた後の値です。",
  tie: "{value} 動いた {equal} 個のうち {listed} 個を掲載。",
  nothingBefore: "最初のコマです。これより前はありません。",
  trails: "動いた跡を描く",
  damaged: "このページのコマを読めません（{why}）。ページを作り直すか、もう一度ダウンロードしてください。",
};

export default texts;
