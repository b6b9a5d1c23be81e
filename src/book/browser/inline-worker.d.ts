/** A module that runs as a worker. Its script is part of the page's script. */
declare module "*?worker&inline" {
  const InlineWorker: new () => Worker;
  export default InlineWorker;
}
