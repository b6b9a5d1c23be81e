import MiniSearch, { type SearchResult } from "minisearch";
import type { Entry } from "../site/page";

/** The maximum number of results in the list. */
const most = 12;

/** Loads the search index as a script, which also works for a page opened from a folder. */
function loadIndex(): Promise<MiniSearch<Entry>> {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => {
      const index = new MiniSearch<Entry>({
        fields: ["title", "words", "page"],
        storeFields: ["title", "page"],
        searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
      });
      index.addAll(Reflect.get(window, "workbookSections") as Entry[]);
      done(index);
    };
    script.onerror = failed;
    document.head.append(script);
  });
}

/** Starts the search box: results while you type, arrow keys to choose, Enter to open, `/` to focus it. */
export function startSearch(): void {
  const input = document.querySelector<HTMLInputElement>("#search");
  const list = document.querySelector<HTMLUListElement>("#found");
  if (!input || !list) return;
  let index: Promise<MiniSearch<Entry>> | undefined;
  let results: readonly SearchResult[] = [];
  let chosen = -1;

  const choose = (next: number) => {
    chosen = results.length === 0 ? -1 : (next + results.length) % results.length;
    for (const [i, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(i === chosen));
      if (i === chosen) item.scrollIntoView({ block: "nearest" });
    }
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `found-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const go = (result: SearchResult | undefined) => {
    if (!result) return;
    close();
    location.href = String(result.id);
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (found: readonly SearchResult[]) => {
    results = found.slice(0, most);
    list.replaceChildren(...results.map((result, i) => item(result, i, () => go(result))));
    if (results.length === 0) list.append(nothing());
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(0);
  };

  input.addEventListener("input", async () => {
    const query = input.value.trim();
    if (query === "") return close();
    index ??= loadIndex();
    const found = (await index).search(query);
    if (input.value.trim() === query) show(found);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") go(results[chosen]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
}

function item({ title, page }: SearchResult, index: number, go: () => void): HTMLLIElement {
  const element = document.createElement("li");
  element.id = `found-${index}`;
  element.setAttribute("role", "option");
  element.append(
    String(title),
    Object.assign(document.createElement("small"), { textContent: String(page) }),
  );
  element.addEventListener("mousedown", (event) => {
    event.preventDefault();
    go();
  });
  return element;
}

function nothing(): HTMLLIElement {
  const element = document.createElement("li");
  element.setAttribute("role", "option");
  element.setAttribute("aria-disabled", "true");
  element.textContent = "No results";
  return element;
}
