// Search in the dossier beside the grid, and keys for those who prefer them. Without it, the browser's own search and
// the page's links and buttons do the same.

const tools = document.querySelector("[data-tools]");
const searched = document.querySelector("[data-searched]");
const review = document.getElementById("review");

const fill = (words, ...values) => values.reduce((text, value, place) => text.replace(`{${place}}`, value), words);

/** Without accents and capitals, letter for letter, so that places stay the same. */
const plain = (text) => [...text].map((letter) => letter.normalize("NFD")[0].toLowerCase().padEnd(letter.length)).join("");

const find = (form) => {
  const box = form.querySelector("input");
  const told = form.querySelector("output");
  let marks = [];
  let at = -1;
  let sought = "";

  const clear = () => {
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    [marks, at] = [[], -1];
  };

  const mark = (node, from, length) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, from + length);
    const element = document.createElement("mark");
    range.surroundContents(element);
    return element;
  };

  const search = () => {
    clear();
    sought = box.value.trim();
    if (!sought) return;
    const nodes = document.createTreeWalker(searched, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (nodes.nextNode()) texts.push(nodes.currentNode);
    const word = plain(sought);
    for (const node of texts) {
      const places = [];
      for (let from = plain(node.data).indexOf(word); from >= 0; from = plain(node.data).indexOf(word, from + word.length)) places.push(from);
      // From the end, so that what is cut off doesn't move the places before it.
      marks.push(...places.reverse().map((from) => mark(node, from, word.length)).reverse());
    }
  };

  const step = (by) => {
    if (box.value.trim() !== sought) search();
    marks[at]?.classList.remove("here");
    at = marks.length === 0 ? -1 : (at + by + marks.length + (at < 0 && by < 0 ? 1 : 0)) % marks.length;
    marks[at]?.classList.add("here");
    marks[at]?.scrollIntoView({ block: "center" });
    told.textContent = sought === "" ? "" : marks.length === 0 ? form.dataset.none : fill(form.dataset.found, at + 1, marks.length);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  form.querySelector("[data-step='-1']").addEventListener("click", () => step(-1));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    box.value = "";
    step(0);
  });
  return box;
};

const keys = (box) => {
  const dialog = tools.querySelector("[data-keys]");
  const on = tools.querySelector("[data-keys-on]");
  const criteria = [...review.querySelectorAll("section.marks")];
  on.checked = localStorage.getItem("review-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("review-keys", on.checked ? "on" : "off"));
  tools.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());

  const here = () => criteria.findIndex((one) => one.contains(document.activeElement));
  const go = (to) => {
    const radios = criteria[Math.min(Math.max(to, 0), criteria.length - 1)]?.querySelectorAll("[type=radio]") ?? [];
    ([...radios].find((radio) => radio.checked) ?? radios[0])?.focus();
  };
  const give = (mark) => criteria[here()]?.querySelector(`[type=radio][value="${mark}"]`)?.click();
  const acts = {
    n: () => document.querySelector("[rel=next]")?.click(),
    p: () => document.querySelector("[rel=prev]")?.click(),
    j: () => go(here() + 1),
    k: () => go(here() < 0 ? criteria.length - 1 : here() - 1),
    s: () => review.querySelector("button:not([formaction])")?.click(),
    "/": () => box.focus(),
    "?": () => dialog.showModal(),
  };
  const isWriting = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");

  // One letter does something only where no letter is typed, and where the person lets it.
  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || dialog.open || isWriting(event.target)) return;
    const act = /^[0-9]$/.test(event.key) ? () => give(event.key) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
};

/** What one selects in an answer is quoted in the note that one may take of it. */
const quote = (form) =>
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const answer = selection.anchorNode?.parentElement?.closest("[data-field]");
    const words = selection.toString().trim();
    if (!answer || !words || !answer.contains(selection.focusNode)) return;
    form.elements.field.value = answer.dataset.field;
    form.elements.quote.value = words.slice(0, Number(form.elements.quote.dataset.limit));
  });

if (searched) quote(searched.querySelector("[data-note]"));
if (tools && searched && review) {
  tools.hidden = false;
  keys(find(tools.querySelector("[data-find]")));
}
