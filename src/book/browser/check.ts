import katex from "katex";
import { autoencoderQuestion as question } from "../../autoencoder/question";
import { judge } from "../../grading/judge";
import type { AnswerInput, Verdict } from "../../grading/verdict/verdict";
import { isPending, marksLine, verdictWords } from "../../grading/verdict/words";
import { type Choice, type Field, isPractice, itemName, itemOf, type Part } from "../../question/question";
import { element } from "./elements";

/** A field of the card, and how its answer is read. */
interface Input {
  readonly id: string;
  readonly label: string;
  readonly control: HTMLElement;
  answer(): string;
}

function textInput(id: string, label: string): Input {
  const control = element("input", {
    type: "text",
    spellcheck: false,
    autocapitalize: "off",
    autocomplete: "off",
  });
  return { id, label, control, answer: () => control.value };
}

/** Sorted, because the data list the right choice first. */
const sortedChoices = (choices: readonly Choice[]): readonly Choice[] =>
  [...choices].sort((one, other) => (one.id < other.id ? -1 : 1));

function choiceInput({ id, label, choices }: Field): Input {
  const options = sortedChoices(choices).map((choice) => element("option", {}, choice.id));
  const control = element("select", {}, element("option", { value: "" }, "choose …"), ...options);
  return { id, label, control, answer: () => control.value };
}

function severalInput({ id, label, choices }: Field): Input {
  const offered = sortedChoices(choices);
  const boxes = offered.map((choice) => element("input", { type: "checkbox", value: choice.id }));
  const labels = offered.map((choice, i) => element("label", {}, boxes[i] ?? "", ` ${choice.id}`));
  const control = element("span", { role: "group", ariaLabel: label }, ...labels);
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return { id, label, control, answer: () => chosen().join(" and ") };
}

function inputsOf(part: Part): Input[] {
  if (part.kind === "shapes") return part.asks.map((name) => textInput(name, name));
  if (part.kind !== "claims")
    return [textInput("answer", isPractice(question, part.id) ? part.id : "Answer")];
  return part.fields.map((field) => {
    if (field.free) return textInput(field.id, field.label);
    return field.several ? severalInput(field) : choiceInput(field);
  });
}

/** One text, or the filled fields by name, as for the kernel's `check`. */
function answerOf(inputs: readonly Input[]): AnswerInput {
  const [only] = inputs;
  if (inputs.length === 1 && only) return only.answer();
  return Object.fromEntries(
    inputs.map((input) => [input.id, input.answer()]).filter(([, text]) => text !== ""),
  );
}

const signs = { correct: "✓", incorrect: "✗", invalid: "…" } as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function verdictView(judged: Verdict): Node[] {
  const { verdict, latex, feedback, hint } = judged;
  const sign = isPending(judged) ? "…" : signs[verdict];
  const marks = marksLine(question, judged);
  const result = `${sign} ${capital(verdictWords(judged))}${marks === undefined ? "" : ` (${marks})`}`;
  const read = element("p", {}, "Read as ");
  if (latex) read.append(formula(latex));
  return [
    element("p", { className: `verdict ${verdict}` }, result),
    ...(latex ? [read] : []),
    ...feedback.map((sentence) => element("p", {}, sentence)),
    ...(hint ? [element("details", {}, element("summary", {}, "Hint"), element("p", {}, hint))] : []),
  ];
}

function formula(latex: string): HTMLElement {
  const place = element("span", {});
  katex.render(latex, place, { throwOnError: false, strict: "ignore" });
  return place;
}

/** A place to answer a question: `<workbook-check part="b">`. The checker runs in the page; nothing leaves it. */
class Check extends HTMLElement {
  connectedCallback(): void {
    const part = itemOf(question, this.getAttribute("part") ?? "");
    if (!part || this.querySelector("form")) return;
    const inputs = inputsOf(part);
    const verdict = element("div", { role: "status" });
    const fields = inputs.flatMap(({ id, label, control }) => {
      control.id = `check-${part.id}-${id}`;
      return [element("label", { htmlFor: control.id }, label), control];
    });
    const form = element(
      "form",
      { className: "check", ariaLabel: `Your answer to ${itemName(question, part.id)}` },
      element(
        "p",
        {},
        element("strong", {}, `Your answer to ${itemName(question, part.id)}. `),
        part.question,
      ),
      ...(part.allowed ? [element("p", {}, `You may use ${part.allowed}.`)] : []),
      element("div", { className: "fields" }, ...fields),
      element("button", { type: "submit" }, "Check"),
      verdict,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      verdict.replaceChildren(...verdictView(judge(part.id, answerOf(inputs))));
    });
    this.replaceChildren(form);
  }
}

customElements.define("workbook-check", Check);

/** The checker itself, for programs and the console. */
Object.assign(window, { workbookJudge: judge });
