import { figureScript } from "../../show/figures/figure-script";

/** How far below the window a figure begins to be drawn, so that it is there when one gets to it. */
const ahead = "800px";

/**
 * Draws the page's figures once the first of them comes near. Until then their still images stand there, and
 * the text need not wait for plotly.js.
 */
export function watchFigures(): void {
  const figures = document.querySelectorAll("workbook-figure");
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      drawFigures();
    },
    { rootMargin: ahead },
  );
  for (const figure of figures) watch.observe(figure);
}

/** From now on every figure of the page is drawn: what an output's own script does in a notebook. */
export function drawFigures(): void {
  if (customElements.get("workbook-figure")) return;
  const script = document.createElement("script");
  script.textContent = figureScript;
  document.head.append(script);
}

/** A new element with properties and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
