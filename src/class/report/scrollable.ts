import { type Html, html } from "./html";

/** What may be wider than the screen: it scrolls by itself, for the keyboard too, and shows that it goes on. */
export const scrollable = (label: string, content: Html): Html =>
  html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
