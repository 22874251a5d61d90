// What happens when the page is open.
const tables = {};
const view = new View(document.getElementById("view"));
for (const section of document.querySelectorAll("[data-table]")) {
  if (section.querySelector("form")) tables[section.dataset.table] = new Table(section);
}

function follow() {
  const note = /^#note-\d+-finding-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (note) note.focus();
  if (note || view.follow(location.hash)) return;
  const [, kind, index] = /^#(finding|claim)-(\d+)$/.exec(location.hash) ?? [];
  if (kind) tables[`${kind}s`]?.reveal(Number(index));
  const target = /^#rule-\w+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  target?.querySelector?.("details")?.setAttribute("open", "");
}

const every = (act) => Object.values(tables).forEach(act);
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => every((table) => table.print()));
addEventListener("afterprint", () => every((table) => table.printed()));

Promise.allSettled(Object.values(tables).map((table) => table.unpack())).then((results) => {
  Object.values(tables).forEach((table, index) => {
    if (results[index].status === "fulfilled") return;
    const says = table.section.querySelector(".rest");
    if (says) says.textContent = fill(strings.rest_failed, { shown: number(table.made.size) });
  });
  follow();
  addTargets();
  document.documentElement.dataset.ready = "yes";
  every((table) => table.prepare());
});

// One key each, as in other readers: / to the search, j and k from finding to finding of an open document.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (view.key(event.key)) event.preventDefault();
  else if (event.key === "/") {
    event.preventDefault();
    document.querySelector("main:not([hidden]) form:not([hidden]) [name=words]")?.focus();
  }
});
