/**
 * Light, dark, or as the system is: sets what was chosen before the first paint.
 *
 * Not a module, because modules wait until the page is there.
 */
{
  const KEPT = "xiwen-theme";

  /** @param {string} theme */
  const show = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };

  const kept = () => {
    try {
      return localStorage.getItem(KEPT) ?? "system";
    } catch {
      return "system"; // storage is switched off
    }
  };

  const pressed = () => {
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      const chosen = button.getAttribute("data-set-theme") === kept();
      button.setAttribute("aria-pressed", String(chosen));
    }
  };

  show(kept());
  document.addEventListener("DOMContentLoaded", pressed);
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-set-theme]");
    const theme = button?.getAttribute("data-set-theme");
    if (!theme) return;
    try {
      localStorage.setItem(KEPT, theme);
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
    show(theme);
    pressed();
  });
}
