// Search, filters, sorting and pages of the tables. Without the script the page shows their first rows.
class Table {
  constructor(section) {
    this.kind = section.dataset.table;
    const within = (selector) => section.querySelector(selector);
    Object.assign(this, { section, form: within("form"), status: within(".shown"), pager: within(".pager") });
    this.body = this.pager.previousElementSibling.querySelector("tbody");
    this.first = Number(section.dataset.first ?? 1); // number of its first row in the whole table
    this.made = new Map([...this.body.rows].map((row, at) => [at, row]));
    this.alive = new Set();
    this.blocks = [];
    this.starts = [];
    this.count = 0;
    this.page = 0;
    this.order = null;
    this.found = [];
    this.form.addEventListener("input", () => this.filter());
    this.form.elements.clear.addEventListener("click", () => this.clear());
    this.form.elements.save.addEventListener("click", () => this.save());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.pager.addEventListener("click", (event) => this.turn(event.target.name));
    this.body.replaceChildren(...[...this.body.rows].slice(0, pageRows));
  }
  async unpack() {
    const packed = [...this.section.querySelectorAll(".rows-data")];
    try {
      for (const columns of await Promise.all(packed.map((data) => unpack(data.textContent)))) {
        const block = new Block(this.kind, columns);
        this.blocks.push(block);
        this.starts.push(this.count);
        this.count += block.count;
      }
    } catch (error) {
      this.body.replaceChildren(...this.made.values());
      throw error;
    } finally {
      this.section.classList.add("open");
    }
    for (const data of packed) data.remove();
    this.section.querySelector(".rest")?.remove();
    const many = this.count >= FEWEST_FILTERED;
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
    this.order = next && this.ordered(sortKeys[by] ?? countKey(Number(by)), next === "ascending" ? 1 : -1);
    this.filter();
  }

  // The block that holds a row, and where in it.
  placeOf(index) {
    let low = 0;
    for (let high = this.blocks.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= index) low = middle;
      else high = middle;
    }
    return [this.blocks[low], index - this.starts[low]];
  }
  row(index) {
    const [block, at] = this.placeOf(index);
    return block.row(at);
  }
  elementOf(index) {
    let made = this.made.get(index);
    if (made && this.alive.has(index)) return made;
    const packed = this.row(index);
    made ??= builders[this.kind](packed, this.first + index);
    enliven(made, this.kind, Number(packed.at(-1)), this.first + index);
    this.made.set(index, made);
    this.alive.add(index);
    return made;
  }

  // Make the words of all rows ready before the first search, without holding up the page.
  prepare(groups = this.groups()) {
    const until = performance.now() + SEARCH_MS;
    for (let next = groups.next(); !next.done; next = groups.next()) {
      next.value.block.words(next.value.group);
      if (performance.now() > until) return void setTimeout(() => this.prepare(groups));
    }
  }
  *groups() {
    for (const [at, block] of this.blocks.entries()) {
      for (let group = 0; group < block.groups; group += 1) yield { block, group, start: this.starts[at] };
    }
  }
  wanted() {
    const { words: typed = "", code, level, document: name = "" } = Object.fromEntries(new FormData(this.form));
    return { code, level, name: name.trim().toLowerCase(), sought: typed.trim().toLowerCase().split(/\s+/).filter(Boolean) };
  }
  // A longer word finds fewer rows: where few were found before, they are searched again, not everything.
  filter() {
    const wanted = this.wanted();
    const last = this.last;
    const narrower = last?.sought.length && !this.searching && this.unsorted.length < FEW && ["code", "level", "name"].every((key) => last[key] === wanted[key]) &&
      last.sought.every((word, at) => wanted.sought[at]?.includes(word));
    this.last = wanted;
    this.searching = { wanted, among: narrower ? this.unsorted : null, groups: this.groups(), found: [], shown: false };
    this.page = 0;
    this.search();
  }
  search() {
    const run = this.searching;
    if (run.among) {
      run.found = run.among.filter((index) => {
        const [block, at] = this.placeOf(index);
        const line = block.line(at);
        return run.wanted.sought.every((word) => line.includes(word));
      });
      run.groups = [].values();
    }
    const until = performance.now() + SEARCH_MS;
    let next = run.groups.next();
    for (; !next.done; next = run.groups.next()) {
      const { block, group, start } = next.value;
      for (const at of block.find(run.wanted, group)) run.found.push(start + at);
      if (performance.now() <= until) continue;
      setTimeout(() => { if (this.searching === run) this.search(); });
      break;
    }
    this.unsorted = run.found;
    const { done } = next;
    if (done) this.searching = null;
    this.found = this.order && done ? this.sorted(run.found) : run.found;
    if (done || run.found.length <= pageRows || !run.shown) this.showSoon(done);
    run.shown = run.found.length >= pageRows;
  }
  // The first rows found are shown at once, the rest of the page a moment later.
  showSoon(done) {
    if (this.count < LARGE) return this.show(done);
    this.show(done, FIRST_ROWS);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.put(this.found.slice(this.page * pageRows, (this.page + 1) * pageRows)), 50);
  }
  // All rows in an order; those found take their places from it, so that a key in the search sorts nothing.
  ordered(key, sign) {
    const keyed = Array.from({ length: this.count }, (_, index) => [key(...this.placeOf(index)), index]);
    keyed.sort(([one, a], [other, b]) => sign * compare(one, other) || a - b);
    return keyed.map(([, index]) => index);
  }
  sorted(rows) {
    const isFound = new Uint8Array(this.count);
    for (const index of rows) isFound[index] = 1;
    return this.order.filter((index) => isFound[index]);
  }
  clear() {
    this.form.reset();
    this.filter();
  }
  show(done = true, rows = pageRows) {
    const first = this.page * pageRows;
    this.put(this.found.slice(first, first + rows));
    const all = Math.max(Math.ceil(this.found.length / pageRows), 1);
    this.status.textContent = fill(strings.shown, { shown: `${number(this.found.length)}${done ? "" : "…"}`, total: number(this.count) });
    this.pager.hidden = all === 1;
    this.pager.querySelector(".page").textContent = fill(strings.page, { page: number(this.page + 1), pages: number(all) });
    this.pager.querySelector("[name=previous]").disabled = this.page === 0;
    this.pager.querySelector("[name=next]").disabled = this.page === all - 1;
  }
  put(rows) {
    this.body.replaceChildren(...rows.map((index) => this.elementOf(index)));
    if (!this.pending) this.pending = setTimeout(() => { this.pending = 0; addTargets(); });
  }
  turn(direction) {
    if (direction !== "next" && direction !== "previous") return;
    clearTimeout(this.later);
    this.page += direction === "next" ? 1 : -1;
    this.show();
    this.section.scrollIntoView();
  }
  reveal(index) {
    const at = index - this.first;
    if (at < 0 || at >= this.count) {
      const place = pages[this.kind].find(([, first, last]) => first <= index && index <= last);
      if (place && place[0] !== file) location.href = `${place[0]}#${this.kind.slice(0, -1)}-${index}`;
      return;
    }
    this.form.reset();
    this.order = null;
    for (const head of this.section.querySelectorAll("[aria-sort]")) head.removeAttribute("aria-sort");
    this.searching = this.last = null;
    clearTimeout(this.later);
    this.found = this.unsorted = Array.from({ length: this.count }, (_, each) => each);
    this.page = Math.floor(at / pageRows);
    this.show();
    const made = this.elementOf(at);
    made.tabIndex = -1;
    made.focus();
    made.scrollIntoView({ block: "center" });
  }
  // On paper there are no pages to turn; a note says where more rows were found than are printed.
  print() {
    if (!this.blocks.length) return;
    this.put(this.found.slice(0, PRINTED_ROWS));
    if (this.found.length <= PRINTED_ROWS) return;
    this.section.querySelector(".printed")?.remove();
    this.pager.before(element("p", { class: "printed" }, fill(strings.printed, { shown: number(PRINTED_ROWS), total: number(this.found.length) })));
  }
  printed() {
    this.section.querySelector(".printed")?.remove();
    if (this.blocks.length) this.show();
  }
  // The rows found, as a spreadsheet opens them; a text that begins like a formula gets an apostrophe.
  save() {
    const { head, cells } = SAVED[this.kind];
    const guarded = (cell) => (typeof cell === "string" && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : String(cell ?? ""));
    const line = (row) => row.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(",");
    const lines = [line(head), ...this.found.map((index) => line(cells(this.row(index))))];
    const address = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
    element("a", { href: address, download: `${this.kind}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }
}
