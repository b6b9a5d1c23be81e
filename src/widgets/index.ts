/** The entry `autoencoder-workbook/widgets`: sliders and other controls. */
export { hbox, vbox } from "./box";
export type { Control } from "./control";
export { type Button, button, dropdown, textField, toggle } from "./fields";
export { type Controls, type InteractOptions, interact, type Run, type ValuesOf } from "./interact";
export { jslink, link } from "./link";
export { type OutputArea, outputArea } from "./output-area";
export { floatSlider, intSlider, logSlider } from "./sliders";
export { AnyWidget, type AnyWidgetParts, type Fallback, type Layout, type Widget } from "./widget";
