// Sentences that say almost what an earlier one says: they are dimmed, and a click shows what differs.

let nears = [];

function setNears(wanted) {
  nears = wanted;
  const highlight = highlights.get("near");
  highlight.clear();
  for (const { start, end } of nears) highlight.add(rangeOf(start, end));
}

function openNear(event) {
  if (!event.isTrusted || event.target.closest("a, .k-fold") || !getSelection().isCollapsed) return;
  const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
  if (!caret || !article.contains(caret.offsetNode) || marksAt(event.clientX, event.clientY).length) return;
  const offset = offsetOf(caret.offsetNode, caret.offset, false);
  const near = nears.find(({ start, end }) => start <= offset && offset < end);
  if (near) showNear(near);
}

// The card of the footnotes shows the earlier sentence with what is other words in this one.
function showNear(near) {
  const range = rangeOf(near.start, near.end);
  const words = make("p", "", "");
  words.append(...near.pieces.map(([kind, piece]) => make(kind, "", piece)));
  noted = {
    getBoundingClientRect: () => rectOf(range),
    focus: (how) => article.focus(how),
    textContent: "",
  };
  showCard([words], labels.near, () => reveal(near.earlier, true));
  toFootnote.textContent = labels.toNear;
}
