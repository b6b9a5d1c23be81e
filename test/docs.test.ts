import { join } from "node:path";
import { isComplex, isMatrix } from "mathjs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { exports } from "../package.json";
import * as library from "./entries";
import { allExamples, type Example, examplesIn, root } from "./examples";

/** Runs an example; a relative import in it starts from this folder. */
async function run({ place, imports, code }: Example): Promise<void> {
  const modules = new Map<string, unknown>([["autoencoder-workbook", library]]);
  for (const name of imports)
    if (!modules.has(name))
      modules.set(name, await import(/* @vite-ignore */ name.startsWith(".") ? join(__dirname, name) : name));
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: { run?: (expectValue: typeof compare) => Promise<void> } = {};
  const compare = async (value: () => unknown, expected: string | (() => unknown), line: string) => {
    const where = `${place}: ${line}`;
    if (typeof expected === "string") expect(await thrownBy(value), where).toBe(expected);
    else expectSame(plain(await value()), plain(expected()), where);
  };
  new Function("require", "exports", ...Object.keys(library), outputText)(
    (name: string) => modules.get(name),
    exported,
    ...Object.values(library),
  );
  await exported.run?.(compare);
}

/** The message of the error, or that there is none. */
const thrownBy = async (value: () => unknown) => {
  try {
    await value();
    return "(nothing is thrown)";
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

/** Matrices as nested arrays, complex numbers as their parts. */
function plain(value: unknown): unknown {
  if (isMatrix(value)) return plain(value.toArray());
  if (isComplex(value)) return { re: value.re, im: value.im };
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

/** Numbers to 1e-12, relative to those above 1; all else exactly. */
function expectSame(actual: unknown, expected: unknown, where: string): void {
  if (!same(actual, expected)) expect(actual, where).toEqual(expected);
}

function same(actual: unknown, expected: unknown): boolean {
  if (typeof actual === "number" && typeof expected === "number")
    return (
      Object.is(actual, expected) || Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected))
    );
  if (typeof actual !== "object" || typeof expected !== "object" || !actual || !expected)
    return actual === expected;
  const keys = Object.keys(expected);
  return (
    Object.keys(actual).length === keys.length &&
    keys.every((key) => same(actual[key as keyof object], expected[key as keyof object]))
  );
}

const examples = allExamples();

/** The sources of the entries that package.json names. */
const entryFiles = Object.values(exports).flatMap((entry) =>
  typeof entry === "object" ? [join(root, entry.source)] : [],
);

/** The library and, in files of their own beside this one, its examples, for the type checker. */
function program(): { checker: ts.TypeChecker; entries: readonly ts.SourceFile[]; errors: string[] } {
  const virtual = new Map(
    examples.map((example, k) => [
      join(__dirname, `example-${k}.ts`),
      { example, text: withImports(example) },
    ]),
  );
  const config = ts.readConfigFile(join(__dirname, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, __dirname);
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.getSourceFile = (file, language) => {
    const text = virtual.get(file)?.text;
    return text === undefined
      ? getSourceFile(file, language)
      : ts.createSourceFile(file, text, language, true);
  };
  const made = ts.createProgram([...entryFiles, ...virtual.keys()], options, host);
  const entries = entryFiles.flatMap((file) => made.getSourceFile(file) ?? []);
  const errors = [...virtual].flatMap(([file, { example }]) =>
    made
      .getSemanticDiagnostics(made.getSourceFile(file))
      .map((error) => `${example.place}: ${ts.flattenDiagnosticMessageText(error.messageText, "\n")}`),
  );
  return { checker: made.getTypeChecker(), entries, errors };
}

/** The example as a file that imports what it uses of the library. */
function withImports({ code }: Example): string {
  const head = code.slice(0, code.indexOf("export async function run"));
  const used = Object.keys(library).filter(
    (name) => new RegExp(`\\b${name}\\b`).test(code) && !new RegExp(`\\b${name}\\b`).test(head),
  );
  return `import { ${used.join(", ")} } from "./entries";\n${code}`;
}

describe("examples in docstrings", () => {
  for (const example of examples) it(`${example.place} ${example.of}`, () => run(example));

  const { checker, entries, errors } = program();

  it("type-check", () => expect(errors).toEqual([]));

  it("exist for every function and constant of an entry, and a docstring for every type", () => {
    expect(entries).toHaveLength(7);
    const exported = entries.flatMap((entry) => {
      const module = checker.getSymbolAtLocation(entry);
      return module ? checker.getExportsOfModule(module) : [];
    });
    expect(exported.length).toBeGreaterThan(100);
    const bare = exported.filter((symbol) => {
      const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const typeOnly = symbol.declarations?.some(ts.isTypeOnlyExportDeclaration);
      const described = original.getDocumentationComment(checker).length > 0;
      const shown = original.getJsDocTags(checker).some((tag) => tag.name === "example");
      return !described || (!typeOnly && (original.flags & ts.SymbolFlags.Value) !== 0 && !shown);
    });
    expect(bare.map((symbol) => symbol.name)).toEqual([]);
  });
});

describe("the runner of examples", () => {
  const runText = (text: string) =>
    Promise.all(examplesIn("a.ts", `/** Doc.\n * @example\n${text}\n */\nexport const a = 1;`).map(run));

  it("accepts an example whose values are right", async () => {
    await runText(' * import { matrix } from "mathjs";\n * matrix([[0.1 + 0.2]]) // → [[0.3]]');
    await runText(
      " * column([]) // → throws values is an empty list, expected a list of numbers such as [1, 2, 3].",
    );
  });

  it("names the file, line and expression of a wrong value", async () => {
    await expect(runText(" * const two = 1 + 1;\n * two // → 3")).rejects.toThrow("a.ts:2: two");
    await expect(runText(" * [1, 2] // → [1, 2, 3]")).rejects.toThrow("a.ts:2: [1, 2]");
    await expect(runText(" * size // → throws oh")).rejects.toThrow("a.ts:2: size");
  });

  it("throws an error for an arrow after a statement without a value", () => {
    expect(() => runText(" * const two = 2; // → 2")).toThrow('the arrow behind "const two = 2;"');
  });
});
