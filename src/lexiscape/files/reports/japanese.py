"""What a report says, in English, in; the same in Japanese out, where it is known. Numbers stand in English alone.

Titles, advice and rules of what a map shows are those of the viewer's Check panel (web/src/locales/ja.ts).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Words(NamedTuple):
    """What a finding is called, what to do about it, and by which rule it goes."""

    title: str
    advice: str
    rule: str


#: Of a finding that is told in English alone.
UNKNOWN = Words("", "", "")

FINDINGS: dict[str, Words] = {
    "nonfinite": Words(
        "NaN や無限大を含む行",
        "ファイルを直してください。このような行が一つあると、そのトークンを含むバッチ全体が壊れます。",
        "NaN か無限大を含む。",
    ),
    "zero": Words(
        "ゼロだけの行",
        "これらのトークンをプロンプトに入れないでください。学習の前に、行に初期値 (全体の平均) を与えてください。",
        "すべての値が 0。",
    ),
    "far": Words(
        "大きく外れた行",
        "量子化の前に確かめてください。一つの行が、ブロック全体の目盛りを決めてしまいます。",
        "長さがほかの行から、またはある次元の値がほかの値から、大きく離れている。",
    ),
    "dimensions": Words(
        "外れた次元",
        "量子化では高い精度で残し、コサインで行を比べるときは除いてください。",
        "二乗平均平方根が、次元の中央値より何倍も大きい。",
    ),
    "identical": Words(
        "完全に同じ行",
        "モデルはこれらのトークンを区別できません。学習が触れていないか、わざと一つの行を共有しています。",
        "ほかの行と、すべての値が等しい。",
    ),
    "near-identical": Words(
        "ほとんど同じ行",
        "同じ行と同様です。わずかな違いは、丸めか雑音です。",
        "ほかの行との差が、長さの 1% に満たない。",
    ),
    "padding": Words(
        "トークンのない行",
        "入力としては無害です。生成のときは隠してください。新しいトークンに使えます。",
        "語彙にトークンのない ID の行。",
    ),
    "duplicates": Words(
        "重複するトークン",
        "トークナイザーが使うのは一つの行だけです。ほかを除くか、どの行が学習されたかを確かめてください。",
        "ほかの行と同じトークン。",
    ),
    "variants": Words(
        "文字の形、空白、大小だけが違うトークン",
        "学習データと同じように正規化してください。正規化で現れない形は、どんな文章からも作られません。",
        "Unicode の形、空白、大文字小文字をそろえると、ほかのトークンと同じになる。",
    ),
    "untrained": Words(
        "学習されていないように見える行",
        "モデル自身に確かめるまで、プロンプトに入れないでください。学習するか、新しいトークンに使ってください。",
        "共通の一点から、雑音だけ離れている。または、すべて 0 か、三つ以上の同じ行の一つ。",
    ),
    "untrained-special": Words(
        "そのうち特殊トークン",
        "これらを使うテンプレートで微調整するときは、その行も学習してください (PEFT では trainable_token_indices)。",
        "特殊トークン、または対話テンプレートに書かれたトークンで、学習されていないように見える。",
    ),
    "unrepeated": Words(
        "モデルが繰り返せないトークン",
        "プロンプトから除いてください。モデルが何をするか、わかりません。",
        "学習されていないように見え、三つのプロンプトのどの位置でも、モデルがほとんど出さない。",
    ),
    "reserved": Words(
        "新しいトークンに使える行",
        "行列を広げる代わりに、学習されていないように見える行の名前を変え、それぞれに初期値を与えてください。",
        "名前で予約されたトークン、またはトークンのない行。学習されていないように見えるものから。",
    ),
    "unreachable": Words(
        "どんな文章からも作られないトークン",
        "行の無駄で、プロンプトには ID でしか入りません。捨てるか、行を再利用してください。",
        "復号して符号化しなおすと、単独でもほかの文字の後でも、そのトークンに戻らない。",
    ),
    "partial": Words(
        "文字の一部だけのトークン",
        "バイト単位の語彙では、これで正常です。逐次出力では、トークンをつないでから復号してください。",
        "一文字に満たないバイトで、それだけの文章はない。",
    ),
    "unargmaxable": Words(
        "最大のスコアになれないトークン",
        "貪欲な生成では出ません。抽選なら出ることがあります。同じ行は引き分けます (「完全に同じ行」)。",
        "出力行列の行として、どんな状態に対しても、最大のスコアにならない。",
    ),
    "hubs": Words(
        "ハブ: 非常に多くの行の近傍",
        "近くにあることに意味を読まないでください。近傍の一覧からは外してください。",
        "平均の十倍を超える数の行の、近傍に入っている。",
    ),
    "geometry": Words(
        "行列全体の長さと向き",
        "どの行もほとんど同じ長さなら、長さは学習について何も語りません。",
        "有限で、ゼロでも巨大でもない行について。",
    ),
    "resized": Words(
        "新しいトークン",
        "ID がずれているなら、トークナイザーは別のモデルのもので、どの名前も違うものになります。",
        "比べる相手にないトークン。",
    ),
    "untouched": Words(
        "学習が変えなかった行",
        "調整に使った文章にこれらのトークンがないか、行列が固定されていました。",
        "比べる相手の同じトークンの行と、すべての値が等しい。",
    ),
    "fresh": Words(
        "初期値のままの新しい行",
        "これらのトークンを含む文章で、その行も学習してください。",
        "新しく、もとの行の平均の近くにあるか、ほかの行と同じか、学習されていないように見える。",
    ),
}

#: Sentences of which some are patterns: what stands between numbers is told in Japanese, the numbers as they are.
_SENTENCES = tuple(
    (re.compile(english), japanese)
    for english, japanese in (
        ("exact", "正確"),
        ("zero rows, copies and rows at the mean are certain", "ゼロの行、同じ行、平均にある行は確か"),
        (
            r"expected false share ([\d.]+)% \(95% interval ([\d.]+)% to ([\d.]+)%\), from the rows beside; "
            "some of those are little trained themselves",
            r"見込まれる誤りの割合 \1% (95% 区間 \2% から \3%)。まわりの行から見積もり、その中にはあまり"
            "学習されていない行もある",
        ),
        ("of the pairs that it tells exact; some pairs may be missed", "挙げた組は正確。見落とした組がありうる"),
        ("exact alone; behind other text, a few texts are tried", "単独では正確。ほかの文字の後では、いくつか試した"),
        ("what the model does, with these prompts", "これらのプロンプトでのモデルの振る舞い"),
        (
            r"of copies exact; the others of ([\d,]+) rows are too many to try unless asked for "
            r"\(--only unargmaxable\)",
            r"同じ行については正確。\1 行のほかは多すぎて、名指し (--only unargmaxable) でなければ試さない",
        ),
        (
            r"of copies exact; ([\d,]+) rows are vast, beside which the others are not tried",
            r"同じ行については正確。巨大な行が \1 あり、ほかは試していない",
        ),
        (
            r"of those listed exact; ([\d,]+) rows can have it for certain; ([\d,]+) candidates were not decided",
            r"挙げたものは正確。\1 行は確かになれる。\2 の候補は決まらなかった",
        ),
        (
            r"of those listed exact; ([\d,]+) rows can have it for certain; ([\d,]+) rows, the farthest from the mean "
            "of all, were not tried",
            r"挙げたものは正確。\1 行は確かになれる。平均から最も遠い \2 行は試していない",
        ),
        (
            r"of those listed exact; ([\d,]+) rows can have it for certain; ([\d,]+) candidates were not decided; "
            "([\\d,]+) rows, the farthest from the mean of all, were not tried",
            r"挙げたものは正確。\1 行は確かになれる。\2 の候補は決まらず、平均から最も遠い \3 行は試していない",
        ),
        (r"([\d,]+) ids are not in the tokenizer", r"トークナイザーにない ID が \1"),
        (
            r"([\d,]+) more rows that look untrained were not asked for",
            r"学習されていないように見える行のうち、あと \1 は聞いていない",
        ),
        (
            "no row looks untrained, so that the model was neither loaded nor asked",
            "学習されていないように見える行がないので、モデルを読み込まず、聞いてもいない",
        ),
        ("none", "なし"),
        ("none so far", "調べた範囲ではなし"),
        ("not checked", "調べていない"),
        (r"the model was not asked \(--verify\)", "モデルに聞いていません (--verify)"),
        (r"neighbors were not asked for \(--neighbors\)", "近傍を求めていません (--neighbors)"),
        (r"nothing to compare with was given \(--against\)", "比べる相手がありません (--against)"),
        (
            r"the source brings no tokenizer\.json \(--tokenizer FILE\)",
            "tokenizer.json がありません (--tokenizer FILE)",
        ),
        (
            r"the source has no vocabulary, and its rows no tokens \(--tokenizer FILE\)",
            "語彙がなく、行にトークンがありません (--tokenizer FILE)",
        ),
        (
            "the model is untied, and the files hold no output matrix",
            "入力と出力の行列が別で、ファイルに出力の行列がありません",
        ),
        ("the source brings words, not a model's vocabulary", "単語であって、モデルの語彙ではありません"),
        (
            r"the model is untied, and its output matrix was not read \(--both\)",
            "入力と出力の行列が別で、出力の行列を読んでいません (--both)",
        ),
        (
            "rows that hold NaN or infinite values have no scores: see nonfinite",
            "NaN や無限大を含む行にはスコアがありません (nonfinite を見てください)",
        ),
        (
            r"too little to tell by: ([\d,]+) different rows of ([\d,]+) dimensions",
            r"判断するには少なすぎる: 異なる行が \1、次元が \2",
        ),
        (
            "none stand out that differ by nothing but noise; noise as long as most rows are may be missed",
            "雑音のほかに違いがない行は、目立たない。ほとんどの行と同じ長さの雑音は、見落とすことがある",
        ),
        (
            r"none stand out: ([\d.]+)% of all rows lie like noise around a point",
            r"目立つ行はない: すべての行の \1% が、一点のまわりの雑音のように散らばる",
        ),
        (
            r"none stand out: rows lie like noise around (\d+) points or more, as if it were their way",
            r"目立つ行はない: \1 以上の点のまわりに、行が雑音のように散らばる",
        ),
        ("probability", "確率"),
        ("largest probability", "最大の確率"),
        ("length", "長さ"),
        ("such values", "その数"),
        ("other rows equal to it", "ほかの同じ行の数"),
        (r"rows that have it among their (\d+) nearest", r"これを近傍 \1 件に持つ行の数"),
        ("beyond the vocabulary", "語彙の後ろ"),
        ("a hole in it", "途中の穴"),
        ("form", "文字の形"),
        ("space", "空白"),
        ("case", "大文字小文字"),
        ("looks untrained", "学習されていないように見える"),
        ("does not look untrained", "学習されているように見える"),
        ("in the chat template", "対話テンプレートにある"),
        ("becomes nothing: it is normalized away", "正規化で消える"),
        ("at the mean of the rows before", "もとの行の平均にある"),
        ("a copy of another row", "ほかの行と同じ"),
    )
)


def in_japanese(sentence: str) -> str | None:
    """Return what is said in Japanese; None where it is not known."""
    for english, japanese in _SENTENCES:
        found = english.fullmatch(sentence)
        if found:
            return found.expand(japanese)
    return None
