type Theme = "light" | "dark";

const root = document.documentElement;

/** Figures watch the body's theme and redraw when it changes. */
function setTheme(theme: Theme): void {
  root.dataset.theme = theme;
  document.body.dataset.theme = theme;
}

const currentTheme = (): Theme => (root.dataset.theme === "dark" ? "dark" : "light");

/** Starts the button that switches between light and dark. Until it is pressed, the system's setting applies. */
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
    store("theme", currentTheme());
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (stored("theme") !== null) return;
    setTheme(matches ? "dark" : "light");
    name();
  });
}

/** A stored setting, or null. A page opened from a folder may have no storage. */
function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage, the setting applies only to this page.
  }
}

/** Opens all sections and uses the light theme for printing. */
export function preparePrinting(): void {
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
