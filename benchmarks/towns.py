"""Do words that belong together live together on the map? Named groups, located by number.

    python benchmarks/towns.py [--landings] MAP.npz [MAP.npz ...]

For each group (digits, years, months, countries, …) of which a vocabulary has at least five members: the share of each
member's 10 nearest points on the map that belong to the group, beside the same share among its 10 true nearest
neighbors in the embedding space, the most that a group of that size can reach, and chance. Prints a Markdown table.
The maps come from `lexiscape map SOURCE -o MAP.npz`.

With `--landings`: where a search lands. Up to ten members, of different groups, are typed into the search of each map's
page (headless Chromium, 1280 by 800) and flown to; the table counts the labels that no panel covers and the true
neighbors on the screen. Readable are 50 labels or more, the token's own among them; if a landing is not, it exits 1.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright
from scipy.spatial import cKDTree

import lexiscape as lx

K = 10
FEWEST = 5
#: Searches a map, and how many labels a landing shows at least.
LANDINGS, READABLE = 10, 50
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
VIEWER = "document.getElementById('lexiscape').lexiscape"
#: Of the page: labels beside its panels, true neighbors of the selected token on the screen, whether it is named.
SEEN = """() => {
  const v = document.getElementById("lexiscape").lexiscape;
  const box = (name) => document.getElementById("lexiscape").shadowRoot.querySelector(name).getBoundingClientRect();
  const [from, to] = [box(".search").right, box(".details").left];
  const row = v.state.selected;
  const beside = v.visibleLabels().filter((l) => !l.badgeOnly && l.left >= from && l.left + l.width <= to);
  const seen = [...v.data.neighbors.slice(row * v.data.k, (row + 1) * v.data.k)].filter((other) => {
    const x = v.size.width / 2 + (v.data.x[other] - v.view.x) * v.view.scale;
    const y = v.size.height / 2 + (v.data.y[other] - v.view.y) * v.view.scale;
    return x > 0 && x < to && y > 0 && y < v.size.height;
  });
  return [beside.length, seen.length, beside.some((label) => label.row === row)];
}"""


def listed(text: str) -> Callable[[str], bool]:
    """Belong when the token reads as one of these words, whatever its case."""
    words = {word.casefold() for word in text.split()}
    return lambda token: token.casefold() in words


def matching(pattern: str) -> Callable[[str], bool]:
    """Belong when the whole token matches."""
    compiled = re.compile(pattern)
    return lambda token: compiled.fullmatch(token) is not None


GROUPS: dict[str, Callable[[str], bool]] = {
    "digits": matching("[0-9]"),
    "numbers": matching("[0-9]{2,3}"),
    "years": matching("1[6-9][0-9]{2}|20[0-2][0-9]"),
    "number words": listed(
        "one two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred"
    ),
    "months": listed(
        "january february march april may june july august september october november december 1月 2月 3月 "
        "4月 5月 6月 7月 8月 9月 10月 11月 12月 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 "
        "十二月"
    ),
    "weekdays": listed(
        "monday tuesday wednesday thursday friday saturday sunday 月曜 火曜 水曜 木曜 金曜 土曜 日曜 月曜日 "
        "火曜日 水曜日 木曜日 金曜日 土曜日 日曜日"
    ),
    "colors": listed(
        "red blue green yellow orange purple pink brown black white gray grey violet crimson scarlet 赤 青 "
        "緑 黄色 赤色 青色 緑色 白 黒 茶色 紫 紫色 灰色 水色 ピンク オレンジ 白色 黒色 金色 銀色 桃色"
    ),
    "countries": listed(
        "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh "
        "barbados belarus belgium bolivia botswana brazil bulgaria burma cambodia cameroon canada chile china "
        "colombia congo croatia cuba cyprus denmark ecuador egypt eritrea estonia ethiopia fiji finland "
        "france gabon gambia germany ghana greece guatemala guinea guyana haiti honduras hungary iceland "
        "india indonesia iran iraq ireland israel italy jamaica japan kazakhstan kenya korea kosovo kuwait "
        "laos latvia lebanon liberia libya lithuania luxembourg macedonia madagascar malawi malaysia malta "
        "mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal "
        "netherlands nicaragua niger nigeria norway oman pakistan panama paraguay peru philippines poland "
        "portugal qatar romania russia rwanda samoa senegal serbia singapore slovakia slovenia somalia spain "
        "sudan suriname sweden switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine "
        "uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe アメリカ イギリス フランス ドイツ "
        "イタリア スペイン ロシア 中国 韓国 北朝鮮 台湾 タイ ベトナム インド インドネシア フィリピン "
        "マレーシア シンガポール オーストラリア カナダ メキシコ ブラジル アルゼンチン チリ ペルー エジプト "
        "トルコ イラン イラク イスラエル シリア サウジアラビア オランダ ベルギー スイス スウェーデン "
        "ノルウェー デンマーク フィンランド ポーランド ギリシャ ポルトガル ウクライナ ハンガリー オーストリア "
        "キューバ 米国 英国 クウェート カタール ヨルダン レバノン アフガニスタン パキスタン バングラデシュ "
        "ミャンマー ラオス カンボジア ネパール スリランカ モンゴル ニュージーランド アイルランド アイスランド "
        "チェコ ルーマニア ブルガリア セルビア クロアチア モロッコ アルジェリア チュニジア リビア スーダン "
        "エチオピア ケニア ナイジェリア ガーナ 南アフリカ コロンビア ベネズエラ ボリビア エクアドル "
        "パラグアイ ウルグアイ ジャマイカ ハイチ パナマ コスタリカ グアテマラ ニカラグア ホンジュラス"
    ),
    "US states": listed(
        "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii "
        "idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan "
        "minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee "
        "texas utah vermont virginia wisconsin wyoming"
    ),
    "prefectures": listed(
        "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 "
        "長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 "
        "高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄"
    ),
    "era names": listed(
        "明治 大正 昭和 平成 令和 慶応 安政 嘉永 天保 文政 文化 寛政 天明 安永 明和 宝暦 享保 元禄 寛文 寛永 "
        "慶長 文禄 天正 永禄 応仁 建武 承久 文久 万延 弘化 元文 延享 寛延 正徳 宝永 貞享 延宝"
    ),
    "units": listed(
        "kg km cm mm lbs mph ft kilometers kilometres miles meters metres feet inches pounds tons acres "
        "hectares gallons kilograms grams centimeters millimeters キロ メートル センチ センチメートル ミリ "
        "キロメートル グラム キログラム トン リットル ヘクタール インチ フィート マイル ポンド ワット ボルト "
        "ヘルツ"
    ),
    "near-synonyms of victory": listed(
        "victory victories triumph win wins winning won winner winners triumphant defeat defeated champion "
        "champions 優勝 連覇 勝利 制覇 勝者 王者 優勝者 決勝 準優勝 勝ち 連勝 V チャンピオン"
    ),
}


def shares(drawn: lx.EmbeddingMap, members: np.ndarray) -> tuple[float, float]:
    """Mean share of group members among each member's K nearest: on the map, and in the space."""
    inside = np.zeros(len(drawn), bool)
    inside[members] = True
    near = cKDTree(drawn.xy).query(drawn.xy[members], K + 1)[1]
    own = near == members[:, None]
    own[~own.any(axis=1), -1] = True
    near = near[~own].reshape(len(members), K)
    return float(inside[near].mean()), float(inside[drawn.found.indices[members, :K]].mean())


def landings(path: str, chromium: str) -> list[tuple[str, str, int, int, bool]]:
    """Return for each word that was flown to: its group, itself, labels beside the panels, neighbors seen, readable."""
    drawn = lx.load_map(path)
    kinds = drawn.space.kinds
    asked = []
    for group, belongs in GROUPS.items():
        whole = [
            token
            for row, token in enumerate(drawn.space.readable)
            if kinds[row] in ("word", "number") and belongs(token)
        ]
        asked += [(group, word) for word in whole[:1]]
    told = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        drawn.save(page := Path(folder, "map.html"))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        tab.goto(page.as_uri())
        tab.wait_for_function(f"() => {VIEWER}")
        for group, word in asked[:LANDINGS]:
            tab.evaluate(f"{VIEWER}.home()")
            tab.get_by_role("searchbox").fill(word)
            tab.evaluate(f"{VIEWER}.ready")
            tab.get_by_role("searchbox").press("Enter")
            tab.evaluate(f"{VIEWER}.ready.then(() => {VIEWER}.drawn())")
            read, near, named = tab.evaluate(SEEN)
            told.append((group, word, read, near, named and read >= READABLE))
        browser.close()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", nargs="+", metavar="MAP.npz")
    parser.add_argument("--landings", action="store_true", help="where a search for a member lands, in a browser")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    if options.landings:
        sys.exit(print_landings(options.maps, options.chromium))
    print("| vocabulary | group | members | on the map | in the space | at most | chance |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for path in options.maps:
        drawn = lx.load_map(path)
        kinds = drawn.space.kinds
        for group, belongs in GROUPS.items():
            rows = [
                row
                for row, token in enumerate(drawn.space.readable)
                if belongs(token) and kinds[row] in ("word", "number")
            ]
            if len(rows) < FEWEST:
                continue
            here, true = shares(drawn, np.array(rows))
            most, chance = min(1.0, (len(rows) - 1) / K), (len(rows) - 1) / (len(drawn) - 1)
            name = drawn.meta.get("name", path)
            print(f"| {name} | {group} | {len(rows)} | {here:.2f} | {true:.2f} | {most:.2f} | {chance:.4f} |")


def print_landings(maps: list[str], chromium: str) -> int:
    """Print the table of all maps; return 1 when a landing cannot be read."""
    print("| vocabulary | group | search | labels read | true neighbors seen | |")
    print("|---|---|---|---:|---:|---|")
    failed = 0
    for path in maps:
        for group, word, read, near, fine in landings(path, chromium):
            failed += not fine
            print(f"| {Path(path).stem} | {group} | {word} | {read} | {near} of {K} | {'' if fine else 'unreadable'} |")
    return min(failed, 1)


if __name__ == "__main__":
    main()
