// What the page wears: light or dark, and a language. Both may change at any time, and then all texts are built again.

import { DARK, LIGHT, type Theme } from "../colors/theme.ts";
import type { MapData } from "../data/data.ts";
import { type Translate, translator } from "../locales/i18n.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import type { Listeners } from "./listeners.ts";
import type { Shell } from "./shell.ts";

export interface Dress {
  readonly theme: Theme;
  readonly t: Translate;
  /** Take both from the state, and tell the listeners. */
  put(): void;
  /** Do so whenever the reader or the system changes one; returns how to stop. */
  follow(): () => void;
}

export function createDress(
  { roots, bar, surface }: Shell,
  data: MapData,
  store: Store<State>,
  told: Listeners,
): Dress {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themeOf = ({ theme }: State): Theme => (theme === "dark" || (theme === "auto" && dark.matches) ? DARK : LIGHT);
  let theme = themeOf(store.state);
  let t = translator(store.state.locale);
  const put = (): void => {
    theme = themeOf(store.state);
    t = translator(store.state.locale);
    for (const root of roots) {
      root.dataset.theme = theme.name;
      root.lang = store.state.locale;
    }
    bar.setAttribute("aria-label", t("controls"));
    surface.setAttribute("aria-label", `${t("mapOf", { n: data.n, name: data.name })}. ${t("mapHelp")}`);
    told.tell();
  };
  return {
    get theme() {
      return theme;
    },
    get t() {
      return t;
    },
    put,
    follow() {
      dark.addEventListener("change", put);
      const stop = store.on(["theme", "locale"], put);
      return () => {
        stop();
        dark.removeEventListener("change", put);
      };
    },
  };
}
