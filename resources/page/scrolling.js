// Where the person reads, and the ways to get elsewhere.

const TOP_INSET = 24;

let anchor = 0;
let settledAt = 0;
let width = innerWidth;
let arrival = null; // brings the article back to where it was opened, until somebody moves in it

function jumpTo(top) {
  scrollTo({ top, behavior: "instant" });
}

function restore(offset) {
  const line = rectOf(rangeOf(offset, offset + 1));
  anchor = offset;
  jumpTo(offset ? scrollY + line.top - TOP_INSET : 0);
  settledAt = scrollY;
}

// The view may get its size only after the article: then what was to be seen is looked for again.
function arrive(position, atHit) {
  restore(position);
  if (atHit) showCurrent();
  arrival = atHit ? () => arrive(position, atHit) : null;
}

function depart() {
  arrival = null;
}

function fitSize() {
  mapSoon();
  if (!arrival) return;
  arrival();
  anchor = firstVisible();
  bridge.scrolled(seq, anchor);
}

function firstVisible() {
  if (!scrollY || !nodes.length) return 0;
  const range = document.createRange();
  const index = firstIndex(nodes.length, (place) => {
    range.selectNodeContents(nodes[place]);
    return range.getBoundingClientRect().bottom > TOP_INSET + 1;
  });
  if (index === nodes.length) return text.length;
  const node = nodes[index];
  const inside = firstIndex(node.length, (place) => {
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    const { top, bottom } = range.getBoundingClientRect();
    return (top + bottom) / 2 > TOP_INSET;
  });
  return starts[index] + inside;
}

function reportScroll() {
  if (Math.abs(scrollY - settledAt) < 1 || innerWidth !== width) return;
  settledAt = NaN;
  const offset = firstVisible();
  if (offset === anchor) return;
  anchor = offset;
  bridge.scrolled(seq, offset);
}

function isSeen(line) {
  return line.top >= TOP_INSET && line.bottom <= innerHeight - 3 * TOP_INSET;
}

function unfold(range) {
  for (let up = range.startContainer; up; up = up.parentElement) {
    if (up.tagName === "DETAILS") up.open = true;
  }
}

function reveal(offset, withFlash) {
  depart();
  const range = rangeOf(offset, offset + 1);
  unfold(range);
  const line = rectOf(range);
  const inset = withFlash ? innerHeight / 4 : TOP_INSET;
  if (!withFlash || !isSeen(line)) jumpTo(scrollY + line.top - inset);
  settledAt = NaN;
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
  const top = direction * innerHeight * 0.9;
  scrollBy({ top, behavior: isCalm ? "instant" : "smooth" });
}
