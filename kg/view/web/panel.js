// The evidence panel: which characters say it, who stands behind it, and how certainly.

const panel = byId("panel");

/** A sentence with its characters marked by role. Offsets count code points, so it is cut as an array of them. */
function markedSentence(number, roleOf) {
  const { text, marks } = sentences[number];
  const letters = Array.from(text);
  const wanted = marks.filter(([, , id]) => roleOf.has(id));
  const cuts = [...new Set([0, letters.length, ...wanted.flatMap(([begin, end]) => [begin, end])])].sort((a, b) => a - b);
  const order = Object.keys(ROLES);
  return cuts.slice(1).map((end, at) => {
    const words = letters.slice(cuts[at], end).join("");
    const roles = wanted.filter(([first, last]) => first <= cuts[at] && last >= end).map(([, , id]) => roleOf.get(id));
    const [role] = roles.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return role ? make("mark", { class: role, title: ROLES[role] }, words) : words;
  });
}

function rolesFor(event) {
  const roleOf = new Map();
  for (const [role, id] of [...event.roles].reverse()) roleOf.set(id, role);
  if (event.time !== undefined) roleOf.set(`w${event.time}`, "time");
  for (const claim of event.claims) for (const cue of claim.cues) roleOf.set(cue, "cue");
  for (const claim of event.claims) if (!roleOf.has(claim.source) && claim.attribution !== "Asserted") roleOf.set(claim.source, "source");
  roleOf.set(event.id, "trigger");
  return roleOf;
}
ROLES.source = "source";

const pickButton = (id, text) => make("button", { type: "button", class: "link", "data-id": id, onclick: () => pick(id, {}) }, make("bdi", {}, text ?? labelOf(id)));
const pickList = (ids) => ids.flatMap((id, at) => [at ? ", " : null, pickButton(id)]);
const fact = (name, ...value) => (solid(value).length ? [make("dt", {}, name), make("dd", {}, value)] : []);

function claimLine(claim) {
  const parts = [voiceLine(claim)];
  if (claim.modality !== "Actual") parts.push(`, as ${claim.modality.toLowerCase()}`);
  if (claim.polarity === "Negated" && claim.attribution !== "Denied") parts.push(", as not so");
  parts.push(".");
  if (claim.conditions.length) parts.push(" Only if: ", pickList(claim.conditions), ".");
  return make("li", {}, statusSample(claim), make("span", {}, parts));
}

function voiceLine(claim) {
  const voice = isAuthor(claim.source) || !claim.source ? "the article itself" : pickButton(claim.source);
  const via = claim.via.length ? [", via ", pickList(claim.via)] : "";
  const opening = { Asserted: "Stated by ", Reported: "Reported: according to ", Claimed: "Claimed by ", Denied: "Denied by " }[claim.attribution];
  return [opening ?? "", voice, via];
}

function evidence(event) {
  const roleOf = rolesFor(event);
  const used = new Set();
  const quotes = event.evidence.map((number) => {
    const pieces = markedSentence(number, roleOf);
    for (const piece of pieces) if (piece.className) used.add(piece.className);
    return figureOf(number, pieces);
  });
  const keys = Object.keys(ROLES).filter((role) => used.has(role)).map((role) => make("span", {}, make("mark", { class: role }, ROLES[role])));
  return [...quotes, keys.length ? make("p", { class: "roles", "aria-label": "Marks" }, keys) : null];
}

const figureOf = (number, pieces) => make("figure", {}, make("blockquote", { dir: "auto" }, make("p", {}, pieces)), make("figcaption", {}, whereWords(number)));

function whereWords(number) {
  const { article, begin, end } = sentences[number];
  const source = articles[article];
  const name = source ? articleWords(source) : "";
  return [source?.address ? link(source.address, name) : make("bdi", {}, name), make("span", { class: "offsets" }, `characters ${begin}–${end}`)];
}

function eventPanel(event) {
  const who = (role) => event.roles.filter(([name]) => name === role).map(([, id]) => id);
  const people = ["actor", "target", "recipient", "place", "origin", "destination"].flatMap((role) => fact(capital(ROLES[role]), pickList(who(role))));
  const figures = event.figures.flatMap(([name, value]) => fact(capital(name), value));
  return [
    make("p", { class: "kicker", title: words[event.kind]?.comment ?? "" }, capital(kindWord(event))),
    make("h2", { dir: "auto" }, capital(event.label)),
    make("ul", { class: "claims" }, event.claims.map(claimLine)),
    evidence(event),
    make("dl", {}, people, fact("In their words", unread(event).map((quote) => `“${quote}”`).join(" ")), fact("What is said", pickList(saidIn(event))), fact("When", whenWords(event.when)), figures,
      fact("Leads to", pickList(event.causes)), fact("Before", pickList(event.before)), entryFact(event)),
    comparison(event),
    focusTools(event.id),
    make("p", { class: "acts" }, make("button", { type: "button", onclick: () => copy(citation(event)) }, "Copy as citation"),
      make("button", { type: "button", onclick: () => copy(event.iri) }, "Copy IRI")),
    queryBox(eventQuery(event)),
  ];
}

/** Quotations that stand in none of the sentences above. */
const unread = (event) => event.quotes.filter((quote) => !event.evidence.some((number) => sentences[number].text.includes(quote)));

/** The events that a statement speaks of. */
const saidIn = (statement) => events.filter((event) => event.claims.some((claim) => claim.cues.includes(statement.id))).map((event) => event.id);

const PARTS = { v: "verb", n: "noun", a: "adjective", r: "adverb", p: "preposition" };
/** A lexicon entry in words: "en:call-off-v-2" is the verb “call off”, sense 2. */
function entryWords(entry) {
  const [, word, part, sense] = /^en:(.+?)-([a-z])(?:-(\d+))?$/.exec(entry) ?? [];
  if (!word || !PARTS[part]) return entry;
  return [`${word.replaceAll("-", " ")}, ${PARTS[part]}${sense ? `, sense ${sense}` : ""} `, make("code", {}, entry)];
}
const entryFact = (event) => (event.entries.length ? fact("In the lexicon", event.entries.flatMap((entry, at) => [at ? ", " : null, entryWords(entry)])) : []);

/** How far the light goes, whether only that is shown, more names, and the way to another: for what the network knows. */
function focusTools(id) {
  if (!nodeOf.has(drawnAs.get(id) ?? id)) return null;
  const steps = [1, 2, 3].map((count) => make("button", { type: "button", id: `steps-${count}`, "aria-pressed": String(state.steps === count), onclick: () => change({ steps: count }) }, String(count)));
  const rest = foldedAround(id);
  const names = Math.min(UNFOLD, rest.length);
  return make("div", { class: "focus", role: "group", "aria-label": "Around this" },
    make("span", { class: "choice" }, make("span", { class: "soft" }, "Steps around it: "), steps),
    make("button", { type: "button", id: "only", "aria-pressed": String(state.only), onclick: () => change({ only: !state.only }) }, "Show only these"),
    make("button", { type: "button", id: "way", onclick: askWay }, "Way to …"),
    names ? make("button", { type: "button", id: "unfold", onclick: () => unfold(id) }, `Draw ${names} more of ${plural(rest.length, "linked name")}`) : null);
}

/** Events that something has part in, and of a place also those in what lies in it. */
function ownEvents(thing) {
  const inside = isWhere(thing) ? events.filter((event) => placesOf(event).includes(thing.id)) : [];
  return [...new Set([...eventsOf.get(thing.id), ...inside])].sort(inTextOrder);
}

function thingPanel(thing) {
  const own = ownEvents(thing);
  const on = onlyShown(own);
  const notes = [thing.sector && (words[thing.sector]?.label ?? thing.sector), thing.affiliations.length && `of ${listed(thing.affiliations.map(labelOf))}`];
  const where = thing.lat === undefined ? "" : `${thing.lat}, ${thing.long}`;
  const hidden = own.length > on.length ? ` (${own.length - on.length} more are filtered out)` : "";
  return [
    make("p", { class: "kicker" }, thing.author ? "Source" : KINDS[thing.kind] ?? thing.kind),
    make("h2", { dir: "auto" }, capital(thing.label)),
    notes.some(Boolean) ? make("p", { class: "soft" }, capital(notes.filter(Boolean).join(", "))) : null,
    make("dl", {}, fact("Also called", thing.aliases.join(", ")), fact("Lies in", pickList(thing.within)), fact("Coordinates", where), fact("Same as", linkList(thing))),
    focusTools(thing.id),
    ...partsOfThing(thing, on),
    hidden ? make("p", { class: "soft" }, capital(hidden.slice(2, -1)), ".") : null,
    on.length ? thingSentences(thing, on) : null,
    make("p", { class: "acts" }, make("button", { type: "button", onclick: () => copy(thing.iri) }, "Copy IRI")),
    queryBox(thingQuery(thing)),
  ];
}

const LISTED = 40;
/** What somebody says, and what happens with them, each a list. */
function partsOfThing(thing, own) {
  const says = own.filter((event) => event.claims.some((claim) => claim.source === thing.id || claim.via.includes(thing.id)));
  const does = own.filter((event) => event.roles.some(([, id]) => id === thing.id) || placesOf(event).includes(thing.id));
  const list = (title, events_) => (events_.length ? [make("h3", {}, `${title} (${spaced(events_.length)})`), longList(events_)] : []);
  return own.length ? [...list(isWhere(thing) ? "What happens there" : "What happens", does), ...list("What it is the source of", says)] : [make("h3", {}, "No event of its own")];
}

function longList(list) {
  const box = make("ol", { class: "events" }, list.slice(0, LISTED).map(eventItem));
  if (list.length <= LISTED) return box;
  const more = make("button", { type: "button", class: "more", onclick: () => (box.append(...list.slice(LISTED).map(eventItem)), more.remove()) }, `Show ${spaced(list.length - LISTED)} more`);
  return [box, more];
}

/** All sentences that are evidence, with the words for the thing and for its events marked. */
function thingSentences(thing, own) {
  const numbers = [...new Set(own.flatMap((event) => event.evidence))].sort((a, b) => a - b);
  const roleOf = new Map([[thing.id, "actor"], ...own.map((event) => [event.id, "trigger"])]);
  const box = make("details", { class: "sentences" }, make("summary", {}, plural(numbers.length, "sentence")));
  const fill = () => {
    if (box.open && box.children.length === 1) box.append(...numbers.slice(0, LISTED).map((number) => figureOf(number, markedSentence(number, roleOf))));
  };
  box.addEventListener("toggle", fill);
  return box;
}

const linkList = (thing) => thing.links.flatMap((address, at) => [at ? ", " : null, link(address, address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""))]);

function eventItem(event) {
  return make("li", { class: event.claims[0]?.attribution ?? "" }, statusSample(event.claims[0]),
    make("div", {}, pickButton(event.id, capital(event.label)), make("div", { class: "soft" }, make("bdi", {}, [event.claims.map(statusWords).join("; "), event.when ? whenWords(event.when) : ""].filter(Boolean).join(" · ")))));
}

function bundlePanel(members) {
  const [first] = members;
  return [make("p", { class: "kicker" }, capital(kindWord(first))), make("h2", {}, `${plural(members.length, "event")} between ${listed([...new Set(members.flatMap((event) => event.roles.map(([, id]) => labelOf(id))))].slice(0, 4))}`), make("ol", { class: "events" }, members.map(eventItem)), focusTools(first.id)];
}

let shownPick = "";
listeners.push(() => {
  const entry = known.get(state.pick);
  const before = { scale: network.getScale(), position: network.getViewPosition(), wide: canvasBox.clientWidth };
  panel.hidden = !entry;
  document.body.classList.toggle("open", Boolean(entry));
  if (state.tab === "network") keepView(before);
  if (!entry) return void panel.replaceChildren();
  const members = nodeOf.get(state.pick)?.members ?? [];
  const inside = members.length > 1 && state.whole ? bundlePanel(members.map((id) => known.get(id))) : isEvent(entry.id) ? eventPanel(entry) : thingPanel(entry);
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => pick("") }, "×");
  panel.replaceChildren(...solid([close, inside]));
  if (shownPick !== state.pick) panel.scrollTop = 0;
  shownPick = state.pick;
});
