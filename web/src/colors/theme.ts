// Colors of the map's ground, ink and points, in light and dark; the panels' are in theme.css.

export type Rgb = readonly [number, number, number];

export interface Theme {
  readonly name: "light" | "dark";
  /** Where there are no tokens. */
  readonly sea: Rgb;
  /** The ground by density, from the coast to the peaks; from near, all of it is as at the coast. */
  readonly land: readonly Rgb[];
  /** The line between sea and land. */
  readonly coast: Rgb;
  readonly ink: string;
  /** The rim that keeps a label readable over points. */
  readonly halo: string;
  readonly faint: string;
  readonly region: string;
  readonly accent: string;
  readonly accentHalo: string;
  /** A neighbor on the map that is no true one. */
  readonly stranger: string;
  /** Points that filters leave out. */
  readonly dim: Rgb;
  readonly unknown: Rgb;
}

export const LIGHT: Theme = {
  name: "light",
  sea: [224, 231, 237],
  land: [
    [251, 250, 247],
    [247, 244, 237],
    [242, 237, 226],
    [236, 230, 216],
  ],
  coast: [168, 182, 194],
  ink: "#1c2530",
  halo: "rgba(255,255,255,0.85)",
  faint: "#9aa1a9",
  region: "#5b6673",
  accent: "#b3261e",
  accentHalo: "rgba(255,255,255,0.95)",
  stranger: "#7a8288",
  dim: [221, 221, 217],
  unknown: [190, 190, 188],
};

export const DARK: Theme = {
  name: "dark",
  sea: [9, 12, 18],
  land: [
    [19, 24, 32],
    [26, 33, 43],
    [33, 42, 54],
    [41, 51, 65],
  ],
  coast: [62, 78, 96],
  ink: "#e8ebef",
  halo: "rgba(16,20,26,0.85)",
  faint: "#5d6671",
  region: "#9aa7b6",
  accent: "#ffb199",
  accentHalo: "rgba(14,17,22,0.95)",
  stranger: "#87919c",
  dim: [55, 61, 70],
  unknown: [86, 92, 100],
};

export const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`;
