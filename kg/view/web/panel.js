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

const pickButton = (id, text) => make("button", { type: "button", class: "link", onclick: () => pick(id, {}) }, make("bdi", {}, text ?? labelOf(id)));
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
    return make("figure", {}, make("blockquote", { dir: "auto" }, make("p", {}, pieces)), make("figcaption", {}, whereWords(number)));
  });
  const keys = Object.keys(ROLES).filter((role) => used.has(role)).map((role) => make("span", {}, make("mark", { class: role }, ROLES[role])));
  return [...quotes, keys.length ? make("p", { class: "roles", "aria-label": "Marks" }, keys) : null];
}

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
      fact("Leads to", pickList(event.causes)), fact("Before", pickList(event.before)), retold(event), entryFact(event)),
    make("p", { class: "acts" }, make("button", { type: "button", onclick: () => copy(citation(event)) }, "Copy as citation"),
      make("button", { type: "button", onclick: () => copy(event.iri) }, "Copy IRI")),
  ];
}

/** Quotations that stand in none of the sentences above. */
const unread = (event) => event.quotes.filter((quote) => !event.evidence.some((number) => sentences[number].text.includes(quote)));

/** The events that a statement speaks of. */
const saidIn = (statement) => events.filter((event) => event.claims.some((claim) => claim.cues.includes(statement.id))).map((event) => event.id);

/** The same occurrence told elsewhere, with its status: where reports agree and where they do not. */
function retold(event) {
  const entries = event.coreferent.map((id) => known.get(id)).map((other) =>
    make("li", {}, pickButton(other.id), make("span", { class: "soft" }, ` ${other.claims.map(statusWords).join("; ")}`, agreement(event, other))));
  return entries.length ? fact("Probably the same", make("ul", { class: "retold" }, entries)) : [];
}

function agreement(event, other) {
  const polarity = (entry) => new Set(entry.claims.map((claim) => claim.polarity));
  const conflict = [...polarity(event)].some((value) => !polarity(other).has(value));
  return conflict ? " (they disagree)" : "";
}

const entryFact = (event) => (event.entries.length ? fact("Known by the lexicon as", event.entries.join(", ")) : []);

function thingPanel(thing) {
  const own = eventsOf.get(thing.id);
  const notes = [thing.sector && (words[thing.sector]?.label ?? thing.sector), thing.affiliations.length && `of ${listed(thing.affiliations.map(labelOf))}`];
  const where = thing.lat === undefined ? "" : `${thing.lat}, ${thing.long}`;
  return [
    make("p", { class: "kicker" }, thing.author ? "Source" : KINDS[thing.kind] ?? thing.kind),
    make("h2", { dir: "auto" }, capital(thing.label)),
    notes.some(Boolean) ? make("p", { class: "soft" }, capital(notes.filter(Boolean).join(", "))) : null,
    make("dl", {}, fact("Also called", thing.aliases.join(", ")), fact("Lies in", pickList(thing.within)), fact("Coordinates", where), fact("Same as", linkList(thing))),
    make("h3", {}, own.length ? plural(own.length, "event") : "No event of its own"),
    make("ol", { class: "events" }, own.filter((event) => shown.events.has(event.id)).map((event) => eventItem(event))),
    make("p", { class: "acts" }, make("button", { type: "button", onclick: () => copy(thing.iri) }, "Copy IRI")),
  ];
}

const linkList = (thing) => thing.links.flatMap((address, at) => [at ? ", " : null, link(address, address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""))]);

function eventItem(event) {
  return make("li", { class: event.claims[0]?.attribution ?? "" }, statusSample(event.claims[0]),
    make("div", {}, pickButton(event.id, capital(event.label)), make("div", { class: "soft" }, make("bdi", {}, event.claims.map(statusWords).join("; ")))));
}

function bundlePanel(members) {
  const [first] = members;
  return [make("p", { class: "kicker" }, capital(kindWord(first))), make("h2", {}, plural(members.length, "report")), make("ol", { class: "events" }, members.map(eventItem))];
}

function citation(event) {
  const quotes = event.evidence.map((number) => {
    const { article, begin, end, text } = sentences[number];
    const source = articles[article];
    return `“${text}” (${[source && articleWords(source), `characters ${begin}–${end}`, source?.address].filter(Boolean).join(", ")})`;
  });
  return [`${capital(event.label)}: ${event.claims.map(statusWords).join("; ")}.`, ...quotes, event.iri].join("\n");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "away" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  byId("live").textContent = "Copied.";
}

listeners.push(() => {
  const entry = known.get(state.pick);
  panel.hidden = !entry;
  document.body.classList.toggle("open", Boolean(entry));
  if (!entry) return void panel.replaceChildren();
  const members = nodeOf.get(state.pick)?.members ?? [];
  const inside = members.length > 1 && state.whole ? bundlePanel(members.map((id) => known.get(id))) : isEvent(entry.id) ? eventPanel(entry) : thingPanel(entry);
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => pick("") }, "×");
  panel.replaceChildren(...solid([close, inside]));
  panel.scrollTop = 0;
});
