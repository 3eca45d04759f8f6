// The table: one event a row, to sort; the twin of the network for whoever does not see it.

const COLUMNS = [
  ["Event", (event) => capital(event.label)],
  ["Kind", (event) => kindWord(event)],
  ["Who", (event) => namesOf(event, "actor").join(", ")],
  ["Whom or what", (event) => namesOf(event, "target", "recipient").join(", ")],
  ["Where", (event) => namesOf(event, "place", "origin", "destination").join(", ")],
  ["When", (event) => whenWords(event.when), (event) => event.when?.begin ?? "9"],
  ["Who says so, and how", (event) => event.claims.map(statusWords).join("; ")],
  ["In the text", (event) => event.evidence.map((number) => sentences[number].begin).join(", "), (event) => inTextRank.get(event.id)],
];
const inTextRank = new Map([...events].sort(inTextOrder).map((event, place) => [event.id, String(place).padStart(6, "0")]));
const sorting = { column: 7, down: false };
/** Rows that are drawn before one asks for more: thousands would take seconds. */
const PAGE = 300;
let rowsDrawn = PAGE;
const onlyShown = (list) => list.filter((event) => shown.events.has(event.id));

function sortedEvents() {
  const [, text, order] = COLUMNS[sorting.column];
  const value = (event) => (order ?? text)(event).toLowerCase();
  const sign = sorting.down ? -1 : 1;
  return onlyShown(events).sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) || inTextOrder(a, b));
}

function drawTable() {
  const head = COLUMNS.map(([name], column) => {
    const sorted = sorting.column === column ? (sorting.down ? "descending" : "ascending") : "none";
    const sort = () => {
      Object.assign(sorting, { column, down: sorting.column === column && !sorting.down });
      drawTable();
      byId("view-table").querySelectorAll("th button")[column].focus();
    };
    return make("th", { scope: "col", "aria-sort": sorted }, make("button", { type: "button", onclick: sort }, name));
  });
  const sorted = sortedEvents();
  const rows = sorted.slice(0, rowsDrawn).map((event) =>
    make("tr", { "aria-selected": String(event.id === state.pick), "data-id": event.id, onclick: (press) => press.target.closest("button") || pick(event.id) },
      COLUMNS.map(([, text], column) => (column ? make("td", {}, make("bdi", {}, text(event))) : make("th", { scope: "row" }, pickButton(event.id, text(event)))))));
  byId("view-table").replaceChildren(make("table", {}, make("caption", {}, `${plural(sorted.length, "event")}, one a row${sorted.length > rows.length ? `; the first ${rows.length} are here` : ""}`), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)), moreRows(sorted.length));
}

function moreRows(count) {
  const more = () => {
    rowsDrawn += PAGE;
    drawTable();
  };
  return count > rowsDrawn ? make("button", { type: "button", class: "more", onclick: more }, `Show ${Math.min(PAGE, count - rowsDrawn)} more`) : "";
}

listeners.push(() => {
  if (state.tab !== "table") return;
  const place = sortedEvents().findIndex((event) => event.id === state.pick);
  if (place >= rowsDrawn) rowsDrawn = place + 1;
  drawTable();
  byId("view-table").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
});
