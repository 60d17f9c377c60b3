// The way on through the text: lines follow one another downwards, or to the left in vertical writing.
//
// Places and lengths along it are CSS pixels; a place is counted from where the view begins.

const KEY_STEP = 40;

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

// A table or a listing keeps lying in vertical writing, where it stands like one thick line.
function thickLine(node) {
  return isVertical() ? node.parentElement?.closest(".k-wide, pre") : null;
}

// A wheel turns one way only: the text goes on with it whichever way its lines follow.
function turnWheel(event) {
  const isAside = event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!isVertical() || isAside || !event.isTrusted) return;
  const box = event.target.closest?.(".k-wide, pre");
  const left = box && (event.deltaY < 0 ? box.scrollTop : box.scrollHeight - box.clientHeight - box.scrollTop);
  if (left > 1) return;
  event.preventDefault();
  scrollBy({ left: -event.deltaY, behavior: "instant" });
}

// The engine's own keys go down the page, where vertical writing has nothing more to show.
function useScrollKeys(event) {
  const isTyped = event.isTrusted && !event.defaultPrevented && !event.isComposing;
  const isOther = event.shiftKey || event.altKey || event.metaKey;
  if (!isVertical() || !isTyped || isOther || event.target.closest?.(".k-wide, pre")) return;
  if (event.key === "Home") scrollAlong(0);
  else if (event.key === "End") scrollAlong(fullLength());
  else if (event.ctrlKey) return;
  else if (event.key === "PageDown") turnPage(1);
  else if (event.key === "PageUp") turnPage(-1);
  else if (event.key === "ArrowDown") scrollAlong(scrolledBy() + KEY_STEP);
  else if (event.key === "ArrowUp") scrollAlong(scrolledBy() - KEY_STEP);
  else return;
  event.preventDefault();
}

// Numbers of one or two digits stand upright in vertical writing, but for those of a longer sign.
const SHORT_NUMBER = /(?<![\w.,:/+~$¥€£-])\d{1,2}(?![\w.,:/%~-])/g;

function standHeaderUp() {
  for (const part of [byId("title"), ...byId("meta").children]) {
    const said = part.textContent;
    let done = 0;
    part.textContent = "";
    for (const { index, 0: number } of said.matchAll(SHORT_NUMBER)) {
      part.append(said.slice(done, index), make("span", "k-upright", number));
      done = index + number.length;
    }
    part.append(said.slice(done));
  }
}

function standNumbersUp() {
  const wanted = nodes.flatMap((node, index) => {
    if (!/\d/.test(node.data) || node.parentElement.closest("pre, code")) return [];
    const found = [...node.data.matchAll(SHORT_NUMBER)];
    return found.map((number) => [starts[index] + number.index, starts[index] + number.index + number[0].length]);
  });
  divideText(wanted.flat());
  for (const [start] of wanted) wrap(nodes[nodeAt(start)]).className = "k-upright";
}
