// What the page is made of: elements, document text with its invisible characters as escapes, packed data.
// Text reaches the page through text nodes and attributes only, never as HTML.
const { strings, invisible, symbols, han, pageRows, file, texts, pages } = JSON.parse(document.getElementById("page-data").textContent);
const hex = (code) => `\\u{${code.toString(16)}}`;
const INVISIBLE = new RegExp(`[${invisible.map(([low, high]) => `${hex(low)}-${hex(high)}`).join("")}]`, "gu");
const HAN = new RegExp(han, "u");
const FEWEST_FILTERED = 6; // fewer can be seen at a glance
const SEARCH_MS = 5; // of a search at a time, so that typing is never held up
const GROUP = 128; // rows that are searched between two looks at the clock
const LARGE = 500; // rows of a table whose first rows found are drawn before the others
const FIRST_ROWS = 10;
const FEW = 5000; // rows that are searched again one by one
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
const ruleLink = (code) => element("a", { class: "code", href: `${file === "index.html" ? "" : "index.html"}#rule-${code}` }, code);
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


// Where the document of a number is: on this page, on another, or nowhere where the report holds no documents.
function documentAddress(number, within = "") {
  const place = texts.find(([, first, last]) => first <= number && number <= last);
  return place ? `${place[0] === file ? "" : place[0]}#document-${number}${within}` : "";
}

function bytesOf(data) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(data); // several times as fast, where the browser has it
  const binary = atob(data);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

async function unpack(data) {
  const bytes = bytesOf(data);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// Every link on the page has its target, also where the script acts on it, so that any tool can follow it.
function addTargets() {
  const targets = document.getElementById("targets");
  targets.replaceChildren();
  for (const link of document.querySelectorAll("a[href^='#document-'], a[href^='#finding-'], a[href^='#claim-']")) {
    const id = link.getAttribute("href").slice(1);
    if (!document.getElementById(id)) targets.append(element("span", { id }));
  }
}
