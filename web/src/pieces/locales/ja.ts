// 日本語

import type { Texts } from "./en.ts";

const texts: Texts = {
  title: "文章をトークンに",
  hint: "文章を入力すると、トークンが下に並びます。",
  damaged: "このページのトークナイザーを読み取れません（{why}）。作り直すか、もう一度ダウンロードしてください。",
  long: "この文章は {n} 文字あります。ページで分割できるのは {most} 文字までです。長い文章には lexiscape tokens を使ってください。",
  stranger:
    "{character} は新しすぎる文字か、文字ではないため、ブラウザーではモデルのトークナイザーと違う分割になるおそれがあります。" +
    "取り除くか、lexiscape tokens を使ってください。",
  one: "1 トークン",
  many: "{n} トークン",
  unknown: "{told}、語彙にない部分: {n}",
  absent: "{told}、この地図にないもの: {n}",
  more: "ほか {n} 件",
  isUnknown: "未知",
  isAbsent: "地図になし",
  alike: "こう読めるトークンは {n} 個あります:",
  noToken: "{word} はこの地図のトークンではありません。",
  noTokenClose: "{word} はこの地図のトークンではありません。もしかして:",
  road: "地図の上に道を引く",
};

export default texts;
