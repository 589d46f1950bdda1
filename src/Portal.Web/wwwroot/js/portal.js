// Small comforts of every page. Each page works without them.

const fill = (pattern, a, b) => pattern.replace("{0}", a).replace("{1}", b);

document.querySelector("[data-theme-switch]")?.addEventListener("click", () => {
  const root = document.documentElement;
  const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.bsTheme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

document.querySelector("[data-focus=now]")?.focus();

// What a page could not save lies on the device for its writer alone. Signing out takes it along: it is saved now, or
// its writer is asked before it is lost.
const LEAVING = 3000;
const own = document.querySelector("form[data-leaves]");
const kept = () => {
  try {
    return Object.keys(localStorage).filter((key) => ["desk", "draft"].some((kind) => key.startsWith(`${kind}:${own.dataset.leaves}:`)));
  } catch {
    return [];
  }
};
for (const leave of own ? document.querySelectorAll("form[action='/account/sign-out']") : []) {
  leave.addEventListener("submit", async (event) => {
    event.preventDefault();
    const saves = [];
    document.dispatchEvent(new CustomEvent("portal:leaving", { detail: saves }));
    await Promise.race([Promise.allSettled(saves), new Promise((resolve) => setTimeout(resolve, LEAVING))]);
    if (kept().length > 0 && !confirm(own.dataset.ask)) return;
    document.dispatchEvent(new Event("portal:left"));
    for (const key of kept()) localStorage.removeItem(key);
    leave.submit();
  });
}

// How many characters or words there are, told beside the field and, rarely enough, to those who listen.
const measures = {
  limit: (text) => text.replaceAll("\r\n", "\n").length,
  words: (text) => text.split(/\s+/).filter(Boolean).length,
};
for (const field of document.querySelectorAll("[data-limit], [data-words]")) {
  const hint = document.getElementById(`${field.id}-hint`);
  if (!hint) continue;
  const count = document.createElement("span");
  count.className = "count";
  hint.append(" ", count);
  const tell = () => {
    const counted = Object.keys(measures).filter((name) => field.dataset[name]).map((name) => [measures[name](field.value), Number(field.dataset[name])]);
    count.textContent = counted.map(([length, limit]) => `(${length} / ${limit})`).join(" ");
    count.classList.toggle("over", counted.some(([length, limit]) => length > limit));
  };
  field.addEventListener("input", tell);
  tell();
}

// How many criteria have a mark.
for (const told of document.querySelectorAll("[data-marks]")) {
  const form = document.getElementById(told.dataset.marks);
  const groups = new Set([...form.querySelectorAll("[type=radio]")].map((radio) => radio.name));
  form.addEventListener("change", () => {
    told.textContent = fill(told.dataset.words, form.querySelectorAll("[type=radio]:checked").length, groups.size);
  });
}

// Countdowns run by the server's clock: the page knows the server's time at its making, and counts from there.
const countdowns = [...document.querySelectorAll("[data-until]")].map((element) => ({
  element,
  until: Date.parse(element.dataset.until),
  ahead: Date.parse(element.dataset.now) - Date.now(),
}));
const count = () => {
  for (const { element, until, ahead } of countdowns) {
    const seconds = Math.floor((until - (Date.now() + ahead)) / 1000);
    const words = element.dataset;
    element.textContent =
      seconds <= 0 ? words.over
      : seconds >= 172800 ? fill(words.days, Math.floor(seconds / 86400), Math.floor((seconds % 86400) / 3600))
      : seconds >= 3600 ? fill(words.hours, Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60))
      : seconds >= 60 ? fill(words.minutes, Math.floor(seconds / 60), seconds % 60)
      : fill(words.seconds, seconds);
  }
};
if (countdowns.length > 0) setInterval(count, 1000);
