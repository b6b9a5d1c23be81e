// The house's one-way arrows, from shared design: a room may import only the rooms listed for it.
const arrows = {
  exam: [],
  data: ["exam"],
  notation: ["exam", "data"],
  calculus: ["exam", "data"],
  model: ["exam", "data", "notation", "calculus"],
  engine: ["exam", "data", "notation", "calculus", "model"],
  training: ["exam", "data", "notation", "calculus", "model", "engine"],
  experiments: ["exam", "data", "notation", "calculus", "model", "engine", "training"],
  show: ["exam", "data", "notation", "calculus", "model", "engine", "training", "experiments", "widgets"],
  grading: ["exam", "data", "notation", "show"],
  book: [
    "exam",
    "data",
    "notation",
    "calculus",
    "model",
    "engine",
    "training",
    "experiments",
    "show",
    "grading",
  ],
  kernel: [],
  widgets: ["data"],
};

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(arrows).map(([room, allowed]) => ({
      name: `${room}-imports-only-${allowed.join("-") || "itself"}`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
    })),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "index-does-not-import-kernel",
      comment: "The library and the kernel do not know each other; only the command line joins them.",
      severity: "error",
      from: { path: "^src/index.ts$" },
      to: { path: "^src/(kernel|commands|cli)" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};
