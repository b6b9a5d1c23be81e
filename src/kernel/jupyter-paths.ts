import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What Jupyter's rules for folders depend on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** Whether an environment variable is on, by Jupyter's rules. */
const isOn = (value: string | undefined): boolean =>
  value !== undefined && !["no", "n", "false", "off", "0", "0.0"].includes(value.toLowerCase());

/** The folder for a user's data: https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
function userData({ platform, env, home }: Surroundings): string {
  const { join, resolve } = platform === "win32" ? win32 : posix;
  if (env.JUPYTER_DATA_DIR) return resolve(env.JUPYTER_DATA_DIR);
  const byPlatform = isOn(env.JUPYTER_PLATFORM_DIRS);
  if (platform === "darwin")
    return byPlatform
      ? join(home, "Library", "Application Support", "Jupyter")
      : join(home, "Library", "Jupyter");
  if (platform === "win32") {
    if (byPlatform) return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), "Jupyter");
    if (env.APPDATA) return join(env.APPDATA, "jupyter");
    return join(env.JUPYTER_CONFIG_DIR || join(home, ".jupyter"), "data");
  }
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}

/** The folder of a user's kernelspecs. */
export function userKernels(surroundings = here()): string {
  const { join } = surroundings.platform === "win32" ? win32 : posix;
  return join(userData(surroundings), "kernels");
}

/** The folder of the kernelspecs of an environment or another prefix. */
export function kernelsBelow(prefix: string, { platform } = here()): string {
  const { join, resolve } = platform === "win32" ? win32 : posix;
  return join(resolve(prefix), "share", "jupyter", "kernels");
}
