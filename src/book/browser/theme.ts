type Theme = "light" | "dark";

const root = document.documentElement;

/** Figures look at the body, to follow when the theme changes. */
export function setTheme(theme: Theme): void {
  root.dataset.theme = theme;
  document.body.dataset.theme = theme;
}

export const currentTheme = (): Theme => (root.dataset.theme === "dark" ? "dark" : "light");

/** The button that changes between light and dark; until it is pressed, the system's own choice rules. */
export function startTheme(): void {
  setTheme(currentTheme());
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (!button) return;
  const name = () => {
    button.textContent = currentTheme() === "dark" ? "Light" : "Dark";
  };
  name();
  button.hidden = false;
  button.addEventListener("click", () => {
    setTheme(currentTheme() === "dark" ? "light" : "dark");
    keep("theme", currentTheme());
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (kept("theme") !== null) return;
    setTheme(matches ? "dark" : "light");
    name();
  });
}

/** A page opened from a folder may have no place to keep anything. */
function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds for this page, then.
  }
}

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
