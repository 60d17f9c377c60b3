// The lines beside underlined marks and those with a note in vertical writing, where the engine draws none of its own
// beside a highlight. They lie over the article, which stays as it is.

const lines = make("div", "", "");
lines.id = "lines";
lines.ariaHidden = "true";
document.body.append(lines);

const hasLine = (mark) => isUnderline(mark) || mark.note || mark.tags.length;

function drawLines() {
  const base = document.body.getBoundingClientRect();
  const wanted = isVertical() ? marks.filter(hasLine) : [];
  lines.replaceChildren(
    ...wanted.flatMap((mark) => standingRects(mark.range).map((rect) => makeLine(mark, rect, base))),
  );
}

// What is folded has no boxes, and what keeps lying has the engine's own lines.
function standingRects(range) {
  const first = places.get(range.startContainer) ?? nodes.length;
  const last = places.get(range.endContainer) ?? -1;
  const rects = [];
  for (let index = first; index <= last; index += 1) {
    const node = nodes[index];
    if (thickLine(node)) continue;
    const part = document.createRange();
    part.setStart(node, index === first ? range.startOffset : 0);
    part.setEnd(node, index === last ? range.endOffset : node.length);
    rects.push(...part.getClientRects());
  }
  return rects.filter((rect) => rect.height);
}

function makeLine(mark, rect, base) {
  const line = make("i", mark.note ? "noted" : "", "");
  if (isUnderline(mark)) line.classList.add("under", mark.color);
  line.mark = mark;
  line.style.right = `${base.right - rect.right}px`;
  line.style.top = `${rect.top - base.top}px`;
  line.style.height = `${rect.height}px`;
  return line;
}

function linkLines(mark) {
  for (const line of lines.children) line.classList.toggle("linked", line.mark === mark);
}
