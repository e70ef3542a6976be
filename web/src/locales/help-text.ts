// The help card's text. Keys are set apart by " · ".

import type { Locale } from "./i18n.ts";

interface Help {
  readonly title: string;
  readonly lead: string;
  readonly keys: readonly (readonly [string, string])[];
}

export const HELP: Readonly<Record<Locale, Help>> = {
  en: {
    title: "Reading this map",
    lead:
      "Every dot is a token of the model's vocabulary, near the tokens that the model holds to be alike. A flat map must " +
      "distort: select a token to see its true neighbors, numbered, and where they really lie; crosses mark those " +
      "that are only near on the map.",
    keys: [
      ["←", "move (arrow keys, or drag)"],
      ["+ · −", "zoom (or wheel, or pinch)"],
      ["0", "the whole map"],
      ["/", "search: words, or a /pattern/"],
      ["Enter", "on the map: select the token in the middle; in the search: fly to the next one found"],
      ["Tab", "from the map to the neighbors and everything else"],
      ["L · B", "outline tokens with a lasso or a box (or Shift and drag)"],
      ["S", "select all that is on the screen and in color"],
      ["Esc", "clear, step by step"],
      ["?", "this card"],
    ],
  },
  ja: {
    title: "この地図の読み方",
    lead:
      "点はモデルの語彙のトークンで、モデルが似ているとみなすものどうしが近くに並びます。平らな地図には必ずゆがみが" +
      "あります。トークンを選ぶと、本当の近傍が番号つきで、実際にある場所とともに示されます。×印は地図の上でだけ近いものです。",
    keys: [
      ["←", "移動 (矢印キー、またはドラッグ)"],
      ["+ · −", "拡大・縮小 (ホイール、ピンチでも)"],
      ["0", "全体表示"],
      ["/", "検索: 語、または /正規表現/"],
      ["Enter", "地図では中央のトークンを選択、検索欄では次の結果へ"],
      ["Tab", "地図から近傍の一覧や操作へ"],
      ["L · B", "投げ縄・四角で囲んで選択 (Shift + ドラッグでも)"],
      ["S", "画面にある色つきのトークンをすべて選択"],
      ["Esc", "順に解除"],
      ["?", "このヘルプ"],
    ],
  },
};
