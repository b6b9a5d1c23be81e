import { type Html, html } from "./html";
import { marksText } from "./marks";
import { outcomes, type PartStatistics } from "./statistics";
import { titleOf } from "./title";

const headings = ["mean", "of", ...outcomes, "discrimination"];

/** A row for every part. On a narrow screen every number has its heading beside it. */
export function partsTable(parts: readonly PartStatistics[]): Html {
  const rows = parts.map(({ part, mean, maxScore, counts, discrimination }) => {
    const cells = [
      mean.toFixed(2),
      marksText(maxScore),
      ...outcomes.map((outcome) => String(counts[outcome])),
      discrimination === null ? "–" : discrimination.toFixed(2).replace("-", "−"),
    ];
    return html`<tr><td class="name">(${part}) ${titleOf(part)}</td>${cells.map(
      (cell, i) => html`<td class="number" data-label="${headings[i]}">${cell}</td>`,
    )}</tr>\n`;
  });
  return html`<table class="wide"><thead><tr><th>part</th>${headings.map(
    (heading) => html`<th class="number">${heading}</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table>`;
}
