// Search, filters, sorting and pages of the tables. Without the script the page shows their first rows.
// Where a packed row keeps what the filters compare.
const keys = {
  documents: (row) => ({ document: row[0], code: "", level: row[1] }),
  files: (row) => ({ document: row[0], code: "", level: "" }),
  findings: (row) => ({ document: row[0], code: row[1], level: row[2] }),
  claims: (row) => ({ document: row[0], code: row[2], level: row[3] }),
};

const names = new Map(); // many rows share a document
function lowered(name) {
  let found = names.get(name);
  if (found === undefined) names.set(name, (found = visible(name).toLowerCase()));
  return found;
}

class Row {
  constructor(kind, index, made, packed) {
    const { document: name, code = "", level = "" } = made ? made.dataset : keys[kind](packed);
    this.kind = kind;
    this.index = index;
    this.made = made;
    this.packed = packed;
    this.code = code;
    this.level = level;
    this.document = lowered(name);
    this.searched = undefined;
  }
  get rank() {
    return LEVELS.indexOf(this.level);
  }
  get element() {
    this.made ??= builders[this.kind](this.packed, this.index);
    if (!this.lively) enliven(this.made, this.kind, Number(this.made.dataset.number ?? this.packed?.at(-1)), this.index);
    this.lively = true;
    return this.made;
  }
  get words() {
    this.searched ??= (this.packed ? visible(words[this.kind](this.packed)) : this.made.textContent).toLowerCase();
    return this.searched;
  }
}

// The words of a packed row, as it shows them: what runs across a mark can be found.
const words = {
  documents: ([id, , , encoding]) => `${id} ${encoding}`,
  files: ([, path, , read, written]) => `${path} ${read} ${written}`,
  findings: ([id, code, , says, line, column, , , left, before, after, right, , , evidence]) =>
    `${code} ${id} ${line}:${column} ${left}${before}${after ?? ""}${right} ${says} ${evidence.flat().join(" ")}`,
  claims: ([id, kind, code, , relation, line, column, , , , comparison, , , reason, excerpt]) =>
    `${code} ${kind} ${id} ${line}:${column} ${relation} ${reason} ${excerpt.map(([text]) => text).join("")} ${comparison}`,
};

// What a column is sorted by; the default order is that of the report.
const OUTCOMES = ["flagged", "proposed", "applied"];
const sortKeys = {
  document: (row) => row.document,
  level: (row) => row.rank,
  encoding: (row) => (row.packed ? row.packed[3] : row.made.lastElementChild.textContent),
  size: (row) => (row.packed ? row.packed[2] : Number(row.made.cells[1].textContent.replaceAll(",", ""))),
  what: (row) => (row.packed ? row.packed[row.kind === "claims" ? 4 : 9] : row.made.querySelector(".relation, del, mark, ins")?.textContent ?? ""),
  outcome: (row) => OUTCOMES.indexOf(row.packed ? row.packed[13] : row.made.querySelector(".outcome span").className),
};
const LEVELS = ["quarantined", "error", "inconsistent", "mended", "warning", "truncated", "clean", "info", "uncheckable", "consistent"];
const countKey = (at) => (row) => -(row.packed ? row.packed[2][at] : Number(row.made.cells[at + 2].textContent.replaceAll(",", "")));
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

class Table {
  constructor(section) {
    this.kind = section.dataset.table;
    const within = (selector) => section.querySelector(selector);
    Object.assign(this, { section, form: within("form"), status: within(".shown"), pager: within(".pager") });
    this.body = this.pager.previousElementSibling.querySelector("tbody");
    this.first = Number(section.dataset.first ?? 1);
    this.rows = [...this.body.rows].map((made, index) => new Row(this.kind, this.first + index, made, null));
    this.page = 0;
    this.order = null;
    this.form.addEventListener("input", () => this.filter());
    this.form.elements.clear.addEventListener("click", () => this.clear());
    this.form.elements.save.addEventListener("click", () => this.save());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.pager.addEventListener("click", (event) => this.turn(event.target.name));
    const many = this.rows.length >= FEWEST_FILTERED || section.querySelector(".rest-data");
    if (many) this.form.hidden = this.status.hidden = false;
    if (many) for (const head of this.body.parentElement.querySelectorAll("th[data-sort]")) this.makeSortable(head);
    this.filter();
  }
  makeSortable(head) {
    const button = element("button", { type: "button", class: "sort" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => this.sort(head));
  }
  // First click ascending (the most for counts), then descending, then the report's own order again.
  sort(head) {
    const now = head.getAttribute("aria-sort");
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    const next = now === null ? "ascending" : now === "ascending" ? "descending" : null;
    if (next) head.setAttribute("aria-sort", next);
    const by = head.dataset.sort;
    this.order = next && { key: sortKeys[by] ?? countKey(Number(by)), sign: next === "ascending" ? 1 : -1 };
    this.filter();
  }
  // Make the words of all rows ready before the first search, without holding up the page.
  prepare(from = 0) {
    const until = Math.min(from + PREPARED_ROWS, this.rows.length);
    for (let at = from; at < until; at += 1) this.rows[at].words;
    if (until < this.rows.length) setTimeout(() => this.prepare(until));
  }
  async unpack() {
    const data = this.section.querySelector(".rest-data");
    if (!data) return;
    const packed = await unpack(data.textContent);
    data.remove();
    const first = this.first + this.rows.length;
    for (const [index, row] of packed.entries()) this.rows.push(new Row(this.kind, first + index, null, row));
    this.section.querySelector(".rest").remove();
    this.last = null; // there is more to search
    this.filter();
  }
  wanted() {
    const { words = "", code, level, document: name = "" } = Object.fromEntries(new FormData(this.form));
    return { code, level, name: name.trim().toLowerCase(), sought: words.trim().toLowerCase().split(/\s+/).filter(Boolean) };
  }
  // A longer word finds fewer rows: what was found before is searched again, not everything.
  filter() {
    const wanted = this.wanted();
    const last = this.last;
    const narrower = last && !this.searching && ["code", "level", "name"].every((key) => last[key] === wanted[key]) &&
      last.sought.every((word, at) => wanted.sought[at]?.includes(word));
    this.last = wanted;
    this.searching = { wanted, rows: narrower ? this.unsorted : this.rows, at: 0, found: [] };
    this.page = 0;
    this.search();
  }
  search() {
    const run = this.searching;
    const { code, level, name, sought } = run.wanted;
    const until = performance.now() + SEARCH_MS;
    while (run.at < run.rows.length) {
      const row = run.rows[run.at];
      run.at += 1;
      if ((!code || row.code === code) && (!level || row.level === level) && (!name || row.document.includes(name)) &&
        sought.every((word) => row.words.includes(word))) run.found.push(row);
      if (run.at % 256 === 0 && performance.now() > until) {
        setTimeout(() => { if (this.searching === run) this.search(); });
        break;
      }
    }
    this.unsorted = run.found;
    const done = run.at >= run.rows.length;
    if (done) this.searching = null;
    this.found = this.order && done ? this.sorted(run.found) : run.found;
    if (done || run.found.length <= pageRows || !run.shown) this.showSoon(done);
    run.shown = run.found.length >= pageRows;
  }
  // In a large table the first rows found are shown at once, the rest of the page a moment later.
  showSoon(done) {
    if (this.rows.length < LARGE) return this.show(done);
    this.show(done, FIRST_ROWS);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.put(this.found.slice(this.page * pageRows, (this.page + 1) * pageRows)), 50);
  }
  sorted(rows) {
    const { key, sign } = this.order;
    const keyed = rows.map((row) => [key(row), row]);
    keyed.sort(([one, a], [other, b]) => sign * compare(one, other) || a.index - b.index);
    return keyed.map(([, row]) => row);
  }
  clear() {
    this.form.reset();
    this.filter();
  }
  show(done = true, rows = pageRows) {
    const first = this.page * pageRows;
    this.put(this.found.slice(first, first + rows));
    const pages = Math.max(Math.ceil(this.found.length / pageRows), 1);
    this.status.textContent = fill(strings.shown, { shown: `${number(this.found.length)}${done ? "" : "…"}`, total: number(this.rows.length) });
    this.pager.hidden = pages === 1;
    this.pager.querySelector(".page").textContent = fill(strings.page, { page: number(this.page + 1), pages: number(pages) });
    this.pager.querySelector("[name=previous]").disabled = this.page === 0;
    this.pager.querySelector("[name=next]").disabled = this.page === pages - 1;
  }
  put(rows) {
    this.body.replaceChildren(...rows.map((row) => row.element));
    if (!this.pending) this.pending = setTimeout(() => { this.pending = 0; addTargets(); });
  }
  turn(direction) {
    if (direction !== "next" && direction !== "previous") return;
    this.page += direction === "next" ? 1 : -1;
    this.show();
    this.section.scrollIntoView();
  }
  reveal(index) {
    const at = index - this.first;
    if (at < 0 || at >= this.rows.length) {
      const place = pages[this.kind].find(([, first, last]) => first <= index && index <= last);
      if (place && place[0] !== file) location.href = `${place[0]}#${this.kind.slice(0, -1)}-${index}`;
      return;
    }
    this.form.reset();
    this.order = null;
    for (const head of this.section.querySelectorAll("[aria-sort]")) head.removeAttribute("aria-sort");
    this.searching = this.last = null;
    this.found = this.unsorted = this.rows;
    this.page = Math.floor(at / pageRows);
    this.show();
    const made = this.rows[at].element;
    made.tabIndex = -1;
    made.focus();
    made.scrollIntoView({ block: "center" });
  }
  print() {
    this.put(this.found.slice(0, PRINTED_ROWS));
  }
  // The rows found, as a spreadsheet opens them; a cell that begins like a formula gets an apostrophe.
  save() {
    const lines = this.found.map((row) => {
      const cells = row.packed ? row.packed.map((cell) => (cell === null ? "" : typeof cell === "object" ? JSON.stringify(cell) : String(cell)))
        : [...row.element.cells].map((cell) => cell.innerText);
      return cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(",");
    });
    const address = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n")], { type: "text/csv" }));
    element("a", { href: address, download: `${this.kind}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }
}
