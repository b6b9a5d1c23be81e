import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import typescript from "highlight.js/lib/languages/typescript";
import { htmlAttribute } from "../show/base/escape";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("bash", bash);

/** Program text as HTML, with its words marked up where the language is known here. */
export function codeHtml(source: string, language = "typescript"): string {
  const name = language === "ts" ? "typescript" : language === "sh" ? "bash" : language;
  if (hljs.getLanguage(name)) return hljs.highlight(source, { language: name }).value;
  return source.split("\n").map(htmlAttribute).join("\n");
}
