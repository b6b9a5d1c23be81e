/**
 * Browser code that defines `plotly()`, a promise of plotly.js. It is loaded once per page: from the address in
 * `<body data-plotly="…">` or, in Jupyter, from the kernel's folder or the packages in the notebook folder.
 */
export const plotlyLoader = `const notFound = "plotly.js was not found, so this figure cannot be drawn. Start JupyterLab with npm start, or run: workbook kernel install.";
const config = document.getElementById("jupyter-config-data");
const { baseUrl, plotly: own } = document.body.dataset;
const base = config ? JSON.parse(config.textContent).baseUrl : baseUrl;
const inJupyter = ["kernelspecs/tslab-workbook/plotly.js", "files/node_modules/plotly.js-dist/plotly.js"];
const places = own ? [own] : base ? inJupyter.map((place) => base.replace(/\\/?$/, "/") + place) : [];
const fetched = (place) => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = place;
  script.onload = () => window.Plotly ? done(window.Plotly) : failed();
  script.onerror = () => { script.remove(); failed(); };
  document.head.append(script);
});
let loading;
const plotly = () => {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  loading ??= places.reduce((before, place) => before.catch(() => fetched(place)), Promise.reject());
  loading.catch(() => { loading = undefined; });
  return loading;
};
`;

/**
 * The script in a figure's HTML: a custom element that draws the specification it contains.
 *
 * The browser notifies a custom element when it enters and leaves the page. So every copy of an output draws its
 * figure, frees it when it is removed, and draws it again when a notebook brings back a cell that was scrolled out;
 * and no id has to be unique.
 *
 * It is a string, not a function converted to text, so every compiler produces the same bytes.
 */
export const figureScript = `(() => {
if (customElements.get("workbook-figure")) return;
${plotlyLoader}customElements.define("workbook-figure", class extends HTMLElement {
  connectedCallback() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.isConnected && this.watch());
    } else this.watch();
  }
  watch() {
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this);
    this.themes = new MutationObserver(() => this.tint());
    this.themes.observe(document.body, { attributes: true });
  }
  disconnectedCallback() {
    this.sizes?.disconnect();
    this.themes?.disconnect();
    if (this.drawn) window.Plotly?.purge(this.plot);
    this.drawn = false;
  }
  get plot() { return this.querySelector(".workbook-plot"); }
  get ink() { return getComputedStyle(this).color; }
  async fit() {
    const width = this.clientWidth;
    if (width === 0 || this.busy || this.drawn && width === this.width) return;
    this.busy = true;
    this.width = width;
    try {
      const Plotly = await plotly();
      if (this.isConnected) await this.draw(Plotly);
    } catch (error) {
      const note = this.querySelector(".workbook-note");
      if (note) note.textContent = notFound;
      if (error) console.error(error);
    }
    this.busy = false;
    if (this.clientWidth !== width) this.fit();
  }
  async draw(Plotly) {
    this.spec ??= JSON.parse(this.querySelector("script[type='application/json']").textContent);
    const { data, layout, config } = this.spec;
    this.height ??= layout.height ?? 420;
    this.ours ??= !layout.font?.color;
    delete layout.height;
    if (this.ours) layout.font = { ...layout.font, color: this.ink };
    const { xaxis, yaxis } = layout.template?.layout ?? {};
    if (xaxis && yaxis) xaxis.nticks = Math.max(4, Math.min(yaxis.nticks, Math.round(this.width / 70)));
    const plot = this.plot;
    plot.style.height = Math.min(this.height, Math.max(280, 0.9 * this.width)) + "px";
    if (this.drawn) return Plotly.Plots.resize(plot);
    plot.replaceChildren();
    plot.setAttribute("role", "group"); // an image has no buttons
    this.drawn = true;
    await Plotly.newPlot(plot, data, layout, config);
  }
  tint() {
    if (this.drawn && this.ours && this.ink !== this.spec.layout.font.color) {
      window.Plotly.relayout(this.plot, { "font.color": this.ink });
    }
  }
});
})();`;
