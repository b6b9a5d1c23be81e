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
