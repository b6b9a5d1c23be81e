import { parts } from "../exam/parts";
import type { Page } from "./page";
import { type Section, sectionsOf } from "./sections";

/** What a part's page has that its notebook has not: by the id of the section under which it stands. */
export function inserts(file: string, sections: readonly Section[]): Readonly<Record<string, string>> {
  const part = parts.find(({ id }) => file.startsWith(`part-${id}-`));
  const place =
    sections.find(({ title }) => title === "Your turn") ?? sections.find(({ level }) => level === 1);
  if (part === undefined || place === undefined) return {};
  const live =
    part.id === "f" ? `<p><a href="${livePage.file}">Train such networks here, live.</a></p>\n` : "";
  return {
    [place.id]: `<p>(In JupyterLab one types into a cell. Here there is a form.)</p>\n<workbook-check part="${part.id}"><p>With scripts switched on, you can have your answer checked here.</p></workbook-check>\n${live}`,
  };
}

/** The page on which a reader trains networks. */
export const livePage: Page = {
  file: "hidden-size.html",
  name: "Hidden units, live",
  group: "Try it",
  sections: sectionsOf([{ cell_type: "markdown", source: liveText() }], (href) => href),
  inserts: {
    "hidden-units-live":
      "<workbook-train><p>With scripts switched on, a network learns here as you watch.</p></workbook-train>\n",
  },
};

function liveText(): string {
  return `# Hidden units, live

Part (f) in your hands: 200 handwritten digits of 4×4 pixels ($d = 16$), noise of standard deviation 0.5 added once, and a network with $m$ hidden units that is to give back the clean digits. It is trained here in the page, for 2,500 steps of full-batch Adam, by the same WebAssembly that the notebooks use: the same seed gives the same bits.

**Predict.** Which $m$ is best on the training images, and which on images that the network has never seen?`;
}
