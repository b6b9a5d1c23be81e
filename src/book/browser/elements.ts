import { figureScript } from "../../show/figures/figure-script";

/** Figures are drawn when they are this far below the window, so they are ready when the reader arrives. */
const ahead = "800px";

/**
 * Draws the page's figures when the first of them comes near. Until then the page shows their static images, and
 * does not load plotly.js.
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

/** Draws every figure of the page, now and later. In a notebook the script in the output does this. */
export function drawFigures(): void {
  if (customElements.get("workbook-figure")) return;
  const script = document.createElement("script");
  script.textContent = figureScript;
  document.head.append(script);
}

/** Creates an element with properties and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
