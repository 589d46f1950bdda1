// Shows the questions that depend on a mark or an answer only where they are asked. Without it, each says when it is.

const form = document.getElementById("review");
const chosen = (name) => form.querySelector(`[name="${CSS.escape(name)}"]:checked`)?.value;
const holds = {
  always: () => true,
  MarkAtMost: (given, mark) => given !== undefined && Number(given) <= Number(mark),
  MarkAtLeast: (given, mark) => given !== undefined && Number(given) >= Number(mark),
  Yes: (given) => given === "yes",
  No: (given) => given === "no",
};

/** In their order: an answer counts only where its own question is asked. */
const show = () => {
  const hidden = new Set();
  for (const asked of form.querySelectorAll("[data-asked]")) {
    const { asked: kind, of, mark } = asked.dataset;
    asked.hidden = !holds[kind](hidden.has(of) ? undefined : chosen(of ?? ""), mark);
    if (asked.hidden) hidden.add(asked.querySelector("[name^='q.']").name);
  }
};

if (form) {
  form.addEventListener("change", show);
  show();
}
