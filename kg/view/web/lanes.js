// The timeline: a row for each actor or place, a column for each date; or all as one list.

const ROWS = { actor: ["Actors", ["actor"], "Nobody named"], place: ["Places", PLACES, "No place named"], list: ["List"] };
/** Rows, and events in a cell, that are drawn before one asks for more. */
const LANES = 14;
const CELL = 4;
const unfolded = new Set();
let lanesDrawn = LANES;

function drawTimeline() {
  const choice = make("div", { class: "choice", role: "group", "aria-label": "Rows of the timeline" },
    make("span", { class: "soft" }, "Rows: "), Object.entries(ROWS).map(([rows, [name]]) => make("button", { type: "button", "data-rows": rows, "aria-pressed": String(state.rows === rows), onclick: () => chooseRows(rows) }, name)));
  byId("view-time").replaceChildren(choice, state.rows === "list" ? chronicle() : lanes());
}

function chooseRows(rows) {
  change({ rows });
  document.querySelector(`[data-rows=${rows}]`).focus();
}

/** Who or where an event belongs to: its ids in the roles of the rows, or none. */
function rowsOf(event) {
  const [, roles] = ROWS[state.rows];
  const found = [...new Set(event.roles.filter(([role, id]) => roles.includes(role) && !isEvent(id)).map(([, id]) => id))];
  return found.length ? found : [NONE];
}

const columnOf = (event) => dateBins[binAt(datesOf(event)[0] ?? "")] ?? NONE;

function lanes() {
  const list = onlyShown([...events].sort(inTextOrder));
  const rows = grouped(list.flatMap((event) => rowsOf(event).map((row) => [row, event])));
  const ranked = [...rows].sort(([a, first], [b, second]) => (a === NONE) - (b === NONE) || second.length - first.length || (labelOf(a) < labelOf(b) ? -1 : 1));
  const drawn = ranked.slice(0, lanesDrawn);
  const columns = [...new Set(drawn.flatMap(([, own]) => own.map(columnOf)))].sort((a, b) => (a === NONE) - (b === NONE) || (a < b ? -1 : 1));
  const most = columns.filter((column) => column !== NONE).sort((a, b) => countIn(b, drawn) - countIn(a, drawn))[0];
  const head = make("tr", {}, make("th", { scope: "col" }, make("span", { class: "away" }, ROWS[state.rows][0])), columns.map((column) => make("th", { scope: "col", class: column === most ? "most" : "" }, column === NONE ? "No date in the text" : dateWords(column))));
  const body = drawn.map(([row, own]) => lane(row, own, columns));
  const table = make("table", { class: "lanes" }, make("caption", { class: "away" }, `${plural(list.length, "event")} by date`), make("thead", {}, head), make("tbody", {}, body));
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Events by row and date" }, table, moreLanes(ranked.length));
}

const countIn = (column, rows) => rows.reduce((sum, [, own]) => sum + own.filter((event) => columnOf(event) === column).length, 0);

function lane(row, own, columns) {
  const cells = grouped(own.map((event) => [columnOf(event), event]));
  const name = row === NONE ? ROWS[state.rows][2] : make("span", { class: "lane-name" }, sample("kind", known.get(row).kind), pickButton(row));
  return make("tr", { class: row === state.pick ? "now" : "" }, make("th", { scope: "row" }, name), columns.map((column) => make("td", {}, cellOf(`${row} ${column}`, cells.get(column) ?? [], row))));
}

function cellOf(key, list, row) {
  if (!list.length) return null;
  const drawn = unfolded.has(key) ? list : list.slice(0, CELL);
  const more = () => {
    unfolded.add(key);
    drawTimeline();
  };
  const rest = list.length - drawn.length;
  const button = rest ? make("li", {}, make("button", { type: "button", class: "more", "aria-label": `${rest} more events in this cell`, onclick: more }, `+ ${rest} more`)) : null;
  return make("ul", {}, drawn.map((event) => make("li", {}, laneEvent(event, row))), button);
}

/** An event in a lane: what is left of its label without the name that stands before the row; its edge says who stands behind it. */
function laneEvent(event, row) {
  const { attribution, modality } = event.claims[0] ?? USUAL;
  const negated = event.claims.some((claim) => claim.polarity === "Negated");
  const name = bareLabel(row);
  const text = name && event.label.startsWith(`${name} `) ? event.label.slice(name.length + 1) : event.label;
  const classes = ["lane-event", attribution, modality, negated ? "Negated" : ""].filter(Boolean).join(" ");
  return make("button", { type: "button", class: classes, "aria-pressed": String(event.id === state.pick), "aria-label": `${event.label}, ${event.claims.map(statusWords).join("; ")}`, onclick: () => pick(event.id) }, make("bdi", {}, negated ? `not: ${text}` : text));
}

function moreLanes(count) {
  const more = () => {
    lanesDrawn += LANES * 2;
    drawTimeline();
  };
  return count > lanesDrawn ? make("button", { type: "button", class: "more", onclick: more }, `Show ${Math.min(LANES * 2, count - lanesDrawn)} more of ${spaced(count)} rows`) : null;
}

function chronicle() {
  const dated = onlyShown(events).filter((event) => datesOf(event)[0]);
  const groups = grouped(dated.map((event) => [datesOf(event)[0], event]));
  const days = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, list]) => timeGroup(dateWords(day), list));
  const rest = onlyShown(events).filter((event) => !datesOf(event)[0]);
  const told = listed([...new Set(rest.flatMap(articlesOf).map((number) => articles[number].date).filter(Boolean))].sort().slice(0, 3).map(dateWords));
  if (rest.length) days.push(timeGroup("No date in the text", rest, told && `Reported in articles of ${told}`));
  return make("div", { class: "chronicle" }, days);
}

function grouped(pairs) {
  const groups = new Map();
  for (const [key, value] of pairs) {
    if (groups.has(key)) groups.get(key).push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function timeGroup(title, list, note = "") {
  const items = [...list].sort(inTextOrder).slice(0, PAGE).map((event) => {
    const item = eventItem(event);
    if (event.id === state.pick) item.setAttribute("aria-current", "true");
    return item;
  });
  return make("section", {}, make("h2", {}, title, note ? make("small", {}, note) : null), make("ol", { class: "events" }, items));
}

listeners.push(() => {
  if (state.tab !== "time") return;
  drawTimeline();
  const there = byId("view-time").querySelector("td [aria-pressed=true], [aria-current]") ?? (state.pick ? null : byId("view-time").querySelector("th.most"));
  there?.scrollIntoView({ block: "nearest", inline: there.tagName === "TH" ? "center" : "nearest" });
});
