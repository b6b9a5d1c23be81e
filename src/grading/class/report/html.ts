import { createHash } from "node:crypto";
import { htmlAttribute, htmlText } from "../../../show/escape";
import { style } from "./style";

/** A piece of HTML that may stand in a page as it is. Whatever else goes into a page is text. */
export class Html {
  constructor(readonly source: string) {}
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/**
 * HTML with values in it. Text is escaped, so that what a student wrote is read and never obeyed; only
 * pieces that were made here stand as they are.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((text, i) => {
    const inAttribute = /=["'][^"'<>]*$/.test(text);
    return text + sourceOf(values[i], inAttribute);
  });
  return new Html(parts.join(""));
}

function sourceOf(value: Value, inAttribute: boolean): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map((one) => sourceOf(one, inAttribute)).join("");
  return inAttribute ? htmlAttribute(String(value)) : htmlText(String(value));
}

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
