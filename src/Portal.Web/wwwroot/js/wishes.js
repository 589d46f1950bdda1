// Saves each wish at the click. Without it, the form's button saves those of the page.

const form = document.querySelector("form[data-wishes]");

/** One after the other, so that the last click is the one that counts. */
let before = Promise.resolve();

const save = async (name, value) => {
  const body = new URLSearchParams({ [name]: value, __RequestVerificationToken: form.elements.__RequestVerificationToken.value });
  const told = form.querySelector("[role=status]");
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, redirect: "error" });
    told.textContent = answer.ok ? form.dataset.saved : form.dataset.failed;
  } catch {
    told.textContent = form.dataset.failed;
  }
};

form?.addEventListener("change", ({ target }) => {
  if (target.type === "radio") before = before.then(() => save(target.name, target.value));
});
