// Search: names, what else the texts call them, words of events; suggestions as you type, Enter goes there.

const field = byId("search");
const hits = byId("hits");
const PLACEHOLDER = field.placeholder;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const index = [
  ...things.filter((thing) => thing.weight || eventsOf.get(thing.id).length).map((thing) => [thing, [thing.label, ...thing.aliases], 10 + (thing.weight ?? 0)]),
  ...events.map((event) => [event, [event.label, event.word, kindWord(event)], 0]),
].map(([entry, texts, weight]) => ({ entry, texts, plain: texts.map(plain), weight }));
/** Entries of the legend, which a search offers as filters: "denied", "organization", "withdrawal". */
for (const group of ["attribution", "modality", "polarity", "event", "kind"]) {
  for (const [key, name] of groupOf.get(group)?.entries ?? []) {
    const entry = { id: `${group}:${key}`, label: `Only: ${name}`, group, key };
    index.push({ entry, texts: [name], plain: [plain(name)], weight: -1 });
  }
}

function found(query) {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const rated = index.map((item) => ({ ...item, ...best(item.plain, wanted) })).filter((item) => item.score > 0);
  for (const item of rated) if (item.entry.group) item.score = item.score === 8 ? 9 : item.score / 9; // a filter, where it is meant
  return rated.sort((a, b) => b.score - a.score || b.weight - a.weight || inNameOrder(a, b)).slice(0, 9);
}

const inNameOrder = (a, b) => (a.entry.label < b.entry.label ? -1 : 1);

function best(texts, wanted) {
  const scores = texts.map((text, at) => (text === wanted ? 8 : text.startsWith(wanted) ? 5 : ` ${text}`.includes(` ${wanted}`) ? 4 : text.includes(wanted) ? 1 : 0) - (at ? 0.5 : 0));
  const score = Math.max(...scores);
  return { score, at: scores.indexOf(score) };
}

let current = -1;

function suggest() {
  const list = found(field.value);
  hits.replaceChildren(...list.map(({ entry, texts, at }, place) =>
    make("li", { role: "option", id: `hit-${place}`, "data-id": entry.id, "aria-selected": "false", onmousedown: (press) => { press.preventDefault(); choose(entry.id); } },
      make("bdi", {}, capital(entry.label)), make("span", { class: "soft" }, entry.group ? ` ${groupOf.get(entry.group).title.toLowerCase()}` : at && !isEvent(entry.id) ? ` “${texts[at]}”` : ` ${isEvent(entry.id) ? kindWord(entry) : KINDS[entry.kind] ?? ""}`))));
  if (field.value.trim() && !list.length) hits.replaceChildren(make("li", { class: "none" }, "Nothing found"));
  hits.hidden = !field.value.trim();
  field.setAttribute("aria-expanded", String(!hits.hidden));
  mark(list.length ? 0 : -1);
}

function mark(place) {
  current = place;
  [...hits.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
  field.setAttribute("aria-activedescendant", place < 0 ? "" : `hit-${place}`);
}

function choose(id) {
  const [group, key] = id.split(":");
  if (key) {
    leaveSearch();
    isolate(group, key);
    return;
  }
  const goal = asking && !isEvent(id) ? id : "";
  leaveSearch();
  if (goal) change({ goal, tab: "network", only: false });
  else pick(id);
  if (goal) fitAll(motion(), 0);
  else goTo(id);
}

/** Whether it is asked where the way from the selection shall lead: by the field, or by a click on a name anywhere. */
let asking = false;
function askWay() {
  asking = true;
  field.placeholder = `Way from ${labelOf(state.pick)} to …`;
  field.focus();
}

function leaveSearch() {
  asking = false;
  field.placeholder = PLACEHOLDER;
  field.value = "";
  closeHits();
  if (document.activeElement === field) field.blur();
}

function closeHits() {
  hits.hidden = true;
  field.setAttribute("aria-expanded", "false");
}

field.addEventListener("input", suggest);
field.addEventListener("focus", () => field.value && suggest());
field.addEventListener("blur", closeHits);
field.addEventListener("keydown", (press) => {
  const items = [...hits.querySelectorAll("[data-id]")];
  if (press.key === "ArrowDown" && items.length) mark((current + 1) % items.length);
  else if (press.key === "ArrowUp" && items.length) mark((current - 1 + items.length) % items.length);
  else if (press.key === "Enter" && items[current]) choose(items[current].dataset.id);
  else if (press.key === "Escape") {
    leaveSearch();
  } else return;
  press.preventDefault();
  press.stopPropagation();
});
