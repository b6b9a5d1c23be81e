import { existsSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plain } from "../../../src/experiments/core/experiment";
import { configure } from "../../../src/experiments/core/settings";
import { digestOf, fileText, recorded, recordOf } from "../../../src/experiments/run/record";
import { experimentNamed, experiments } from "../../../src/experiments/run/registry";

const names = [...experiments.keys()] as Parameters<typeof recorded>[0][];

describe.each(names)("the record of %s", (name) => {
  const record = recorded(name);
  const experiment = experimentNamed(name);
  const { configuration } = record;
  const cells = experiment.cells(configuration);

  it("has the full configuration, at least five seeds, and under 200 kB", () => {
    expect(configuration).toEqual(configure(experiment.settings, experiment.full));
    expect(configuration.seeds.length).toBeGreaterThanOrEqual(5);
    expect(record.rows.length).toBe(cells.length);
    expect(record.made).toMatchObject({ backend: "wasm", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(statSync(recordOf(name)).size).toBeLessThan(200_000);
  });

  it("equals its smallest cell computed again, bit for bit", async () => {
    const costs = cells.map((cell) => experiment.cost(configuration, cell));
    const smallest = costs.indexOf(Math.min(...costs));
    const again = plain(await experiment.run(configuration, cells[smallest]));
    expect(again).toEqual(record.rows[smallest]);
  }, 120_000);
});

describe("a record", () => {
  it("is written as it is read, with one row on each line", () => {
    const [name] = names;
    if (!name || !existsSync(recordOf(name))) throw new Error("There are no records.");
    const { digest, node, ...results } = recorded(name);
    const text = fileText(results);
    const { rows } = JSON.parse(text);
    expect(digestOf(rows)).toBe(digest);
    expect(node).toMatch(/^v\d+/);
    expect(text.split("\n").length).toBe(results.rows.length + 3);
  });
});
