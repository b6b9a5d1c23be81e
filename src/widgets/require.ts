import { Control } from "./control";
import { Widget } from "./widget";

/** What came, in an error. */
function inWords(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : "a plain object";
}

function refuse(name: string, value: unknown, expected: string): never {
  throw new TypeError(`${name} is ${inWords(value)}, expected ${expected}`);
}

/** @throws if a widget is told how it is to be by what is no object. */
export function requireOptions(options: object, expected = "{ label, value }"): void {
  if (typeof options !== "object" || options === null)
    refuse("options", options, `an object such as ${expected}`);
}

/** @throws if `value` is no control. */
export function requireControl(name: string, value: object): void {
  if (!(value instanceof Control)) refuse(name, value, "a control such as intSlider gives");
}

/** @throws if `children` is no list of widgets. */
export function requireWidgets(name: string, children: readonly object[]): void {
  if (!Array.isArray(children)) refuse(name, children, "a list of widgets");
  for (const [k, child] of children.entries())
    if (!(child instanceof Widget)) refuse(`${name}[${k}]`, child, "a widget");
}

/** @throws if `f` is no function. */
export function requireFunction(name: string, f: unknown): void {
  if (typeof f !== "function") refuse(name, f, "a function");
}
