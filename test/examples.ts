import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** An `@example` of a docstring, cut into what runs it. */
export interface Example {
  /** File and line, as editors take it: `src/model/passes.ts:14`. */
  readonly place: string;
  /** What it is the example of. */
  readonly of: string;
  /** Modules that it imports, as written. */
  readonly imports: readonly string[];
  /** A TypeScript module that exports `run`, which calls `expectValue` at each arrow. */
  readonly code: string;
}

export const root = join(__dirname, "..");

/** Every TypeScript file below a folder. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return sourceFiles(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

/** Every example of `src`. */
export function allExamples(): Example[] {
  return sourceFiles(join(root, "src")).flatMap((file) =>
    examplesIn(relative(root, file).replaceAll("\\", "/"), readFileSync(file, "utf8")),
  );
}

/** The examples in one file's text. */
export function examplesIn(file: string, text: string): Example[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Example[] = [];
  const visit = (node: ts.Node) => {
    for (const doc of ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc))
      if (doc.parent === node)
        for (const tag of doc.tags ?? [])
          if (tag.tagName.text === "example") {
            const line = source.getLineAndCharacterOfPosition(tag.getStart()).line + 1;
            const lines = text.slice(tag.tagName.end, tag.end).split("\n");
            found.push(example(`${file}:${line}`, nameOf(node), lines.map(withoutStar)));
          }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const withoutStar = (line: string) => line.replace(/^\s*\*(?!\/) ?/, "").replace(/\s*\*\/\s*$/, "");

function nameOf(node: ts.Node): string {
  const declaration = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
  const name = declaration && ts.getNameOfDeclaration(declaration as ts.Declaration);
  return name?.getText() ?? "the file";
}

function example(place: string, of: string, lines: readonly string[]): Example {
  const text = lines.join("\n");
  const parsed = ts.createSourceFile("example.ts", text, ts.ScriptTarget.ES2022, true);
  const imports = parsed.statements.filter(ts.isImportDeclaration);
  const steps = parsed.statements.filter((statement) => !ts.isImportDeclaration(statement));
  return {
    place,
    of,
    imports: imports.map((statement) => (statement.moduleSpecifier as ts.StringLiteral).text),
    code: [
      ...imports.map((statement) => statement.getText()),
      "export async function run(expectValue: (value: () => unknown, expected: string | (() => unknown), line: string) => Promise<void>): Promise<void> {",
      ...steps.map((statement) => step(place, text, statement)),
      "}",
    ].join("\n"),
  };
}

/** A statement, with the arrow behind it, if there is one, as a call. */
function step(place: string, text: string, statement: ts.Statement): string {
  const lineEnd = text.indexOf("\n", statement.end);
  const behind = text.slice(statement.end, lineEnd === -1 ? undefined : lineEnd);
  const arrow = /^\s*\/\/ →\s*(.*?)\s*$/.exec(behind);
  if (!arrow) return statement.getText();
  if (!ts.isExpressionStatement(statement))
    throw new Error(`${place}: the arrow behind "${statement.getText()}" needs an expression before it.`);
  const expression = statement.expression.getText();
  const [, wanted = ""] = arrow;
  const thrown = /^throws (.*)$/.exec(wanted)?.[1];
  const expected = thrown === undefined ? `() => (${wanted})` : JSON.stringify(thrown);
  return `await expectValue(async () => (${expression}), ${expected}, ${JSON.stringify(expression)});`;
}
