// Tables of a form: rows added, removed, moved and pasted, with live totals. Without it, saving gives new rows.

import { cellsOf } from "./answers.js";
import { money } from "./money.js";

const number = (text) => {
  const digits = text.replaceAll(/[\s€%'\u00a0\u202f]/g, "");
  // A comma before three digits groups in English and parts decimals in French: the server refuses it.
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(digits)) return 0;
  const value = Number(digits.replace(",", "."));
  return Number.isFinite(value) ? value : 0;
};

const fill = (pattern, ...parts) => parts.reduce((text, part, place) => text.replace(`{${place}}`, part), pattern);

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-outline-primary btn-sm";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

export const tableOf = (frame, changed) => {
  const words = frame.dataset;
  const body = frame.querySelector("tbody");
  const rows = () => [...body.rows];
  const limit = Number(words.limitRows);
  const isFree = (row) => Object.values(cellsOf(row)).every((control) => control.value === "");
  const model = body.rows[body.rows.length - 1].cloneNode(true);
  const names = [...frame.querySelectorAll("thead [data-column]")].map((head) => head.textContent.trim());

  const renumber = () => {
    rows().forEach((row, place) => {
      row.querySelector(".row-number").textContent = place + 1;
      Object.values(cellsOf(row)).forEach((control) => {
        const [, key, , column] = control.name.match(/^f\.(.+?)\.(\d+)\.([^.]+)$/);
        control.name = `f.${key}.${place}.${column}`;
      });
      row.querySelectorAll("[aria-label]").forEach((control, column) => control.setAttribute("aria-label", fill(words.cell, place + 1, names[column] ?? "")));
      row.querySelectorAll("[data-act]").forEach((act) => act.setAttribute("aria-label", fill(words[act.dataset.act], place + 1)));
    });
    sum();
  };

  const sum = () => {
    for (const output of frame.querySelectorAll("[data-sum]")) {
      const all = rows().map((row) => cellsOf(row)[output.dataset.sum]?.value ?? "");
      output.textContent = money(all.reduce((total, text) => total + number(text), 0));
    }
  };

  const withActs = (row) => {
    const cell = row.insertCell();
    cell.className = "row-acts";
    const act = (name, sign, does) => {
      const made = button(sign, does);
      made.dataset.act = name;
      cell.append(made);
    };
    act("up", "↑", () => {
      if (!row.previousElementSibling) return;
      row.previousElementSibling.before(row);
      renumber();
      changed();
      cell.firstElementChild.focus();
    });
    act("remove", "×", () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      drop(row);
      renumber();
      changed();
      next?.querySelector("[data-act=remove]")?.focus();
    });
    return row;
  };

  const fresh = () => {
    const row = model.cloneNode(true);
    for (const control of Object.values(cellsOf(row))) control.value = "";
    return withActs(row);
  };

  const add = () => {
    if (rows().length >= limit) {
      status.textContent = words.full;
      return null;
    }
    const row = fresh();
    body.append(row);
    renumber();
    return row;
  };

  const drop = (row) => {
    row.remove();
    if (rows().length === 0) body.append(fresh());
  };

  const insertAfter = (previous) => {
    const free = rows().find(isFree);
    const row = free ?? fresh();
    if (previous) previous.after(row);
    else body.prepend(row);
    return row;
  };

  // A block of a spreadsheet goes into the cells from where it is pasted on.
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim()) || event.target.tagName === "TEXTAREA") return;
    event.preventDefault();
    let row = event.target.closest("tr");
    const columns = Object.keys(cellsOf(row)).filter((column) => column !== "_id");
    const first = columns.findIndex((column) => cellsOf(row)[column] === event.target);
    for (const line of text.replaceAll("\r", "").replace(/\n$/, "").split("\n")) {
      row ??= add();
      if (!row) break;
      line.split("\t").forEach((cell, place) => {
        const control = cellsOf(row)[columns[first + place]];
        if (!control) return;
        const option = control.tagName === "SELECT" ? [...control.options].find((one) => one.text.trim() === cell.trim() || one.value === cell.trim()) : null;
        control.value = option ? option.value : control.tagName === "SELECT" ? control.value : cell.trim();
      });
      row = row.nextElementSibling;
    }
    renumber();
    changed();
  });
  frame.addEventListener("input", sum);

  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "hint";
  frame.querySelector("thead tr").append(Object.assign(document.createElement("td"), { className: "row-acts" }));
  frame.querySelector("tfoot tr")?.append(document.createElement("td"));
  rows().forEach(withActs);
  renumber();
  if (limit > 1) {
    const bar = document.createElement("div");
    bar.className = "actions";
    bar.append(
      button(words.add, () => add()?.querySelector("select, textarea, input:not([type=hidden])")?.focus()),
      status,
    );
    frame.after(bar);
  }
  return { drop, insertAfter, renumber };
};
