import { controlKind, type Still, styleModel, Widget } from "./widget";

/** How long the work must last before the mark is seen, in seconds. */
const patience = 0.2;

/** The browser counts the time, so that the mark comes even when the kernel is too busy to say so. */
const mark = `<style>@keyframes widget-busy { from { visibility: hidden } to { visibility: visible } }</style>
<span role="status" style="animation: widget-busy ${patience}s steps(1, end) both">working …</span>`;

/** Says that work is under way, once it lasts. */
export class BusyMark extends Widget {
  constructor() {
    super(controlKind("HTML"), { value: "", style: styleModel("HTML") }, { margin: "0 0 0 1em" });
  }

  set(isBusy: boolean): void {
    this.update({ value: isBusy ? mark : "" });
  }

  override still(): Still {
    return { "text/plain": "" };
  }
}
