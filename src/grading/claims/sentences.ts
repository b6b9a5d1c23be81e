/** A piece of a sentence that makes one point. */
export interface Clause {
  readonly text: string;
  /** The name before its colon or equals sign, or that of an earlier clause of the same sentence. */
  readonly name?: string;
  /** It gives a reason: it follows a word such as "because". */
  readonly reason: boolean;
}

/** A sentence ends with a full stop, a semicolon or its line. */
export interface Sentence {
  readonly text: string;
  readonly clauses: readonly Clause[];
  /** Whether it is a question or conditional. Then it claims nothing. */
  readonly open: boolean;
}

/** Words that always begin a reason, and words that do so after a comma. */
const because = "because|since|due to|thanks to|through";
const explaining = "as|so|which|where|when|before|after";

/** The end of a clause. A word that begins a reason stays with what follows. */
const ends = new RegExp(
  String.raw`([:,()]|(?<=\s)[-–—](?=\s))|\b(?:but|while|whereas|although|though|yet|however)\b|\s(?=(?:${because})\b)`,
  "i",
);
const opens = new RegExp(String.raw`^\s*(?:${because})\b`, "i");
const explains = new RegExp(String.raw`^\s*(?:${explaining})\b`, "i");

/** "All but the hinge" names what is excluded. */
const excluding = /\b(?:all|any|anything|both|each|either|every|everything|none|nothing|one) but\b/gi;

/** "If there were no noise, he would be right", "l2 or squared?" */
const doubting = /\b(?:if|unless|suppose|assuming|provided)\b|\?$/i;

/** A yes or no that answers the question before the sentence goes on: "No it will …". */
const answering = /^(\s*(?:yes|no))\s+(?=(?:it|he|she|this|that|they|the|because|since)\b)/i;

/**
 * The sentences of a text, each as its clauses.
 *
 * @param isName whether the text before a colon is the name of a field
 */
export function sentencesOf(text: string, isName: (name: string) => boolean): readonly Sentence[] {
  return text
    .split(/[;\n]+|(?<=[.!?])\s+/)
    .map((piece) => piece.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .map((sentence) => ({
      text: sentence,
      clauses: clausesOf(sentence, isName),
      open: doubting.test(sentence),
    }));
}

function clausesOf(sentence: string, isName: (name: string) => boolean): readonly Clause[] {
  const clauses: Clause[] = [];
  let name: string | undefined;
  let reason = false;
  let comma = true;
  const pieces = sentence.replace(answering, "$1, ").replace(excluding, "except").split(ends);
  // Every second piece is the sign between two clauses, or undefined if it was a word or a space.
  for (let at = 0; at < pieces.length; at += 2) {
    const [piece = "", sign] = pieces.slice(at, at + 2);
    const [, before = "", behind = ""] = /^([^=]*)=(.*)$/su.exec(piece) ?? [];
    const named = sign === ":" && isName(piece) ? piece : isName(before) ? before : undefined;
    if (named !== undefined) [name, reason] = [named, false];
    const text = named === undefined ? piece : named === piece ? "" : behind;
    reason ||= opens.test(text) || (comma && clauses.length > 0 && explains.test(text));
    if (text.trim() !== "")
      clauses.push({ text: text.trim(), reason, ...(name === undefined ? {} : { name }) });
    comma = sign !== undefined;
  }
  return clauses;
}
