// Where the person reads, and the ways to get elsewhere.

const TOP_INSET = 24;
const SETTLING_FRAMES = 12;

let anchor = 0;
let settledAt = 0;
let lastPlace = 0; // where the page was when it last said that it scrolled
let width = viewWidth();
let staying = 0; // counts the times that somebody moved, or that the place was to be kept
let arrival = null; // brings the article back to where it was opened, until somebody moves in it

function restore(offset) {
  const range = rangeOf(offset, offset + 1);
  if (offset) unfold(range);
  settleAt(offset);
}

// Scrolls to a place without opening a fold that it is in.
function settleAt(offset) {
  const range = rangeOf(offset, offset + 1);
  const line = thickLine(range.startContainer)?.getBoundingClientRect() ?? lineOf(range);
  anchor = offset;
  scrollAlong(offset ? scrolledBy() + startOf(line) - TOP_INSET : 0);
  settledAt = lastPlace = scrolledBy();
}

// The view may get its size only after the article: then what was to be seen is looked for again.
function arrive(position, atHit) {
  depart();
  settleOver(() => restore(position));
  if (atHit) showCurrent();
  arrival = atHit ? () => arrive(position, atHit) : null;
}

function depart() {
  staying += 1;
  arrival = null;
}

// In a very long post the lines around a place are set only when it is seen, which may move it:
// look again, until somebody moves.
function settleOver(look) {
  const turn = staying;
  let frames = article.classList.contains("is-long") ? SETTLING_FRAMES : 0;
  const settle = () => {
    if (turn !== staying) return;
    look();
    if (frames-- > 0) requestAnimationFrame(settle);
  };
  settle();
}

// When Tab leads to the article the engine may scroll to its middle, before it says so.
function stayInPlace() {
  if (article.matches(":focus-visible")) scrollAlong(lastPlace);
}

function noteScroll() {
  lastPlace = scrolledBy();
}

function fitSize() {
  mapSoon();
  if (!arrival) return;
  arrival();
  anchor = firstVisible();
  bridge.scrolled(seq, anchor);
}

function firstVisible() {
  if (!scrolledBy() || !nodes.length) return 0;
  const range = document.createRange();
  const shown = visibleNodes();
  const place = firstIndex(shown.length, (at) => {
    const node = nodes[shown[at]];
    range.selectNodeContents(node);
    return endOf((thickLine(node) ?? range).getBoundingClientRect()) > TOP_INSET + 1;
  });
  if (place === shown.length) return text.length;
  const index = shown[place];
  const node = nodes[index];
  if (thickLine(node)) return starts[index];
  const inside = firstIndex(node.length, (place) => {
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    const line = range.getBoundingClientRect();
    return (startOf(line) + endOf(line)) / 2 > TOP_INSET;
  });
  return starts[index] + inside;
}

function reportScroll() {
  if (Math.abs(scrolledBy() - settledAt) < 1 || viewWidth() !== width) return;
  settledAt = NaN;
  const offset = firstVisible();
  if (offset === anchor) return;
  anchor = offset;
  bridge.scrolled(seq, offset);
}

function isSeen(line) {
  return startOf(line) >= TOP_INSET && endOf(line) <= viewLength() - 3 * TOP_INSET;
}

function reveal(offset, withFlash) {
  depart();
  const range = rangeOf(offset, offset + 1);
  unfold(range);
  const inset = withFlash ? viewLength() / 4 : TOP_INSET;
  settleOver(() => {
    const line = rectOf(range);
    if (!withFlash || !isSeen(line)) scrollAlong(scrolledBy() + startOf(line) - inset);
    settledAt = NaN;
  });
  if (withFlash) flash(offset);
}

function anchored(name) {
  return article.querySelector(`[data-anchor="${CSS.escape(name)}"]`);
}

function goToAnchor(name) {
  const target = anchored(name);
  if (!target) return;
  reveal(offsetOf(target, 0, false), true);
}

function turnPage(direction) {
  depart();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const place = scrolledBy() + direction * viewLength() * 0.9;
  scrollAlong(place, isCalm ? "instant" : "smooth");
}
