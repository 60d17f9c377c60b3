// Marks, drawn with the CSS Custom Highlight API so that the document never changes.

const COLORS = ["yellow", "green", "blue", "pink", "violet"];
const LAYERS = 3;
const FLASH_MS = 900;
const FLASH_LENGTH = 160;

const highlights = new Map();

function register(name) {
  const highlight = new Highlight();
  highlight.priority = highlights.size;
  CSS.highlights.set(`k-${name}`, highlight);
  highlights.set(name, highlight);
}
register("near");
for (let layer = 0; layer < LAYERS; layer += 1) {
  for (const color of COLORS) register(`${color}-${layer}`);
}
for (const color of COLORS) register(`${color}-under`);
for (const name of ["noted", "linked", "hit", "current", "flash"]) register(name);

// In blocks of a very long post that were not set when a highlight was made it is not drawn later
// either, until something about it changes: its priority does, to the same.
function redrawHighlights() {
  for (const highlight of highlights.values()) {
    const { size, priority } = highlight;
    if (size) highlight.priority = priority;
  }
}

let marks = [];

const isUnderline = (mark) => mark.style === "underline";
const highlightOf = (mark) =>
  highlights.get(`${mark.color}-${isUnderline(mark) ? "under" : mark.layer}`);

function setMarks(wanted) {
  for (const mark of marks) {
    highlightOf(mark).delete(mark.range);
    highlights.get("noted").delete(mark.range);
  }
  highlights.get("linked").clear();
  showWhole(wanted.filter(({ end }) => !end));
  const list = canAnnotate ? wanted.filter(({ end }) => end) : [];
  marks = list.map((mark) => ({ ...mark, range: rangeOf(mark.start, mark.end) }));
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  layMarks();
  for (const mark of marks) {
    highlightOf(mark).add(mark.range);
    if (mark.note) highlights.get("noted").add(mark.range);
  }
  openMarked();
  showNotes();
  mapSoon();
}

// A shorter mark lies above the longer ones that it overlaps, and of equals the later one, so that
// all can be seen: the innermost is in the highest layer, however many lie below it.
function layMarks() {
  const laid = [];
  for (const mark of [...marks].reverse().sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const over = laid.filter((other) => other.start < mark.end && mark.start < other.end);
    mark.above = over.reduce((most, other) => Math.max(most, other.above + 1), 0);
    mark.layer = Math.max(0, LAYERS - 1 - mark.above);
    laid.push(mark);
  }
}

function marksAt(x, y) {
  const caret = document.caretPositionFromPoint(x, y);
  if (!caret || !article.contains(caret.offsetNode)) return [];
  const offset = offsetOf(caret.offsetNode, caret.offset, false);
  const covers = (rect) =>
    x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
  const found = [];
  for (const mark of marks) {
    if (mark.start > offset) break;
    const rect = mark.end >= offset && [...mark.range.getClientRects()].find(covers);
    if (rect) found.push({ mark, rect });
  }
  return found.sort((a, b) => a.mark.above - b.mark.above);
}

function flash(offset) {
  const rest = text.slice(offset, offset + FLASH_LENGTH);
  const sentence = rest.search(/[。！？\n]/);
  const range = rangeOf(offset, offset + (sentence > 0 ? sentence + 1 : rest.length));
  const highlight = highlights.get("flash");
  highlight.clear();
  highlight.add(range);
  const end = performance.now() + FLASH_MS;
  const wait = () => {
    if (!highlight.has(range)) return;
    if (performance.now() < end) requestAnimationFrame(wait);
    else highlight.delete(range);
  };
  requestAnimationFrame(wait);
}
