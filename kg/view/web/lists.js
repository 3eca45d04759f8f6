// Table, timeline and text: the same events, to sort, to follow and to read.

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
  const rows = sortedEvents().map((event) =>
    make("tr", { "aria-selected": String(event.id === state.pick), "data-id": event.id, onclick: (press) => press.target.closest("button") || pick(event.id) },
      COLUMNS.map(([, text], column) => (column ? make("td", {}, make("bdi", {}, text(event))) : make("th", { scope: "row" }, pickButton(event.id, text(event)))))));
  byId("view-table").replaceChildren(make("table", {}, make("caption", {}, `${plural(rows.length, "event")}, one a row`), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows)));
}

function drawTimeline() {
  const dated = onlyShown(events).filter((event) => datesOf(event)[0]);
  const groups = grouped(dated);
  const days = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, list]) => timeGroup(dateWords(day), list));
  const rest = onlyShown(events).filter((event) => !datesOf(event)[0]);
  const told = listed([...new Set(rest.flatMap(articlesOf).map((number) => articles[number].date).filter(Boolean))].sort().slice(0, 3).map(dateWords));
  if (rest.length) days.push(timeGroup("No date in the text", rest, told && `Reported in articles of ${told}`));
  byId("view-time").replaceChildren(make("div", { class: "chronicle" }, days));
}

function grouped(list) {
  const groups = new Map();
  for (const event of list) groups.set(datesOf(event)[0], [...(groups.get(datesOf(event)[0]) ?? []), event]);
  return groups;
}

function timeGroup(title, list, note = "") {
  const items = [...list].sort(inTextOrder).map((event) => {
    const item = eventItem(event);
    if (event.id === state.pick) item.setAttribute("aria-current", "true");
    if (event.when?.end && event.when.end !== event.when.begin) item.lastChild.append(make("div", { class: "soft" }, whenWords(event.when)));
    return item;
  });
  return make("section", {}, make("h2", {}, title, note ? make("small", {}, note) : null), make("ol", { class: "events" }, items));
}

function drawText() {
  const parts = articles.map((article, number) => {
    const own = sentences.map((sentence, place) => [sentence, place]).filter(([sentence]) => sentence.article === number);
    return make("article", {}, make("h2", { dir: "auto" }, articleWords(article)), own.map(([sentence, place], at) => textSentence(sentence, place, own[at - 1]?.[0])));
  });
  byId("view-text").replaceChildren(make("div", { class: "reading" }, parts));
}

function textSentence(sentence, place, before) {
  const gap = before && sentence.begin - before.end > 3 ? make("span", { class: "gap", title: "Here the text goes on" }, "[…] ") : null;
  const inPick = known.get(state.pick)?.evidence?.includes(place);
  return make("p", { class: inPick ? "now" : "", dir: "auto" }, gap, textPieces(sentence));
}

/** Cut a sentence at what is marked; of marks that overlap, events win, then the longer. */
function textPieces({ text, marks }) {
  const letters = Array.from(text);
  const taken = [];
  const ranked = marks.filter(([, , id]) => known.has(id)).sort((a, b) => isEvent(b[2]) - isEvent(a[2]) || b[1] - b[0] - (a[1] - a[0]));
  for (const mark of ranked) if (taken.every(([begin, end]) => mark[1] <= begin || mark[0] >= end)) taken.push(mark);
  const pieces = [];
  let at = 0;
  for (const [begin, end, id] of taken.sort((a, b) => a[0] - b[0])) {
    pieces.push(letters.slice(at, begin).join(""), textMark(id, letters.slice(begin, end).join("")));
    at = end;
  }
  return [...pieces, letters.slice(at).join("")];
}

function textMark(id, words) {
  const status = isEvent(id) ? known.get(id).claims[0]?.attribution ?? "Asserted" : "";
  if (isEvent(id) && !shown.events.has(id)) return words;
  // A span and no button, so that lines break in it as in any text.
  const act = (press) => {
    if (press.type === "keydown" && press.key !== "Enter" && press.key !== " ") return;
    press.preventDefault();
    pick(id);
  };
  return make("span", { role: "button", tabindex: 0, class: isEvent(id) ? `word ${status}` : "who", "aria-pressed": String(id === state.pick), onclick: act, onkeydown: act }, words);
}

listeners.push(() => {
  const draw = { table: drawTable, time: drawTimeline, text: drawText }[state.tab];
  if (draw) draw();
  byId(`view-${state.tab}`).querySelector("[aria-pressed=true], [aria-selected=true], [aria-current]")?.scrollIntoView({ block: "nearest" });
});
