/**
 * A question as data. The notation, the checker, the handout, the grading of a class and the book receive a
 * `Question` and know nothing else about it: no part's letter, no symbol, no notebook's name.
 */
export interface Question<Id extends string = string> {
  /** A short name for programs, such as "autoencoder". */
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** The paper's total, which the points of the parts add up to. */
  readonly totalPoints: number;
  readonly parts: readonly Part<Id>[];
  /** Formulas to practise on beyond the parts. They carry one mark, which counts towards nothing. */
  readonly practice: readonly FormulaPart[];

  /** What is given, as Markdown with formulas in LaTeX. */
  readonly setting: string;
  /** The symbols whose shapes the setting gives away. */
  readonly given: readonly string[];
  /** How to write formulas, as Markdown. */
  readonly notationHelp: string;

  readonly sizes: readonly QuestionSize[];
  readonly symbols: readonly QuestionSymbol[];
  /** Functions that act element by element, such as f1. Each has a derivative, written f1'. */
  readonly functions: readonly string[];
  /** Each symbol that follows from those before it, in the question's own notation. */
  readonly relations: Readonly<Record<string, string>>;
  /** The loss, whose partial derivatives are named `dJ/d…`. */
  readonly loss: string;
  /** The learning rate. */
  readonly rate: string;
  /** What an update may change. */
  readonly parameters: readonly string[];
  /** What other books and programs call a symbol, for "did you mean". */
  readonly otherNames: Readonly<Record<string, string>>;

  /** Symbols that people confuse, and the misconception that this shows. */
  readonly confusions: readonly (readonly [right: string, wrong: string, misconception: string])[];
  /** The symbols for the derivatives of activations. */
  readonly slopes: readonly string[];
  readonly misconceptions: Readonly<Record<string, Message>>;
  readonly errata: readonly Erratum[];
}

/** A letter for a size, such as d, and what it counts. */
export interface QuestionSize {
  readonly letter: string;
  readonly counts: "units" | "points";
}

/** A size: "1" or a letter of the question. */
export type Size = string;

/** Rows and columns. */
export type Shape = readonly [rows: Size, columns: Size];

/** One symbol, with the shape that it has for a single data point. */
export interface QuestionSymbol {
  /** As it is typed, in code and in answers. */
  readonly name: string;
  readonly latex: string;
  readonly shape: Shape;
  /** What it is, in a phrase. */
  readonly meaning: string;
  /** Other ways to write it: the letter under a hat, or a letter with a word above it, as in y^pred. */
  readonly hat?: string;
  readonly above?: readonly [letter: string, word: string];
  /** People may use it, but the question's own list of symbols does not name it. */
  readonly unlisted?: boolean;
}

/** A part of the question. Its kind says how it is answered. */
export type Part<Id extends string = string> =
  | ShapesPart<Id>
  | FormulaPart<Id>
  | UpdatePart<Id>
  | ClaimsPart<Id>;

/** What all parts have. */
interface PartBase<Id extends string = string> {
  readonly id: Id;
  /** What it is about, in two or three words. */
  readonly title: string;
  /** The question, in our own words. */
  readonly question: string;
  /** Marks. The paper may print no split of its points over the parts: then it is ours. */
  readonly points: number;
  /** The notebook that derives and checks the answer. */
  readonly notebook: string;
  /** The symbols that an answer may use beside the setting's own, where the paper restricts them. */
  readonly allowed?: string;
  /** The answer as one would write it on the paper. A formula is in the question's notation. */
  readonly answer: string;
  /** The reason in one line. */
  readonly reason: string;
  /** Other forms that are accepted as well. */
  readonly accepted?: readonly string[];
  /** Common wrong answers, and why they are wrong. */
  readonly commonMistakes?: readonly { readonly answer: string; readonly why: string }[];
  readonly hints: Hints;
  /** How it is marked: for each field of the answer the marks of each outcome. */
  readonly marks: Marks;
  /** What a good explanation mentions. */
  readonly keyPoints?: readonly KeyPoint[];
}

/** The shapes of some symbols are asked. */
export interface ShapesPart<Id extends string = string> extends PartBase<Id> {
  readonly kind: "shapes";
  readonly asks: readonly string[];
  /** What a matrix is multiplied by, and what comes out. */
  readonly products: Readonly<Record<string, readonly [factor: string, result: string]>>;
}

/** A part that asks for the formula of one symbol. */
export interface FormulaPart<Id extends string = string> extends PartBase<Id> {
  readonly kind: "formula";
  /** The symbol that the part asks for. */
  readonly asked: string;
}

/** A part that asks for a gradient-descent update. */
export interface UpdatePart<Id extends string = string> extends PartBase<Id> {
  readonly kind: "update";
  /** The parameter that is updated. */
  readonly asked: string;
}

/** Claims are asked, each a choice. */
export interface ClaimsPart<Id extends string = string> extends PartBase<Id> {
  readonly kind: "claims";
  /** In the order in which they may be given without names. */
  readonly fields: readonly Field[];
  /** One name for several fields that get the same claim. */
  readonly together?: Readonly<Record<string, readonly string[]>>;
  /** A wrong answer, to show how one is written. */
  readonly example: string;
  /** Whole answers, such as the printed solution, with the choice that each makes in every field. */
  readonly wordings?: readonly Wording[];
}

/** A whole answer that is read by its exact wording, apart from capitals and punctuation. */
export interface Wording {
  readonly text: string;
  /** The ids of the choices, by field. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/** One claim that the part asks for. */
export interface Field {
  readonly id: string;
  /** A short label for the claim. */
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Other names of the field. */
  readonly aliases?: readonly string[];
  /** It is explained in the student's own words, which a person marks. */
  readonly free?: boolean;
  /** Several choices may be made at once. */
  readonly several?: boolean;
  /** Words that show that a text is about something else, such as an error instead of an accuracy. */
  readonly otherwise?: readonly string[];
}

/** A choice of a field, and how people write it. */
export interface Choice {
  readonly id: string;
  /** Exact synonyms, in lower case and without articles. */
  readonly words: readonly string[];
  /** The misconception that this choice shows. */
  readonly misconception?: string;
}

/** Hints that lead to an answer and do not contain it. */
export interface Hints {
  /** How to begin, for someone who has written nothing yet. */
  readonly begin: string;
  /** Where to look. */
  readonly first: string;
  /** The step itself, for someone who is still stuck. */
  readonly second: string;
}

/** What is said about a misconception. */
export interface Message {
  /** The misconception in a few words, for a report. */
  readonly title: string;
  /** What is wrong, in a sentence or two. */
  readonly message: string;
  /** A hint that does not give the answer away. */
  readonly hint: string;
}

/**
 * Marks by field and outcome. An outcome is a choice, `correct`, `mixed` (a right choice beside a wrong one),
 * `free` (the student's own words, which a person accepts), or a misconception that earns marks. What is not
 * listed earns none.
 */
type Marks = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Something that a good explanation mentions. */
export interface KeyPoint {
  readonly id: string;
  /** The point, in a sentence. */
  readonly text: string;
  /** Words or beginnings of words. One of them shows that the point is mentioned. */
  readonly words: readonly string[];
}

/** An error in the paper, and what the workbook does about it. */
export interface Erratum {
  readonly part: string;
  /** What the paper has. */
  readonly paper: string;
  /** What is right, or what we take. */
  readonly workbook: string;
}

/** How one part is marked. */
export interface PartRubric {
  readonly fields: Marks;
  readonly keyPoints: readonly KeyPoint[];
}

/** How every part is marked and what is said of each misconception. An instructor may change it. */
export interface Rubric {
  readonly parts: Readonly<Record<string, PartRubric>>;
  readonly messages: Readonly<Record<string, Message>>;
}

/** The question's own rubric. */
export const rubricOf = ({ parts, misconceptions }: Question): Rubric => ({
  parts: Object.fromEntries(parts.map(({ id, marks, keyPoints = [] }) => [id, { fields: marks, keyPoints }])),
  messages: misconceptions,
});

/** Everything that can be asked: the parts, then the practice formulas. */
export const itemsOf = ({ parts, practice }: Question): readonly Part[] => [...parts, ...practice];

/** The part or practice formula with this name, if there is one. */
export const itemOf = (question: Question, id: string): Part | undefined =>
  itemsOf(question).find((item) => item.id === id);

/** Whether a name belongs to a practice formula, which counts towards nothing. */
export const isPractice = ({ practice }: Question, id: string): boolean =>
  practice.some((item) => item.id === id);

/** What an item is called: a part's letter in parentheses, or the name of a practice formula. */
export const itemName = (question: Question, id: string): string =>
  isPractice(question, id) ? id : `(${id})`;
