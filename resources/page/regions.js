// Tables and listings: what is wider than the column scrolls in itself and can have the keyboard.
//
// Elements are put around a table and attributes set, so that the text nodes stay what they are.

const LANGUAGE = "language-";

const regions = new ResizeObserver((entries) => {
  for (const { target } of entries) fitRegion(target.closest(".k-wide, pre"));
});

function makeRegions() {
  regions.disconnect();
  for (const table of article.querySelectorAll("table")) {
    const around = make("div", "k-wide", "");
    table.replaceWith(around);
    around.append(table);
    regions.observe(table);
    regions.observe(around);
  }
  for (const listing of article.querySelectorAll("pre")) {
    const { className } = listing.querySelector("code") ?? listing;
    if (className.startsWith(LANGUAGE)) listing.dataset.language = className.slice(LANGUAGE.length);
    regions.observe(listing);
  }
}

function fitRegion(region) {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = region;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) {
    region.tabIndex = 0;
    region.role = "region";
    nameRegion(region);
  } else if (region.role) {
    region.removeAttribute("tabindex");
    region.role = region.ariaLabel = null;
  }
}

function nameRegion(region) {
  region.ariaLabel = region.tagName === "PRE" ? labels.wideCode : labels.wideTable;
}

function nameRegions() {
  for (const region of article.querySelectorAll("[role=region]")) nameRegion(region);
}
