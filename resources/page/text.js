// The canonical text of the article: its text nodes, where each starts, and the way there and back.

const BLOCKS = new Set(
  ("P H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD TABLE THEAD TBODY TR TD TH PRE BLOCKQUOTE DIV " +
    "SECTION ARTICLE FIGURE FIGCAPTION HR DETAILS SUMMARY").split(" "),
);

let nodes = [];
let starts = [];
let places = new Map();
let text = "";

// "\n" stands between blocks and " " for <br> ("\n" in <pre>); each is owed until text follows.
function readText() {
  nodes = [];
  starts = [];
  places = new Map();
  const pieces = [];
  let length = 0;
  let open = false;
  let owed = "";
  const closeBlock = () => {
    if (open) owed = "\n";
    open = false;
  };
  const addText = (node) => {
    if (!node.data) return;
    pieces.push(owed, node.data);
    places.set(node, nodes.length);
    nodes.push(node);
    starts.push(length + owed.length);
    length += owed.length + node.length;
    open = true;
    owed = "";
  };
  const walk = (element, inPre) => {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) addText(node);
      if (node.nodeType !== Node.ELEMENT_NODE || isAdded(node)) continue;
      if (node.tagName === "BR") {
        if (open && !owed) owed = inPre ? "\n" : " ";
        continue;
      }
      const isBlock = BLOCKS.has(node.tagName);
      if (isBlock) closeBlock();
      walk(node, inPre || node.tagName === "PRE");
      if (isBlock) closeBlock();
    }
  };
  walk(article, false);
  text = pieces.join("");
}

// The smallest index whose item passes a test that holds for all items after it.
function firstIndex(length, passes) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function nodeAt(offset) {
  return Math.max(0, firstIndex(starts.length, (index) => starts[index] > offset) - 1);
}

function rangeOf(start, end) {
  const range = document.createRange();
  range.setStart(article, 0);
  if (!nodes.length) return range;
  const from = clamp(start, 0, text.length);
  const to = clamp(end, from, text.length);
  let first = nodeAt(from);
  const isBetween = from >= starts[first] + nodes[first].length && first + 1 < nodes.length;
  if (isBetween) first += 1;
  const last = nodeAt(Math.max(from, to - 1));
  range.setStart(nodes[first], clamp(from - starts[first], 0, nodes[first].length));
  range.setEnd(nodes[last], clamp(to - starts[last], 0, nodes[last].length));
  return range;
}

function offsetOf(node, offset, isEnd) {
  const place = places.get(node);
  if (place !== undefined) return starts[place] + Math.min(offset, node.length);
  const point = document.createRange();
  point.setStart(node, offset);
  const next = firstIndex(nodes.length, (index) => point.comparePoint(nodes[index], 0) >= 0);
  if (isEnd) return next ? starts[next - 1] + nodes[next - 1].length : 0;
  return next < nodes.length ? starts[next] : text.length;
}

function rectOf(range) {
  const rects = range.getClientRects();
  return rects.length ? rects[0] : range.getBoundingClientRect();
}
