"use strict";

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/* What a cell is sorted by; what is empty comes last, in either direction. */
const keyOf = (cell, kind) => {
  const text = (cell.dataset.key ?? cell.textContent).trim();
  if (text === "") return null;
  return kind === "number" ? Number(text) : text;
};

const sortBy = (table, heading, direction) => {
  const kind = heading.dataset.sort;
  const compare = kind === "number" ? (a, b) => a - b : collator.compare;
  const sign = direction === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [keyOf(row.cells[heading.cellIndex], kind), row]);
  rows.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * compare(a, b);
  });
  const sorted = document.createDocumentFragment();
  for (const [, row] of rows) sorted.append(row);
  body.append(sorted);
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
};

for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => {
      const up = heading.getAttribute("aria-sort") === "ascending";
      sortBy(table, heading, up ? "descending" : "ascending");
    });
    heading.append(button);
  }
}

const search = document.querySelector("#search");
const told = document.querySelector(".search [role=status]");
const students = [...document.querySelectorAll("table.students tbody tr")].map((row) => {
  const cells = [...row.cells].filter((cell) => !cell.classList.contains("number"));
  return { row, text: plain(cells.map((cell) => cell.textContent).join(" ")) };
});

const show = () => {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of students) {
    const fits = words.every((word) => text.includes(word));
    row.hidden = !fits;
    shown += fits;
  }
  const count = (number) => number.toLocaleString(document.documentElement.lang);
  told.textContent = told.dataset.text
    .replace("{shown}", count(shown))
    .replace("{total}", count(students.length));
};

search.addEventListener("input", show);
search.closest(".search").hidden = false;
show();
