// The reading pane's own script, in parts that Python joins into one; this is the first.
//
// It lives in an isolated world beside the article, whose own scripts never run. JavaScript is off
// for the document, so timers never fire here: requestAnimationFrame is the only clock.
// All offsets are UTF-16 units of the canonical text; all boxes are CSS pixels of the view.

const root = document.documentElement;
const article = document.getElementById("article");
const notes = document.getElementById("notes");
const palette = document.getElementById("palette");

let bridge = null;
let seq = 0;
let canAnnotate = false;

const byId = (id) => document.getElementById(id);
const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
const boxOf = (rect) => [rect.left, rect.top, rect.width, rect.height];

function make(tag, className, content) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = content;
  return element;
}

function oncePerFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
