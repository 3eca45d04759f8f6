// What can be taken from the panel: a citation, the query that gives the same, the IRI.

/** A reference as one puts it below a text: the sentence, where it stands, who says it, and what it is in the graph. */
function citation(event) {
  const quotes = event.evidence.map((number) => {
    const { article, begin, end, text } = sentences[number];
    const source = articles[article];
    return `“${text}” (${[source && articleWords(source), `characters ${begin}–${end}`, source?.address].filter(Boolean).join(", ")})`;
  });
  return [`${capital(event.label)}: ${event.claims.map(statusWords).join("; ")}.`, ...quotes, event.iri].join("\n");
}

/** The SPARQL that gives who says an event, how, and in which sentence; `kg query` declares the prefixes. */
const eventQuery = (event) => `SELECT ?who ?attribution ?modality ?polarity ?sentence WHERE {
  ?claim kg:about <${event.iri}> ;
    kg:source/rdfs:label ?who ;
    kg:attribution ?attribution ; kg:modality ?modality ; kg:polarity ?polarity ;
    kg:evidence/nif:anchorOf ?sentence .
}`;

/** The SPARQL that gives what somebody or something takes part in. */
const thingQuery = (thing) => `SELECT DISTINCT ?event ?what WHERE {
  VALUES ?role { kg:actor kg:target kg:recipient kg:place kg:origin kg:destination }
  ?event ?role <${thing.iri}> ; rdfs:label ?what .
}`;

function queryBox(text) {
  const act = () => copy(text);
  return make("details", { class: "query" }, make("summary", {}, "The query that gives it (SPARQL)"), make("pre", { tabindex: 0 }, text), make("button", { type: "button", onclick: act }, "Copy query"));
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
