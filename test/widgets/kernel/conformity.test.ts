import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import type { Json } from "../../../src/kernel/protocol/wire";
import { contents } from "../../kernel/kernel-fixture";
import { useWidgets } from "./fixture";

const { run } = useWidgets();
const jupyter = inject("jupyter");

test.skipIf(jupyter === undefined)(
  "ipywidgets knows every model and accepts every entry of its state",
  async () => {
    const execution = await run(`
    const out = w.outputArea();
    out.run(() => console.log("printed"));
    const [one, two] = [w.textField({ label: "a", placeholder: "b", value: "c" }), w.textField()];
    w.jslink(one, two);
    await w.interact({ one }, ({ one }) => one);
    w.vbox([
      w.hbox([one, two], { width: "50%" }),
      w.intSlider({ label: "i", min: -3, max: 40, step: 2, value: 5, continuous: false }),
      w.floatSlider({ label: "f", min: 0, max: 1, value: 0.5, step: 0.1, format: ".3f" }),
      w.logSlider({ label: "l", min: 1e-4, max: 10, value: 0.1, stepsPerDecade: 5 }),
      w.toggle({ label: "t", value: true }),
      w.dropdown({ label: "d", options: ["x", "y"], value: "y" }),
      w.button("b"),
      out,
    ])
  `);
    const states = contents(execution, "comm_open").map(({ data }) => (data as { state: Json }).state);
    expect(new Set(states.map(({ _model_name }) => _model_name)).size).toBe(19);
    const { stdout, stderr } = spawnSync(jupyter?.python ?? "", [join(__dirname, "conformity.py")], {
      env: jupyter?.env,
      input: states.map((state) => JSON.stringify(state)).join("\n"),
      encoding: "utf8",
    });
    expect(stderr + stdout).toBe("");
  },
);
