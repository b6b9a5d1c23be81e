/** What starts processes of its own: kernels, servers, browsers. */
const real = [
  "test/commands/run*.test.ts",
  "test/kernel/**/*.test.ts",
  "test/notebooks/**/*.test.ts",
  "test/widgets/kernel/**/*.test.ts",
];
const browser = ["test/browser/**/*.test.ts"];

/** `npm run pictures` uses the browser to take the README's pictures. */
const pictures = ["test/browser/pictures.ts"];

// The groups run one after the other, so that a browser does not starve a kernel, nor a kernel a browser.
const config = ({ mode }: { mode: string }): import("vitest/config").ViteUserConfig => ({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    root: `${__dirname}/..`,
    // Vitest would leave a core to itself, which is half of a machine with two.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "library",
          include: ["test/**/*.test.ts"],
          exclude: [...real, ...browser],
          // Loading mathjs afresh for each file would take a third of the group's time.
          isolate: false,
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "kernel",
          include: real,
          globalSetup: ["test/setup-jupyter.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: mode === "pictures" ? pictures : browser,
          globalSetup: ["test/setup-jupyter.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

// CommonJS, as the rest of the package is.
module.exports = config;
