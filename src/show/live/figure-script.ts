import { plotlyLoader } from "../figures/figure-script";

/**
 * The view of a live figure in the browser, an ES module for anywidget.
 *
 * At most one drawing is in progress, and the next one shows the newest state. `Plotly.react` changes only what
 * differs; a constant `uirevision` keeps the reader's zoom and hidden traces.
 */
export const liveFigureScript = `${plotlyLoader}
const arrays = { float32: Float32Array, int32: Int32Array, int16: Int16Array, int8: Int8Array, uint32: Uint32Array, uint16: Uint16Array, uint8: Uint8Array };
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if (value.bytes instanceof DataView) {
    const { buffer, byteOffset, byteLength } = value.bytes;
    return new arrays[value.dtype](buffer.slice(byteOffset, byteOffset + byteLength));
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revived(part)]));
};
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const nextFrame = () => new Promise((done) => {
  requestAnimationFrame(done);
  setTimeout(done, 250);
});
export default { render({ model, el }) {
  const title = element("div", { className: "workbook-title", style: "font-weight:600" });
  const plot = element("div", { className: "workbook-plot", role: "img" });
  const caption = element("figcaption");
  el.append(element("figure", { className: "workbook-live-figure", style: "margin:0" }, title, plot, caption));
  let isDrawing = false, isStale = false, isGone = false, isDrawn = false;
  const drawn = async (Plotly) => {
    const data = revived(model.get("traces"));
    const { layout, config } = revived(model.get("plot"));
    const { height = 420, ...rest } = layout;
    const width = el.clientWidth;
    title.textContent = model.get("title");
    caption.textContent = model.get("caption");
    plot.setAttribute("aria-label", model.get("alt"));
    plot.style.height = Math.min(height, Math.max(280, 0.9 * width)) + "px";
    const font = { color: getComputedStyle(el).color, ...rest.font };
    await Plotly.react(plot, data, { ...rest, font, width, height: plot.clientHeight, uirevision: "reader" }, config);
    isDrawn = true;
  };
  const draw = async () => {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      const Plotly = await plotly();
      while (isStale && !isGone && el.clientWidth > 0) {
        isStale = false;
        await drawn(Plotly);
        await nextFrame();
      }
    } catch (error) {
      caption.textContent = notFound;
      if (error) console.error(error);
    }
    isDrawing = false;
  };
  const sizes = new ResizeObserver(draw);
  sizes.observe(el);
  const themes = new MutationObserver(draw);
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] });
  model.on("change", draw);
  return () => {
    isGone = true;
    sizes.disconnect();
    themes.disconnect();
    model.off("change", draw);
    if (isDrawn) window.Plotly.purge(plot);
  };
} };`;
