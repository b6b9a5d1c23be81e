import { randomUUID } from "node:crypto";
import type { Comms } from "../comm/comms";
import { toJson } from "../protocol/wire";
import type { Bundle } from "./bundle";
import { capture } from "./capture";
import { currentCell } from "./cell-output";

/** A displayed value that can be updated. */
interface Shown {
  readonly id: string;
  update(value: unknown): void;
}

/** The global `jupyter`. Outside of cells it does nothing. */
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

/** The TypeScript declarations of `jupyter`. Their comments appear as hover texts. */
export const globals = `
interface JupyterShown {
  /** The display id. Displays with the same id are updated together. */
  readonly id: string;
  /** Replaces the value everywhere it is displayed. */
  update(value: unknown): void;
}
interface JupyterCapture {
  /** Runs the function and captures its output, also later output. */
  run<T>(work: () => T): T;
  /** Shows a value in the capture. */
  show(value: unknown): void;
  /** Shows an error in the capture, with its traceback. */
  fail(error: unknown): void;
  /** Resolves when everything has been shown; undefined if nothing is pending. */
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
   * Shows a value below the cell: the result of its \`Symbol.for("Jupyter.display")\` method, or plain text.
   *
   * @example
   * const shown = jupyter.display("counting");
   * shown.update("done");
   */
  display(value: unknown, options?: { id?: string }): JupyterShown;
  /** Clears the output of the cell, at once or (\`wait\`) with the next output. */
  clearOutput(wait?: boolean): void;
  /** Shows a text, or a bundle by MIME type, in the pager of the front end. JupyterLab shows it below the cell. */
  page(bundle: string | Record<string, unknown>): void;
  /**
   * Captures the output of part of a cell: \`changed\` gets all outputs so far, in the format of notebooks,
   * after each new one.
   *
   * @example
   * jupyter.capture((outputs) => { seen = outputs; }).run(() => console.log("here"));
   */
  capture(changed: (outputs: readonly Record<string, unknown>[]) => void): JupyterCapture;
  /** Channels to code in the front end, such as widgets. */
  readonly comms: {
    /** Calls \`opened\` whenever the front end opens a comm with this target name; returns a function that stops that. */
    registerTarget(target: string, opened: (comm: JupyterComm, message: JupyterCommMessage) => void): () => void;
    /** Opens a comm to the code that the front end has registered under this target name. */
    open(target: string, data?: Record<string, unknown>, extras?: JupyterCommExtras & { id?: string }): JupyterComm;
  };
};
`;
