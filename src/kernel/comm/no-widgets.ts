import type { Comms } from "./comms";

/**
 * Answers a front end that asks, as it does whenever it opens a notebook, for the widgets of the kernel:
 * there are none yet. A library of widgets registers the target anew and answers itself.
 */
export function answerWithoutWidgets(comms: Comms): void {
  comms.registerTarget("jupyter.widget.control", (comm) => {
    comm.onMessage = ({ data }) => {
      if (data.method === "request_states")
        comm.send({ method: "update_states", states: {}, buffer_paths: [] });
    };
  });
}
