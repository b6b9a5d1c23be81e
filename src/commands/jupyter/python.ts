import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The oldest Python that .binder/requirements.txt supports. */
const needed = [3, 9] as const;

const probe = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";

/** The commands that may start a Python, the likeliest first. */
const candidates = (): readonly (readonly string[])[] => [
  ...(process.platform === "win32" ? [["py", "-3"]] : []),
  ["python3"],
  ["python"],
  ...[14, 13, 12, 11, 10, 9].map((minor) => [`python3.${minor}`]),
];

/** The version and the path of a candidate. Undefined if it does not run. */
async function probed([command = "", ...args]: readonly string[]) {
  try {
    const { stdout } = await promisify(execFile)(command, [...args, "-c", probe], { windowsHide: true });
    const [version = "", executable = ""] = stdout.trim().split(/\r?\n/);
    return { command, version, executable };
  } catch {
    return undefined;
  }
}

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
};

/** No Python is new enough. */
export class PythonMissing extends Error {}

/**
 * The path of a Python that is new enough for JupyterLab.
 *
 * @throws an error that says what was found instead and where to get Python
 */
export async function findPython(): Promise<string> {
  const tooOld: string[] = [];
  for (const candidate of candidates()) {
    const found = await probed(candidate);
    if (found === undefined) continue;
    if (isNewEnough(found.version)) return found.executable;
    tooOld.push(`${found.command} is ${found.version}`);
  }
  throw new PythonMissing(
    `JupyterLab needs Python ${needed.join(".")} or newer, but ${tooOld[0] ?? "none was found"}. ` +
      "Install Python from https://www.python.org/downloads and run the same command again.",
  );
}
