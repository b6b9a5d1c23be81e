/**
 * What one line may hold. The longest honest answer, dJ/dW1 written out in full, has some 150 characters
 * and 40 nodes; what goes far beyond it is refused before it can cost time.
 */
export const limits = {
  /** Characters of the text. */
  length: 600,
  /** Parentheses, brackets and braces inside one another. */
  depth: 30,
  /** Nodes of the tree. */
  nodes: 250,
  /** Factors of a term that mixes * with products side by side: its readings grow fast with them. */
  mixedFactors: 12,
  /** Readings that are followed up for one term. */
  readings: 8,
  /** Digits of one number. */
  digits: 15,
} as const;
