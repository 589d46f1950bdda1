// Reads and writes the answers of a form as the portal keeps them: a text, a list of options, or rows with ids.

const clean = (text) => text.replaceAll("\r\n", "\n").trim();

const controls = (asked) => [...asked.querySelectorAll("input, select, textarea")].filter((one) => one.name.startsWith("f."));

const columnOf = (control) => control.name.slice(control.name.lastIndexOf(".") + 1);

export const rowsOf = (asked) => [...asked.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector("[name$='._id']"));

export const cellsOf = (row) =>
  Object.fromEntries([...row.querySelectorAll("[name^='f.']")].map((control) => [columnOf(control), control]));

const isFilled = (cells) => Object.entries(cells).some(([column, control]) => column !== "_id" && clean(control.value));

const rowValue = (row) => {
  const cells = cellsOf(row);
  if (!isFilled(cells)) return null;
  cells._id.value ||= crypto.randomUUID();
  return Object.fromEntries(
    Object.entries(cells)
      .map(([column, control]) => [column, clean(control.value)])
      .filter(([, text]) => text),
  );
};

export const read = (asked) => {
  if (asked.querySelector("[data-rows]")) {
    const rows = rowsOf(asked).map(rowValue).filter(Boolean);
    return rows.length > 0 ? rows : null;
  }
  const all = controls(asked);
  const ticked = all.filter((control) => control.checked).map((control) => control.value);
  if (asked.dataset.kind === "Choices") return ticked.length > 0 ? ticked : null;
  if (all[0]?.type === "radio" || all[0]?.type === "checkbox") return ticked[0] ?? null;
  return clean(all[0]?.value ?? "") || null;
};

/** The question as the portal served it, whatever was typed since. */
export const served = (asked) => new DOMParser().parseFromString(asked.outerHTML, "text/html").body.firstElementChild;

export const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value) =>
  Array.isArray(value) ? value.map(sorted)
  : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]))
  : value ?? null;

const put = (control, text) => {
  if (control.value === text) return;
  const { selectionStart: start, selectionEnd: end } = control;
  control.value = text;
  if (control === document.activeElement && typeof start === "number") control.setSelectionRange(start, end);
};

/** Rows: cells that nobody typed in since take what stands; so do rows that are new or gone. */
const writeRows = (asked, value, known, table) => {
  const before = new Map((known ?? []).map((row) => [row._id, row]));
  const standing = value ?? [];
  for (const row of rowsOf(asked)) {
    const id = cellsOf(row)._id.value;
    if (before.has(id) && !standing.some((one) => one._id === id) && same(rowValue(row), before.get(id))) table.drop(row);
  }
  let previous = null;
  for (const its of standing) {
    let row = rowsOf(asked).find((one) => cellsOf(one)._id.value === its._id);
    if (!row && before.has(its._id)) continue;
    row ??= table.insertAfter(previous);
    const was = before.get(its._id) ?? {};
    for (const [column, control] of Object.entries(cellsOf(row)))
      if (clean(control.value) === (was[column] ?? "")) put(control, its[column] ?? "");
    previous = row;
  }
  table.renumber();
};

/** Shows an answer. In tables, what was typed since `known` stays. */
export const write = (asked, value, known, table) => {
  if (table) return writeRows(asked, value, known, table);
  for (const control of controls(asked)) {
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = Array.isArray(value) ? value.includes(control.value) : control.value === value;
    } else {
      put(control, value ?? "");
    }
  }
};

/** The names and values to be posted for one question. */
export const entries = (asked) =>
  controls(asked)
    .filter((control) => (control.type !== "radio" && control.type !== "checkbox") || control.checked)
    .map((control) => [control.name, control.value]);

/** What a question's answer holds, to look conditions up. */
export const textsAt = (form, path) => {
  const [field, column] = path.split(".");
  const asked = form.querySelector(`.asked[data-field="${field}"]`);
  if (!asked) return null;
  if (asked.hidden) return [];
  const value = read(asked);
  if (column) return (value ?? []).map((row) => row[column]).filter(Boolean);
  return Array.isArray(value) ? value : value ? [value] : [];
};

/** Shows a question where the answers that it depends on are as it says. */
export const depends = (form, asked) => {
  const all = JSON.parse(asked.dataset.when || "[]").map(({ field, is }) => [is, textsAt(form, field)]);
  if (all.length === 0 || all.some(([, texts]) => texts === null)) return;
  asked.hidden = !all.every(([is, texts]) => texts.length > 0 && (is.length === 0 || texts.some((text) => is.includes(text))));
};
