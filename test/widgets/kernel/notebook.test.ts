import { expect, test } from "vitest";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import { differences } from "../../../src/kernel/runner/compare";
import { formatNotebook, type Notebook, parseNotebook } from "../../../src/kernel/runner/notebook-file";
import { runNotebook } from "../../../src/kernel/runner/run-notebook";
import { root } from "./fixture";

const notebook = (first: string): Notebook => ({
  cells: [
    first,
    `import { liveFigure } from "autoencoder-workbook/show"; import { interact, intSlider } from "autoencoder-workbook/widgets";`,
    `const m = intSlider({ label: "m", min: 0, max: 9, value: 4 });
     const line = liveFigure({ data: [{ type: "scatter", y: Float64Array.of(0, 0) }], caption: "flat" });
     await interact({ m }, async ({ m }) => { await null; line.show({ data: [{ type: "scatter", y: Float64Array.of(0, m) }], caption: "to " + m }); return m * m; }, { views: [line] })`,
    "m.value = 7;",
  ].map((source) => ({ cell_type: "code", source, metadata: {}, outputs: [], execution_count: null })),
  metadata: { widgets: { stale: true } },
  nbformat: 4,
  nbformat_minor: 5,
});
const run = (first = "1") => runNotebook(notebook(first), { kernel: workbookKernel, cwd: root });
const stateType = "application/vnd.jupyter.widget-state+json";

interface Kept {
  readonly [stateType]: {
    readonly state: Record<
      string,
      { model_name: string; state: Record<string, unknown>; buffers?: { data: string; path: unknown }[] }
    >;
  };
}

test("an executed notebook contains the last state of its widgets, and the first result as a fallback", async () => {
  const { cells, metadata } = await run();
  const [output] = cells[2]?.outputs ?? [];
  if (output?.output_type !== "display_data") throw new Error("the widget is not shown");
  expect(output.data["text/plain"]).toBe("m: 4 (from 0 to 9)\nFigure: to 4\n16");
  expect(output.data["text/html"]).toMatch(/<workbook-figure/);
  expect(output.data).toHaveProperty("application/vnd.plotly.v1+json");

  const models = Object.values((metadata.widgets as Kept)[stateType].state);
  const of = (name: string) => models.find(({ model_name }) => model_name === name);
  expect(of("IntSliderModel")?.state.value).toBe(7);
  expect(of("OutputModel")?.state.outputs).toMatchObject([{ data: { "text/plain": "49" } }]);
  expect(of("AnyModel")?.state.caption).toBe("to 7");
  const [buffer] = of("AnyModel")?.buffers ?? [];
  expect(buffer?.path).toEqual(["traces", 0, "y", "bytes"]);
  expect([...new Float32Array(Uint8Array.from(Buffer.from(buffer?.data ?? "", "base64")).buffer)]).toEqual([
    0, 7,
  ]);
});

test("every run writes the same file, and a check reports where the state of a widget differs", async () => {
  const [before, after] = [await run(), await run()];
  expect(formatNotebook(after)).toBe(formatNotebook(before));
  const changed = parseNotebook(formatNotebook(before).replace('"value": 7', '"value": 8'));
  expect(differences(before, before)).toEqual([]);
  expect(differences(changed, after)).toMatchObject([{ cell: 3, output: 1, what: "widget" }]);
});

test("a notebook without widgets contains no widget state", async () => {
  const [first] = notebook("1").cells;
  if (first === undefined) throw new Error("the notebook is empty");
  const after = await runNotebook(
    { ...notebook("1"), cells: [first] },
    { kernel: workbookKernel, cwd: root },
  );
  expect(after.metadata).not.toHaveProperty("widgets");
});
