// The legend: every entry counts what the page holds; a click hides or shows it, "only" shows nothing else.

function countBy(list, keys) {
  const counts = new Map();
  for (const entry of list) for (const key of new Set(keys(entry))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const TOLD = { several: "Two sources or more", one: "One source" };

function legendGroups() {
  const ofClaims = (group) => countBy(events, (event) => event.claims.map((claim) => keyOf(claim)[group]));
  const named = (counts, names) => Object.keys(names).filter((key) => counts.has(key)).map((key) => [key, names[key], counts.get(key)]);
  const ranked = (counts, name) => [...counts].map(([key, count]) => [key, name(key), count]).sort((a, b) => (a[0] === NONE) - (b[0] === NONE) || b[2] - a[2] || (a[1] < b[1] ? -1 : 1));
  const several = (entries) => (entries.length > 1 ? entries : []);
  return [
    ["kind", "Who and what", named(countBy(drawnThings, (thing) => [thing.kind]), KINDS)],
    ["attribution", "Who stands behind it", named(ofClaims("attribution"), ATTRIBUTIONS)],
    ["modality", "How it is presented", named(ofClaims("modality"), MODALITIES)],
    ["polarity", "", several(named(ofClaims("polarity"), POLARITIES))],
    ["told", "How many say so", several(named(countBy(events, (event) => [toldBy(event)]), TOLD))],
    ["event", "What happens", ranked(countBy(events, (event) => [event.kind]), (key) => capital(words[key]?.label ?? key))],
    ["source", "Said by", ranked(ofClaims("source"), (key) => (key === "author" ? "The article itself" : labelOf(key)))],
    ["place", "Where", several(ranked(countBy(events, placesOf), (key) => (key === NONE ? "No place named" : labelOf(key))))],
    ["publisher", "Published by", several(ranked(countBy(events, (event) => articlesOf(event).map(publisherOf)), (key) => key))],
  ];
}

const groups = legendGroups().filter(([, , entries]) => entries.length);
const groupOf = new Map(groups.map(([group, title, entries]) => [group, { title: title || "Polarity", entries }]));

function buildLegend() {
  const box = byId("keys");
  if (drawnThings.length > 8) box.append(topSlider());
  for (const [group, title, entries] of groups) {
    const rows = entries.map(([key, name, count]) => legendRow(group, key, name, count));
    box.append(make("section", { class: "keys", "aria-label": title || "Polarity" }, title ? make("h2", {}, title) : null, foldedRows(rows)));
  }
  box.append(make("button", { type: "button", class: "reset", onclick: reset }, "Show everything"));
}

const SEEN = 7;
function foldedRows(rows) {
  if (rows.length <= SEEN + 2) return make("div", {}, rows);
  const rest = make("details", {}, make("summary", {}, `${spaced(rows.length - SEEN)} more`), rows.slice(SEEN, 200));
  return make("div", {}, rows.slice(0, SEEN), rest);
}

/** Show nothing of a group but one entry. */
function isolate(group, key) {
  const off = new Set([...state.off].filter((entry) => !entry.startsWith(`${group}:`)));
  for (const [other] of groupOf.get(group).entries) if (other !== key) off.add(`${group}:${other}`);
  change({ off });
}

function toggle(group, key) {
  const off = new Set(state.off);
  if (!off.delete(`${group}:${key}`)) off.add(`${group}:${key}`);
  change({ off });
}

function legendRow(group, key, name, count) {
  const only = () => isolate(group, key);
  const main = make(
    "button",
    {
      type: "button", class: "key", "data-group": group, "data-key": key, "aria-pressed": "true", onclick: () => toggle(group, key), ondblclick: only,
      title: "Hide or show. Double click, or the letter o: only this.", onkeydown: (press) => press.key === "o" && only(),
    },
    sample(group, key), make("span", { class: "name" }, make("bdi", {}, name)), make("span", { class: "count" }, spaced(count)),
  );
  const alone = make("button", { type: "button", class: "only", tabindex: -1, "aria-label": `Only ${name}`, onclick: only }, "only");
  return make("div", { class: "row" }, main, alone);
}

const SHAPES = {
  Person: "M11 2a6 6 0 1 0 .01 0z", Organization: "M5 2h12v12H5z", Group: "M4 8l3.5-6h7L18 8l-3.5 6h-7z",
  Actor: "M11 1l2 4.800 5 .4-4 3.300 1.400 5-4.400-2.900-4.400 2.900 1.400-5-4-3.300 5-.4z", Place: "M4 3h14l-7 12z", Site: "M4 14h14l-7-12z", Object: "M11 1l7 7-7 7-7-7z",
};

function sample(group, key) {
  const picture = make("svg", { viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true", class: "sample" });
  const line = (kind) => make("line", { x1: 0, y1: 8, x2: 22, y2: 8, class: `line ${kind}` });
  if (group === "kind") picture.append(make("path", { d: SHAPES[key], class: `shape ${key}` }));
  else if (group === "attribution") picture.append(line(key));
  else if (group === "modality") picture.append(make("line", { x1: 0, y1: 8, x2: 16, y2: 8, class: `line ${key}` }), make("path", { d: key === "Actual" ? "M13 3l9 5-9 5z" : "M13 3l9 5-9 5 3-5z", class: "head" }));
  else if (group === "told") picture.append(line(`Asserted ${key}`));
  else if (key === "Negated") picture.append(line("Asserted"), make("line", { x1: 11, y1: 2, x2: 11, y2: 14, class: "line Asserted" }));
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
  const most = Math.min(MOST, drawnThings.length);
  const input = make("input", { type: "range", id: "top", min: Math.min(3, most), max: most, value: state.top });
  input.addEventListener("input", () => change({ top: Number(input.value) }));
  input.addEventListener("change", () => fitAll(motion(), 0));
  const text = make("span", { id: "top-count", class: "count" });
  return make("section", { class: "keys" }, make("label", { for: "top" }, "Main names in the network"), input, text);
}

listeners.push(() => {
  for (const button of document.querySelectorAll(".key")) button.setAttribute("aria-pressed", String(!isOff(button.dataset.group, button.dataset.key)));
  const drawn = `${spaced(shown.things.size)} of ${spaced(totals.things)}`;
  if (byId("top")) {
    byId("top").value = state.top;
    byId("top").setAttribute("aria-valuetext", `showing ${drawn}`);
    byId("top-count").textContent = `showing ${drawn}`;
  }
  byId("live").textContent = `Showing ${spaced(shown.events.size)} of ${plural(totals.events, "event")}; in the network ${drawn} actors, places and things.`;
});
