/** The page of the book on which a reader trains networks of one part's experiment. */
export const livePage = {
  /** The part that the page belongs to. */
  part: "f",
  file: "hidden-size.html",
  name: "Hidden units, live",
  text: `# Hidden units, live

The experiment of part (f): 200 handwritten digits of 4×4 pixels ($d = 16$), with noise of standard deviation 0.5 added once. A network with $m$ hidden units learns to return the clean digits. It is trained here in the page, for 2,500 steps of full-batch Adam, by the same WebAssembly that the notebooks use. The same seed gives the same bits.

**Predict.** Which $m$ is best on the training images? Which is best on images that the network has never seen?`,
} as const;
