// The selection and the palette that stands under it.

const PALETTE_GAP = 8;

let reported = null;
let dismissed = null; // the span whose palette was put away: the same span does not bring it back
let isDragging = false;

function selectedRange() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(article) ? range : null;
}

function spanOf(range) {
  const isInside = (node) => article.contains(node);
  const { startContainer, startOffset, endContainer, endOffset } = range;
  let start = isInside(startContainer) ? offsetOf(startContainer, startOffset, false) : 0;
  let end = isInside(endContainer) ? offsetOf(endContainer, endOffset, true) : text.length;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

function settleSelection() {
  const range = canAnnotate && !isDragging ? selectedRange() : null;
  const span = range && spanOf(range);
  if (!isDragging) followSelection(span);
  if (!span) {
    palette.hidden = true;
    dismissed = null;
    if (reported && !isDragging) {
      reported = null;
      bridge.cleared(seq);
    }
    return;
  }
  if (String(span) !== String(dismissed)) showPalette(...span);
  if (String(span) === String(reported)) return;
  reported = span;
  bridge.selected(seq, ...span);
}

// Below the selection and centred on it; above where there is no room below.
function showPalette(start, end) {
  palette.hidden = false;
  const rects = [...rangeOf(start, end).getClientRects()].filter((rect) => rect.width);
  if (!rects.length) return;
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  const left = Math.min(...rects.map((rect) => rect.left));
  const right = Math.max(...rects.map((rect) => rect.right));
  const { offsetWidth: width, offsetHeight: height } = palette;
  const below = bottom + PALETTE_GAP;
  const above = top - PALETTE_GAP - height;
  const lowest = innerHeight - PALETTE_GAP - height;
  const y = below <= lowest || above < PALETTE_GAP ? Math.min(below, lowest) : above;
  const x = clamp((left + right - width) / 2, PALETTE_GAP, root.clientWidth - PALETTE_GAP - width);
  const base = document.body.getBoundingClientRect();
  palette.style.left = `${x - base.left}px`;
  palette.style.top = `${y - base.top}px`;
}

function dismissPalette() {
  if (palette.contains(document.activeElement)) article.focus({ preventScroll: true });
  palette.hidden = true;
  dismissed = reported;
}

function act(event) {
  const button = event.target.closest("button");
  if (!button || !event.isTrusted || !reported) return;
  dismissPalette();
  bridge.act(seq, button.dataset.action, ...reported);
}

function clearSelection() {
  getSelection().removeAllRanges();
  settleSelection();
}

function usePaletteKeys(event) {
  if (palette.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = [...palette.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  if (event.key === "Escape") {
    dismissPalette();
  } else if (event.key === "Tab" && at < 0 && !event.shiftKey) {
    buttons[0].focus();
  } else if (event.key === "Tab" && at === 0 && event.shiftKey) {
    article.focus({ preventScroll: true });
  } else if (at >= 0 && event.key in steps) {
    buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
  } else return;
  event.preventDefault();
}
