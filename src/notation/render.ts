import { type Expression, type Operation, requireFormula } from "./tree";

/**
 * How tightly a piece of text holds together. A piece that holds less than its place asks for is put in a
 * group: parentheses, or what the style has for them.
 */
export const holds = { sum: 1, term: 2, quotient: 3, raised: 4 } as const;

type Holds = (typeof holds)[keyof typeof holds];

/** One way to write a tree: what becomes of each kind of node, given the texts of its parts. */
export interface Style extends Readonly<Record<Operation, (left: string, right: string) => string>> {
  number(digits: string): string;
  name(name: string): string;
  negative(of: string): string;
  transpose(of: string): string;
  call(called: string, of: string): string;
  group(text: string): string;
  /** How tightly the text of a name, or of a call, holds together. */
  holding(node: Expression): Holds;
  /** What a call asks of its argument, and a quotient of its two sides. */
  readonly inside: { readonly call: Holds; readonly top: Holds; readonly bottom: Holds };
}

/** The text of an expression in a style. */
export function render(node: Expression, style: Style): string {
  requireFormula("formula", node);
  const at = (place: Holds, child: Expression): string => {
    const text = render(child, style);
    return holding(child, style) < place ? style.group(text) : text;
  };
  switch (node.type) {
    case "number":
      return style.number(node.digits);
    case "name":
      return style.name(node.name);
    case "call":
      return style.call(node.function, at(style.inside.call, node.of));
    case "transpose":
      return style.transpose(at(holds.raised, node.of));
    case "negative":
      return style.negative(at(holds.term, node.of));
    case "sum":
    case "difference":
      return style[node.type](at(holds.sum, node.left), at(holds.term, node.right));
    case "quotient":
      return style.quotient(at(style.inside.top, node.left), at(style.inside.bottom, node.right));
    default: {
      // More of the same kind on the left needs no parentheses, a mixture of products does.
      const left = at(node.left.type === node.type ? holds.term : holds.quotient, node.left);
      return style[node.type](left, at(holds.quotient, node.right));
    }
  }
}

function holding(node: Expression, style: Style): Holds {
  switch (node.type) {
    case "negative":
    case "sum":
    case "difference":
      return holds.sum;
    case "product":
    case "elementwise":
      return holds.term;
    case "quotient":
      return holds.quotient;
    default:
      return style.holding(node);
  }
}
