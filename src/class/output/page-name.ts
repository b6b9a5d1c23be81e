import { createHash } from "node:crypto";

/** Names that Windows keeps to itself, whatever their ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** What makes two names the same file on some system: capitals, and how accents are put together. */
const plain = /^[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?$/;

/** How a name with its digest ends: nobody may be called like somebody else's page. */
const digested = /-[0-9a-f]{12}$/;

/**
 * The name of a student's page, without its ending: readable, good on every system, and another one for
 * every student, whoever else is in the class. A name that cannot stand as it is gets a few digits of its
 * digest behind it.
 *
 * @example
 * import { pageName } from "../src/class/output/page-name";
 * pageName("ada") // → "ada"
 * pageName("Ada Lovelace") // → "ada-lovelace-767402161715"
 */
export function pageName(student: string): string {
  if (plain.test(student) && !reserved.test(student) && !digested.test(student)) return student;
  const readable = student
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  const short = [...readable]
    .slice(0, 40)
    .join("")
    .replace(/^-+|-+$/g, "");
  const digits = createHash("sha256").update(student).digest("hex").slice(0, 12);
  return `${short || "student"}-${digits}`;
}
