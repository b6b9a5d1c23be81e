/** Functions to be told of something; an error in one does not keep it from the others. */
export class Listeners<Arguments extends readonly unknown[]> {
  readonly #told = new Set<(...told: Arguments) => void>();

  /** Adds one; returns how to take it away again. */
  add(listener: (...told: Arguments) => void): () => void {
    const own = (...told: Arguments) => listener(...told); // the same function may listen twice
    this.#told.add(own);
    return () => {
      this.#told.delete(own);
    };
  }

  /**
   * Tells all of them, in order.
   *
   * @throws what the first of those threw that did
   */
  tell(...told: Arguments): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#told])
      try {
        listener(...told);
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors[0];
  }
}
