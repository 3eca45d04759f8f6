// Tabs, theme, keys, and the start.

const tabs = [...document.querySelectorAll("[data-tab]")];
for (const tab of tabs) tab.addEventListener("click", () => change({ tab: tab.dataset.tab }));

listeners.unshift(() => {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("theme").textContent = dark ? "Light" : "Dark";
  for (const tab of tabs) {
    const on = tab.dataset.tab === state.tab;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(`view-${tab.dataset.tab}`).hidden = !on;
  }
});

byId("theme").addEventListener("click", () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => change({}));

const KEYS = [
  ["/", "Search"], ["Esc", "Close what is open, then let go of the selection"], ["← ↑ → ↓", "Walk from name to word to name (in the network)"],
  ["1 2 3", "Light up so many steps around the selection"], ["f", "Show only these, on every tab; again: all"], ["w", "The way from the selection to another name (or Shift + click it)"],
  ["e", "Draw more of the names that are linked to the selection (or double click it)"], ["n p", "Next and previous event of the tab"], ["[ ]", "Previous and next tab"],
  ["+ − 0", "Zoom in, zoom out, show everything"], ["Enter", "Go to the evidence of the selection"], ["o", "On an entry of the legend: only this"], ["?", "This list"],
];
const READING = [
  "A shape is somebody, a place or a thing; a word in the middle of lines is an event. Lines run from who does it to whom, what or where.",
  "A line says how the article hands it on: solid, in the article’s own voice; dashed, reported; dotted, claimed; crossed, denied or not so. Thin lines with an open arrow are planned, possible or hypothetical. The wider a line, the more independent sources say it.",
  "Fine dots lead from whoever says so to what is said, where somebody else than the doer speaks. A ring stands at the place that is left.",
  "The larger a shape, the more claims somebody has part in. A word with a number stands for several events between the same.",
];
const dialog = byId("keyboard");
dialog.append(
  make("h2", { id: "keyboard-title" }, "How to read this page"), READING.map((text) => make("p", {}, text)).reduce((all, one) => (all.append(one), all), make("div")),
  make("h2", {}, "Keys"), make("dl", { class: "keyboard" }, KEYS.flatMap(([key, text]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, text)])),
  make("form", { method: "dialog" }, make("button", { type: "button", onclick: () => dialog.close() }, "Close")),
);
byId("help").addEventListener("click", () => dialog.showModal());

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walk(key) {
  const start = shown.nodes.has(drawnPick()) ? drawnPick() : "";
  const next = start ? neighbourTowards(start, ...ARROWS[key]) : drawnThings.find((thing) => shown.things.has(thing.id))?.id;
  if (!next) return;
  pick(next, { whole: true });
  network.moveTo({ position: spots.get(next), animation: motion() });
  byId("live").textContent = `${labelOf(next)}${isEvent(next) ? `, ${known.get(next).claims.map(statusWords).join("; ")}` : ""}`;
}

/** The next event that is shown, in the order of the table (which is that of the text, unless it was sorted). */
function walkEvents(step) {
  const list = sortedEvents();
  const at = list.findIndex((event) => event.id === state.pick);
  const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : (at + step + list.length) % list.length];
  if (next) pick(next.id);
}

function walkTabs(key) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (!step) return;
  const next = tabs[(tabs.findIndex((tab) => tab.dataset.tab === state.tab) + step + tabs.length) % tabs.length];
  change({ tab: next.dataset.tab });
  next.focus();
}

function escape() {
  if (byId("save").open) byId("save").open = false;
  else if (state.goal) change({ goal: "" });
  else if (state.only) change({ only: false });
  else if (state.pick) pick("");
}

function press(event) {
  const typing = event.target.closest("input, textarea, select");
  if (dialog.open || event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
  if (ARROWS[event.key]) {
    if (event.target.closest("[role=tablist]")) walkTabs(event.key);
    else if (state.tab === "network" && !event.target.closest("aside, details")) walk(event.key);
    else return;
  } else if (event.key === "/") field.focus();
  else if (event.key === "?") dialog.showModal();
  else if (event.key === "Escape") escape();
  else if ("123".includes(event.key)) change({ steps: Number(event.key) });
  else if (event.key === "0") fitAll(motion(), 0);
  else if (event.key === "+" || event.key === "=") zoomBy(1.35);
  else if (event.key === "-") zoomBy(1 / 1.35);
  else if (event.key === "f" && state.pick) change({ only: !state.only });
  else if (event.key === "w" && state.pick) askWay();
  else if (event.key === "e" && nodeOf.has(state.pick)) unfold(state.pick);
  else if (event.key === "n" || event.key === "p") walkEvents(event.key === "n" ? 1 : -1);
  else if (event.key === "[" || event.key === "]") change({ tab: TABS[(TABS.indexOf(state.tab) + (event.key === "]" ? 1 : TABS.length - 1)) % TABS.length] });
  else if (event.key === "Enter" && state.pick && event.target.closest("#view-network")) panel.focus();
  else return;
  event.preventDefault();
}
addEventListener("keydown", press);
addEventListener("hashchange", readHash);
addEventListener("resize", () => state.tab === "map" && drawMap());
addEventListener("click", (event) => event.target.closest("#save") || (byId("save").open = false));

const dates = [...new Set(articles.map((article) => article.date).filter(Boolean))].sort();
if (dates.length) byId("when").textContent = `, ${[...new Set([dates[0], dates.at(-1)])].map(dateWords).join(" to ")}`;
if (narrow.matches) byId("legend").open = false;
buildLegend();
readHash();
fitAll();
if (state.pick) goTo(state.pick, false);
// For whoever frames the page, and for tests.
globalThis.kgEvents = Object.freeze({ state, shown, network, pick, change, spots, csv: asCsv, graphml: asGraphml, gexf: asGexf, svg: asSvg, turtle: asTurtle });
