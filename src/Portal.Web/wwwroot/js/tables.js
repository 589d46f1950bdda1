// On a phone each row of a table is a card, so each cell carries the name of its column. Since cards are no table to
// a browser any more, the roles say that it is one.

const phone = matchMedia("(max-width: 599.98px)");

const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };

const makeCards = (table) => {
  const names = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, th, td")])
    part.setAttribute("role", roles[part.tagName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
  for (const row of table.querySelectorAll(":is(tbody, tfoot) tr"))
    [...row.cells].forEach((cell, column) => names[column] && (cell.dataset.label = names[column]));
  table.classList.add("as-cards");
};

const look = () => phone.matches && document.querySelectorAll(".table-frame > table:not(.as-cards)").forEach(makeCards);
look();
phone.addEventListener("change", look);
