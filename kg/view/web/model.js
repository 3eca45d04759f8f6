// What the page knows: the records that Python wrote, by id. Text enters the page as text nodes only.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);
const record = read("record");
const { articles, sentences, things, times, events, words, totals, base, prefixes } = record;
const { order, top: firstTop, folded, looks, ways, shapes, face } = read("start");
const nodesRead = read("nodes");
const edgesRead = read("edges").map(([from, to, role, look, width], number) => ({ id: `l${number}`, from, to, role, look, width }));

/** The whole IRI of a name: a base stands before names without a prefix. */
function iriOf(name) {
  const [, prefix, rest] = /^([\w-]+):(.*)$/s.exec(name) ?? [];
  if (prefix === undefined) return base + name;
  return Object.hasOwn(prefixes, prefix) ? prefixes[prefix] + rest : name;
}

const known = new Map([...things, ...events].map((entry) => [entry.id, entry]));
const byName = new Map([...things, ...events].map((entry) => [entry.name, entry]));
const isEvent = (id) => id.startsWith("e");
/** All things that the network can draw, those that it starts with first. */
const drawnThings = order.map((id) => known.get(id));
const rank = new Map(order.map((id, place) => [id, place]));
for (const node of nodesRead) if (node.kind === "Event") node.members ||= [node.id];
const nodeOf = new Map(nodesRead.map((node) => [node.id, node]));
/** Which drawn word stands for an event: itself, or the bundle that holds it. */
const drawnAs = new Map(nodesRead.flatMap((node) => (node.members || []).map((member) => [member, node.id])));
const neighbours = new Map(nodesRead.map((node) => [node.id, new Set()]));
/** Of a word, who and what takes part, without those who only speak of it. */
const partsOf = new Map(nodesRead.map((node) => [node.id, new Set()]));
for (const { from, to, role } of edgesRead) {
  neighbours.get(from).add(to);
  neighbours.get(to).add(from);
  if (role === "says" || role === "via") continue;
  partsOf.get(from).add(to);
  partsOf.get(to).add(from);
}

const USUAL = { attribution: "Asserted", modality: "Actual", polarity: "Affirmed" };
for (const entry of [...things, ...events]) entry.iri = iriOf(entry.name);
for (const event of events) {
  for (const list of ["roles", "claims", "causes", "before", "coreferent", "quotes", "figures", "entries"]) event[list] ||= [];
  for (const claim of event.claims) {
    for (const list of ["via", "conditions", "evidence", "cues"]) claim[list] ||= [];
    for (const [name, usual] of Object.entries(USUAL)) claim[name] ||= usual;
    claim.iri = iriOf(claim.name.startsWith("#") ? event.name.split("#")[0] + claim.name : claim.name);
  }
  event.evidence = [...new Set(event.claims.flatMap((claim) => claim.evidence))].sort((a, b) => a - b);
  event.when = event.time === undefined ? null : times[event.time];
}
for (const thing of things) for (const list of ["aliases", "affiliations", "within", "links"]) thing[list] ||= [];

/** Events that a thing takes part in or speaks of, in the order of the text. */
const eventsOf = new Map(things.map((thing) => [thing.id, []]));
for (const event of [...events].sort(inTextOrder)) {
  const parts = event.roles.map(([, id]) => id);
  const voices = event.claims.flatMap((claim) => [claim.source, ...claim.via]);
  for (const id of new Set([...parts, ...voices])) eventsOf.get(id)?.push(event);
}

function inTextOrder(a, b) {
  const [first, second] = [a, b].map((event) => event.evidence[0] ?? Infinity);
  return first - second || offsetOf(a) - offsetOf(b) || (a.id < b.id ? -1 : 1);
}

function offsetOf(event) {
  return Number(/_(\d+)$/.exec(event.name)?.[1] ?? 0);
}

const ROLES = {
  trigger: "what happens", cue: "who says so, and how", actor: "who", target: "whom or what", recipient: "to whom",
  place: "where", origin: "from", destination: "to", time: "when",
};
const KINDS = {
  Person: "Person", Organization: "Organization", Group: "Group of people", Actor: "Other actor", Place: "Place", Site: "Site without a name", Object: "Thing",
};
const ATTRIBUTIONS = { Asserted: "Stated by the article", Reported: "Reported", Claimed: "Claimed", Denied: "Denied" };
const MODALITIES = { Actual: "As actual", Planned: "As planned", Possible: "As possible", Hypothetical: "Only if" };
const POLARITIES = { Affirmed: "That it is so", Negated: "That it is not so" };
const MONTHS = "January February March April May June July August September October November December".split(" ");

const isWhere = (thing) => thing.kind === "Place" || thing.kind === "Site";
const labelOf = (id) => known.get(id)?.label ?? "";
/** The label without the class behind it that tells two things of one name apart. */
const bareLabel = (id) => labelOf(id).replace(/ \([^)]*\)$/, "");
const kindWord = (event) => words[event.kind]?.label ?? event.kind;
const isAuthor = (id) => known.get(id)?.author === 1;
const plural = (count, one, many = one + "s") => `${spaced(count)} ${count === 1 ? one : many}`;
const spaced = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join(""));

function dateWords(iso) {
  if (iso.length === 3) return `${iso}0s`;
  const [year, month, day] = iso.split("-").map(Number);
  return [day || "", MONTHS[month - 1] ?? "", year].filter(Boolean).join(" ");
}

function whenWords(time) {
  if (!time) return "";
  const { begin, end, label } = time;
  const span = !begin ? "" : !end || begin === end ? dateWords(begin) : `${dateWords(begin)} to ${dateWords(end)}`;
  return label && label !== span ? (span && !label.includes(span) ? `${label} (${span})` : label) : span;
}

/** Who says it: "Syrian rebels", "the article", "war monitors, via The New York Times". */
function voiceWords(claim) {
  const source = isAuthor(claim.source) || !claim.source ? "the article" : labelOf(claim.source);
  return claim.via.length ? `${source}, via ${listed(claim.via.map(labelOf))}` : source;
}

/** How a claim presents its event, in words: "claimed by Syrian rebels, as planned". */
function statusWords(claim) {
  const verb = { Asserted: "stated", Reported: "reported", Claimed: "claimed", Denied: "denied" }[claim.attribution];
  const parts = [`${verb ?? claim.attribution} by ${voiceWords(claim)}`];
  if (claim.modality !== "Actual") parts.push(claim.modality === "Hypothetical" ? "hypothetical" : claim.modality.toLowerCase());
  if (claim.polarity === "Negated" && claim.attribution !== "Denied") parts.push("as not so");
  if (claim.conditions.length) parts.push(`if ${listed(claim.conditions.map(labelOf))}`);
  return parts.join(", ");
}

const namesOf = (event, ...roles) => event.roles.filter(([role]) => roles.includes(role)).map(([, id]) => labelOf(id));
const articlesOf = (event) => [...new Set(event.evidence.map((number) => sentences[number].article))].filter((n) => n >= 0);
const articleWords = (article) => [article.title || article.name, article.publisher, article.date && dateWords(article.date)].filter(Boolean).join(", ");

/** Make an element; strings among the children become text nodes, never HTML. */
function make(tag, attributes = {}, ...children) {
  const space = SVG_TAGS.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...solid(children));
  return element;
}
/** All that is there of nested lists of children. */
const solid = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "");
const SVG_TAGS = new Set(["svg", "path", "line", "rect", "circle", "polygon", "text", "tspan", "g", "title"]);

/** A link, only where the address is one of the web; else its text. */
function link(address, text) {
  return /^https?:\/\//.test(address) ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text) : text;
}
