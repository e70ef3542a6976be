// What drawing over the map needs of a canvas; `svg-pen.ts` offers the same and writes SVG.

export type Pen = Pick<
  CanvasRenderingContext2D,
  | "arc"
  | "beginPath"
  | "closePath"
  | "fill"
  | "fillStyle"
  | "fillText"
  | "font"
  | "globalAlpha"
  | "lineCap"
  | "lineJoin"
  | "lineTo"
  | "lineWidth"
  | "moveTo"
  | "quadraticCurveTo"
  | "restore"
  | "roundRect"
  | "save"
  | "scale"
  | "stroke"
  | "strokeStyle"
  | "strokeText"
  | "textAlign"
  | "textBaseline"
>;

/** Write from here on with a rim so wide that keeps letters readable over points, around the middle of the line. */
export function takeRimmed(pen: Omit<RimmedPen, "fillText" | "strokeText">, align: CanvasTextAlign, rim: number): void {
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 2 * rim;
}

export function writeRimmed(pen: Pick<RimmedPen, "fillText" | "strokeText">, text: string, x: number, y: number): void {
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

type RimmedPen = Pick<Pen, "fillText" | "lineJoin" | "lineWidth" | "strokeText" | "textAlign" | "textBaseline">;
