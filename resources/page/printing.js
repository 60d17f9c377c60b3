// Making the page ready for paper: numbers at the ends of noted marks, the notes below their blocks.
//
// On the screen nothing of it is seen, and `printOff` takes all of it away again. The numbers part
// text nodes, so that the text is read anew each time: it stays the same, word for word.

const PRINT = "k-print";
const WHOLE = new Set(["TABLE", "FIGURE", "PRE", "DT"]);
const CLOSED = new Set([...WHOLE, ..."P H1 H2 H3 H4 H5 H6 SUMMARY".split(" ")]);
const WIDE = [7, 11, 16]; // with more columns than these a table is set smaller and smaller
const FEW_ROWS = 12; // a table of so many stays on one sheet
const UNBROKEN = /[!-~]{25}/;

let restoring = [];

function printOn({ turn, title, notes }) {
  printOff();
  nameSheet(title);
  if (notes) setNotes();
  for (const link of article.querySelectorAll("a[href]")) setLink(link);
  for (const table of article.querySelectorAll("table")) setTable(table);
  readText();
  const before = canAnnotate;
  canAnnotate = false;
  restoring.push(() => (canAnnotate = before));
  void article.offsetHeight; // asks for the fonts
  const fonts = [...document.fonts].map(whenRead);
  const images = [...article.querySelectorAll("img")].map(whenLoaded);
  Promise.all([...fonts, ...images]).then(() => bridge.prepared(turn));
}

function printOff() {
  if (!restoring.length) return;
  while (restoring.length) restoring.pop()();
  readText();
}

// The title goes into the foot of each sheet and into the facts of the file.
function nameSheet(title) {
  const before = document.title;
  const line = title.replace(/[\s\p{Cc}]+/gu, " ").replace(/["\\]/g, "\\$&");
  document.title = title;
  root.style.setProperty("--sheet-title", `"${line}"`);
  restoring.push(() => {
    document.title = before;
    root.style.removeProperty("--sheet-title");
  });
}

// `document.fonts.ready` waits for a frame, and there is none as long as nobody looks at the page.
function whenRead(face) {
  return face.status === "loading" ? face.loaded.catch(() => null) : null;
}

function whenLoaded(image) {
  if (image.complete) return null;
  return new Promise((done) => {
    for (const type of ["load", "error"]) image.addEventListener(type, done, { once: true });
  });
}

function setData(element, name, value) {
  element.dataset[name] = value;
  restoring.push(() => delete element.dataset[name]);
}

function isAdded(node) {
  return node?.nodeType === Node.ELEMENT_NODE && node.classList.contains(PRINT);
}

function addAfter(node, added) {
  let last = node;
  while (isAdded(last.nextSibling)) last = last.nextSibling;
  last.after(added);
  restoring.push(() => added.remove());
}

// ---- notes

function setNotes() {
  const noted = marks.filter((mark) => mark.note || mark.tags.length);
  noted.sort((a, b) => a.end - b.end || a.start - b.start);
  noted.forEach((mark, index) => setNumber(mark, index + 1));
  noted.forEach((mark, index) => {
    addAfter(placeBelow(mark.range.endContainer), makeBox(mark, index + 1));
  });
}

function setNumber({ range, color }, number) {
  const { endContainer: node, endOffset: offset } = range;
  if (offset < node.length) {
    const { parentNode } = node;
    node.splitText(offset);
    restoring.push(() => parentNode.normalize());
  }
  const sign = make("sup", `${PRINT} ${color}`, "");
  sign.dataset.number = number;
  addAfter(node, sign);
}

function makeBox({ note, tags, color }, number) {
  const box = make("div", `${PRINT} ${color}`, "");
  box.dataset.number = number;
  if (note) box.append(make("p", "words", note));
  if (tags.length) box.append(make("p", "tags", tags.map((tag) => `#${tag}`).join("  ")));
  return box;
}

// What a note stands below: the paragraph, heading, listing, table or figure that holds a text
// node, or that part of a list item or quotation.
function placeBelow(node) {
  let block = node.parentElement;
  while (!BLOCKS.has(block.tagName)) block = block.parentElement;
  for (let up = block; up !== article; up = up.parentElement) {
    if (WHOLE.has(up.tagName)) block = up;
  }
  if (CLOSED.has(block.tagName)) return block;
  let last = node;
  while (last.parentElement !== block) last = last.parentElement;
  const isLine = (next) => next && !BLOCKS.has(next.tagName);
  while (isLine(last.nextSibling)) last = last.nextSibling;
  return last;
}

// ---- tables: nothing may be wider than the sheet, or the engine would make everything smaller

function setTable(table) {
  const columns = [...table.rows].reduce((most, row) => Math.max(most, row.cells.length), 0);
  const size = WIDE.filter((width) => columns > width).length;
  if (table.rows.length <= FEW_ROWS) setData(table, "short", "");
  if (size) setData(table, "wide", String(size));
  for (const cell of table.querySelectorAll("td, th")) {
    if (UNBROKEN.test(cell.textContent)) setData(cell, "unbroken", "");
  }
}

// ---- links: outward ones show where they lead, those to a place of the post still lead there

function setLink(link) {
  const href = link.getAttribute("href");
  if (/^(https?|mailto):/i.test(href)) {
    const address = readable(href);
    const bare = (words) => words.replace(/^\w+:(\/\/)?|\/$/g, "").trim();
    if (bare(link.textContent) !== bare(address)) setData(link, "address", address);
    return;
  }
  const name = href.startsWith("#") ? decodeFragment(href.slice(1)) : "";
  const target = name && article.querySelector(`[data-anchor="${CSS.escape(name)}"]`);
  if (target && !target.id) {
    target.id = `k-place-${restoring.length}`;
    restoring.push(() => target.removeAttribute("id"));
  }
  if (target) link.setAttribute("href", `#${target.id}`);
  else link.removeAttribute("href");
  link.dataset.inward = "";
  restoring.push(() => {
    link.setAttribute("href", href);
    delete link.dataset.inward;
  });
}

function readable(address) {
  try {
    return decodeURI(address).replace(/[\s\p{Cc}]/gu, encodeURIComponent);
  } catch {
    return address;
  }
}
