// The page of a document: its text with every finding and figure in its place, and the claims as lines of arithmetic.
const PAGE_CHARACTERS = 40000; // of text on the screen at a time
const LINE_SLACK = 4000; // a page of text ends with a line, where one ends soon
const MODES = ["inline", "beside", "source", "mended"];

// A text whose offsets count code points, as everywhere in a run.
class Characters {
  constructor(value) {
    this.value = /[\ud800-\udfff]/.test(value) ? [...value] : value;
  }
  get length() {
    return this.value.length;
  }
  slice(start, end) {
    const part = this.value.slice(start, end);
    return typeof part === "string" ? part : part.join("");
  }
  lineEnd(at) {
    const found = this.value.indexOf("\n", at);
    return found < 0 ? this.length : found + 1;
  }
}

class View {
  constructor(main) {
    this.main = main;
    this.run = document.getElementById("run");
    this.mode = "inline";
    this.open = 0;
    this.blocks = new Map();
  }

  // Show the document that an address names; with any other address, the run again.
  follow(hash) {
    const [, number, kind, index] = /^#document-(\d+)(?:-(finding|claim|figure)-(\d+))?$/.exec(hash) ?? [];
    const block = number && this.main && this.blockOf(Number(number));
    if (!block) {
      const elsewhere = number && documentAddress(Number(number), kind ? `-${kind}-${index}` : "");
      if (elsewhere && !elsewhere.startsWith("#")) location.href = elsewhere;
      this.close();
      return Boolean(number && !document.getElementById(hash.slice(1)));
    }
    this.show(Number(number), block, kind && `${kind}-${index}`);
    return true;
  }
  blockOf(number) {
    return [...document.querySelectorAll(".texts-data")].find(
      ({ dataset }) => Number(dataset.first) <= number && number <= Number(dataset.last));
  }
  close() {
    if (!this.open) return;
    this.open = 0;
    this.main.hidden = true;
    this.run.hidden = false;
    document.getElementById("view-body").replaceChildren();
    addTargets();
  }

  async show(number, block, within) {
    if (this.open !== number) {
      if (!this.blocks.has(block)) this.blocks.set(block, unpack(block.textContent));
      const packed = (await this.blocks.get(block))[number - Number(block.dataset.first)];
      this.put(number, packed);
    }
    if (within) this.reveal(within);
    else {
      scrollTo(0, 0);
      this.main.focus({ preventScroll: true });
    }
  }
  put(number, packed) {
    this.open = number;
    this.packed = packed;
    this.characters = new Characters(packed.text);
    this.pageStarts = this.cut();
    this.page = 0;
    this.run.hidden = true;
    this.main.hidden = false;
    document.getElementById("view-title").replaceChildren(text(packed.id));
    this.main.querySelector(".way").replaceChildren(this.way(number));
    this.body = document.getElementById("view-body");
    this.body.replaceChildren(...this.facts(), ...this.reading(), ...this.lists());
    this.write();
    addTargets();
    document.documentElement.dataset.document = String(number);
  }

  way(number) {
    const item = (address, words, rel) => element("li", {}, element("a", { href: address, ...(rel ? { rel } : {}) }, words));
    const list = element("ul", {}, item(file === "index.html" ? "#documents" : "index.html#documents", strings.back));
    if (number > 1 && documentAddress(number - 1)) list.append(item(documentAddress(number - 1), strings.previous_document, "prev"));
    if (documentAddress(number + 1)) list.append(item(documentAddress(number + 1), strings.next_document, "next"));
    return list;
  }
  facts() {
    const { status, encoding, size, read, written, reason, findings, claims, figures } = this.packed;
    const fact = (name, ...value) => element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
    const hash = (value) => element("span", { class: "hash" }, value);
    const list = element("dl", { class: "facts" },
      fact(strings.status, tag(status, strings[`status_${status}`]), ` ${[encoding, size ? fill(strings.bytes, { size: number(size) }) : ""].filter(Boolean).join(strings.comma)}`),
      fact(strings.holds, `${strings.findings} ${number(findings.length)}${strings.comma}${strings.claims} ${number(claims.length)}${strings.comma}${strings.figures} ${number(figures.length)}`));
    if (reason) list.append(fact(strings.reason, text(reason)));
    if (read) list.append(fact(strings.sha256_in, hash(read)));
    if (written) list.append(fact(strings.sha256_out, written === read ? strings.same : hash(written)));
    return [list];
  }

  // The text, with the switch between the ways to read it.
  reading() {
    const { text: source, length, why } = this.packed;
    if (!source) return [element("p", { class: "note" }, why ? strings[why] : strings.no_text_kept)];
    const choice = (mode) => {
      const input = element("input", { type: "radio", name: "mode", value: mode });
      input.checked = mode === this.mode;
      return element("label", {}, input, ` ${strings[`mode_${mode}`]}`);
    };
    const modes = element("fieldset", { class: "modes" }, element("legend", {}, strings.reading), ...MODES.map(choice));
    modes.addEventListener("input", (event) => {
      this.mode = event.target.value;
      this.write();
    });
    this.sheet = element("div", { class: "sheet", role: "region", tabindex: "0", "aria-label": strings.text });
    this.turner = element("div", { class: "pager" });
    this.turner.addEventListener("click", (event) => this.turn(event.target.name));
    const cutOff = length > this.characters.length
      ? [element("p", { class: "note" }, fill(strings.text_cut, { shown: number(this.characters.length), total: number(length) }))] : [];
    return [element("h3", {}, strings.text), element("p", { class: "note keys" }, strings.text_note), modes, ...cutOff, this.sheet, this.turner];
  }
  // Where the pages of a long text begin: with a line where one ends soon, never within a finding.
  cut() {
    const starts = [0];
    while (starts.at(-1) + PAGE_CHARACTERS < this.characters.length) {
      const at = starts.at(-1) + PAGE_CHARACTERS;
      const line = this.characters.lineEnd(at);
      let next = line - at < LINE_SLACK ? line : at;
      for (const [, row] of this.packed.findings) if (row[6] < next && next < row[7] && row[7] - row[6] < PAGE_CHARACTERS) next = row[7];
      starts.push(next);
    }
    return starts;
  }
  turn(direction) {
    if (direction !== "next" && direction !== "previous") return;
    this.page += direction === "next" ? 1 : -1;
    this.write();
    this.sheet.scrollIntoView();
  }

  write() {
    if (!this.packed.text) return;
    const start = this.pageStarts[this.page];
    const end = this.pageStarts[this.page + 1] ?? this.characters.length;
    const beside = this.mode === "beside";
    const spans = [...this.spans(start, end)];
    this.sheet.className = `sheet ${this.mode}`;
    this.sheet.replaceChildren(...(beside ? this.pairs(spans) : [this.column(spans, this.mode)]));
    this.turner.hidden = this.pageStarts.length === 1;
    if (this.turner.hidden) return;
    const button = (name) => element("button", { type: "button", name }, strings[name]);
    this.turner.replaceChildren(button("previous"), " ",
      element("span", {}, fill(strings.page, { page: this.page + 1, pages: this.pageStarts.length })), " ", button("next"));
    this.turner.querySelector("[name=previous]").disabled = this.page === 0;
    this.turner.querySelector("[name=next]").disabled = this.page === this.pageStarts.length - 1;
  }
  // The text between any two places where a finding, a claim's figure or a figure begins or ends.
  *spans(start, end) {
    const within = (from, to) => from < end && to > start;
    const findings = this.packed.findings.filter(([, row]) => within(row[6], row[7]) || (row[6] === row[7] && row[6] >= start && row[6] < end));
    const figures = this.packed.figures.map((figure, at) => [at + 1, ...figure]).filter(([, from, to]) => within(from, to));
    const marks = new Set([start, end]);
    for (const [, row] of findings) marks.add(Math.max(row[6], start)).add(Math.min(row[7], end));
    for (const [, from, to] of figures) marks.add(Math.max(from, start)).add(Math.min(to, end));
    const stops = [...marks].sort((one, other) => one - other);
    for (const [at, from] of stops.entries()) {
      const to = stops[at + 1] ?? from;
      const inserted = findings.filter(([, row]) => row[6] === row[7] && row[6] === from);
      for (const finding of inserted) yield { from, to: from, findings: [finding], figure: null };
      if (to === from) continue;
      yield {
        from, to,
        findings: findings.filter(([, row]) => row[6] <= from && to <= row[7]),
        figure: figures.find(([, first, last]) => first <= from && to <= last) ?? null,
      };
    }
  }
  // One span as read (`del`), as written (`ins`), or both.
  *marked({ from, to, findings, figure }, mode) {
    const fixed = findings.find(([, row]) => row[13] === "applied");
    const other = findings.find((finding) => finding !== fixed && (finding[1][10] !== null || !fixed));
    const source = this.characters.slice(from, to);
    if (mode !== "mended" || !fixed) {
      let shown = text(source);
      if (figure) shown = element("span", { class: `figure${this.claimed(figure)}`, title: figure[3], ...this.first("figure", figure[0], figure[1] === from) }, shown);
      if (other) shown = this.link(other, element("mark", { class: other[1][2] }, shown), from, mode);
      if (fixed && source) shown = this.link(fixed, mode === "source" ? element("mark", { class: fixed[1][2] }, shown) : element("del", {}, shown), from, mode);
      yield shown;
    }
    const isLast = fixed && fixed[1][7] === to;
    if (fixed && isLast && fixed[1][10] && mode !== "source") yield this.link(fixed, element("ins", {}, text(fixed[1][10])), fixed[1][8] ? -1 : from, mode);
  }
  first(kind, index, begins) {
    return begins && !this.seen.has(`${kind}-${index}`) && this.seen.add(`${kind}-${index}`)
      ? { id: `document-${this.open}-${kind}-${index}`, tabindex: "-1" } : {};
  }
  link([index, row], child, from, mode) {
    const begins = from === row[6] || (mode === "mended" && from === -1) || row[6] < this.pageStarts[this.page];
    return element("a", { class: "mark", href: `#note-${this.open}-finding-${index}`, title: `${row[1]} ${row[3]}`,
      ...this.first("finding", index, begins) }, child);
  }
  claimed([, start, end]) {
    const order = ["inconsistent", "truncated", "uncheckable", "consistent"];
    const verdicts = this.packed.claims.filter(([, row]) => row[9].some(([, , , first, last]) => first < end && start < last)).map(([, row]) => row[3]);
    const worst = order.find((verdict) => verdicts.includes(verdict));
    return worst ? ` ${worst}` : "";
  }
  column(spans, mode) {
    this.seen = new Set();
    return element("div", { class: "column" }, ...spans.flatMap((span) => [...this.marked(span, mode)]).map(unfold));
  }
  // Before and after side by side, line by line of the source.
  pairs(spans) {
    this.seen = new Set();
    const lines = [[[], []]];
    for (const span of spans) {
      const parts = span.findings.length ? [span] : this.lines(span);
      for (const part of parts) {
        const [before, after] = lines.at(-1);
        before.push(...this.marked(part, "source"));
        after.push(...this.marked(part, "mended"));
        if (!part.findings.length && this.characters.slice(part.to - 1, part.to) === "\n") lines.push([[], []]);
      }
    }
    const cell = (parts) => element("div", { class: "cell" }, ...parts.map(unfold));
    const heads = [strings.mode_source, strings.mode_mended].map((name) => element("div", { class: "cell head" }, name));
    return [...heads, ...lines.filter((sides) => sides.some((side) => side.length)).flatMap((sides) => sides.map(cell))];
  }
  *lines(span) {
    for (let from = span.from; from < span.to;) {
      const to = Math.min(this.characters.lineEnd(from), span.to);
      yield { ...span, from, to };
      from = to;
    }
  }

  // Below the text: every claim and every finding, each linked to its place.
  lists() {
    const made = [];
    const { claims, findings } = this.packed;
    if (claims.length) made.push(element("h3", {}, strings.claims), element("ol", { class: "notes" }, ...claims.map((claim) => this.claim(claim))));
    if (findings.length) made.push(element("h3", {}, strings.findings), element("ol", { class: "notes" }, ...findings.map((finding) => this.finding(finding))));
    if (!made.length) made.push(element("p", { class: "note" }, strings.nothing_found));
    return made;
  }
  where(index, kind, row, start, end, byteStart, byteEnd) {
    const bytes = byteStart < 0 || byteEnd < 0 ? "" : `${strings.comma}${fill(strings.byte_offsets, { start: number(byteStart), end: number(byteEnd) })}`;
    const words = `${row[kind === "claim" ? 5 : 4]}:${row[kind === "claim" ? 6 : 5]}`;
    const reaches = start < this.characters.length && (kind === "finding" || this.figureAt(start) >= 0);
    const place = reaches
      ? element("a", { href: kind === "finding" ? `#document-${this.open}-finding-${index}` : `#document-${this.open}-figure-${this.figureAt(start) + 1}`, class: "line" }, words)
      : element("span", { class: "line" }, words);
    return element("p", { class: "place" }, place, ` ${fill(strings.offsets, { start, end })}${bytes}`);
  }
  figureAt(start, end = start + 1) {
    return this.packed.figures.findIndex(([first, last]) => first < end && start < last);
  }
  claim([index, row, byteStart, byteEnd]) {
    const [, kind, code, verdict, relation, , , start, end, figures, comparison, computed, stated, reason] = row;
    const item = element("li", { id: `document-${this.open}-claim-${index}`, class: verdict, tabindex: "-1" },
      element("p", { class: "heading" }, tag(verdict), " ", ruleLink(code), " ", element("span", { class: "kind" }, strings[`kind_${kind}`] ?? kind)),
      element("p", { class: "relation" }, text(relation)));
    if (computed) item.append(message(`${strings.computed} `, element("b", {}, computed), `${strings.semicolon}${strings.stated} `, element("b", {}, stated)));
    if (reason) item.append(message(`${strings.reason}${strings.colon}`, text(reason)));
    const links = figures.map(([printed, , , first, last]) => {
      const at = this.figureAt(first, last);
      return at < 0 || !this.packed.text ? element("li", {}, text(printed))
        : element("li", {}, element("a", { href: `#document-${this.open}-figure-${at + 1}` }, text(printed)), " ", element("small", {}, this.packed.figures[at][2]));
    });
    if (links.length) item.append(element("p", { class: "message" }, strings.figures_used), element("ul", { class: "figures" }, ...links));
    if (comparison) item.append(message(`${strings.exact_test}${strings.colon}`, element("code", {}, comparison)));
    item.append(this.where(index, "claim", row, start, end, byteStart, byteEnd));
    return item;
  }
  finding([index, row, byteStart, byteEnd]) {
    const [, code, severity, says, , , start, end, left, before, after, right, safety, outcome, evidence] = row;
    const excerpt = element("p", { class: `excerpt ${outcome}` }, text(left));
    if (after === null) excerpt.append(element("mark", {}, text(before)));
    if (after !== null && before) excerpt.append(element("del", {}, text(before)));
    if (after) excerpt.append(element("ins", {}, text(after)));
    excerpt.append(text(right));
    const item = element("li", { id: `note-${this.open}-finding-${index}`, class: severity, tabindex: "-1" },
      element("p", { class: "heading" }, ruleLink(code), " ", tag(severity), " ", element("span", { class: `outcome ${outcome}` }, strings[outcome]),
        ...(safety ? [" ", element("small", {}, strings[`safety_${safety}`])] : [])),
      excerpt, message(text(says)));
    const proof = evidenceOf(evidence);
    if (proof) item.append(proof);
    item.append(this.where(index, "finding", row, start, end, byteStart, byteEnd));
    return item;
  }

  reveal(within) {
    const [kind, index] = within.split("-");
    const start = kind === "finding" ? this.packed.findings.find(([at]) => at === Number(index))?.[1][6]
      : kind === "figure" ? this.packed.figures[Number(index) - 1]?.[0] : undefined;
    if (start !== undefined && this.packed.text) {
      const page = this.pageStarts.findLastIndex((first) => first <= start);
      if (page !== this.page || (this.mode === "mended" && kind === "figure")) {
        this.page = page;
        this.write();
      }
    }
    const place = document.getElementById(`document-${this.open}-${within}`) ?? document.getElementById(`note-${this.open}-${within}`);
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "center" });
  }
  // j and k go from mark to mark in the text.
  key(key) {
    if (!this.open || (key !== "j" && key !== "k")) return false;
    const marks = [...this.main.querySelectorAll(".sheet a.mark[id]")];
    if (!marks.length) return false;
    const at = marks.indexOf(document.activeElement);
    const next = key === "j" ? marks[Math.min(at + 1, marks.length - 1)] : marks[Math.max(at - 1, 0)];
    next.focus();
    next.scrollIntoView({ block: "center" });
    return true;
  }
}

// Line breaks of a document are line breaks of the page; where one is marked, its sign is shown too.
function unfold(node) {
  for (const sign of node.querySelectorAll?.(".invisible") ?? []) {
    if (sign.textContent !== "↵") continue;
    if (sign.closest("del, ins, mark")) sign.after("\n");
    else sign.replaceWith("\n");
  }
  return node;
}
