// What the interface says, in English and Japanese. A key missing from one language fails the type check.

const ENGLISH = {
  mapOf: "Map of {n} tokens of {name}",
  mapHelp: "Arrow keys move, + and − zoom, / searches, Escape clears.",
  search: "Search tokens",
  searchHint: "Search, or /pattern/",
  found: "{n} found",
  foundNone: "nothing found",
  badPattern: "not a pattern: {why}",
  more: "and {n} more",
  colorBy: "Color by",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  wholeMap: "Whole map",
  close: "Close",
  neighbors: "True neighbors",
  keptHere: "{n} of {k} are also the nearest on the map",
  strangers: "Near on the map, but not true neighbors",
  showNearness: "Color by true nearness",
  nearest: "nearest",
  steps: "{n} steps",
  similarity: "similarity",
  distance: "distance",
  rawForm: "raw form",
  others: "other",
  theme: "Light or dark",
  token: "Token",
  id: "id",
  damaged: "This map cannot be read: its data is damaged ({why}). Please make or download the page again.",
  nowhere: "Nothing to draw: this map holds no tokens.",
} as const;

export type Key = keyof typeof ENGLISH;

const JAPANESE: Record<Key, string> = {
  mapOf: "{name} の {n} トークンの地図",
  mapHelp: "矢印キーで移動、+ と − で拡大縮小、/ で検索、Esc で解除。",
  search: "トークンを検索",
  searchHint: "検索、または /正規表現/",
  found: "{n} 件",
  foundNone: "見つかりません",
  badPattern: "正規表現の誤り: {why}",
  more: "ほか {n} 件",
  colorBy: "色分け",
  zoomIn: "拡大",
  zoomOut: "縮小",
  wholeMap: "全体表示",
  close: "閉じる",
  neighbors: "本当の近傍",
  keptHere: "うち {n} / {k} は地図上でも最も近い",
  strangers: "地図では近いが、本当の近傍ではない",
  showNearness: "本当の近さで色分け",
  nearest: "最も近い",
  steps: "{n} 歩",
  similarity: "類似度",
  distance: "距離",
  rawForm: "元の表記",
  others: "その他",
  theme: "明暗の切り替え",
  token: "トークン",
  id: "ID",
  damaged: "この地図は読めません。データが壊れています ({why})。作り直すか、もう一度ダウンロードしてください。",
  nowhere: "この地図にはトークンがありません。",
};

export type Locale = "en" | "ja";
export type Translate = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

export function browserLocale(): Locale {
  return navigator.language.toLowerCase().startsWith("ja") ? "ja" : "en";
}

export function translator(locale: Locale): Translate {
  const texts = locale === "ja" ? JAPANESE : ENGLISH;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? value.toLocaleString(locale) : value;
    });
}
