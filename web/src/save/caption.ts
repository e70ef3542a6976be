// What a picture of the map is of: its name, how many tokens, and how much of the space it kept.

import type { Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import type { Translate } from "../locales/i18n.ts";
import { type Pen, takeRimmed, writeRimmed } from "../text/pen.ts";
import { FONTS, short } from "../text/text.ts";

const FONT = 12;
const INSET = 16;
const RIM = 1.5;

/** In words: "demo:bert · 30,522 tokens · keeps 40% of the 10 nearest neighbors"; the last part when it was measured. */
export function captionOf(data: MapData, t: Translate): string {
  const { subtitle } = data.meta;
  const also = typeof subtitle === "string" && subtitle ? [short(subtitle, 100)] : [];
  const parts = [short(data.name, 60), ...also, t("tokens", { n: data.n })];
  const space = spaceOf(data);
  if (space) parts.push(t("inSpace", { name: short(space, 40) }));
  const kept = keptOf(data);
  if (kept) parts.push(t(kept.k > 1 ? "keeps" : "keepsNearest", { share: Math.round(100 * kept.share), k: kept.k }));
  return parts.join(" · ");
}

/** The corrected space that the map is of, "abtt": `corrected` of its provenance; null where it is the raw one. */
function spaceOf({ meta }: MapData): string | null {
  const { space } = (meta.corrected ?? {}) as Record<string, unknown>;
  return typeof space === "string" && space !== "raw" ? space : null;
}

/** The share of each token's k nearest that are so on the map, too: `scores` of the map's provenance, "recall@10", of few tokens "recall@4". */
function keptOf({ meta }: MapData): { k: number; share: number } | null {
  const scores = meta.scores as Record<string, unknown> | null | undefined;
  for (const [name, share] of Object.entries(scores ?? {})) {
    const k = /^recall@(\d+)$/.exec(name)?.[1];
    if (k && typeof share === "number") return { k: Number(k), share };
  }
  return null;
}

/** Under a picture that leaves the page. */
export function drawCaption(pen: Pen, text: string, height: number, theme: Theme): void {
  pen.font = `500 ${FONT}px ${FONTS}`;
  takeRimmed(pen, "left", RIM);
  pen.strokeStyle = theme.halo;
  pen.fillStyle = theme.region;
  writeRimmed(pen, text, INSET, height - INSET);
}
