import { createBuilder } from "./builder";
import type { TslabHost, TypeScript } from "./internals";
import { Programs } from "./programs";
import type { Workspace } from "./workspace";

/**
 * Stands in for `ts.createWatchProgram` under tslab's converter. TypeScript's own would rebuild the whole
 * program at every change of the text, twice a cell, and poll the imported files by timer; this one has a
 * new builder each time and looks at the files when a program is built.
 */
export function watch(typescript: TypeScript, host: TslabHost, workspace: Workspace) {
  const { sys } = host;
  workspace.programs = new Programs(typescript, host);
  const renew = () => host.afterProgramCreate?.(createBuilder(typescript, host, workspace));

  // tslab's "timer" is a callback that it calls itself, once it has announced all that has changed. One
  // that throws, on code nested too deeply to parse, stays pending there and has to be cleared.
  let timer: unknown;
  const changed = () => {
    if (timer) sys.clearTimeout(timer);
    timer = sys.setTimeout(() => {
      renew();
      timer = undefined;
    }, 0);
  };
  for (const path of host.rootFiles) sys.watchFile(path, changed);
  renew();

  return {
    updateRootFileNames(names: string[]) {
      host.rootFiles = names;
      changed();
    },
    close() {},
  };
}
