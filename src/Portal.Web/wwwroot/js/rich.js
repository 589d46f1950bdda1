// Rich text is written with a few signs (**bold**, - list); this gives them buttons and keys.

for (const field of document.querySelectorAll("[data-rich]")) {
  const area = field.querySelector("textarea");
  const [name, bold, italic, heading, list] = field.dataset.rich.split("|");

  const around = (sign) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    area.setRangeText(sign + value.slice(start, end) + sign, start, end, "select");
    area.setSelectionRange(start + sign.length, end + sign.length);
  };

  const before = (sign) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const from = value.lastIndexOf("\n", start - 1) + 1;
    area.setRangeText(value.slice(from, end).replace(/^/gm, sign), from, end, "end");
  };

  const acts = [
    [bold, () => around("**"), "b"],
    [italic, () => around("*"), "i"],
    [heading, () => before("### "), null],
    [list, () => before("- "), null],
  ];
  const run = (act) => {
    act();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };
  const bar = document.createElement("div");
  bar.className = "actions rich-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", name);
  for (const [label, act] of acts) {
    const made = document.createElement("button");
    [made.type, made.className, made.textContent] = ["button", "btn btn-outline-primary btn-sm", label];
    made.addEventListener("click", () => run(act));
    bar.append(made);
  }
  area.before(bar);
  area.addEventListener("keydown", (event) => {
    const act = (event.ctrlKey || event.metaKey) && acts.find(([, , key]) => key === event.key);
    if (!act) return;
    event.preventDefault();
    run(act[1]);
  });
}
