import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../../setup/run.cjs";
import { readIfThere, remove } from "../../system/files.cjs";
import { withLock } from "../../system/lock.cjs";
import { findPython } from "./python";

/** The private Python environment of the clone at `root`. */
export const venvFolder = (root: string): string => join(root, ".venv");

const scripts = process.platform === "win32" ? "Scripts" : "bin";

const pythonOf = (venv: string): string =>
  join(venv, scripts, process.platform === "win32" ? "python.exe" : "python");

/**
 * The environment variables for programs in the private environment. They neither read nor change the user's
 * own Python and Jupyter.
 */
export function venvVariables(root: string): NodeJS.ProcessEnv {
  const venv = venvFolder(root);
  const { PYTHONHOME, PYTHONPATH, JUPYTER_PATH, JUPYTER_CONFIG_PATH, ...rest } = process.env;
  const path = Object.keys(rest).find((name) => name.toUpperCase() === "PATH") ?? "PATH"; // Path on Windows
  return {
    ...rest,
    [path]: [join(venv, scripts), join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
    PIP_USER: "0",
    PIP_REQUIRE_VIRTUALENV: "0",
    VIRTUAL_ENV: venv,
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_DIR: join(venv, "jupyter", "config"),
    JUPYTER_DATA_DIR: join(venv, "jupyter", "data"),
  };
}

/** The error of pip or venv as a sentence. */
function trouble(output: string): string {
  if (/No space left on device/i.test(output))
    return "The disk is full. Free some space and run the same command again.";
  // If pip cannot reach the index, it may say only "from versions: none".
  if (
    /NewConnection|ConnectTimeout|ReadTimeout|ProxyError|Max retries|resolve|SSLError|versions: none/i.test(
      output,
    )
  )
    return "JupyterLab could not be downloaded. Check the network or the proxy and run the same command again.";
  const errors = output.split("\n").filter((line) => /^(ERROR|error)/.test(line));
  const message = errors.join("\n") || output.trim();
  return `JupyterLab could not be installed:\n${message}\nCheck which index pip uses (pip config list) and run the same command again.`;
}

/** Returns a function that reads pip's progress from a line of its output. */
function progress(requirements: string): (line: string) => string | undefined {
  let all = requirements.split("\n").filter((line) => /^\w/.test(line)).length;
  let done = 0;
  return (line) => {
    if (/^Ignoring /.test(line)) all -= 1; // a pin for another Python or system
    if (/^(Collecting|Processing|Requirement already satisfied)/.test(line)) done += 1;
    return /^Installing collected packages/.test(line) ? "unpacking" : `${done} of ${all} packages`;
  };
}

/** Creates the environment and returns its pip command. If Debian's Python lacks ensurepip, the outer pip is used. */
async function create(root: string, python: string): Promise<string[]> {
  const venv = venvFolder(root);
  const options = { cwd: root, env: venvVariables(root) };
  const title = "Creating a private Python environment in .venv";
  const whole = await run(title, python, ["-m", "venv", venv], options);
  if (whole.code === 0) return [pythonOf(venv), "-m", "pip"];
  const bare = await run("Trying without pip", python, ["-m", "venv", "--without-pip", venv], options);
  const outer = await run(
    "Looking for pip outside",
    python,
    ["-m", "pip", "--python", venv, "--version"],
    options,
  );
  if (bare.code === 0 && outer.code === 0) return [python, "-m", "pip", "--python", venv];
  if (/ensurepip|No module named venv/.test(whole.output))
    throw new Error(
      "This Python cannot create environments, because its venv module is missing. Install it " +
        "(on Debian and Ubuntu: `sudo apt install python3-venv`) and run the same command again.",
    );
  throw new Error(`Python could not create .venv:\n${whole.output.trim()}`);
}

/**
 * Returns the Python of `.venv`, with JupyterLab installed as .binder/requirements.txt pins it. If the pins have
 * changed or an earlier attempt was interrupted, `.venv` is created again.
 *
 * @throws an error that says what is missing and what to do
 */
export async function ensureVenv(root: string): Promise<string> {
  const venv = venvFolder(root);
  const python = pythonOf(venv);
  const pins = join(root, ".binder", "requirements.txt");
  const requirements = readFileSync(pins, "utf8");
  const wanted = createHash("sha256").update(requirements).digest("hex");
  const stamp = join(venv, ".workbook");
  const isReady = () => readIfThere(stamp) === wanted && existsSync(python);
  if (isReady()) return python;

  await withLock(join(root, ".setup.lock"), async () => {
    if (isReady()) return;
    if (existsSync(join(venv, "pyvenv.cfg")) && !existsSync(stamp))
      throw new Error(
        `${venv} was not created by the workbook. Move it elsewhere and run the same command again.`,
      );
    const outer = await findPython();
    remove(venv);
    mkdirSync(venv);
    writeFileSync(stamp, "unfinished");
    const [command = python, ...pip] = await create(root, outer);
    const args = [
      ...pip,
      "install",
      "--no-input",
      "--disable-pip-version-check",
      "--progress-bar=off",
      "-r",
      pins,
    ];
    const options = { cwd: root, env: venvVariables(root), detail: progress(requirements) };
    const { code, output } = await run("Installing JupyterLab into .venv", command, args, options);
    if (code !== 0) throw new Error(trouble(output));
    writeFileSync(stamp, wanted);
  });
  return python;
}
