import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The names of browsers of the Chromium family on the PATH. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

/** Their usual places if they are not on the PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Flags for a browser without a window and without network requests of its own, also in a container. */
export const headlessFlags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** Flags that make pictures the same on machines with other colour and font settings. */
export const sameEverywhere = [
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
];

/**
 * The path of a browser of the Chromium family: CHROME_PATH, or one on the PATH, or one in a usual place.
 * Undefined if there is none.
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
