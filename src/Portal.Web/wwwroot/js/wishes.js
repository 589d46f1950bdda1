// Saves each wish at the click. Without it, the form's button saves those of the page.

const form = document.querySelector("form[data-wishes]");

/** One after the other, so that the last click is the one that counts. */
let before = Promise.resolve();

/** What is on its way, and what didn't arrive, by name. */
const [pending, lost] = [new Set(), new Set()];

const save = async (name, value) => {
  const body = new URLSearchParams({ [name]: value, __RequestVerificationToken: form.elements.__RequestVerificationToken.value });
  const told = form.querySelector("[role=status]");
  let why = form.dataset.failed;
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, redirect: "error", keepalive: true });
    lost[answer.ok ? "delete" : "add"](name);
    if (answer.ok) form.elements[name.replace("wish.", "shown.")].value = value;
    why = answer.ok ? why : (await answer.json()).detail ?? why;
  } catch {
    lost.add(name);
  }
  pending.delete(name);
  told.textContent = lost.size === 0 ? form.dataset.saved : why;
};

// What isn't saved would be lost with the page.
addEventListener("beforeunload", (event) => {
  if (pending.size + lost.size > 0) event.preventDefault();
});
form?.addEventListener("submit", () => [pending, lost].forEach((names) => names.clear()));

form?.addEventListener("change", ({ target }) => {
  if (target.type !== "radio") return;
  pending.add(target.name);
  before = before.then(() => save(target.name, target.value));
});
