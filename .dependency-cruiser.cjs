// One-way imports. A room may import itself and the rooms that are listed for it; inside a room with groups, a
// group may import only itself and the groups before it in the list.
const numbers = ["data", "calculus", "model", "engine", "training"];
const question = ["question", "autoencoder", "notation"];

/** What each room may import. A room that is not listed here, such as commands, may import any. */
const rooms = {
  system: [],
  question: [],
  data: [],
  notation: ["question", "data"],
  autoencoder: ["question", "notation", "data"],
  calculus: ["data"],
  model: ["data", "calculus"],
  engine: ["data", "calculus", "model"],
  training: ["data", "calculus", "model", "engine"],
  experiments: [...numbers, "system"],
  widgets: ["data"],
  show: [...numbers, ...question, "experiments", "widgets"],
  grading: [...question, "data", "show", "system"],
  class: [...question, "data", "show", "grading", "system"],
  book: [...numbers, ...question, "experiments", "show", "grading"],
  kernel: [],
};

/** The groups of a room, from the ground up. */
const groups = {
  experiments: ["core", "(hidden-size|depth|sparsity|forward-pass)", "run"],
  show: ["base", "values", "figures", "live"],
  grading: ["verdict", "(formula|shapes|claims)", "student"],
  kernel: ["protocol", "language", "comm", "(cells|runner)", "zmq"],
  "kernel/language": ["base", "transform", "compile", "run", "report"],
};

const below = (room, group) => `^src/${room}/${group}/`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-only-what-is-below-it`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
    })),
    ...Object.entries(groups).flatMap(([room, order]) =>
      order.slice(0, -1).map((group, at) => ({
        name: `${room}-${group}-imports-no-later-group`,
        severity: "error",
        from: { path: below(room, group) },
        to: { path: order.slice(at + 1).map((later) => below(room, later)) },
      })),
    ),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "entries-import-no-kernel",
      comment: "The library and the kernel do not know each other; only the command joins them.",
      severity: "error",
      from: { path: ["^src/index.ts$", "^src/[^/]+/index.ts$"] },
      to: { path: "^src/(kernel|commands|cli)" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};
