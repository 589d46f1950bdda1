// Runs before the first paint: a person who follows the system's theme never sees a flash of the other one.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  if (root.dataset.themeChoice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches) {
    root.dataset.bsTheme = "dark";
  }
})();
