// Every color in light and dark: of the map's ground, ink and points, and of the panels.

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
  /** What only the panels use: each a custom property of their styles, `--paper` and so on. */
  readonly panels: {
    readonly paper: string;
    readonly solid: string;
    readonly soft: string;
    readonly line: string;
    readonly hover: string;
    readonly bar: string;
    readonly focus: string;
  };
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
  panels: {
    paper: "#ffffffee",
    solid: "#ffffff",
    soft: "#5a6572",
    line: "#1c253018",
    hover: "#1c25300d",
    bar: "#b3261e1f",
    focus: "#0b57d0",
  },
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
  panels: {
    paper: "#1a1f27ee",
    solid: "#1a1f27",
    soft: "#a2acb8",
    line: "#e8ebef1f",
    hover: "#e8ebef12",
    bar: "#ffb19926",
    focus: "#8ab4f8",
  },
};

export const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`;

/** The same as custom properties of the element with the class `lexiscape`, which says by `data-theme` which are meant. */
export const PROPERTIES = [LIGHT, DARK]
  .map((theme) => {
    const { sea, ink, accent, panels } = theme;
    const colors = Object.entries({ sea: css(sea), ink, accent, ...panels });
    // the scheme is for what the browser itself draws: lists, boxes, scroll bars
    const lines = [`color-scheme: ${theme.name};`, ...colors.map(([name, color]) => `--${name}: ${color};`)];
    return `.lexiscape[data-theme="${theme.name}"] {\n  ${lines.join("\n  ")}\n}\n`;
  })
  .join("\n");
