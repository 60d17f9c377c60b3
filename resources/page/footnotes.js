// Footnotes beside their reference: a copy of the note outside the article, whose text stays as it is.

const footnote = byId("footnote");
const footnoteWords = byId("footnote-words");
const toFootnote = byId("to-footnote");
const FOOTNOTE_GAP = 8;
const STILL = 2; // pixels that the page may move before that counts as scrolling

let noted = null; // the link whose note is shown
let putAway = null; // the same, when the last press put its note away
let notedAt = [0, 0];

// The note that a link of the article or of another note refers to; chapters may be named fn… too.
function footnoteOf(link) {
  const href = link?.getAttribute("href") ?? "";
  if (!href.startsWith("#fn") || href.startsWith("#fnref")) return null;
  const note = anchored(decodeFragment(href.slice(1)));
  return note && BLOCKS.has(note.tagName) && !/^H\d$/.test(note.tagName) ? note : null;
}

function showFootnote(link, note) {
  if (!footnote.contains(link)) noted = link;
  const copies = [...note.childNodes].map((node) => node.cloneNode(true));
  toFootnote.textContent = labels.toFootnote;
  showCard(copies, `${labels.footnote} ${link.textContent}`, () => goToFootnote(note));
  for (const back of footnoteWords.querySelectorAll('a[href^="#fnref"]')) back.remove();
}

// The card stands beside `noted`; its button leads to what it shows.
function showCard(nodes, label, lead) {
  footnoteWords.replaceChildren(...nodes);
  footnote.lead = lead;
  footnote.ariaLabel = label;
  footnote.hidden = false;
  footnoteWords.scrollTop = 0;
  notedAt = [scrollX, scrollY];
  placeFootnote();
  footnoteWords.focus({ preventScroll: true });
}

// Below the reference; above it where there is more room.
function placeFootnote() {
  const { left, right, top, bottom } = noted.getBoundingClientRect();
  const room = { below: innerHeight - bottom, above: top };
  footnote.style.maxHeight = `${Math.max(room.below, room.above) - 2 * FOOTNOTE_GAP}px`;
  const { offsetWidth: wide, offsetHeight: high } = footnote;
  const isBelow = room.below >= high + 2 * FOOTNOTE_GAP || room.below >= room.above;
  const x = clamp((left + right - wide) / 2, FOOTNOTE_GAP, root.clientWidth - FOOTNOTE_GAP - wide);
  const y = isBelow ? bottom + FOOTNOTE_GAP : top - FOOTNOTE_GAP - high;
  footnote.style.left = `${Math.max(0, x)}px`;
  footnote.style.top = `${Math.max(0, y)}px`;
}

function closeFootnote(returnFocus) {
  if (footnote.hidden) return;
  footnote.hidden = true;
  footnoteWords.replaceChildren();
  if (returnFocus === true) noted.focus({ preventScroll: true });
  noted = null;
}

function openFootnote(event) {
  const link = event.target.closest?.("a");
  const note = footnoteOf(link);
  if (!event.isTrusted) return;
  if (!note) {
    // A link in the note is followed first, as one of the article.
    if (footnote.contains(link)) requestAnimationFrame(closeFootnote);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const isAgain = event.detail > 0 && link === putAway;
  putAway = null;
  if (!isAgain) showFootnote(link, note);
}

function followCard() {
  const { lead } = footnote;
  closeFootnote();
  lead();
}

function goToFootnote(note) {
  goToAnchor(note.dataset.anchor);
  note.querySelector('a[href^="#fnref"]')?.focus({ preventScroll: true });
}

function pressOutside(event) {
  putAway = noted;
  if (footnote.contains(event.target)) putAway = null;
  else closeFootnote();
}

function closeWhenMoved() {
  const [x, y] = notedAt;
  if (Math.abs(scrollX - x) > STILL || Math.abs(scrollY - y) > STILL) closeFootnote();
}

// Tab goes round: from the last thing in the note back to the reference.
function useFootnoteKeys(event) {
  if (footnote.hidden) return;
  const stops = [footnoteWords, ...footnoteWords.querySelectorAll("a[href]"), toFootnote];
  const at = stops.indexOf(document.activeElement);
  const isLeaving = event.key === "Tab" && at === (event.shiftKey ? 0 : stops.length - 1);
  if (event.key !== "Escape" && !isLeaving) return;
  event.preventDefault();
  event.stopPropagation();
  closeFootnote(true);
}

function nameFootnotes() {
  toFootnote.textContent = labels.toFootnote ?? "";
  for (const link of article.querySelectorAll('a[href^="#fn"]')) {
    if (!footnoteOf(link)) continue;
    link.ariaHasPopup = "dialog";
    link.ariaLabel = `${labels.footnote} ${link.textContent}`;
  }
}

document.addEventListener("click", openFootnote, { capture: true });
document.addEventListener("mousedown", pressOutside, { capture: true });
document.addEventListener("keydown", useFootnoteKeys, { capture: true });
document.addEventListener("scroll", closeWhenMoved, { passive: true });
toFootnote.addEventListener("click", followCard);
addEventListener("resize", closeFootnote);
addEventListener("blur", closeFootnote);
