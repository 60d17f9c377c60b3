// The sentence cursor: reading and marking by keys alone. It is the page's own selection, always of
// whole sentences, so that whatever works on a selection works on it.

let sentenceEnds = [];
let sentenceStarts = [];
let cursor = null; // the first and the last sentence that it covers, and which end moves
let restingAt = -1; // where it was when its selection went away

function setSentences(spans) {
  sentenceStarts = spans.map(([start]) => start);
  sentenceEnds = spans.map(([, end]) => end);
  cursor = null;
  delete root.dataset.cursor;
  restingAt = -1;
}

const isSentenceHidden = (index) => isHidden(nodes[nodeAt(sentenceStarts[index])]);

function sentenceBeside(index, by) {
  let next = index + by;
  while (next >= 0 && next < sentenceStarts.length && isSentenceHidden(next)) next += by;
  return next >= 0 && next < sentenceStarts.length ? next : index;
}

// The sentence to begin with: that of the selection, where the cursor was, or the first in view.
function beginCursor(by) {
  const range = selectedRange();
  const span = range && spanOf(range);
  if (span) return sentenceAt(span[0]);
  if (restingAt >= 0 && isInView(restingAt)) return sentenceBeside(restingAt, by);
  return sentenceBeside(sentenceAt(firstVisible()) - 1, 1);
}

const sentenceAt = (offset) =>
  Math.min(sentenceEnds.length - 1, firstIndex(sentenceEnds.length, (at) => sentenceEnds[at] > offset));

function isInView(index) {
  const line = rectOf(rangeOf(sentenceStarts[index], sentenceStarts[index] + 1));
  return lengthOf(line) > 0 && endOf(line) > 0 && startOf(line) < viewLength();
}

function moveCursor(by, isWider) {
  if (!sentenceStarts.length) return;
  if (!cursor) {
    const first = beginCursor(by);
    cursor = { fixed: first, moving: isWider ? sentenceBeside(first, by) : first };
  } else {
    cursor.moving = sentenceBeside(cursor.moving, by);
    if (!isWider) cursor.fixed = cursor.moving;
  }
  selectCursor();
}

function selectCursor() {
  const [first, last] = [cursor.fixed, cursor.moving].sort((a, b) => a - b);
  const span = [sentenceStarts[first], sentenceEnds[last]];
  const range = rangeOf(...span);
  root.dataset.cursor = "";
  dismissed = span; // reading on is not asking for the palette
  getSelection().setBaseAndExtent(
    range.startContainer, range.startOffset, range.endContainer, range.endOffset,
  );
  showSentence(cursor.moving);
}

function showSentence(index) {
  const range = rangeOf(sentenceStarts[index], sentenceEnds[index]);
  showSideways(range);
  const lines = [...range.getClientRects()].filter((rect) => rect.width && rect.height);
  if (!lines.length) return;
  const start = Math.min(...lines.map(startOf));
  const end = Math.max(...lines.map(endOf));
  const least = viewLength() / 8;
  if (start >= least && end <= viewLength() - least) return;
  depart();
  scrollAlong(scrolledBy() + start - viewLength() / 3);
}

// The selection went away, or became another than the cursor's.
function followSelection(span) {
  if (!cursor) return;
  const [first, last] = [cursor.fixed, cursor.moving].sort((a, b) => a - b);
  if (span && span[0] === sentenceStarts[first] && span[1] === sentenceEnds[last]) return;
  restingAt = last;
  cursor = null;
  delete root.dataset.cursor;
}

// Without a selection the current sentence is marked: the last one chosen, or the first in view.
// What takes something away asks for one that was chosen.
function chooseCurrent(key) {
  const isChosen = restingAt >= 0 && isInView(restingAt) && !isSentenceHidden(restingAt);
  const isFind = key === "n" && hits.length;
  if (!canAnnotate || !sentenceStarts.length || isFind) return false;
  if (key === "Delete" && !isChosen) return false;
  const at = isChosen ? restingAt : beginCursor(1);
  cursor = { fixed: at, moving: at };
  selectCursor();
  settleSelection();
  return Boolean(reported);
}

// After marking the mark shall be seen; the sentence cursor stays, so that more keys can follow.
function releaseSelection() {
  if (!cursor) clearSelection();
}

const CURSOR_STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
const MARKING = { 1: "yellow", 2: "green", 3: "blue", 4: "pink", 5: "violet", n: "note", t: "tag" };
Object.assign(MARKING, { u: "underline", Delete: "delete" });

function useCursorKeys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!event.isTrusted || palette.contains(document.activeElement)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const step = CURSOR_STEPS[key];
  if (step && (cursor || key === "j" || key === "k")) {
    moveCursor(step, event.shiftKey);
  } else if (MARKING[key] && !event.shiftKey && (reported || chooseCurrent(key))) {
    dismissPalette();
    bridge.act(seq, MARKING[key], ...reported);
  } else if (cursor && key === "Enter" && palette.hidden && event.target === article) {
    showPalette(...reported);
    palette.querySelector("button").focus();
  } else if (cursor && key === "Escape" && palette.hidden) {
    clearSelection();
  } else return;
  event.preventDefault();
}
