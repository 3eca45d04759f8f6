// Several reports of one event side by side: what they agree on, and where they contradict each other.

/** An event and all that are probably the same, near or far. */
function retellings(event) {
  const found = new Set([event.id]);
  for (const id of found) for (const other of known.get(id).coreferent) found.add(other);
  return [...found].map((id) => known.get(id));
}

const isNot = (claim) => claim.polarity === "Negated" || claim.attribution === "Denied";
const FIELDS = [
  ["whether it happened", ({ claim }) => (isNot(claim) ? "no" : "yes")],
  ["how sure it is", ({ claim }) => ({ Actual: "as fact", Planned: "planned", Possible: "possible", Hypothetical: "only if" })[claim.modality]],
  ["who did it", ({ event }) => namesOf(event, "actor").sort().join(", ")],
  ["whom or what", ({ event }) => namesOf(event, "target", "recipient").sort().join(", ")],
  ["where", ({ event }) => namesOf(event, ...PLACES).sort().join(", ")],
  ["when", ({ event }) => whenWords(event.when)],
  ["figures", ({ event }) => event.figures.map(([name, value]) => `${name} ${value}`).sort().join(", ")],
];

/** Every report: one claim about the event or about one that is probably the same. */
const reportsOf = (event) => retellings(event).flatMap((told) => told.claims.map((claim) => ({ event: told, claim })));

/** What reports say alike and what they say differently; silence is no contradiction. */
function verdicts(reports) {
  return FIELDS.map(([name, value]) => {
    const said = new Set(reports.map(value).filter(Boolean));
    return { name, value, alike: said.size === 1 && reports.length > 1, differs: said.size > 1 };
  });
}

function comparison(event) {
  const reports = reportsOf(event);
  if (reports.length < 2) return null;
  const judged = verdicts(reports);
  const [alike, different] = ["alike", "differs"].map((way) => judged.filter((field) => field[way]).map(({ name }) => name));
  const summary = [alike.length ? `They agree on ${listed(alike)}` : "", different.length ? `they differ on ${listed(different)}` : ""].filter(Boolean).join("; ");
  const used = judged.filter(({ alike: same, differs }) => same || differs);
  const head = make("tr", {}, make("td"), reports.map((report) => make("th", { scope: "col" }, reporter(report))));
  const rows = used.map((field) => make("tr", {}, make("th", { scope: "row" }, capital(field.name)), reports.map((report) => verdictCell(field, report))));
  return make("section", { class: "compare" }, make("h3", {}, `${reports.length} reports of this event`), make("p", { class: "soft" }, `${capital(summary)}.`),
    make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Reports side by side" }, make("table", {}, make("thead", {}, head), make("tbody", {}, rows))));
}

function reporter({ event, claim }) {
  const article = articles[sentences[claim.evidence[0]]?.article];
  const name = isAuthor(claim.source) || !claim.source ? (article ? articleWords(article) : "the article") : voiceWords(claim);
  return [statusSample(claim), pickButton(event.id, name), make("div", { class: "soft" }, `${claim.attribution.toLowerCase()}${article?.date ? `, ${dateWords(article.date)}` : ""}`)];
}

function verdictCell({ value, differs }, report) {
  const text = value(report);
  return make("td", { class: differs && text ? "differs" : "" }, differs && text ? make("span", { class: "away" }, "differs: ") : null, make("bdi", {}, text || "–"));
}
