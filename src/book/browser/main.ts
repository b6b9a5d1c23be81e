import { watchFigures } from "./elements";
import { startSearch } from "./search";
import { openForPaper, startTheme } from "./theme";

/** What runs in every page of the book. */

startTheme();
startSearch();
watchFigures();
openForPaper();
loadLiveParts();

const menu = document.querySelector<HTMLDetailsElement>(".menu");
if (menu && matchMedia("(max-width: 56rem)").matches) menu.open = false;

/** What some pages have, and the script that makes it live; pages without it never load that script. */
const live = { "workbook-check": "check.js", "workbook-train": "train.js" } as const;

/** Loads what the page has elements for. */
export function loadLiveParts(): void {
  for (const [name, place] of Object.entries(live)) {
    if (!document.querySelector(name)) continue;
    const script = document.createElement("script");
    script.src = place;
    document.head.append(script);
  }
}
