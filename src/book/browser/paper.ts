import { currentTheme, setTheme } from "./theme";

/** On paper nothing can be opened, and the ground is white. */
export function openForPaper(): void {
  let opened: HTMLDetailsElement[] = [];
  let theme = currentTheme();
  addEventListener("beforeprint", () => {
    theme = currentTheme();
    setTheme("light");
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    setTheme(theme);
    for (const details of opened) details.open = false;
  });
}
