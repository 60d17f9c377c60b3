// Margin notes.

const NOTE_GAP = 12;
const NOTE_PADDING = 8;

function showNotes() {
  const focused = notes.contains(document.activeElement) ? document.activeElement.mark.id : null;
  const cards = marks.filter((mark) => mark.note || mark.tags.length).map(makeCard);
  notes.replaceChildren(...cards);
  cards.find((card) => card.mark.id === focused)?.focus({ preventScroll: true });
  placeNotes();
}

const whole = byId("whole");
whole.addEventListener("click", openNote);

// Notes on the whole post stand above its text.
function showWhole(wanted) {
  const focused = whole.contains(document.activeElement) ? document.activeElement.mark.id : null;
  const cards = wanted.map(makeCard);
  whole.replaceChildren(...cards);
  cards.find((card) => card.mark.id === focused)?.focus({ preventScroll: true });
}

// Of a very long note the margin shows the beginning only.
const SHOWN_OF_NOTE = 1_000;
const shortened = (note) =>
  note.length > SHOWN_OF_NOTE ? `${note.slice(0, SHOWN_OF_NOTE).trimEnd()}…` : note;

function makeCard(mark) {
  const card = make("button", `note ${mark.color}`, "");
  card.type = "button";
  card.mark = mark;
  if (mark.note) card.append(make("span", "words", shortened(mark.note)));
  if (mark.tags.length) card.append(make("span", "tags", ""));
  card.querySelector(".tags")?.append(...mark.tags.map((tag) => make("span", "tag", tag)));
  return card;
}

// Each note stands beside the first line of its mark, or as near below as the one before allows.
function placeNotes() {
  drawLines();
  const cards = [...notes.children];
  if (!cards.length) return;
  const firstLine = NOTE_PADDING + parseFloat(getComputedStyle(cards[0]).lineHeight) / 2;
  const base = startOf(notes.getBoundingClientRect());
  const wanted = cards.map(({ mark }) => {
    const line = lineOf(mark.range);
    return startOf(line) + lengthOf(line) / 2 - base - firstLine;
  });
  const lengths = cards.map((card) => lengthOf(card.getBoundingClientRect()));
  const [side, other] = isVertical() ? ["right", "top"] : ["top", "right"];
  let free = 0;
  cards.forEach((card, index) => {
    const place = Math.max(wanted[index], free);
    card.style[side] = `${place}px`;
    card.style[other] = "";
    free = place + lengths[index] + NOTE_GAP;
  });
}

function linkNote(event) {
  const card = event.target.closest(".note");
  const linked = highlights.get("linked");
  linked.clear();
  const isOver = event.type === "mouseover" || event.type === "focusin";
  if (card && isOver) linked.add(card.mark.range);
  linkLines(card && isOver ? card.mark : null);
}
