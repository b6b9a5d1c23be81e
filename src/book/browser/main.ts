import { watchFigures } from "./elements";
import { startSearch } from "./search";
import { preparePrinting, startTheme } from "./theme";

/** The script of every page of the book. */

startTheme();
startSearch();
watchFigures();
preparePrinting();

const menu = document.querySelector<HTMLDetailsElement>(".menu");
if (menu && matchMedia("(max-width: 56rem)").matches) menu.open = false;

/** Elements that only some pages have, and the script that each needs. */
const live = { "workbook-check": "check.js", "workbook-train": "train.js" } as const;

/** Loads the scripts that the page's elements need. */
function loadScripts(): void {
  for (const [name, place] of Object.entries(live)) {
    if (!document.querySelector(name)) continue;
    const script = document.createElement("script");
    script.src = place;
    document.head.append(script);
  }
}

loadScripts();
