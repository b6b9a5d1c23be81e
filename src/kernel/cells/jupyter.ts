import { randomUUID } from "node:crypto";
import type { Comms } from "../comm/comms";
import { toJson } from "../protocol/wire";
import type { Bundle } from "./bundle";
import { capture } from "./capture";
import { currentCell } from "./cell-output";

/** Something on show, which can be changed. */
interface Shown {
  readonly id: string;
  update(value: unknown): void;
}

/** The global `jupyter`. Outside of any cell it does nothing. */
export const jupyter = (comms: Comms) => ({
  display(value: unknown, { id = randomUUID() }: { id?: string } = {}): Shown {
    const show = (type: string, shown: unknown) => {
      const cell = currentCell();
      cell?.show(shown, (data) => cell.publish(type, { data, metadata: {}, transient: { display_id: id } }));
    };
    show("display_data", value);
    return { id, update: (newer) => show("update_display_data", newer) };
  },

  clearOutput(wait = false): void {
    currentCell()?.publish("clear_output", { wait });
  },

  page(bundle: string | Bundle): void {
    const page = typeof bundle === "string" ? { "text/plain": bundle } : bundle;
    toJson(page); // throws here, where the cell can see it, rather than in the reply
    currentCell()?.pages.push(page);
  },

  capture,

  comms: {
    registerTarget: comms.registerTarget.bind(comms),
    open: comms.open.bind(comms),
  },
});

/** The same for TypeScript: what every cell finds declared. Comments are what hovering shows. */
export const globals = `
interface JupyterShown {
  /** The display id: another display with the same id can be updated together with it. */
  readonly id: string;
  /** Shows another value in its place, wherever it is shown. */
  update(value: unknown): void;
}
interface JupyterCapture {
  /** Does work so that what it shows, now and later, goes to where the capture leads. */
  run<T>(work: () => T): T;
  /** Shows a value there. */
  show(value: unknown): void;
  /** Shows an error there, with its traceback. */
  fail(error: unknown): void;
  /** Settles when all that takes time to show has been shown; undefined where nothing does. */
  shown(): Promise<void> | undefined;
}
interface JupyterCommExtras {
  metadata?: Record<string, unknown>;
  buffers?: readonly (ArrayBufferView | ArrayBuffer)[];
}
interface JupyterCommMessage {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}
interface JupyterComm {
  readonly id: string;
  readonly target: string;
  /** Called with every message from the front end. */
  onMessage: ((message: JupyterCommMessage) => void) | undefined;
  /** Called when the front end closes the comm. */
  onClose: ((message: JupyterCommMessage) => void) | undefined;
  send(data: Record<string, unknown>, extras?: JupyterCommExtras): void;
  close(data?: Record<string, unknown>, extras?: JupyterCommExtras): void;
}
declare const jupyter: {
  /**
   * Shows a value below the cell: as its \`Symbol.for("Jupyter.display")\` method says, else as plain text.
   *
   * @example
   * const shown = jupyter.display("counting");
   * shown.update("done");
   */
  display(value: unknown, options?: { id?: string }): JupyterShown;
  /** Clears what the cell has shown, at once or (\`wait\`) when it shows something new. */
  clearOutput(wait?: boolean): void;
  /** Shows a text, or a bundle by MIME type, in a pane of the front end's: JupyterLab has it below the cell. */
  page(bundle: string | Record<string, unknown>): void;
  /**
   * Leads what part of a cell shows elsewhere than below the cell: \`changed\` gets all outputs so far, as
   * notebooks hold them, whenever there is another.
   *
   * @example
   * jupyter.capture((outputs) => { seen = outputs; }).run(() => console.log("here"));
   */
  capture(changed: (outputs: readonly Record<string, unknown>[]) => void): JupyterCapture;
  /** Channels to code in the front end, such as widgets. */
  readonly comms: {
    /** Calls \`opened\` whenever the front end opens a comm with this target name; returns how to stop that. */
    registerTarget(target: string, opened: (comm: JupyterComm, message: JupyterCommMessage) => void): () => void;
    /** Opens a comm to code that the front end has registered under this target name. */
    open(target: string, data?: Record<string, unknown>, extras?: JupyterCommExtras & { id?: string }): JupyterComm;
  };
};
`;
