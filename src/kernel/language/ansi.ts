/** Colours for tracebacks; Jupyter's front ends turn them into styles, and all is readable without them. */
const style = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const bold = style(1, 22);
export const dim = style(2, 22);
export const red = style(31, 39);
export const cyan = style(36, 39);
