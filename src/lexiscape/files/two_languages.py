"""What a page says in English and in Japanese in, the page out: no request, every text of anybody's escaped.

Both languages stand in the page, and style alone shows one. Its one script, which the policy names by its hash, only
chooses Japanese where the browser is Japanese, as the page of a map does; without scripts the switch works as well.
"""

from __future__ import annotations

import html

from lexiscape.files.page import digest, head_of
from lexiscape.frames import encodable
from lexiscape.one_line import one_line

STYLE = """
:root { color-scheme: light dark; }
body { margin: 2em auto; padding: 0 1em; max-width: 64em; font: 16px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; border-bottom: 1px solid #8884; }
th { white-space: nowrap; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.t { overflow-wrap: anywhere; }
details { margin: 1em 0; }
summary { font-weight: 600; cursor: pointer; }
.rule { color: GrayText; }
#en:checked ~ main .ja, #ja:checked ~ main .en { display: none; }
@media print { body > input, body > label { display: none; } }
"""

#: Checks the box of the browser's language; written in the language of 2009, since no more is needed.
CHOOSE = 'if (/^ja/i.test(navigator.language || "")) document.getElementById("ja").checked = true;'

_SWITCH = (
    '<input type="radio" name="language" id="en" autocomplete="off" checked><label for="en" lang="en">English</label>\n'
    '<input type="radio" name="language" id="ja" autocomplete="off"><label for="ja" lang="ja">日本語</label>'
)


def compose(title: str, main: str) -> bytes:
    """Return a page's bytes; `title` and `main` are markup already."""
    policy = (
        f"default-src 'none'; script-src {digest(CHOOSE)}; style-src {digest(STYLE)}; base-uri 'none'; "
        "form-action 'none'"
    )
    text = f"""{head_of(title, policy, STYLE)}<body>
{_SWITCH}
<script>{CHOOSE}</script>
<main>
{main}
</main>
</body>
</html>
"""
    return text.encode("utf-8", "backslashreplace")


def safe(text: str) -> str:
    """Return text that is shown, never read as markup: on one line, what draws nothing spelled out, escaped."""
    return html.escape(encodable(one_line(text)))


def both(english: str, japanese: str) -> str:
    """Return markup that shows one of two texts, both of them escaped already."""
    return f'<span class="en" lang="en">{english}</span><span class="ja" lang="ja">{japanese}</span>'


def words(english: str, japanese: str | None) -> str:
    """Return markup that shows one of two texts; the English one alone where it is known in no other."""
    return both(safe(english), safe(japanese)) if japanese else f'<span lang="en">{safe(english)}</span>'
