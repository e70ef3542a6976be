"""What an automatic tour looks for on a map: words by topic, and what each is called in the languages of the page."""

from __future__ import annotations

from typing import NamedTuple

from lexiscape.text.dates import MONTHS as MONTH_WORDS


class Topic(NamedTuple):
    """Words that are alike.

    Attributes
    ----------
    title : mapping of str to str
        What a stop of them is called, by language.
    what : mapping of str to str
        What they are, as a sentence says it.
    words : str
        Which they are, case folded, with spaces between.
    """

    title: dict[str, str]
    what: dict[str, str]
    words: str


MONTHS = Topic(
    {"en": "Months", "ja": "月"},
    {"en": "are spelled as months", "ja": "月の名前のつづり"},
    " ".join(word.casefold() for words in MONTH_WORDS for word in words) + " sept",
)
UNITS = Topic(
    {"en": "Units", "ja": "単位"},
    {"en": "are spelled as units of measurement", "ja": "単位のつづり"},
    (
        "mm cm km kg mg ml kb mb gb tb hz khz mhz ghz kw mw gw kwh mph kmh rpm psi lb lbs oz ft yd sq ha "
        "meter meters metre metres millimeter millimeters centimeter centimeters kilometer kilometers kilometre "
        "kilometres mile miles inch inches foot feet yard yards acre acres hectare hectares gram grams kilogram "
        "kilograms tonne tonnes ton tons pound pounds ounce ounces liter liters litre litres gallon gallons second "
        "seconds minute minutes hour hours volt volts watt watts kilowatt megawatt hertz joule joules calorie calories "
        "celsius fahrenheit kelvin degree degrees horsepower knots "
        "メートル キロ グラム リットル トン センチ ミリ ワット ボルト"
    ),
)
NAMES = Topic(
    {"en": "Names", "ja": "名前"},
    {"en": "are spelled as common given names or surnames", "ja": "よくある人名のつづり"},
    (
        "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
        "donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob "
        "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra "
        "ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca laura helen anna "
        "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson "
        "anderson taylor moore jackson martin thompson "
        "peter hans klaus pierre jean jacques marie juan carlos maria giovanni ivan mohammed ahmed ali "
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本"
    ),
)
TOPICS = (UNITS, MONTHS, NAMES)

#: Of writing systems, by the names that Unicode has for them; others are called by that name.
SCRIPTS_JA = {
    "Han": "漢字",
    "Hiragana": "平仮名",
    "Katakana": "片仮名",
    "Hangul": "ハングル",
    "Cyrillic": "キリル文字",
    "Arabic": "アラビア文字",
    "Greek": "ギリシア文字",
    "Hebrew": "ヘブライ文字",
    "Devanagari": "デーヴァナーガリー文字",
    "Thai": "タイ文字",
}
