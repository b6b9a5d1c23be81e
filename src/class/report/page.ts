import { createHash } from "node:crypto";
import { htmlAttribute } from "../../show/base/escape";
import type { Html } from "../../show/base/html";

export { Html, html } from "../../show/base/html";

const hashOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** A page without network access. Only these scripts may run, so the browser would refuse a student's script. */
export function page(title: string, body: Html, scripts: readonly string[] = []): string {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "form-action 'none'",
    "base-uri 'none'",
    ...(scripts.length > 0 ? [`script-src ${scripts.map(hashOf).join(" ")}`] : []),
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${htmlAttribute(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body.source}
</main>
</body>
</html>
`;
}

/** The style of the pages: one column, light or dark as the reader prefers. */
const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6473; --page: #f6f7f9; --card: #fff; --line: #dfe3e8;
  --right: #1f7a4d; --partly: #8a5a00; --wrong: #b3261e; --accent: #0a5bd3; --shade: rgba(29,36,48,.3); }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #a3adba; --page: #14171c; --card: #1d2229;
  --line: #343b45; --right: #6fcf97; --partly: #e5b95c; --wrong: #ff8a80; --accent: #8ab4ff; --shade: rgba(230,233,238,.35); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--accent); }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem; margin: .9rem 0; }
.head { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: baseline; }
.right { color: var(--right); } .partly { color: var(--partly); } .wrong { color: var(--wrong); }
.mark { font-weight: 600; white-space: nowrap; }
.score { font-size: 1.35rem; font-weight: 600; margin: .5rem 0 0; }
code, pre { font: .92em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { white-space: pre-wrap; margin: .35rem 0; padding: .5rem .7rem; background: var(--page); border-radius: .4rem; }
math { font-size: 1.15em; }
dl { margin: .5rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .25rem .9rem; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--accent); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; }
.tile b { display: block; font-size: 1.4rem; line-height: 1.3; }
.scroll { overflow-x: auto; padding: .2rem 0; background:
  linear-gradient(90deg, var(--card) 40%, transparent) local 0 0 / 2.5rem 100% no-repeat,
  linear-gradient(270deg, var(--card) 40%, transparent) local 100% 0 / 2.5rem 100% no-repeat,
  linear-gradient(90deg, var(--shade), transparent) scroll 0 0 / 1rem 100% no-repeat,
  linear-gradient(270deg, var(--shade), transparent) scroll 100% 0 / 1rem 100% no-repeat; }
.conflict { border-left: .2rem solid var(--line); padding-left: .8rem; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.times { width: 1%; }
.name { min-width: 9rem; }
td p { margin: 0 0 .3rem; }
.whole { white-space: nowrap; }
.swatch { display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin: 0 .35em 0 .6em; }
figcaption { color: var(--soft); font-size: .9rem; }
.wide th { white-space: normal; overflow-wrap: normal; vertical-align: bottom; }
/* A table of many columns becomes a list of its rows where they have no room. */
@media (max-width: 60rem) { .wide, .wide tbody, .wide tr { display: block; } .wide thead { display: none; }
  .wide tr { padding: .4rem 0; border-bottom: 1px solid var(--line); } .wide td { display: inline-block; border: 0; padding: 0 .9rem 0 0; }
  .wide td.name { display: block; font-weight: 600; } .wide td[data-label]::before { content: attr(data-label) " "; color: var(--soft); } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } }
@media print { body { background: none; } .card { break-inside: avoid; } }
`;
