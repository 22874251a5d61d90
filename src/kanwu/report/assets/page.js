// Search, filters and pages for the tables. Without this script the page shows the same rows, all at once.
// Text reaches the page through text nodes and attributes only, never as HTML.
"use strict";
(() => {
  const { strings, invisible, symbols, han, pageRows } = JSON.parse(document.getElementById("page-data").textContent);
  const hex = (code) => `\\u{${code.toString(16)}}`;
  const INVISIBLE = new RegExp(`[${invisible.map(([low, high]) => `${hex(low)}-${hex(high)}`).join("")}]`, "gu");
  const HAN = new RegExp(han, "u");
  const FEWEST_FILTERED = 6; // fewer can be seen at a glance
  const PREPARED_ROWS = 1000; // a few milliseconds at a time
  const PRINTED_ROWS = 2000; // more would be a book nobody asked for

  const escapeOf = (char) =>
    symbols[char] ?? `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const visible = (text) => text.replace(INVISIBLE, escapeOf);
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (value) => value.toLocaleString("en-US");

  // element("p", {class: "message"}, "text", child): attributes and text are shown with invisible characters escaped.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, visible(String(value)));
    made.append(...children.map((child) => (typeof child === "string" ? visible(child) : child)));
    return made;
  }

  function text(value) {
    const made = element("bdi", HAN.test(value) ? { lang: "zh" } : {});
    let at = 0;
    for (const match of value.matchAll(INVISIBLE)) {
      made.append(value.slice(at, match.index), element("span", { class: "invisible" }, escapeOf(match[0])));
      at = match.index + match[0].length;
    }
    made.append(value.slice(at));
    return made;
  }

  const tag = (name, label = strings[name]) => element("span", { class: `tag ${name}` }, label);
  const ruleLink = (code) => element("a", { class: "code", href: `#rule-${code}` }, code);
  const rowHeader = (...children) => element("th", { scope: "row" }, ...children);
  const message = (...children) => element("p", { class: "message" }, ...children);

  function place(name, line, column, start, end) {
    const title = fill(strings.offsets, { start, end });
    const where = element("span", { class: "line", title }, `${line}:${column}`);
    return element("td", { class: "place" }, text(name), " ", where);
  }

  function details(label, ...children) {
    return element("details", {}, element("summary", {}, label), ...children);
  }

  // One builder a table: packed row (see rows.py) and its number to table row (see rows.html.j2).
  const builders = {
    documents([id, status, counts, encoding]) {
      const found = counts[0] + counts[1] + counts[2];
      const name = found ? element("a", { href: "#findings", "data-show": id }, text(id)) : text(id);
      return element("tr", { "data-document": id, "data-level": status },
        rowHeader(name),
        element("td", {}, tag(status, strings[`status_${status}`])),
        ...counts.map((count) => element("td", { class: count ? "number" : "number none" }, number(count))),
        element("td", {}, encoding));
    },
    files([id, path, size, read, written]) {
      const after = written === "" ? strings.not_written : written === read ? strings.same : written;
      return element("tr", { "data-document": id },
        rowHeader(text(path)),
        element("td", { class: "number" }, number(size)),
        element("td", { class: "hash" }, read),
        element("td", { class: "hash" }, after));
    },
    findings([id, code, severity, says, line, column, start, end, left, before, after, right, safety, outcome, evidence], index) {
      const excerpt = element("p", { class: `excerpt ${outcome}` }, text(left));
      if (after === null) excerpt.append(element("mark", {}, text(before)));
      if (after !== null && before) excerpt.append(element("del", {}, text(before)));
      if (after) excerpt.append(element("ins", {}, text(after)));
      excerpt.append(text(right));
      const what = element("td", {}, excerpt, message(text(says)));
      if (evidence.length) {
        const facts = evidence.map(([name, value]) =>
          element("div", {}, element("dt", {}, name), element("dd", {}, text(value))));
        what.append(details(strings.evidence, element("dl", {}, ...facts)));
      }
      const result = element("td", { class: "outcome" }, element("span", { class: outcome }, strings[outcome]));
      if (safety) result.append(" ", element("small", {}, strings[`safety_${safety}`]));
      return element("tr", { id: `finding-${index}`, "data-document": id, "data-code": code, "data-level": severity },
        rowHeader(ruleLink(code), " ", tag(severity)), place(id, line, column, start, end), what, result);
    },
    claims([id, kind, code, verdict, relation, line, column, start, end, figures, comparison, computed, stated, reason, excerpt], index) {
      const what = element("td", {}, element("p", { class: "relation" }, text(relation)));
      if (computed) {
        what.append(message(`${strings.computed} `, element("b", {}, computed), `; ${strings.stated} `, element("b", {}, stated)));
      }
      if (reason) what.append(message(`${strings.reason}: `, text(reason)));
      const pieces = excerpt.map(([piece, marked]) => (marked ? element("mark", {}, text(piece)) : text(piece)));
      what.append(element("p", { class: "excerpt" }, ...pieces));
      if (figures.length) what.append(figureDetails(figures, comparison));
      return element("tr", { id: `claim-${index}`, "data-document": id, "data-code": code, "data-level": verdict },
        rowHeader(tag(verdict), " ", ruleLink(code), " ", element("span", { class: "kind" }, kind)),
        place(id, line, column, start, end), what);
    },
  };

  function figureDetails(figures, comparison) {
    const items = figures.map(([printed, line, column, start, end]) => {
      const where = line ? `${fill(strings.line, { line, column })}, ` : "";
      return element("li", {}, text(printed), " ", element("small", {}, where + fill(strings.offsets, { start, end })));
    });
    const made = details(strings.figures_used, element("ol", {}, ...items));
    if (comparison) made.append(element("p", {}, `${strings.exact_test}: `, element("code", {}, comparison)));
    return made;
  }

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
    get element() {
      this.made ??= builders[this.kind](this.packed, this.index);
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

  class Table {
    constructor(section) {
      this.kind = section.dataset.table;
      const within = (selector) => section.querySelector(selector);
      Object.assign(this, { section, form: within("form"), status: within(".shown"), pager: within(".pager") });
      this.body = this.pager.previousElementSibling.querySelector("tbody");
      this.rows = [...this.body.rows].map((made, index) => new Row(this.kind, index + 1, made, null));
      this.page = 0;
      this.form.addEventListener("input", () => this.filter());
      this.form.elements.clear.addEventListener("click", () => this.clear());
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.pager.addEventListener("click", (event) => this.turn(event.target.name));
      if (this.rows.length >= FEWEST_FILTERED || section.querySelector(".rest-data")) this.form.hidden = this.status.hidden = false;
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
      const binary = atob(data.textContent);
      const bytes = new Uint8Array(binary.length);
      for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
      data.remove();
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      const packed = JSON.parse(await new Response(stream).text());
      const first = this.rows.length + 1;
      for (const [index, row] of packed.entries()) this.rows.push(new Row(this.kind, first + index, null, row));
      this.section.querySelector(".rest").remove();
      this.filter();
    }
    filter() {
      const wanted = Object.fromEntries(new FormData(this.form));
      const sought = wanted.words.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const name = (wanted.document ?? "").trim().toLowerCase();
      this.found = this.rows.filter((row) =>
        (!wanted.code || row.code === wanted.code) && (!wanted.level || row.level === wanted.level) &&
        (!name || row.document.includes(name)) && sought.every((word) => row.words.includes(word)));
      this.page = 0;
      this.show();
    }
    clear() {
      this.form.reset();
      this.filter();
    }
    show() {
      const first = this.page * pageRows;
      this.put(this.found.slice(first, first + pageRows));
      const pages = Math.max(Math.ceil(this.found.length / pageRows), 1);
      this.status.textContent = fill(strings.shown, { shown: number(this.found.length), total: number(this.rows.length) });
      this.pager.hidden = pages === 1;
      this.pager.querySelector(".page").textContent = fill(strings.page, { page: number(this.page + 1), pages: number(pages) });
      this.pager.querySelector("[name=previous]").disabled = this.page === 0;
      this.pager.querySelector("[name=next]").disabled = this.page === pages - 1;
    }
    put(rows) {
      this.body.replaceChildren(...rows.map((row) => row.element));
    }
    turn(direction) {
      if (direction !== "next" && direction !== "previous") return;
      this.page += direction === "next" ? 1 : -1;
      this.show();
      this.section.scrollIntoView();
    }
    reveal(index) {
      this.clear();
      if (index < 1 || index > this.rows.length) return;
      this.page = Math.floor((index - 1) / pageRows);
      this.show();
      const made = this.rows[index - 1].element;
      made.tabIndex = -1;
      made.focus();
      made.scrollIntoView({ block: "center" });
    }
    print() {
      this.put(this.found.slice(0, PRINTED_ROWS));
    }
  }

  const tables = {};
  for (const section of document.querySelectorAll("[data-table]")) {
    if (section.querySelector("form")) tables[section.dataset.table] = new Table(section);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (!link || !tables.findings) return;
    tables.findings.form.reset();
    tables.findings.form.elements.document.value = link.dataset.show;
    tables.findings.filter();
  });

  function follow() {
    const [, kind, index] = /^#(finding|claim)-(\d+)$/.exec(location.hash) ?? [];
    if (kind) tables[`${kind}s`]?.reveal(Number(index));
    const target = /^#rule-\w+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    target?.querySelector?.("details")?.setAttribute("open", "");
  }

  const every = (act) => Object.values(tables).forEach(act);
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => every((table) => table.print()));
  addEventListener("afterprint", () => every((table) => table.show()));

  Promise.allSettled(Object.values(tables).map((table) => table.unpack())).then((results) => {
    Object.values(tables).forEach((table, index) => {
      if (results[index].status === "fulfilled") return;
      const says = table.section.querySelector(".rest");
      says.textContent = fill(strings.rest_failed, { shown: number(table.rows.length) });
    });
    follow();
    document.documentElement.dataset.ready = "yes";
    every((table) => table.prepare());
  });
})();
