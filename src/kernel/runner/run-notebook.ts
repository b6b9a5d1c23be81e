import { failureOf } from "./failure";
import type { KernelCommand } from "./kernel";
import type { Cell, Notebook } from "./notebook-file";
import type { Output } from "./outputs";
import { type ReadyKernel, startKernel } from "./start";
import { WidgetStates } from "./widget-state";

export interface RunOptions {
  /** The command of the kernel. */
  readonly kernel: KernelCommand;
  /** The working directory: the folder of the notebook. */
  readonly cwd: string;
  /** Called after every cell with the number of finished ones. */
  readonly onCell?: (done: number, total: number) => void;
  /** Completes the outputs of a cell at the end, for instance adds static images to figures. */
  readonly finish?: (outputs: readonly Output[]) => Promise<readonly Output[]>;
}

const unchanged = async (outputs: readonly Output[]): Promise<readonly Output[]> => outputs;

/** Runs one code cell. `number` counts from 1. */
async function runCell(kernel: ReadyKernel, cell: Cell, number: number): Promise<Cell> {
  if (cell.source.trim() === "") return { ...cell, outputs: [], execution_count: null };
  // Jupyter's tag for a cell that shows an error on purpose.
  const mayFail = cell.metadata.tags?.includes("raises-exception") ?? false;
  const { reply, outputs } = await kernel.execute(cell.source, { stopOnError: !mayFail });
  if (reply.content.status !== "ok" && !mayFail) throw failureOf(number, cell.source, reply.content, outputs);
  return { ...cell, outputs, execution_count: (reply.content.execution_count as number | undefined) ?? null };
}

/**
 * Runs the cells of a notebook in order, in a new kernel.
 *
 * @returns the notebook with the outputs and counts of this run
 * @throws CellFailure at the first cell that fails; the cells after it do not run
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<Notebook> {
  const { onCell = () => {}, finish = unchanged } = options;
  const total = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
  const kernel = await startKernel(options.kernel, { cwd: options.cwd });
  const widgets = new WidgetStates();
  kernel.onMessage((channel, message) => {
    if (channel === "iopub") widgets.add(message);
  });
  try {
    const cells: Cell[] = [];
    let done = 0;
    for (const [index, cell] of notebook.cells.entries()) {
      if (cell.cell_type !== "code") {
        cells.push(cell);
        continue;
      }
      cells.push(await runCell(kernel, cell, index + 1));
      onCell(++done, total);
    }
    // At the end, because a later cell may update an earlier output.
    const finished = cells.map(async (cell) =>
      cell.outputs ? { ...cell, outputs: await finish(cell.outputs) } : cell,
    );
    const language_info = kernel.info.language_info as object;
    const metadata = widgets.into({ ...notebook.metadata, language_info });
    return { ...notebook, cells: await Promise.all(finished), metadata };
  } finally {
    await kernel.shutdown();
  }
}
