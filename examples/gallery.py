"""Maps of several models as one folder, and a page with all of them side by side: for a static Space or any server.

python examples/gallery.py site demo:bert demo:llama spacy:ja_ginza
"""

import html
import re
import sys
from pathlib import Path

import lexiscape as lx

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Maps of vocabularies</title>
<style>
  :root {{ color-scheme: light dark }}
  body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1280px; padding: 0 1rem }}
  ul {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem }}
  ul {{ padding: 0; list-style: none }}
  a {{ color: inherit; text-decoration: none; display: block }}
  a:hover strong, a:focus-visible strong {{ text-decoration: underline }}
  img {{ width: 100%; border-radius: .5rem; border: 1px solid #8884 }}
</style>
<h1>Maps of vocabularies</h1>
<ul>
{cards}
</ul>
<p>Drawn by Lexiscape. Every token is a point, near what its model holds to be near; and a page opens from disk, too.
</html>
"""
CARD = """  <li><a href="{folder}/index.html"><img src="{folder}/thumbnail.png" alt="">
    <strong>{name}</strong><br>{told}</a></li>"""
README = """---
title: Maps of vocabularies
emoji: 🗺️
sdk: static
---

{lines}
"""


def main(out: Path, sources: list[str]) -> None:
    cards, lines = [], []
    for number, source in enumerate(sources, start=1):
        try:
            m = lx.map_space(source)
        except lx.LexiscapeError as error:
            sys.exit(f"no map of {source}: {error}")
        name = html.escape(m.space.name)
        folder = f"{number}-{re.sub('[^a-z0-9]+', '-', m.space.name.lower()).strip('-')}".rstrip("-")
        m.publish(out / folder)
        kept = m.meta["scores"].get("recall@10")
        told = f"{len(m):,} tokens" + (f", of whose 10 nearest the map keeps {kept:.0%}" if kept is not None else "")
        cards.append(CARD.format(folder=folder, name=name, told=told))
        lines.append(f"- {name}: {told}")
    (out / "index.html").write_text(PAGE.format(cards="\n".join(cards)), "utf-8")
    (out / "README.md").write_text(README.format(lines="\n".join(lines)), "utf-8")


if len(sys.argv) < 3:
    sys.exit("usage: gallery.py FOLDER SOURCE ...")
main(Path(sys.argv[1]), sys.argv[2:])
