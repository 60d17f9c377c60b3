// How the article is set. Whatever changes, the line that was the first on the screen stays there.

let appearance = null;

// A slider asks for more than can be drawn: of what comes within a frame, only the last counts.
function setAppearance(wanted) {
  const isTurned = wanted.vertical !== isVertical();
  appearance = wanted;
  if (text && !isTurned) dressSoon();
  else dress();
}

function dress() {
  reportScroll();
  root.dataset.mode = appearance.vertical ? "v" : "h";
  for (const [name, value] of Object.entries(appearance.variables)) {
    root.style.setProperty(name, value);
  }
  stay();
}

const dressSoon = oncePerFrame(dress);

// The lines above may be set only later: of a very long post, or in a font that is still loading.
function stay() {
  const place = anchor;
  const turn = (staying += 1);
  let frames = article.classList.contains("is-long") ? SETTLING_FRAMES : 0;
  const settle = () => {
    if (turn !== staying) return;
    if (arrival) arrival();
    else restore(place);
    if (frames-- > 0) requestAnimationFrame(settle);
  };
  settle();
  if (document.fonts.status === "loading") document.fonts.ready.then(settle);
  placeNotes();
  mapSoon();
  settleSoon();
}
