// The report of a project: rows of its tables, and questions that depend on other answers. autosave.js saves it.

import { depends } from "./answers.js";
import { tableOf } from "./rows.js";

for (const form of document.querySelectorAll("form[data-report]")) {
  const ask = () => form.querySelectorAll(".asked").forEach((asked) => depends(form, asked));
  const frames = form.querySelector("fieldset[disabled]") ? [] : form.querySelectorAll("[data-rows]");
  for (const frame of frames) tableOf(frame, () => form.dispatchEvent(new Event("input")));
  form.addEventListener("input", ask);
  ask();
}
