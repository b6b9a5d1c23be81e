import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readIfThere } from "../../system/files.cjs";
import { venvFolder } from "./venv";

const announcements = "@jupyterlab/apputils-extension:announcements";

/**
 * The output types that nbconvert exports, the best first. This is its own list without widgets: it would load
 * their scripts from the network, and an exported page has no kernel. It shows their static image instead.
 */
const exported = {
  HTMLExporter: { widget_renderer_url: "data:text/javascript,", require_js_url: "data:text/javascript," },
  NbConvertBase: {
    display_data_priority: [
      "application/javascript",
      "text/html",
      "text/markdown",
      "image/svg+xml",
      "text/vnd.mermaid",
      "text/latex",
      "image/png",
      "image/jpeg",
      "text/plain",
    ],
  },
};

/** JupyterLab's settings files, by their path in the private environment. */
const settings: Readonly<Record<string, object>> = {
  // No news, no update notices and no list of extensions, because they use the network.
  "etc/jupyter/jupyter_lab_config.json": {
    LabApp: {
      log_level: "WARN",
      news_url: null,
      check_for_updates_class: "jupyterlab.handlers.announcements.NeverCheckForUpdate",
      extension_manager: "readonly",
    },
  },
  "etc/jupyter/jupyter_server_config.json": {
    ServerApp: {
      log_level: "WARN",
      answer_yes: true,
      // Tornado reads Jupyter's milliseconds as seconds and warns at the first kernel.
      // asyncio prints a traceback when a browser tab closes in the middle of a message.
      logging_config: {
        loggers: { "tornado.general": { level: "ERROR" }, asyncio: { level: "CRITICAL" } },
      },
    },
    MultiKernelManager: { default_kernel_name: "tslab-workbook" },
    ...exported, // for "Save and Export Notebook As"
  },
  "etc/jupyter/jupyter_nbconvert_config.json": exported,
  // Written the way JupyterLab writes it.
  "etc/jupyter/labconfig/page_config.json": {
    disabledExtensions: { [announcements]: true },
    lockedExtensions: { [announcements]: true },
  },
  "share/jupyter/lab/settings/overrides.json": {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  },
};

/** Writes the settings files that are missing or different. */
export function writeJupyterSettings(root: string): void {
  for (const [place, value] of Object.entries(settings)) {
    const file = join(venvFolder(root), ...place.split("/"));
    const text = JSON.stringify(value, null, 2);
    if (readIfThere(file) === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
