import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { kernelsBelow, type Surroundings, userKernels } from "../../src/kernel/jupyter-paths";
import { installKernelspec, removeKernelspec } from "../../src/kernel/kernelspec";

const root = mkdtempSync(join(tmpdir(), "kernelspec-test-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("the kernelspec", () => {
  let kernels: string;
  beforeEach(() => {
    kernels = join(mkdtempSync(join(root, "prefix-")), "share", "jupyter", "kernels");
  });

  test("starts this Node on the kernel, and comes with its logos", () => {
    const folder = installKernelspec(kernels);
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({ display_name: "TypeScript (workbook)", language: "typescript" });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv[1]).toBe(join(dirname(dirname(__dirname)), "dist", "kernel", "main.js"));
    expect(spec.argv.at(-1)).toBe("{connection_file}");
    expect(readdirSync(folder).sort()).toEqual([
      "kernel.json",
      "logo-32x32.png",
      "logo-64x64.png",
      "logo-svg.svg",
    ]);
    expect(readFileSync(join(folder, "logo-64x64.png")).subarray(1, 4).toString()).toBe("PNG");
  });

  test("carries the files it is given", () => {
    const source = join(root, "source.js");
    writeFileSync(source, "text");
    const folder = installKernelspec(kernels, { "plotly.js": source });
    expect(readFileSync(join(folder, "plotly.js"), "utf8")).toBe("text");
  });

  test("installed a second time is not written again", () => {
    const folder = installKernelspec(kernels);
    const { ctimeMs, ino } = statSync(folder);
    installKernelspec(kernels);
    expect(statSync(folder)).toMatchObject({ ctimeMs, ino });
  });

  test("replaces an older one whole, and leaves nothing else behind", () => {
    const folder = installKernelspec(kernels);
    writeFileSync(join(folder, "left-over.js"), "");
    writeFileSync(join(folder, "kernel.json"), "{}");
    installKernelspec(kernels);
    expect(readdirSync(folder)).not.toContain("left-over.js");
    expect(readFileSync(join(folder, "kernel.json"), "utf8")).toContain("main.js");
    expect(readdirSync(kernels)).toEqual(["tslab-workbook"]);
  });

  test("removed is gone, and only it", () => {
    mkdirSync(join(kernels, "python3"), { recursive: true });
    const folder = installKernelspec(kernels);
    expect(removeKernelspec(kernels)).toBe(folder);
    expect(readdirSync(kernels)).toEqual(["python3"]);
    expect(removeKernelspec(kernels)).toBeUndefined();
  });

  test("of another maker under our name is left alone", () => {
    const folder = join(kernels, "tslab-workbook");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), '{"argv": ["python"], "display_name": "Mine"}');
    expect(() => removeKernelspec(kernels)).toThrow("is not the workbook's");
    expect(readdirSync(folder)).toEqual(["kernel.json"]);
  });
});

// Expected places: jupyter_core.paths.jupyter_data_dir on each system.
describe("Jupyter's folders", () => {
  const user = (surroundings: Partial<Surroundings>) =>
    userKernels({ platform: "linux", env: {}, home: "/home/otto", ...surroundings });
  const windows = { platform: "win32", home: "C:\\Users\\Otto" } as const;

  test("of a user on Linux", () => {
    expect(user({})).toBe("/home/otto/.local/share/jupyter/kernels");
    expect(user({ env: { XDG_DATA_HOME: "/data" } })).toBe("/data/jupyter/kernels");
  });

  test("of a user on macOS", () => {
    const mac = { platform: "darwin", home: "/Users/otto" } as const;
    expect(user(mac)).toBe("/Users/otto/Library/Jupyter/kernels");
    expect(user({ ...mac, env: { JUPYTER_PLATFORM_DIRS: "1" } })).toBe(
      "/Users/otto/Library/Application Support/Jupyter/kernels",
    );
  });

  test("of a user on Windows", () => {
    const APPDATA = "C:\\Users\\Otto\\AppData\\Roaming";
    expect(user({ ...windows, env: { APPDATA } })).toBe(`${APPDATA}\\jupyter\\kernels`);
    expect(user(windows)).toBe("C:\\Users\\Otto\\.jupyter\\data\\kernels");
    expect(user({ ...windows, env: { APPDATA, JUPYTER_PLATFORM_DIRS: "true" } })).toBe(
      "C:\\Users\\Otto\\AppData\\Local\\Jupyter\\kernels",
    );
  });

  test("JUPYTER_DATA_DIR goes before all else", () => {
    const env = { JUPYTER_DATA_DIR: "/here", XDG_DATA_HOME: "/there", JUPYTER_PLATFORM_DIRS: "1" };
    expect(user({ env })).toBe("/here/kernels");
  });

  test("of a prefix", () => {
    expect(kernelsBelow("/opt/venv", { platform: "linux", env: {}, home: "" })).toBe(
      "/opt/venv/share/jupyter/kernels",
    );
    expect(kernelsBelow("C:\\venv", { ...windows, env: {} })).toBe("C:\\venv\\share\\jupyter\\kernels");
  });
});
