import { parts } from "../exam/parts";
import type { Section } from "./sections";

/** What a part's page has that its notebook has not: by the id of the section under which it stands. */
export function inserts(file: string, sections: readonly Section[]): Readonly<Record<string, string>> {
  const part = parts.find(({ id }) => file.startsWith(`part-${id}-`));
  const place =
    sections.find(({ title }) => title === "Your turn") ?? sections.find(({ level }) => level === 1);
  if (part === undefined || place === undefined) return {};
  return {
    [place.id]: `<workbook-check part="${part.id}"><p>With scripts switched on, you can have your answer checked here.</p></workbook-check>\n`,
  };
}
