/** The library's face: what `import { … } from "autoencoder-workbook"` offers. */
import "./show/teach";

export { digitImage, digitImages } from "./show/digits";
export { display } from "./show/display";
export { figure } from "./show/figure";
export { md, tex } from "./show/markup";
export { matrixView } from "./show/matrix";
export { table } from "./show/table";
export { palette } from "./show/theme";
