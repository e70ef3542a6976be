// The way back, where nothing of the map is on the screen: a button that points to the nearest token and flies there.

import { button } from "../browser/dom.ts";
import type { Context, Panel } from "../context.ts";
import styles from "./back.css";

export const backPanel: Panel = { styles, start };

/** Screens of a map this many times as large as at home may show none of it. */
const NEAR = 4;

function start(context: Context): () => void {
  const { camera, data, picking, root } = context;
  const arrow = document.createElement("span");
  arrow.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  const back = button({ class: "panel back", hidden: true }, () => camera.fly(camera.home), arrow, text);
  root.append(back);

  const look = (): void => {
    const [left, top] = camera.toWorld(0, 0);
    const [right, bottom] = camera.toWorld(camera.width, camera.height);
    const beside = right < 0 || bottom < 0 || left > data.width || top > data.height;
    const near = camera.view.scale > NEAR * camera.home.scale; // from further off one sees some of it
    const bare = near && picking.within(left, top, right, bottom).length === 0;
    const lost = beside || bare;
    back.hidden = !lost;
    if (!lost) return;
    const { x, y } = camera.view;
    let [nearest, far] = [0, Infinity];
    for (let row = 0; row < data.n; row++) {
      const away = (data.x[row] - x) ** 2 + (data.y[row] - y) ** 2;
      if (away < far) [nearest, far] = [row, away];
    }
    const turn = Math.atan2(data.y[nearest] - y, data.x[nearest] - x);
    arrow.textContent = "←↖↑↗→↘↓↙"[(Math.round((turn + Math.PI) / (Math.PI / 4)) + 8) % 8];
  };
  const dress = (): void => void (text.textContent = context.t("backToMap"));
  dress();
  const stops = [context.onView(look), context.onDress(dress)];
  return () => stops.forEach((stop) => stop());
}
