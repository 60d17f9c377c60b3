// Where the person reads, and the ways to get elsewhere.

const TOP_INSET = 24;

let anchor = 0;
let settledAt = 0;
let width = innerWidth;

function jumpTo(top) {
  scrollTo({ top, behavior: "instant" });
}

function restore(offset) {
  const line = rectOf(rangeOf(offset, offset + 1));
  anchor = offset;
  jumpTo(offset ? scrollY + line.top - TOP_INSET : 0);
  settledAt = scrollY;
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
  if (Math.abs(scrollY - settledAt) < 1) return;
  settledAt = NaN;
  const offset = firstVisible();
  if (offset === anchor) return;
  anchor = offset;
  bridge.scrolled(seq, offset);
}

function reveal(offset, withFlash) {
  const range = rangeOf(offset, offset + 1);
  for (let up = range.startContainer; up; up = up.parentElement) {
    if (up.tagName === "DETAILS") up.open = true;
  }
  const line = rectOf(range);
  const isSeen = line.top >= TOP_INSET && line.bottom <= innerHeight - 3 * TOP_INSET;
  const inset = withFlash ? innerHeight / 4 : TOP_INSET;
  if (!withFlash || !isSeen) jumpTo(scrollY + line.top - inset);
  settledAt = NaN;
  if (withFlash) flash(offset);
}

function goToAnchor(name) {
  const target = article.querySelector(`[data-anchor="${CSS.escape(name)}"]`);
  if (!target) return;
  reveal(offsetOf(target, 0, false), true);
}

function turnPage(direction) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = direction * innerHeight * 0.9;
  scrollBy({ top, behavior: isCalm ? "instant" : "smooth" });
}
