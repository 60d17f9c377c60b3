// Showing an article, and what the person does with it.

let labels = {};

function setHeader(header) {
  byId("header").hidden = !header;
  if (!header) return;
  byId("title").textContent = header.title;
  byId("meta").replaceChildren(...header.meta.map((part) => make("span", "", part)));
  const notices = header.notices.map((part) => make("p", "notice", part));
  byId("notices").replaceChildren(...header.offers.map(makeOffer), ...notices);
  if (isVertical()) standHeaderUp();
}

// A notice with something that can be done about it.
function makeOffer([text, label, name]) {
  const notice = make("p", "notice offer", text);
  const button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", (event) => event.isTrusted && bridge.offerTaken(seq, name));
  notice.append(button);
  return notice;
}

// A text of this many units or blocks is set piece by piece, as it comes into view.
const LONG_TEXT = 300_000;
const MANY_BLOCKS = 3_000;

function show(shown) {
  seq = shown.seq;
  reported = dismissed = null;
  marks = [];
  hits = [];
  current = null;
  map.replaceChildren();
  for (const highlight of highlights.values()) highlight.clear();
  palette.hidden = true;
  closeFootnote();
  getSelection().removeAllRanges();
  setHeader(shown.header);
  article.innerHTML = shown.html;
  makeRegions();
  addWords();
  readText();
  const isLong = text.length > LONG_TEXT || article.childElementCount > MANY_BLOCKS;
  article.classList.toggle("is-long", isLong);
  bridge.indexed(seq, text.length);
  canAnnotate = text.length > 0 && text.length === shown.length;
  if (isVertical() && canAnnotate) standNumbersUp();
  setSentences(canAnnotate ? shown.sentences : []);
  layFolds(canAnnotate ? shown.folds : [], shown.isFolded);
  setNears(canAnnotate ? shown.nears : []);
  setMarks(shown.marks);
  setHits(...shown.hits);
  arrive(shown.position, shown.atHit);
  const painted = seq;
  const report = () => painted === seq && bridge.painted(painted);
  requestAnimationFrame(() => requestAnimationFrame(report));
}

// What is said of the post, not by it: attributes that the style sheet shows, never text nodes.
function addWords() {
  for (const marker of article.querySelectorAll(".k-plain")) {
    marker.dataset.words = labels[marker.dataset.reason] ?? "";
  }
  for (const back of article.querySelectorAll('a[href^="#fnref"]:empty')) {
    back.ariaLabel = labels.back;
  }
  nameFootnotes();
  nameRegions();
}

function setTheme(name) {
  root.dataset.theme = name;
}

function setLabels(words) {
  labels = words;
  for (const button of palette.querySelectorAll("button")) {
    const label = labels[button.dataset.action];
    if (COLORS.includes(button.dataset.action)) button.ariaLabel = button.title = label;
    else button.textContent = label;
  }
  palette.ariaLabel = labels.palette;
  notes.ariaLabel = labels.notes;
  whole.ariaLabel = labels.whole;
  addWords();
  sayFolds();
}

function followLink(event) {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  const href = link.getAttribute("href");
  if (!href || !event.isTrusted || event.type !== "click") return;
  if (!href.startsWith("#")) bridge.link(seq, href);
  else goToAnchor(decodeFragment(href.slice(1)));
}

function decodeFragment(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function openMark(event) {
  if (!event.isTrusted || event.target.closest("a") || !getSelection().isCollapsed) return;
  const found = marksAt(event.clientX, event.clientY);
  const ids = found.map(({ mark }) => mark.id);
  if (ids.length) bridge.markClicked(seq, ids, boxOf(found[0].rect));
}

function openNote(event) {
  const card = event.target.closest(".note");
  if (!card || !event.isTrusted) return;
  bridge.markClicked(seq, [card.mark.id], boxOf(card.getBoundingClientRect()));
}

function startDragging(event) {
  const isControl = [palette, notes, whole, map].some((part) => part.contains(event.target));
  if (event.button !== 0 || isControl) return;
  isDragging = true;
  root.dataset.dragging = "";
  palette.hidden = true;
}

const settleSoon = oncePerFrame(settleSelection);

function stopDragging() {
  isDragging = false;
  delete root.dataset.dragging;
  settleSoon();
}

// The key is the window's where the page has no use for it; the engine tells nobody of it.
function passEscape(event) {
  const isUsed = event.defaultPrevented || event.isComposing;
  if (event.key === "Escape" && event.isTrusted && !isUsed) bridge.escaped(seq);
}

function fitWidth() {
  placeNotes();
  if (!article.classList.contains("is-long")) mapSoon();
  if (viewWidth() === width) return;
  width = viewWidth();
  if (!arrival) restore(anchor);
  settleSoon();
}

const refuse = (event) => event.preventDefault();
document.addEventListener("click", followLink);
document.addEventListener("auxclick", followLink);
document.addEventListener("dragstart", refuse);
document.addEventListener("submit", refuse);
document.addEventListener("mousedown", startDragging);
document.addEventListener("mouseup", stopDragging);
document.addEventListener("selectionchange", settleSoon);
document.addEventListener("keydown", usePaletteKeys);
document.addEventListener("keydown", useHitKeys);
document.addEventListener("keydown", useCursorKeys);
document.addEventListener("keydown", useScrollKeys);
document.addEventListener("keydown", passEscape);
document.addEventListener("copy", copySelection);
document.addEventListener("wheel", turnWheel, { passive: false });
document.addEventListener("scroll", noteScroll, { passive: true });
document.addEventListener("scroll", oncePerFrame(reportScroll), { passive: true });
article.addEventListener("click", openMark);
article.addEventListener("click", openNear);
for (const type of ["click", "keydown"]) article.addEventListener(type, toggleFold);
article.addEventListener("focus", stayInPlace);
article.addEventListener("contentvisibilityautostatechange", oncePerFrame(redrawHighlights));
for (const part of [palette, map]) part.addEventListener("mousedown", refuse);
palette.addEventListener("click", act);
notes.addEventListener("click", openNote);
map.addEventListener("click", goToTick);
for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) {
  notes.addEventListener(type, linkNote);
}
new ResizeObserver(oncePerFrame(fitWidth)).observe(article);
addEventListener("resize", oncePerFrame(fitSize));
for (const type of ["wheel", "keydown", "mousedown"]) {
  document.addEventListener(type, depart, { passive: true });
}

window.Keisen = {
  changeFolding, clearSelection, marksAt, printOff, printOn, rangeOf, reveal, setAppearance,
  setCurrent, setHeader, setHits, setLabels, setMarks, setTheme, show, showCurrent, turnPage,
  releaseSelection,
  boxOf: (start, end) => JSON.stringify(boxOf(lineOf(rangeOf(start, end)))),
  text: () => text,
};

new QWebChannel(qt.webChannelTransport, (channel) => {
  bridge = channel.objects.bridge;
  bridge.ready();
});
