// What is shown: the state, what it lets through, and how it is kept in the address.

const state = {
  tab: "network", pick: "", whole: false, off: new Set(), from: 0, to: 0, undated: true, by: "event",
  steps: 1, only: false, goal: "", top: firstTop, open: new Set(), theme: "", rows: "actor",
};
/** Events that pass all filters; of the network, things and all nodes that are drawn. */
const shown = { events: new Set(), things: new Set(), nodes: new Set() };
const listeners = [];

// Filters: a claim, a place, an event class … is off where its group and key are in `state.off`.

const isOff = (group, value) => state.off.has(`${group}:${value}`);
const NONE = "none";

const keyOf = (claim) => ({
  attribution: claim.attribution, modality: claim.modality, polarity: claim.polarity,
  source: isAuthor(claim.source) || !claim.source ? "author" : claim.source,
});

function claimIsOn(claim) {
  const articleOn = !claim.evidence.length || claim.evidence.some((number) => !isOff("publisher", publisherOf(sentences[number].article)));
  return articleOn && Object.entries(keyOf(claim)).every(([group, value]) => !isOff(group, value));
}

function publisherOf(number) {
  const article = articles[number];
  return article ? article.publisher || article.title || article.name : "";
}

const PLACES = ["place", "origin", "destination"];
/** Where something happens: its places and what these lie in, or none. */
function placesOf(event) {
  const found = new Set(event.roles.filter(([role]) => PLACES.includes(role)).map(([, id]) => id));
  for (const id of found) for (const wider of known.get(id)?.within ?? []) found.add(wider);
  return found.size ? [...found] : [NONE];
}

/** How many independent sources say it: voices, and articles that say it in their own name. */
const sourcesOf = (event) => new Set(event.claims.map((claim) => claim.source)).size;
const toldBy = (event) => (sourcesOf(event) > 1 ? "several" : "one");

function eventIsOn(event) {
  if (isOff("event", event.kind) || isOff("told", toldBy(event)) || !timeIsOn(event)) return false;
  if (event.claims.length && !event.claims.some(claimIsOn)) return false;
  if (placesOf(event).every((place) => isOff("place", place))) return false;
  const parts = event.roles.map(([, id]) => id).filter((id) => !isEvent(id));
  return !parts.length || parts.some((id) => !isOff("kind", known.get(id).kind));
}

// What the network draws.

/** All within some steps of a node; from name to name is one step, over the word between them. */
function around(start, steps, isOn) {
  const found = new Map([[start, 0]]);
  const limit = nodeOf.get(start)?.kind === "Event" ? steps * 2 - 1 : steps * 2;
  for (const id of found.keys()) {
    if (found.get(id) === limit) continue;
    for (const next of neighbours.get(id) ?? []) if (!found.has(next) && isOn(next)) found.set(next, found.get(id) + 1);
  }
  return new Set(found.keys());
}

const drawnPick = () => drawnAs.get(state.pick) ?? state.pick;
const isFocused = () => state.only && nodeOf.has(drawnPick());
/** At most so many names are drawn at once: more cannot be read, and drawing them takes its time. */
const MOST = 500;

function refreshShown() {
  shown.events = new Set(events.filter(eventIsOn).map((event) => event.id));
  const near = isFocused() ? around(drawnPick(), state.steps, (id) => (isEvent(id) ? wordIsOn(id) : !isOff("kind", known.get(id).kind))) : null;
  if (near) shown.events = new Set([...shown.events].filter((id) => near.has(drawnAs.get(id) ?? id) || near.has(id)));
  const alive = aliveThings();
  const chosen = picked();
  const isIn = (thing) => alive.has(thing.id) && !isOff("kind", thing.kind) && (near ? near.has(thing.id) : rank.get(thing.id) < state.top || state.open.has(thing.id) || chosen.has(thing.id));
  shown.things = new Set(drawnThings.filter(isIn).slice(0, MOST).map((thing) => thing.id));
  shown.nodes = new Set([...shown.things, ...nodesRead.filter((node) => node.kind === "Event" && wordIsDrawn(node, near)).map((node) => node.id)]);
}

const wordIsOn = (id) => nodeOf.get(id).members.some((member) => shown.events.has(member));

function aliveThings() {
  const alive = new Set();
  for (const event of events) {
    if (!shown.events.has(event.id)) continue;
    for (const [, id] of event.roles) alive.add(id);
    for (const claim of event.claims.filter(claimIsOn)) for (const id of [claim.source, ...claim.via]) alive.add(id);
  }
  return alive;
}

/** What is drawn for the sake of the selection, the way to another name included. */
function picked() {
  const start = drawnPick();
  const way = state.goal ? pathBetween(start, state.goal) : [];
  return new Set([start, ...way, ...(isEvent(start) ? neighbours.get(start) ?? [] : [])]);
}

/** A word is drawn where it links two names; in a small network also where it has one, or none. */
function wordIsDrawn(node, near) {
  if (!wordIsOn(node.id) || (near && !near.has(node.id))) return false;
  const ends = [...(folded ? partsOf : neighbours).get(node.id)].filter((id) => !isEvent(id) && !isOff("kind", known.get(id).kind));
  const drawn = ends.filter((id) => shown.things.has(id)).length;
  return node.id === drawnPick() || drawn >= (folded ? 2 : Math.min(2, ends.length));
}

/** The shortest way between two nodes over events that pass the filters; empty where there is none. */
function pathBetween(start, end) {
  const before = new Map([[start, ""]]);
  for (const id of before.keys()) {
    if (id === end) break;
    for (const next of neighbours.get(id) ?? []) if (!before.has(next) && (!isEvent(next) || wordIsOn(next))) before.set(next, id);
  }
  const path = [];
  for (let id = before.has(end) ? end : ""; id; id = before.get(id)) path.push(id);
  return path.reverse();
}

/** Neighbours of a thing that are not drawn yet, those with most claims first. */
function foldedAround(id) {
  if (isEvent(id) || !neighbours.has(id)) return [];
  const near = new Set([...neighbours.get(id)].filter(isEvent).filter(wordIsOn).flatMap((word) => [...neighbours.get(word)]));
  return [...near].filter((next) => !isEvent(next) && rank.has(next) && !shown.things.has(next)).sort((a, b) => rank.get(a) - rank.get(b));
}

// Changes, and the address.

/** Change the state and bring every part of the page up to date. */
function change(changes) {
  Object.assign(state, changes);
  refreshShown();
  const held = focusHeld();
  for (const listener of listeners) listener();
  const again = held && document.activeElement === document.body ? document.querySelector(held) : null;
  again?.focus({ preventScroll: true });
  writeHash();
}

/** Where the keyboard is, as a selector that still holds when that part of the page is drawn anew. */
function focusHeld() {
  const { activeElement: element } = document;
  const home = element?.closest(".view, aside, #chips, #slider")?.id;
  if (element?.id) return `#${element.id}`;
  return home && element.dataset.id ? `#${home} [data-id="${element.dataset.id}"]${element.matches(".dot, [role=button]") ? "" : ":is(button)"}` : "";
}

function pick(id, more = {}) {
  if (asking) {
    leaveSearch();
    if (state.pick && nodeOf.has(id) && !isEvent(id)) return void change({ goal: id });
  }
  const stay = id ? {} : { only: false };
  change({ pick: id, goal: "", whole: false, ...stay, ...more });
}

/** Keep the state in the address, where the page has one: a frame of a notebook has none. */
function writeHash() {
  if (location.protocol === "about:") return;
  const parts = new URLSearchParams();
  const name = (id) => known.get(id).name;
  if (state.tab !== "network") parts.set("tab", state.tab);
  if (state.pick) parts.set("pick", name(state.pick));
  if (state.goal) parts.set("way", name(state.goal));
  if (state.off.size) parts.set("off", [...state.off].map(offName).sort().join("|"));
  if (isCut()) parts.set("dates", `${dateBins[state.from]}..${dateBins[state.to]}`);
  if (!state.undated) parts.set("undated", "no");
  if (state.by !== usualDates()) parts.set("by", state.by);
  if (state.steps !== 1) parts.set("steps", state.steps);
  if (state.only) parts.set("only", "yes");
  if (state.top !== firstTop) parts.set("top", state.top);
  if (state.open.size) parts.set("open", [...state.open].map(name).sort().join("|"));
  if (state.rows !== usualRows()) parts.set("rows", state.rows);
  if (state.theme) parts.set("theme", state.theme);
  const hash = parts.size ? `#${parts}` : "";
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}

/** Filters on sources and places name them by what they are, not by their number on this page. */
const offName = (key) => key.replace(/^(source|place):(t\d+)$/, (_, group, id) => `${group}:${known.get(id).name}`);
const offKey = (key) => key.replace(/^(source|place):(.+)$/, (_, group, name) => `${group}:${byName.get(name)?.id ?? name}`);
const listOf = (text) => (text ?? "").split("|").filter(Boolean);
const within = (text, least, most, otherwise) => (Number(text) >= least ? Math.min(most, Math.floor(Number(text))) : otherwise);
const oneOf = (text, ...values) => (values.includes(text) ? text : values[0]);

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [first, last] = (parts.get("dates") ?? "").split("..");
  const idOf = (name) => byName.get(name)?.id ?? "";
  makeBins(oneOf(parts.get("by"), usualDates(), "event", "article"));
  change({
    tab: oneOf(parts.get("tab"), ...TABS),
    pick: idOf(parts.get("pick")),
    goal: idOf(parts.get("pick")) && idOf(parts.get("way")),
    whole: false,
    off: new Set(listOf(parts.get("off")).map(offKey)),
    from: Math.max(0, dateBins.indexOf(first)),
    to: dateBins.includes(last) ? dateBins.indexOf(last) : Math.max(0, dateBins.length - 1),
    undated: parts.get("undated") !== "no",
    steps: within(parts.get("steps"), 1, 3, 1),
    only: parts.get("only") === "yes" && Boolean(idOf(parts.get("pick"))),
    top: within(parts.get("top"), 1, drawnThings.length, firstTop),
    open: new Set(listOf(parts.get("open")).map(idOf).filter((id) => rank.has(id))),
    rows: oneOf(parts.get("rows"), usualRows(), "actor", "place", "list"),
    theme: oneOf(parts.get("theme"), "", "light", "dark"),
  });
}

/** A phone has room for one column. */
const usualRows = () => (narrow.matches ? "list" : "actor");
const TABS = ["network", "time", "map", "table", "text"];

function reset() {
  change({
    off: new Set(), from: 0, to: Math.max(0, dateBins.length - 1), undated: true, top: firstTop, open: new Set(),
    pick: "", goal: "", only: false, steps: 1,
  });
  fitAll();
}
