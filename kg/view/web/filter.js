// What is shown: the state, what it lets through, and how it is kept in the address.

const state = { tab: "network", pick: "", off: new Set(), from: 0, to: 0, undated: true, by: "event", steps: 1, top: drawnThings.length, theme: "", path: [], whole: false };
const shown = { events: new Set(), things: new Set() };
const listeners = [];

const keyOf = (claim) => ({
  attribution: claim.attribution, modality: claim.modality, polarity: claim.polarity,
  source: isAuthor(claim.source) || !claim.source ? "author" : claim.source,
});
const isOff = (group, value) => state.off.has(`${group}:${value}`);

function claimIsOn(claim) {
  const articleOn = !claim.evidence.length || claim.evidence.some((number) => !isOff("publisher", publisherOf(sentences[number].article)));
  return articleOn && Object.entries(keyOf(claim)).every(([group, value]) => !isOff(group, value));
}

function publisherOf(number) {
  const article = articles[number];
  return article ? article.publisher || article.title || article.name : "";
}

function eventIsOn(event) {
  if (isOff("event", event.kind) || !timeIsOn(event)) return false;
  if (event.claims.length && !event.claims.some(claimIsOn)) return false;
  const parts = event.roles.map(([, id]) => id).filter((id) => !isEvent(id));
  if (parts.some((id) => (rank.get(id) ?? 0) >= state.top)) return false;
  return !parts.length || parts.some((id) => !isOff("kind", known.get(id).kind));
}

function refreshShown() {
  shown.events = new Set(events.filter(eventIsOn).map((event) => event.id));
  const alive = new Set();
  for (const event of events) {
    if (!shown.events.has(event.id)) continue;
    for (const [, id] of event.roles) alive.add(id);
    for (const claim of event.claims.filter(claimIsOn)) for (const id of [claim.source, ...claim.via]) alive.add(id);
  }
  shown.things = new Set(drawnThings.filter((thing, place) => place < state.top && alive.has(thing.id) && !isOff("kind", thing.kind)).map((thing) => thing.id));
}

/** Change the state and bring every part of the page up to date. */
function change(changes) {
  Object.assign(state, changes);
  refreshShown();
  for (const listener of listeners) listener();
  writeHash();
}

function pick(id, more = {}) {
  change({ pick: id, path: [], whole: false, ...more });
}

/** Keep the state in the address, where the page has one: a frame of a notebook has none. */
function writeHash() {
  if (location.protocol === "about:") return;
  const parts = new URLSearchParams();
  if (state.tab !== "network") parts.set("tab", state.tab);
  if (state.pick) parts.set("pick", known.get(state.pick).name);
  if (state.off.size) parts.set("off", [...state.off].map(offName).sort().join("|"));
  if (dateBins.length > 1 && (state.from > 0 || state.to < dateBins.length - 1)) parts.set("dates", `${dateBins[state.from]}..${dateBins[state.to]}`);
  if (!state.undated) parts.set("undated", "no");
  if (state.by !== "event") parts.set("by", state.by);
  if (state.steps !== 1) parts.set("steps", state.steps);
  if (state.top < drawnThings.length) parts.set("top", state.top);
  if (state.theme) parts.set("theme", state.theme);
  const hash = parts.size ? `#${parts}` : "";
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}

/** Filters on sources name them by what they are, not by their number on this page. */
const offName = (key) => (/^source:t\d/.test(key) ? `source:${known.get(key.slice(7)).name}` : key);
const offKey = (key) => (key.startsWith("source:") && byName.has(key.slice(7)) ? `source:${byName.get(key.slice(7)).id}` : key);

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [first, last] = (parts.get("dates") ?? "").split("..");
  const tab = parts.get("tab") ?? "network";
  makeBins(parts.get("by") === "article" ? "article" : "event");
  change({
    tab: byId(`tab-${tab}`) ? tab : "network",
    pick: byName.get(parts.get("pick"))?.id ?? "",
    off: new Set((parts.get("off") ?? "").split("|").filter(Boolean).map(offKey)),
    from: Math.max(0, dateBins.indexOf(first)),
    to: dateBins.includes(last) ? dateBins.indexOf(last) : Math.max(0, dateBins.length - 1),
    undated: parts.get("undated") !== "no",
    steps: [1, 2, 3].includes(Number(parts.get("steps"))) ? Number(parts.get("steps")) : 1,
    top: Number(parts.get("top")) >= 1 ? Math.min(drawnThings.length, Number(parts.get("top"))) : drawnThings.length,
    theme: ["light", "dark"].includes(parts.get("theme")) ? parts.get("theme") : "",
    path: [],
  });
}

// The legend: every entry counts what the page holds and filters on a click.

function countBy(list, keys) {
  const counts = new Map();
  for (const entry of list) for (const key of new Set(keys(entry))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function legendGroups() {
  const ofClaims = (group) => countBy(events, (event) => event.claims.map((claim) => keyOf(claim)[group]));
  const named = (counts, names) => Object.keys(names).filter((key) => counts.has(key)).map((key) => [key, names[key], counts.get(key)]);
  const ranked = (counts, name) => [...counts].map(([key, count]) => [key, name(key), count]).sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1));
  const publishers = countBy(events, (event) => articlesOf(event).map(publisherOf));
  return [
    ["kind", "Who and what", named(countBy(drawnThings, (thing) => [thing.kind]), KINDS)],
    ["attribution", "Who stands behind it", named(ofClaims("attribution"), ATTRIBUTIONS)],
    ["modality", "How it is presented", named(ofClaims("modality"), MODALITIES)],
    ["polarity", "", ofClaims("polarity").has("Negated") ? named(ofClaims("polarity"), POLARITIES) : []],
    ["event", "Events", ranked(countBy(events, (event) => [event.kind]), (key) => capital(words[key]?.label ?? key))],
    ["source", "Said by", ranked(ofClaims("source"), (key) => (key === "author" ? "The article itself" : labelOf(key)))],
    ["publisher", "Published by", publishers.size > 1 ? ranked(publishers, (key) => key) : []],
  ];
}

function buildLegend() {
  const box = byId("keys");
  if (drawnThings.length > 8) box.append(topSlider());
  for (const [group, title, entries] of legendGroups()) {
    if (!entries.length) continue;
    const buttons = entries.map(([key, name, count]) => legendButton(group, key, name, count, entries));
    box.append(make("section", { class: "keys" }, title ? make("h2", {}, title) : null, folded(buttons)));
  }
  box.append(make("button", { type: "button", class: "reset", onclick: reset }, "Show everything"));
}

function folded(buttons) {
  if (buttons.length <= 9) return make("div", {}, buttons);
  return make("div", {}, buttons.slice(0, 7), make("details", {}, make("summary", {}, `${buttons.length - 7} more`), buttons.slice(7)));
}

function legendButton(group, key, name, count, entries) {
  const only = () => {
    for (const [other] of entries) state.off[other === key ? "delete" : "add"](`${group}:${other}`);
    change({});
  };
  const toggle = () => {
    state.off[isOff(group, key) ? "delete" : "add"](`${group}:${key}`);
    change({});
  };
  return make(
    "button",
    {
      type: "button", class: "key", "data-group": group, "data-key": key, "aria-pressed": "true", onclick: toggle, ondblclick: only,
      title: "Click: hide or show. Double click, or o: only this.",
      onkeydown: (press) => press.key === "o" && only(),
    },
    sample(group, key), make("span", { class: "name" }, make("bdi", {}, name)), make("span", { class: "count" }, spaced(count)),
  );
}

const SHAPES = {
  Person: "M11 2a6 6 0 1 0 .01 0z", Organization: "M5 2h12v12H5z", Group: "M4 8l3.5-6h7L18 8l-3.5 6h-7z",
  Actor: "M11 1l2 4.800 5 .4-4 3.300 1.400 5-4.400-2.900-4.400 2.900 1.400-5-4-3.300 5-.4z", Place: "M4 3h14l-7 12z", Object: "M11 1l7 7-7 7-7-7z",
};

function sample(group, key) {
  const picture = make("svg", { viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true", class: "sample" });
  if (group === "kind") picture.append(make("path", { d: SHAPES[key], class: `shape ${key}` }));
  else if (group === "attribution") picture.append(make("line", { x1: 0, y1: 8, x2: 22, y2: 8, class: `line ${key}` }));
  else if (group === "modality") picture.append(make("line", { x1: 0, y1: 8, x2: 16, y2: 8, class: `line ${key}` }), make("path", { d: key === "Actual" ? "M13 3l9 5-9 5z" : "M13 3l9 5-9 5 3-5z", class: "head" }));
  else if (key === "Negated") picture.append(make("line", { x1: 0, y1: 8, x2: 22, y2: 8, class: "line Asserted" }), make("line", { x1: 11, y1: 2, x2: 11, y2: 14, class: "line Asserted" }));
  else return null;
  return picture;
}

/** The line of a claim: dashes by who stands behind it, width by how it is presented. */
function statusSample(claim) {
  const { attribution = "Asserted", modality = "Actual", polarity } = claim ?? {};
  const picture = sample("attribution", attribution);
  picture.firstChild.setAttribute("class", `line ${attribution} ${modality}`);
  if (polarity === "Negated") picture.append(make("line", { x1: 11, y1: 2, x2: 11, y2: 14, class: "line Denied bar" }));
  return picture;
}

function topSlider() {
  const input = make("input", { type: "range", id: "top", min: Math.min(3, drawnThings.length), max: drawnThings.length, value: drawnThings.length });
  input.addEventListener("input", () => change({ top: Number(input.value) }));
  const text = make("span", { id: "top-count", class: "count" });
  return make("section", { class: "keys" }, make("label", { for: "top" }, "Most mentioned: ", text), input);
}

function reset() {
  change({ off: new Set(), from: 0, to: Math.max(0, dateBins.length - 1), undated: true, top: drawnThings.length, pick: "", path: [], steps: 1 });
  fitAll();
}

listeners.push(() => {
  for (const button of document.querySelectorAll(".key")) button.setAttribute("aria-pressed", String(!isOff(button.dataset.group, button.dataset.key)));
  const text = byId("top-count");
  if (text) {
    byId("top").value = state.top;
    text.textContent = `${spaced(state.top)} of ${spaced(totals.things)}`;
  }
  const parts = [`${spaced(shown.events.size)} of ${plural(totals.events, "event")}`, `${spaced(shown.things.size)} of ${spaced(totals.things)} actors, places and things`];
  byId("live").textContent = `Showing ${parts.join(" and ")}.`;
});
