// Folds: passages that need not be read are put out of sight, never taken out of the text.
//
// In place of each stands an element without text: its words are an attribute that the style sheet
// shows. So the canonical text is the same whether anything is folded or not.

const RELATED = "related"; // the list of related posts, which stands beside the article

let folds = [];
let shownNodes = null; // the indexes of the text nodes that no fold hides, found when asked for

function layFolds(wanted, isClosed) {
  folds = wanted.map((fold) => ({ ...fold, isClosed: false, elements: [] }));
  divideText(folds.flatMap(({ start, end }) => [start, end]));
  for (const fold of folds) layFold(fold);
  setFolding(isClosed);
  for (const fold of folds) if (fold.reason === RELATED) setFold(fold, true);
}

// Text nodes end where a fold starts or ends.
function divideText(cuts) {
  let isDivided = false;
  for (const cut of cuts.sort((a, b) => b - a)) {
    const index = nodeAt(cut);
    const inside = cut - starts[index];
    if (inside <= 0 || inside >= nodes[index].length) continue;
    nodes[index].splitText(inside);
    isDivided = true;
  }
  if (isDivided) readText();
}

// The largest elements that hold nothing but the fold; a text node alone gets an element.
function layFold(fold) {
  const first = firstIndex(nodes.length, (index) => starts[index] >= fold.start);
  const last = nodeAt(fold.end - 1);
  const isWider = (element) =>
    element === article || element.contains(nodes[first - 1]) || element.contains(nodes[last + 1]);
  for (let index = first; index <= last; index += 1) {
    if (fold.elements.at(-1)?.contains(nodes[index])) continue;
    let whole = nodes[index];
    while (!isWider(whole.parentElement)) whole = whole.parentElement;
    fold.elements.push(whole === nodes[index] ? wrap(whole) : whole);
  }
  if (!fold.elements.length) return;
  fold.between = betweenOf(fold);
  for (const element of fold.elements) element.fold = fold;
  for (const { parentElement: list } of fold.elements) if (list.tagName === "OL") numberItems(list);
  fold.line = makeFoldLine(fold);
  fold.elements[0].before(fold.line);
}

function wrap(node) {
  const span = document.createElement("span");
  node.before(span);
  span.append(node);
  return span;
}

// Rules and line breaks that would part nothing any more.
function betweenOf({ elements, lines }) {
  const found = [];
  const isEmpty = (node) => ["BR", "HR"].includes(node.tagName) || !node.textContent.trim();
  elements.forEach((element, place) => {
    const run = [];
    let next = element.nextSibling;
    while (next && isEmpty(next) && !next.querySelector?.("img, .k-remote")) {
      if (next.tagName) run.push(next);
      next = next.nextSibling;
    }
    if (next && next === elements[place + 1]) found.push(...run);
    else if (lines && run[0]?.tagName === "BR") found.push(run[0]);
  });
  return found;
}

// Hidden items would not be counted: every item says its own number.
function numberItems(list) {
  if (list.dataset.numbered) return;
  list.dataset.numbered = "";
  const items = [...list.children].filter(({ tagName }) => tagName === "LI");
  items.forEach((item, place) => {
    item.value = list.start + place;
  });
}

function makeFoldLine(fold) {
  const isItem = fold.elements[0].tagName === "LI";
  const line = document.createElement(isItem ? "li" : fold.lines ? "div" : "span");
  line.className = fold.lines ? "k-fold" : "k-fold k-inner";
  line.dataset.reason = fold.reason;
  line.tabIndex = 0;
  line.setAttribute("role", "button");
  line.fold = fold;
  return line;
}

function setFold(fold, isClosed) {
  if (!fold.line) return;
  fold.isClosed = isClosed;
  shownNodes = null;
  // Paper has no other place for related posts: there they stay.
  const closed = fold.reason === RELATED ? "aside" : "closed";
  for (const element of [...fold.elements, ...fold.between]) {
    element.dataset.fold = isClosed ? closed : "open";
  }
  fold.line.ariaExpanded = String(!isClosed);
  sayFold(fold);
}

// How many hits are out of sight is said where they would be.
function sayFold(fold) {
  const { line, hidden = 0 } = fold;
  line.dataset.words = fold.isClosed ? fold.closed : fold.opened;
  line.dataset.hits = hidden && fold.isClosed ? labels.foldHits.replace("{0}", hidden) : "";
  line.dataset.action = fold.isClosed ? labels.unfold : labels.fold;
  line.ariaLabel = [line.dataset.words, line.dataset.hits, line.dataset.action].join(" ");
}

function sayFolds() {
  for (const fold of folds) fold.hidden = 0;
  for (const range of folds.length ? hits : []) {
    const fold = foldOf(range);
    if (fold) fold.hidden += 1;
  }
  for (const fold of folds) if (fold.line) sayFold(fold);
}

function setFolding(isClosed) {
  for (const fold of folds) if (fold.reason !== RELATED) setFold(fold, isClosed);
}

function changeFolding(isClosed) {
  const [offset, isAtTop] = [anchor, !scrolledBy()];
  setFolding(isClosed);
  if (!isClosed) redrawHighlights();
  else openMarked();
  placeNotes();
  mapSoon();
  if (!isAtTop) settleAt(offset);
}

// What is marked is never out of sight.
function openMarked() {
  for (const { range } of marks) unfold(range);
}

function foldsOf(range) {
  const found = new Set();
  const last = nodeAt(offsetOf(range.endContainer, range.endOffset, true) - 1);
  for (let index = places.get(range.startContainer) ?? last; index <= last; index += 1) {
    for (let up = nodes[index].parentElement; up && up !== article; up = up.parentElement) {
      if (up.fold) found.add(up.fold);
    }
  }
  return [...found];
}

function foldOf(range) {
  for (let up = range.startContainer.parentElement; up && up !== article; up = up.parentElement) {
    if (up.fold) return up.fold;
  }
  return null;
}

// Everything that points into a fold, or into details, opens it.
function unfold(range) {
  for (const fold of folds.length ? foldsOf(range) : []) if (fold.isClosed) setFold(fold, false);
  for (let up = range.startContainer; up; up = up.parentElement) {
    if (up.tagName === "DETAILS") up.open = true;
  }
}

// The line that a range is drawn on, or that stands for the fold which hides it.
function lineOf(range) {
  const fold = foldOf(range);
  return fold?.isClosed ? fold.line.getBoundingClientRect() : rectOf(range);
}

function isHidden(node) {
  return Boolean(node.parentElement.closest('[data-fold="closed"], [data-fold="aside"]'));
}

function visibleNodes() {
  if (!folds.some(({ isClosed }) => isClosed)) return nodes.map((_, index) => index);
  shownNodes ??= nodes.map((_, index) => index).filter((index) => !isHidden(nodes[index]));
  return shownNodes;
}

function toggleFold(event) {
  const line = event.target.closest?.(".k-fold");
  if (!line || !event.isTrusted) return;
  if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  setFold(line.fold, !line.fold.isClosed);
  placeNotes();
  mapSoon();
}

// A copy has everything that was selected, folded or not, and nothing that only stands for it.
function copySelection(event) {
  const range = selectedRange();
  const span = range && event.isTrusted && spanOf(range);
  if (!span || !text.length) return;
  event.clipboardData.setData("text/plain", text.slice(...span));
  event.preventDefault();
}
