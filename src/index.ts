/** The library's face: what `import { … } from "autoencoder-workbook"` offers. */
export {};
