/** What runs in every page of the book. */
import { watchFigures } from "./figures";
import { openForPaper } from "./paper";
import { loadLiveParts } from "./parts";
import { startSearch } from "./search";
import { startTheme } from "./theme";

startTheme();
startSearch();
watchFigures();
openForPaper();
loadLiveParts();

const menu = document.querySelector<HTMLDetailsElement>(".menu");
if (menu && matchMedia("(max-width: 56rem)").matches) menu.open = false;
