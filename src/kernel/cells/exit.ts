/** What comes of `process.exit` in a cell: it would take along all that the notebook has computed. */
class ExitRefused extends Error {
  override readonly name = "ExitRefused";
  constructor(code: unknown) {
    super(
      `process.exit(${code === undefined ? "" : String(code)}) would end the whole kernel: to leave a cell early, throw an error; to end the kernel, use the front end's menu.`,
    );
  }
}

/** From now on whoever asks the process to end gets an error; returns how the kernel itself ends it. */
export function refuseExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    throw new ExitRefused(code);
  };
  return exit;
}
