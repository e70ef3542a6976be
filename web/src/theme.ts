// Colors of the map's ground, ink and points, in light and dark; the panels' are in theme.css.

export type Rgb = readonly [number, number, number];

export interface Theme {
  readonly name: "light" | "dark";
  /** Where there are no tokens. */
  readonly sea: Rgb;
  /** The ground by density, from the coast to the peaks. */
  readonly land: readonly Rgb[];
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
  sea: [238, 240, 241],
  land: [
    [247, 247, 244],
    [251, 250, 248],
    [253, 253, 251],
    [255, 255, 254],
  ],
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
  sea: [14, 17, 22],
  land: [
    [19, 23, 30],
    [23, 28, 36],
    [27, 33, 42],
    [31, 38, 48],
  ],
  ink: "#e8ebef",
  halo: "rgba(16,20,26,0.85)",
  faint: "#5d6671",
  region: "#9aa7b6",
  accent: "#ffb199",
  accentHalo: "rgba(14,17,22,0.95)",
  stranger: "#87919c",
  dim: [44, 50, 58],
  unknown: [86, 92, 100],
};

export const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`;
