import { createHash } from "node:crypto";
import { htmlAttribute } from "../../show/base/escape";
import type { Html } from "../../show/base/html";
import { style } from "./style";

export { Html, html } from "../../show/base/html";

const hashOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * A whole page that asks nobody for anything: no network, no scripts but those that are named here by their
 * digests. Should something of a student's ever get through unescaped, the browser still refuses to run it.
 *
 * @param scripts the texts of the scripts that may run
 */
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
