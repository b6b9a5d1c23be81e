/** How long one may go on before others get their turn, in ms. */
const patience = 25;

/** Lets a long computation give way now and then: interrupts, output and timers get through. */
export function turns(): { isDue(): boolean; pass(): Promise<void> } {
  let last = performance.now();
  return {
    isDue: () => performance.now() - last >= patience,
    async pass() {
      await new Promise<void>((done) => {
        if (typeof setImmediate === "function") setImmediate(done);
        else setTimeout(done);
      });
      last = performance.now();
    },
  };
}
