// The designer of forms: tables of settings that grow, and parts that can be dragged. Without it, buttons do the same.

import { textsAt } from "./answers.js";
import { tableOf } from "./rows.js";

for (const frame of document.querySelectorAll("form[data-tables] [data-rows]")) tableOf(frame, () => {});

const preview = document.querySelector("form[data-conditions]");
if (preview) conditional(preview);

// What is asked follows what is typed, as on the carrier's desk.
function conditional(form) {
  const textsOf = (path) => (form.querySelector(`.asked[data-field="${path.split(".")[0]}"]`)?.closest("[hidden]") ? [] : textsAt(form, path) ?? []);
  const holds = ({ field, is }) => {
    const texts = textsOf(field);
    return texts.length > 0 && (is.length === 0 || texts.some((text) => is.includes(text)));
  };
  form.addEventListener("input", () => {
    for (const one of form.querySelectorAll("[data-when]")) one.hidden = !JSON.parse(one.dataset.when || "[]").every(holds);
  });
}

const form = document.querySelector("form[data-designer]");
if (form) draggable(form);

function draggable(form) {
  const told = form.querySelector("[data-told]");
  const root = form.action.slice(0, -"/put-back".length);
  let held = null;

  const send = (address, words) => {
    told.textContent = words;
    form.action = `${root}/${address}`;
    form.requestSubmit();
  };

  const place = (list, item, before) => {
    const others = [...list.children].filter((one) => one !== item);
    return before ? others.indexOf(before) : others.length;
  };

  const takes = (list, item, does) => {
    list.addEventListener("dragover", (event) => {
      if (held !== null && does.fits()) event.preventDefault();
    });
    list.addEventListener("drop", (event) => {
      if (held === null || !does.fits()) return;
      event.preventDefault();
      const over = event.target.closest(item);
      const half = over && event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
      const before = half ? over.nextElementSibling : over;
      if (over !== held) does.drop(before === held ? held.nextElementSibling : before);
    });
  };

  const fill = (words, element) => words.replace("{0}", element.querySelector("h2, a").textContent.trim());

  const hold = (handle, item, key) => {
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      held = item;
      event.stopPropagation();
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", key);
    });
    handle.addEventListener("dragend", () => { held = null; });
  };

  for (const item of form.querySelectorAll("[data-field]")) hold(item, item, item.dataset.field);

  // A section is held by its head, and dropped on the upper or the lower half of another one.
  const sections = [...form.querySelectorAll("[data-section]")];
  for (const section of sections) {
    const fits = () => Boolean(held?.dataset.section) && held !== section;
    hold(section.querySelector(".designer-head"), section, section.dataset.section);
    section.addEventListener("dragover", (event) => {
      if (fits()) event.preventDefault();
    });
    section.addEventListener("drop", (event) => {
      if (!fits()) return;
      event.preventDefault();
      const { top, height } = section.getBoundingClientRect();
      const to = sections.filter((one) => one !== held).indexOf(section) + (event.clientY > top + height / 2 ? 1 : 0);
      send(`sections/${held.dataset.section}/move?to=${to}`, fill(form.dataset.moved, held));
    });
  }
  for (const list of form.querySelectorAll("[data-fields]")) {
    takes(list, "[data-field]", {
      fits: () => Boolean(held.dataset.field),
      drop: (before) => send(`fields/${held.dataset.field}/move?section=${list.dataset.fields}&to=${place(list, held, before)}`, fill(form.dataset.moved, held)),
    });
  }
}
