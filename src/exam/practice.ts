/** A partial derivative that the paper does not ask for and the workbook lets one practise. */
export type PracticeId = "dJ/dW1" | "dJ/db1" | "dJ/db2" | "dJ/da1" | "dJ/dz1";

/**
 * The partial derivatives beyond the nine parts, in the order in which the backward pass meets them. They
 * carry one mark each, which counts nowhere.
 *
 * @example
 * practice.length // → 5
 */
export const practice: readonly PracticeId[] = ["dJ/db2", "dJ/da1", "dJ/dz1", "dJ/dW1", "dJ/db1"];
