// Every part of the interface: a new one is one file and one row here.

import type { Panel } from "../context.ts";
import { alonePanel } from "./alone.ts";
import { announcer } from "./announcer.ts";
import { backPanel } from "./back.ts";
import { captionPanel } from "./caption.ts";
import { checkPanel } from "./check.ts";
import { controlsPanel } from "./controls.ts";
import { helpPanel } from "./help.ts";
import { hintPanel } from "./hint.ts";
import { legendPanel } from "./legend/legend.ts";
import { minimapPanel } from "./minimap.ts";
import { morePanel } from "./more.ts";
import { savePanel } from "./save.ts";
import { scoresPanel } from "./scores.ts";
import { tablePanel } from "./table/table.ts";
import { detailsPanel } from "./tokens/details.ts";
import { pickedPanel } from "./tokens/picked.ts";
import { pinsPanel } from "./tokens/pins.ts";
import { searchPanel } from "./tokens/search.ts";
import { toolsPanel } from "./tools.ts";
import { tourBar } from "./tour/bar.ts";
import { tourEditor } from "./tour/editor.ts";

/** In the order in which they are put onto the page. */
export const PANELS: readonly Panel[] = [
  searchPanel,
  checkPanel,
  pickedPanel,
  pinsPanel,
  detailsPanel,
  tourEditor,
  tablePanel,
  legendPanel,
  scoresPanel,
  toolsPanel,
  controlsPanel,
  savePanel,
  tourBar,
  minimapPanel,
  hintPanel,
  helpPanel,
  morePanel,
  captionPanel,
  backPanel,
  announcer,
];

/** Of a map that is put into another page: the search, and lines over the map. */
export const EMBEDDED: readonly Panel[] = [
  searchPanel,
  tourBar,
  hintPanel,
  captionPanel,
  backPanel,
  alonePanel,
  announcer,
];
