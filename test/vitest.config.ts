import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    root: `${__dirname}/..`,
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
  },
});
