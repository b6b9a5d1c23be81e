import { type Comm, type CommMessage, host } from "./host";
import { type Packed, pack, type State } from "./pack";

/** The version of the widget protocol. The minor one says that we echo. */
const version = "2.1.0";

/** An open model, as the front ends need it that come later. */
interface Open {
  state(): State;
}

const key = Symbol.for("jupyter.widgets");

/**
 * All open models by their ids, whichever copy of this library has made them: a notebook that imports
 * changed sources anew does not lose the widgets that are on the page.
 */
export function openModels(): Map<string, Open> {
  const open = (Reflect.get(globalThis, key) as Map<string, Open> | undefined) ?? new Map<string, Open>();
  Reflect.set(globalThis, key, open);
  return open;
}

let serves = false;

/** Opens the comm of a model. */
export function open({ state, buffer_paths, buffers }: Packed): Comm {
  const kernel = host();
  if (kernel === undefined)
    throw new Error(
      "Widgets come to life in a notebook: run this in the workbook's kernel, or use the values without display.",
    );
  if (!serves) kernel.comms.registerTarget("jupyter.widget.control", serve);
  serves = true;
  return kernel.comms.open("jupyter.widget", { state, buffer_paths }, { metadata: { version }, buffers });
}

/** Answers a front end that opens the notebook while the kernel runs: all models at once. */
function serve(comm: Comm): void {
  comm.onMessage = ({ data }: CommMessage) => {
    if (data.method !== "request_states") {
      console.error("A message about all widgets was refused: it is not request_states.");
      return;
    }
    const models = [...openModels()].map(([id, model]) => [id, described(model.state())] as const);
    const { state: states, buffer_paths, buffers } = pack(Object.fromEntries(models));
    comm.send({ method: "update_states", states, buffer_paths }, { buffers });
  };
}

const described = (state: State): State => ({
  model_module: state._model_module,
  model_module_version: state._model_module_version,
  model_name: state._model_name,
  state,
});
