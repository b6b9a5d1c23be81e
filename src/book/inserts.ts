import type { Page } from "./page";
import { type Cell, sectionsOf } from "./sections";

/** Where one reads that this is no notebook. */
export const bookNote: Cell = {
  cell_type: "markdown",
  source:
    "(This is the workbook as a book: to read, with forms that check your answers. To change its programs and run them, open it in JupyterLab: `npm start` in the workbook's folder.)",
};

/** A form for each of these questions, where a notebook has cells to type into. */
export const answerForms = (asked: readonly string[]): string =>
  [
    '<p class="form-note">(In JupyterLab one types into a cell. Here there is a form.)</p>',
    ...asked.map(
      (id) =>
        `<workbook-check part="${id}"><p>With scripts switched on, you can have your answer checked here.</p></workbook-check>`,
    ),
    ...(asked.includes("f") ? [`<p><a href="${livePage.file}">Train such networks here, live.</a></p>`] : []),
    "",
  ].join("\n");

/** The page on which a reader trains networks. */
export const livePage: Page = {
  file: "hidden-size.html",
  name: "Hidden units, live",
  group: "Try it",
  sections: sectionsOf(
    [
      { cell_type: "markdown", source: liveText() },
      {
        cell_type: "html",
        source:
          "<workbook-train><p>With scripts switched on, a network learns here as you watch.</p></workbook-train>\n",
      },
    ],
    (href) => href,
  ),
};

function liveText(): string {
  return `# Hidden units, live

Part (f) in your hands: 200 handwritten digits of 4×4 pixels ($d = 16$), noise of standard deviation 0.5 added once, and a network with $m$ hidden units that is to give back the clean digits. It is trained here in the page, for 2,500 steps of full-batch Adam, by the same WebAssembly that the notebooks use: the same seed gives the same bits.

**Predict.** Which $m$ is best on the training images, and which on images that the network has never seen?`;
}
