/**
 * Whether single characters are commands: everybody may switch them off (WCAG 2.1.4).
 *
 * @module hints
 */

export const singleKeys = () => !document.body.classList.contains("no-keys");
