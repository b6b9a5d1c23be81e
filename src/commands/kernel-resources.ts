/** What stands beside the kernelspec for the pages of Jupyter to load: figures look for it there. */
export const kernelResources: Readonly<Record<string, string>> = {
  "plotly.js": require.resolve("plotly.js-dist"),
};
