// The map beside the scroll bar: where in the whole article the hits and the marks are.
//
// Where they are is measured after the article is painted, a little in each frame.

const map = byId("map");
const MEASURE_MS = 5;
const FRAMES_BEFORE = 3; // one more than `show` takes to report that the article is painted
const APART = 2;

let hitPlaces = [];
let mapTurn = 0;

function mapHits(places) {
  hitPlaces = places;
  mapSoon();
}

function mapSoon() {
  mapTurn += 1;
  const turn = mapTurn;
  const wanted = [
    ...marks.map(({ start, color }) => ({ offset: start, kind: `mark ${color}` })),
    ...hitPlaces.map((offset) => ({ offset, kind: "hit" })),
  ];
  let measured = 0;
  const measure = () => {
    if (turn !== mapTurn) return;
    const end = performance.now() + MEASURE_MS;
    while (measured < wanted.length && performance.now() < end) {
      wanted[measured].height = heightOf(wanted[measured].offset);
      measured += 1;
    }
    if (measured < wanted.length) requestAnimationFrame(measure);
    else drawMap(wanted);
  };
  afterFrames(wanted.length ? FRAMES_BEFORE : 0, measure);
}

function afterFrames(count, work) {
  if (count) requestAnimationFrame(() => afterFrames(count - 1, work));
  else work();
}

// The share of the page that lies above a place. A very long post is not set as a whole: there its
// share of the text stands for it.
function heightOf(offset) {
  if (article.classList.contains("is-long")) {
    const box = article.getBoundingClientRect();
    const place = scrolledBy() + startOf(box) + (lengthOf(box) * offset) / text.length;
    return place / fullLength();
  }
  const range = rangeOf(offset, offset + 1);
  let line = lineOf(range);
  for (let up = range.startContainer.parentElement; up && !lengthOf(line); up = up.parentElement) {
    line = up.getBoundingClientRect(); // it stands in details that are closed
  }
  return (scrolledBy() + startOf(line) + lengthOf(line) / 2) / fullLength();
}

// Ticks that would touch are one.
function drawMap(measured) {
  const least = APART / viewLength();
  const lowest = new Map();
  const drawn = measured.filter(({ kind, height }) => {
    const isApart = Math.abs(height - (lowest.get(kind) ?? -1)) >= least;
    if (isApart) lowest.set(kind, height);
    return isApart;
  });
  map.replaceChildren(...drawn.map(makeTick));
  mapCurrent();
}

function makeTick({ offset, kind, height }) {
  const tick = make("i", kind, "");
  tick.offset = offset;
  tick.style[isVertical() ? "right" : "top"] = `${height * 100}%`;
  return tick;
}

function mapCurrent() {
  map.querySelector(".current")?.remove();
  if (!current || !map.querySelector(".hit")) return;
  const offset = offsetOf(current.startContainer, current.startOffset, false);
  map.append(makeTick({ offset, kind: "hit current", height: heightOf(offset) }));
}

function goToTick(event) {
  if (!event.isTrusted) return;
  const far = (tick) => {
    const box = tick.getBoundingClientRect();
    const place = isVertical() ? root.clientWidth - event.clientX : event.clientY;
    return Math.abs((startOf(box) + endOf(box)) / 2 - place);
  };
  const [nearest] = [...map.children].sort((a, b) => far(a) - far(b));
  if (!nearest) return;
  if (nearest.classList.contains("hit")) bridge.hitWanted(seq, nearest.offset);
  else reveal(nearest.offset, true);
}
