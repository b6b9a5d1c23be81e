import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** What browsers of the Chromium family are called on the PATH. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

/** Where they are when they are not on the PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Flags for a browser that nobody looks at, in a container as well, and that calls nobody. */
export const headlessFlags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** Flags for pictures that do not depend on the machine's own ways with colours and letters. */
export const sameEverywhere = [
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
];

/**
 * The path of a browser of the Chromium family: what CHROME_PATH names, else one on the PATH, else one
 * in its usual place; undefined where there is none.
 */
export function findChromium(): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.flatMap((name) => endings.map((ending) => join(folder, name + ending))));
  return [process.env.CHROME_PATH ?? "", ...onPath, ...places].find(
    (path) => path !== "" && isExecutable(path),
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
