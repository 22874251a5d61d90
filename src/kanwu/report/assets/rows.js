// Rows of the tables, as templates/rows.html.j2 writes them.
// One builder a table: packed row (see rows.py) and its number to table row (see rows.html.j2).
const builders = {
  documents([id, status, counts, encoding, at]) {
    return element("tr", { id: `document-${at}`, "data-document": id, "data-level": status },
      rowHeader(element("a", { href: documentAddress(at) || `#document-${at}` }, text(id))),
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
  findings([id, code, severity, says, line, column, start, end, left, before, after, right, safety, outcome, evidence, inDocument], index) {
    const excerpt = element("p", { class: `excerpt ${outcome}` }, text(left));
    if (after === null) excerpt.append(element("mark", {}, text(before)));
    if (after !== null && before) excerpt.append(element("del", {}, text(before)));
    if (after) excerpt.append(element("ins", {}, text(after)));
    excerpt.append(text(right));
    const what = element("td", {}, excerpt, message(text(says)));
    const proof = evidenceOf(evidence);
    if (proof) what.append(proof);
    const result = element("td", { class: "outcome" }, element("span", { class: outcome }, strings[outcome]));
    if (safety) result.append(" ", element("small", {}, strings[`safety_${safety}`]));
    return element("tr", { id: `finding-${index}`, "data-number": inDocument, "data-document": id, "data-code": code, "data-level": severity },
      rowHeader(ruleLink(code), " ", tag(severity)), place(id, line, column, start, end), what, result);
  },
  claims([id, kind, code, verdict, relation, line, column, start, end, figures, comparison, computed, stated, reason, excerpt, inDocument], index) {
    const what = element("td", {}, element("p", { class: "relation" }, text(relation)));
    if (computed) {
      what.append(message(`${strings.computed} `, element("b", {}, computed), `${strings.semicolon}${strings.stated} `, element("b", {}, stated)));
    }
    if (reason) what.append(message(`${strings.reason}${strings.colon}`, text(reason)));
    const pieces = excerpt.map(([piece, marked]) => (marked ? element("mark", {}, text(piece)) : text(piece)));
    what.append(element("p", { class: "excerpt" }, ...pieces));
    if (figures.length) what.append(figureDetails(figures, comparison));
    return element("tr", { id: `claim-${index}`, "data-number": inDocument, "data-document": id, "data-code": code, "data-level": verdict },
      rowHeader(tag(verdict), " ", ruleLink(code), " ", element("span", { class: "kind" }, strings[`kind_${kind}`] ?? kind)),
      place(id, line, column, start, end), what);
  },
};

function evidenceOf(evidence) {
  const row = (name, value) => element("div", {}, element("dt", {}, name), element("dd", {}, text(value)));
  const facts = evidence.map(([name, value]) => row(strings[`evidence_${name}`] ?? name, value));
  return facts.length ? details(strings.evidence, element("dl", {}, ...facts)) : null;
}

function figureDetails(figures, comparison) {
  const items = figures.map(([printed, line, column, start, end]) => {
    const where = line ? `${fill(strings.line, { line, column })}${strings.comma}` : "";
    return element("li", {}, text(printed), " ", element("small", {}, where + fill(strings.offsets, { start, end })));
  });
  const made = details(strings.figures_used, element("ol", {}, ...items));
  if (comparison) made.append(element("p", {}, `${strings.exact_test}${strings.colon}`, element("code", {}, comparison)));
  return made;
}


// What the script adds to a row: the link from its place into the text of the document.
function enliven(row, kind, number, index) {
  const address = number && documentAddress(number, `-${kind.slice(0, -1)}-${index}`);
  const name = address && row.querySelector(".place > bdi");
  if (!name) return;
  const link = element("a", { class: "live", href: address });
  name.replaceWith(link);
  link.append(name);
}
