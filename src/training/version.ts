/** The workbook's version, which results carry. */
export const { version } = require("../../package.json") as { version: string };
