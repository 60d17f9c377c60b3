// Hits: the places that a search found, drawn like marks, one of which is the current one.

let hits = []; // one range each, in the order of the text
let current = null;

// `ticks` are the places that the map shows: there may be more hits than are drawn.
function setHits(spans, index, ticks) {
  depart();
  highlights.get("hit").clear();
  highlights.get("current").clear();
  hits = spans.map(([start, end]) => rangeOf(start, end));
  for (const range of hits) highlights.get("hit").add(range);
  current = null;
  setCurrent(index);
  sayFolds();
  mapHits(ticks);
}

function setCurrent(index) {
  const [others, one] = [highlights.get("hit"), highlights.get("current")];
  if (current) others.add(current);
  one.clear();
  current = hits[index] ?? null;
  if (!current) return;
  others.delete(current);
  one.add(current);
}

function showCurrent() {
  depart();
  if (!current) return;
  const shown = current;
  unfold(shown);
  settleOver(() => centre(shown));
  mapCurrent();
}

function centre(range) {
  showSideways(range);
  const line = rectOf(range);
  if (!isSeen(line)) scrollAlong(scrolledBy() + startOf(line) + (lengthOf(line) - viewLength()) / 2);
  settledAt = NaN;
}

// A table or a listing may be wider than the column, or in vertical writing longer.
function showSideways(range) {
  const wide = range.startContainer.parentElement?.closest(".k-wide, pre");
  if (!wide) return;
  const [line, box] = [rectOf(range), wide.getBoundingClientRect()];
  const isBeside = line.left < box.left || line.right > box.right;
  const isBeyond = line.top < box.top || line.bottom > box.bottom;
  if (isBeside) wide.scrollLeft += line.left - box.left - box.width / 3;
  if (isBeyond) wide.scrollTop += line.top - box.top - box.height / 3;
}

function useHitKeys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!event.isTrusted || !hits.length || !getSelection().isCollapsed) return;
  if (event.key.toLowerCase() === "n") bridge.hitStepped(seq, event.shiftKey ? -1 : 1);
}
