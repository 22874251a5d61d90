// The rows of a table as they are packed: in blocks, column by column. A row is put together when it is shown.
const names = new Map(); // many rows share a document
function lowered(name) {
  let found = names.get(name);
  if (found === undefined) names.set(name, (found = visible(name).toLowerCase()));
  return found;
}
// Numbers in a name follow each other as numbers do: #2 stands before #10.
const natural = new Map();
function ordered(name) {
  let key = natural.get(name);
  if (key === undefined) natural.set(name, (key = lowered(name).replace(/[0-9]{1,40}/g, (digits) => digits.padStart(40, "0"))));
  return key;
}

class Block {
  constructor(kind, columns) {
    this.kind = kind;
    this.columns = columns.map((column) => (Array.isArray(column) ? { values: column, at: null } : column));
    this.count = (this.columns[0].at ?? this.columns[0].values).length;
    this.groups = Math.ceil(this.count / GROUP);
    this.lines = [];
  }
  value(at, column) {
    const { values, at: places } = this.columns[column];
    return values[places ? places[at] : at];
  }
  row(at) {
    return this.columns.map((_, column) => this.value(at, column));
  }

  // What is searched: a line for each row, in small letters; made for a group of rows at a time, when it is asked for.
  words(group) {
    const made = this.lines[group];
    if (made) return made;
    const first = group * GROUP;
    const count = Math.min(GROUP, this.count - first);
    const starts = new Uint32Array(count + 1);
    const lines = [];
    for (let at = 0; at < count; at += 1) {
      const line = visible(words[this.kind](this.row(first + at))).toLowerCase();
      lines.push(line);
      starts[at + 1] = starts[at] + line.length + 1;
    }
    return (this.lines[group] = { text: lines.join("\n"), starts });
  }
  line(at) {
    const { text, starts } = this.words(Math.floor(at / GROUP));
    return text.slice(starts[at % GROUP], starts[(at % GROUP) + 1]);
  }

  // The rows of a group that have all words and pass the filters.
  find({ code, level, name, sought }, group) {
    const columns = COLUMNS[this.kind];
    const tests = [];
    if (code) tests.push((at) => this.value(at, columns.code) === code);
    if (level) tests.push((at) => this.value(at, columns.level) === level);
    if (name) tests.push((at) => lowered(this.value(at, columns.document)).includes(name));
    const marks = sought.map((word) => this.mark(word, group));
    const first = group * GROUP;
    const found = [];
    for (let at = first; at < Math.min(first + GROUP, this.count); at += 1) {
      if (marks.every((marked) => marked[at - first]) && tests.every((passes) => passes(at))) found.push(at);
    }
    return found;
  }
  mark(word, group) {
    const { text, starts } = this.words(group);
    const marks = new Uint8Array(starts.length - 1);
    let row = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[row + 1])) {
      while (starts[row + 1] <= at) row += 1;
      marks[row] = 1;
    }
    return marks;
  }
}

// Where a packed row keeps what the filters compare.
const COLUMNS = {
  documents: { document: 0, level: 1 },
  files: { document: 0 },
  findings: { document: 0, code: 1, level: 2 },
  claims: { document: 0, code: 2, level: 3 },
};

// The words of a packed row, as it shows them: what runs across a mark can be found.
const words = {
  documents: ([id, , , encoding]) => `${id} ${encoding}`,
  files: ([, path, , read, written]) => `${path} ${read} ${written}`,
  findings: ([id, code, , says, line, column, , , left, before, after, right, , , evidence]) =>
    `${code} ${id} ${line}:${column} ${left}${before}${after ?? ""}${right} ${says} ${evidence.flat().join(" ")}`,
  claims: ([id, kind, code, , relation, line, column, , , , comparison, , , reason, excerpt]) =>
    `${code} ${kind} ${strings[`kind_${kind}`] ?? ""} ${id} ${line}:${column} ${relation} ${reason} ${excerpt.map(([text]) => text).join("")} ${comparison}`,
};

// The columns of a saved table: its head, and what a packed row gives.
const SAVED = {
  documents: {
    head: ["id", "status", "errors", "warnings", "notes", "figures", "claims", "encoding"],
    cells: ([id, status, counts, encoding]) => [id, status, ...counts, encoding],
  },
  files: { head: ["id", "path", "bytes", "sha256_in", "sha256_out"], cells: (row) => row },
  findings: {
    head: ["document", "code", "severity", "message", "line", "column", "start", "end", "context_before", "before", "after", "context_after", "safety", "outcome", "evidence"],
    cells: (row) => [...row.slice(0, 14), JSON.stringify(Object.fromEntries(row[14]))],
  },
  claims: {
    head: ["document", "kind", "code", "verdict", "relation", "line", "column", "start", "end", "figures", "comparison", "computed", "stated", "reason", "context"],
    cells: (row) => [...row.slice(0, 9), row[9].map(([text]) => text).join("; "), ...row.slice(10, 14), row[14].map(([text]) => text).join("")],
  },
};

// What a column is sorted by, of a block and a place in it; the default order is that of the report.
const OUTCOMES = ["flagged", "proposed", "applied"];
const LEVELS = ["quarantined", "error", "inconsistent", "mended", "warning", "truncated", "clean", "info", "uncheckable", "consistent"];
const sortKeys = {
  document: (block, at) => ordered(block.value(at, 0)),
  level: (block, at) => LEVELS.indexOf(block.value(at, COLUMNS[block.kind].level)),
  encoding: (block, at) => block.value(at, 3),
  size: (block, at) => block.value(at, 2),
  what: (block, at) => block.value(at, block.kind === "claims" ? 4 : 9),
  outcome: (block, at) => OUTCOMES.indexOf(block.value(at, 13)),
};
const countKey = (count) => (block, at) => -block.value(at, 2)[count];
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
