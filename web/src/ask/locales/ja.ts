// 日本語

import type { Texts } from "./en.ts";

const texts: Texts = {
  title: "ベクトルに尋ねる",
  told: "1 トークンあたり {dim} 個の数を丸めてあり、本当の近傍 {k} 件のうち {share}% が見つかります（{sample} トークンで測定）。",
  ranked: "{said}ここでの近さは単なるコサインです。近傍の一覧は {space} による順です。",
  damaged: "このページのベクトルを読み取れません（{why}）。作り直すか、もう一度ダウンロードしてください。",
  sum: "単語の足し引き",
  sumHint: "king - man + woman",
  empty: "トークンか、king - man + woman のような式を入力してください。",
  lacksAfter: "{before} の後に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
  lacksBefore: "{after} の前に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
  lacksBetween:
    "{before} と {after} の間に語がありません。記号そのものがトークンなら '+' のように引用符で囲んでください。",
  long: "式の項は {most} 個までです。",
  noToken: "{word} はこの地図のトークンではありません。",
  didYouMean: "もしかして:",
  becomes: "{word} は次のトークンに分かれます: {what}",
  notHere: "（ID {id}、未知またはこの地図にないトークン）",
  takeMean: "これらの平均を使う",
  meanOf: "{word} はトークンではなく、{n} 個のトークン {what} の平均で代えています。",
  outside: "語彙にない語は複数のトークンに分かれるか、この地図に含まれていません。",
  signs: "足し引きの記号の前後には、king - man + woman のように空白を入れてください。",
  cancel: "項が打ち消し合い、近さを測る方向が残りません。",
  zero: "零ベクトルの行が含まれ、方向がありません。",
  same: "両端が同じなので、間に線を引けません。",
  both: "{token} が両端にあります。両端には別の語を入れてください。",
  taken: "選んだトークン: {what}。別のものは、元の表記を引用符で囲んで指定します。",
  choice: "{raw}（ID {id}、{others} ではない）",
  leftOut: "除いた語: {what}。",
  place: "{token}（{place} 位、{value}）",
  caveat:
    "こうした足し引きが示すのは、同じ方向がベクトルの間に繰り返し現れることで、モデルがそれで推論することではありません。" +
    "式の語自体は一覧から除かれ、除かなければ多くの場合そのひとつが先頭に来ます (Linzen 2016)。",
  nearest: "最も近い {n} 件",
  selectAll: "すべて選択",
  two: "2 つの語、または語の組",
  from: "から（例: he, him）",
  to: "へ（例: she, her）",
  similarity: "類似度 {value}",
  distance: "距離 {value}",
  pairs: "{what}。無作為な 2 語では 95% が {low} から {high} の間です。",
  chance: "無作為な軸ではトークンの 95% が {low} から {high} の間にあり、この軸では {share}% がその外にあります。",
  noChance: "トークンが少なすぎて、無作為なものと比べられません。",
  toward: "{words} の側 ({sign})",
  color: "この軸で色分け",
  column: "{a} (-1) から {b} (1) への線の上の位置。",
  last: "最後に選んだ 2 つ: {a} と {b}。",
};

export default texts;
