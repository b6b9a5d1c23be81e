import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { colours } from "../../../src/show/base/theme";

interface Axis {
  readonly visible?: boolean;
  readonly ticktext?: readonly string[];
  readonly title?: { readonly text?: string };
}

interface Trace {
  readonly type?: string;
  readonly name?: string;
  readonly line?: { readonly color?: string };
  readonly marker?: { readonly color?: string };
}

const folder = join(__dirname, "../../../notebooks");
const plotly = "application/vnd.plotly.v1+json";

/** All figures in committed notebooks. */
const figures = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .flatMap((name) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      cells: { outputs?: { data?: Record<string, unknown> }[] }[];
    };
    return cells
      .flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => (data && plotly in data ? [data] : [])))
      .map((data, k) => ({
        place: `${name}, figure ${k + 1}`,
        html: [data["text/html"]].flat().join(""),
        png: data["image/png"],
        spec: data[plotly] as { data: Trace[]; layout: Record<string, Axis | undefined> },
      }));
  });

/** The colours of recurring traces, by the first word of their names. */
const roles: Readonly<Record<string, string>> = {
  train: colours.train,
  test: colours.test,
  validation: colours.validation,
  analytic: colours.analytic,
  numeric: colours.numeric,
  central: colours.numeric,
  "one-sided": colours.oneSided,
  complex: colours.complexStep,
  hinge: colours.hinge,
  kl: colours.kl,
  squared: colours.squared,
  l2: colours.l2,
  here: colours.mark,
};

describe.each(figures)("$place", ({ html, png, spec }) => {
  it("has a static image, a caption with a number, and a description", () => {
    expect(png).toBeTruthy();
    expect(/<figcaption>([\s\S]*?)<\/figcaption>/.exec(html)?.[1]).toMatch(/\d/);
    expect(/role="img" aria-label="([^"]*)"/.exec(html)?.[1]).toMatch(/\w+ \w+/);
    expect(html).toMatch(/<img src="data:image\/png;base64,[^"]+" width="720" height="\d+" alt="[^"]+/);
  });

  it("has a title on each axis", () => {
    for (const name of ["xaxis", "yaxis"]) {
      const axis = spec.layout[name];
      // Rows of images have a hidden axis, and an axis with a name for each row.
      if (axis?.visible !== false && !axis?.ticktext) expect(axis?.title?.text, name).toBeTruthy();
    }
  });

  it("names its curves if there are several", () => {
    const { length } = spec.data;
    const named = spec.data.filter(({ name }) => name);
    if (length > 1) expect(named.length).toBeGreaterThan(0);
  });

  it("uses the same colour for the same thing as all other figures", () => {
    for (const { name = "", line, marker } of spec.data) {
      const role = roles[name.toLowerCase().split(/[\s,(]/, 1)[0] ?? ""];
      if (role) expect(line?.color ?? marker?.color, name).toBe(role);
    }
  });
});
