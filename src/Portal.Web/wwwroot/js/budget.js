// The grid of a budget: totals while one types, arrows between cells, blocks pasted from a spreadsheet. Without it, the
// portal adds up when one saves.

import { cellsOf, rowsOf } from "./answers.js";
import { money } from "./money.js";

const language = document.documentElement.lang;
const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });

/** A number as people and spreadsheets write it: 1 250,50 or 1,250.50; null where it is none. */
const parse = (text) => {
  let digits = text.replaceAll(/[\s€$%'’\u00a0\u202f]/g, "");
  if (digits === "") return null;
  const last = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  // Groups of three digits are thousands, whatever parts them: no amount has three decimals.
  if (/^-?\d{1,3}([.,]\d{3})+$/.test(digits)) digits = digits.replaceAll(/[.,]/g, "");
  else if (last >= 0) digits = `${digits.slice(0, last).replaceAll(/[.,]/g, "")}.${digits.slice(last + 1)}`;
  return /^-?\d*\.?\d*$/.test(digits) && digits !== "." ? Number(digits) : null;
};

const amount = (control) => parse(control?.value ?? "") ?? 0;
const yearsOf = (row) => Object.entries(cellsOf(row)).filter(([column]) => column !== "_id");

export const budgetOf = (frame, changed) => {
  const part = frame.closest(".budget");
  const told = part.querySelector("[data-budget-told]");
  const partners = [...frame.querySelectorAll("[data-partner]")];
  const all = part.querySelector("[data-budget-all]");
  const inputs = (row) => yearsOf(row).map(([, control]) => control);

  const rowTotal = (row) => inputs(row).reduce((sum, control) => sum + amount(control), 0);

  const capped = (place, totals) => {
    for (const cap of place.querySelectorAll(":scope > [data-cap]")) {
      const has = totals[cap.dataset.cap] ?? 0;
      const over = (cap.dataset.euros && has > Number(cap.dataset.euros)) || (cap.dataset.percent && has * 100 > totals.cost * Number(cap.dataset.percent));
      cap.classList.toggle("over", Boolean(over));
    }
  };

  /** What a screen reader was told is not told again with every key. */
  const balance = (partner, left) => {
    partner.querySelector("[data-balance]").textContent = money(left);
    const uneven = partner.querySelector("[data-uneven]");
    const { excess, short } = uneven.dataset;
    const text = left === 0 ? "" : (left > 0 ? excess : short).replace("{0}", money(Math.abs(left)));
    if (uneven.textContent !== text) uneven.textContent = text;
  };

  const add = (partner) => {
    const totals = { cost: 0, resources: 0 };
    for (const body of partner.querySelectorAll("tbody[data-kind]")) {
      const kind = body.dataset.kind;
      for (const row of body.rows) {
        const sum = rowTotal(row);
        row.querySelector("[data-row-sum]").textContent = money(sum);
        totals[kind] += sum;
        if (kind === "resources") totals[row.dataset.line] = sum;
      }
      for (const output of partner.querySelectorAll(`[data-sum-of="${kind}"]`)) {
        const year = output.dataset.year;
        const sum = year ? [...body.rows].reduce((so, row) => so + amount(cellsOf(row)[year]), 0) : totals[kind];
        output.textContent = money(sum);
      }
    }
    balance(partner, totals.resources - totals.cost);
    capped(partner, totals);
    return totals;
  };

  const show = (row, totals) => {
    for (const output of row.querySelectorAll("[data-total]")) {
      const what = output.dataset.total;
      output.textContent = what !== "rate" ? money(totals[what] ?? 0) : totals.cost > 0 ? share.format((totals.aid ?? 0) / totals.cost) : "–";
    }
  };

  const sum = () => {
    const whole = { cost: 0 };
    for (const partner of partners) {
      const totals = add(partner);
      for (const [what, value] of Object.entries(totals)) whole[what] = (whole[what] ?? 0) + value;
      const row = all && [...all.querySelectorAll("[data-of]")].find((one) => one.dataset.of === partner.dataset.partner);
      if (row) show(row, totals);
    }
    if (!all) return;
    show(all.querySelector("[data-of='']"), whole);
    capped(all, whole);
  };

  const place = (control) => {
    const row = control.closest("tr");
    return [row, inputs(row).indexOf(control)];
  };

  frame.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.tagName !== "INPUT" || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = place(event.target);
    const rows = rowsOf(part);
    const next = rows[rows.indexOf(row) + step];
    event.preventDefault();
    const control = next && inputs(next)[column];
    control?.focus();
    control?.select();
  });

  // A block goes into the cells from where it is pasted on, within one partner; names of lines before the numbers are overlooked.
  frame.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replaceAll("\r", "").replace(/\n$/, "");
    if (event.target.tagName !== "INPUT" || (!/[\t\n]/.test(text) && parse(text) === null)) return;
    event.preventDefault();
    let block = text.split("\n").map((line) => line.split("\t"));
    const isName = (cell) => cell.trim() !== "" && parse(cell) === null;
    while (block.every((line) => line.length > 1 && isName(line[0]))) block = block.map((line) => line.slice(1));
    const [first, column] = place(event.target);
    const rows = [...first.closest("[data-partner]").querySelectorAll("tbody[data-kind] tr")];
    let count = 0;
    block.forEach((line, down) =>
      line.forEach((cell, right) => {
        const row = rows[rows.indexOf(first) + down];
        const control = row && inputs(row)[column + right];
        if (!control) return;
        const value = parse(cell);
        control.value = value === null ? cell.trim() : String(value);
        count++;
      }),
    );
    sum();
    changed();
    told.textContent = frame.dataset.pasted.replace("{0}", count);
  });

  frame.addEventListener("input", sum);
  sum();

  // Every row that there can be stands there: one that is gone is empty, one of a partner who came since is shown later.
  return {
    drop: (row) => inputs(row).forEach((control) => (control.value = "")),
    insertAfter: () => rowsOf(part)[0].cloneNode(true),
    renumber: sum,
  };
};
