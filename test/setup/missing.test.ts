import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { findPython, PythonMissing } from "../../src/commands/jupyter/python";
import { ensureVenv } from "../../src/commands/jupyter/venv";
import { install } from "../../src/setup/packages.cjs";
import { temporary } from "../temporary";

/** An address without a server: the port of the discard service. */
const nobody = "http://127.0.0.1:9/";

afterEach(() => {
  vi.unstubAllEnvs();
});

const pins = { ".binder/requirements.txt": "jupyterlab==4.5.0\n" };

/** Puts this program on the PATH as python3, or leaves no Python on the PATH. */
function pythonThatSays(script: string | undefined): void {
  const folder = join(temporary(), "bin");
  mkdirSync(folder);
  if (script !== undefined) writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv("PATH", [folder, ...(script === undefined ? [] : ["/bin"])].join(delimiter));
}

describe.skipIf(process.platform === "win32")("the set-up says in one sentence", () => {
  test("that there is no Python", async () => {
    pythonThatSays(undefined);
    const missing = findPython();
    await expect(missing).rejects.toThrow(PythonMissing);
    await expect(missing).rejects.toThrow(/none was found\. Install Python .* run the same command again\.$/);
  });

  test("that Python is too old", async () => {
    pythonThatSays("echo 3.8.18; echo /usr/bin/python3.8");
    vi.stubEnv("PATH", (process.env.PATH ?? "").split(delimiter)[0]);
    await expect(findPython()).rejects.toThrow("but python3 is 3.8.18. Install Python from");
  });

  test("that Python lacks its venv module", async () => {
    pythonThatSays(
      `if [ "$1" = -c ]; then echo 3.11.7; echo "$0"; else echo "No module named $2" >&2; exit 1; fi`,
    );
    await expect(ensureVenv(temporary(pins))).rejects.toThrow(
      /its venv module is missing\. Install it \(on Debian/,
    );
  });
});

test("says that npm's packages could not be downloaded if there is no network", async () => {
  const dependencies = { "is-odd": "3.0.1" };
  const place = "node_modules/is-odd";
  const root = temporary({
    "package.json": JSON.stringify({ name: "root", version: "1.0.0", dependencies }),
    "package-lock.json": JSON.stringify({
      name: "root",
      version: "1.0.0",
      lockfileVersion: 3,
      packages: {
        "": { name: "root", version: "1.0.0", dependencies },
        [place]: {
          version: "3.0.1",
          resolved: `${nobody}is-odd/-/is-odd-3.0.1.tgz`,
          integrity: "sha512-AAAA",
        },
      },
    }),
  });
  vi.stubEnv("npm_config_registry", nobody);
  vi.stubEnv("npm_config_cache", join(root, "cache"));
  vi.stubEnv("npm_config_fetch_retries", "0");
  await expect(install(root)).rejects.toThrow(
    /^The packages could not be downloaded \(ECONNREFUSED\)\. Check the network or the proxy/,
  );
});

const hasPython = (() => {
  try {
    return execFileSync("python3", ["-c", "import venv, ensurepip; print(1)"]).length > 0;
  } catch {
    return false;
  }
})();

test.runIf(hasPython)(
  "says that JupyterLab could not be downloaded if there is no network",
  { timeout: 60_000 },
  async () => {
    vi.stubEnv("PIP_CONFIG_FILE", process.platform === "win32" ? "NUL" : "/dev/null");
    vi.stubEnv("PIP_INDEX_URL", nobody);
    vi.stubEnv("PIP_RETRIES", "0");
    vi.stubEnv("PIP_NO_CACHE_DIR", "1");
    await expect(ensureVenv(temporary(pins))).rejects.toThrow(
      "JupyterLab could not be downloaded. Check the network or the proxy and run the same command again.",
    );
  },
);
