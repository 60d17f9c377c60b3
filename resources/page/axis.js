// The way on through the text: lines follow one another downwards, or to the left in vertical writing.
//
// Places and lengths along it are CSS pixels; a place is counted from where the view begins.

const isVertical = () => root.dataset.mode === "v";
const scrolledBy = () => (isVertical() ? -scrollX : scrollY);
const viewLength = () => (isVertical() ? root.clientWidth : innerHeight);
const viewWidth = () => (isVertical() ? innerHeight : innerWidth);
const fullLength = () => (isVertical() ? root.scrollWidth : root.scrollHeight);
const startOf = (rect) => (isVertical() ? root.clientWidth - rect.right : rect.top);
const endOf = (rect) => (isVertical() ? root.clientWidth - rect.left : rect.bottom);
const lengthOf = (rect) => (isVertical() ? rect.width : rect.height);

function scrollAlong(place, behavior = "instant") {
  if (isVertical()) scrollTo({ left: -place, behavior });
  else scrollTo({ top: place, behavior });
}

// A wheel turns one way only: the text goes on with it whichever way its lines follow.
function turnWheel(event) {
  const isAside = event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!isVertical() || isAside || !event.isTrusted) return;
  event.preventDefault();
  scrollBy({ left: -event.deltaY, behavior: "instant" });
}

// Numbers of one or two digits stand upright in vertical writing.
const SHORT_NUMBER = /(?<![\w.,])\d{1,2}(?![\w.,%])/g;

function standNumbersUp() {
  const wanted = nodes.flatMap((node, index) => {
    if (!/\d/.test(node.data) || node.parentElement.closest("pre, code")) return [];
    const found = [...node.data.matchAll(SHORT_NUMBER)];
    return found.map((number) => [starts[index] + number.index, starts[index] + number.index + number[0].length]);
  });
  divideText(wanted.flat());
  for (const [start] of wanted) wrap(nodes[nodeAt(start)]).className = "k-upright";
}
