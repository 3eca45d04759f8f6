// Take away: what is shown, as picture, table or graph.

const KG = "https://w3id.org/kg-event/ns#";

function download(name, kind, content) {
  const address = URL.createObjectURL(new Blob([content], { type: kind }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A cell of a CSV file (RFC 4180); what a spreadsheet would take for a formula gets an apostrophe. */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv() {
  const head = ["event", "class", "actor", "target", "recipient", "place", "origin", "destination", "begin", "end", "source", "via", "attribution", "modality", "polarity", "condition", "sentence", "article", "date", "first character", "last character", "iri"];
  const rows = onlyShown([...events].sort(inTextOrder)).flatMap((event) => event.claims.filter(claimIsOn).map((claim) => csvRow(event, claim)));
  return [head, ...rows].map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n") + "\r\n";
}

function csvRow(event, claim) {
  const first = sentences[claim.evidence[0]];
  const article = articles[first?.article];
  const roles = ["actor", "target", "recipient", "place", "origin", "destination"].map((role) => namesOf(event, role).join("; "));
  return [event.label, event.kind, ...roles, event.when?.begin, event.when?.end, labelOf(claim.source), claim.via.map(labelOf).join("; "), claim.attribution, claim.modality, claim.polarity,
    claim.conditions.map(labelOf).join("; "), claim.evidence.map((number) => sentences[number].text).join(" "), article && (article.title || article.name), article?.date, first?.begin, first?.end, event.iri];
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);

function asGraphml() {
  const key = (name) => `  <key id="${name}" for="all" attr.name="${name}" attr.type="string"/>`;
  const data = (fields) => Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `<data key="${name}">${escaped(value)}</data>`).join("");
  const nodes = nodesRead.filter(nodeIsShown).map((node) => {
    const entry = known.get(node.id);
    const status = isEvent(node.id) ? entry.claims.map(statusWords).join("; ") : "";
    return `    <node id="${node.id}">${data({ label: entry.label, kind: isEvent(node.id) ? entry.kind : node.kind, iri: entry.iri, status })}</node>`;
  });
  const lines = edgesRead.filter(edgeIsShown).map(({ id, from, to, role }) => `    <edge id="${id}" source="${from}" target="${to}">${data({ role })}</edge>`);
  const open = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">';
  return [open, ...["label", "kind", "iri", "status", "role"].map(key), '  <graph edgedefault="directed">', ...nodes, ...lines, "  </graph>\n</graphml>\n"].join("\n");
}

/** GEXF 1.3: the same nodes and lines for Gephi, with their places and colours. */
function asGexf() {
  const names = ["kind", "iri", "status"];
  const nodes = nodesRead.filter(nodeIsShown).map((node) => {
    const entry = known.get(node.id);
    const word = isEvent(node.id);
    const values = [word ? entry.kind : node.kind, entry.iri, word ? entry.claims.map(statusWords).join("; ") : ""];
    const { x, y } = spots.get(node.id);
    const [r, g, b] = [1, 3, 5].map((at) => parseInt((paint[node.kind] ?? paint.ink).slice(at, at + 2), 16));
    const attributes = values.map((value, at) => (value ? `<attvalue for="${names[at]}" value="${escaped(value)}"/>` : "")).join("");
    return `      <node id="${node.id}" label="${escaped(entry.label)}"><attvalues>${attributes}</attvalues><viz:position x="${x}" y="${-y}" z="0"/><viz:size value="${node.size ?? 6}"/><viz:color r="${r}" g="${g}" b="${b}"/></node>`;
  });
  const lines = edgesRead.filter(edgeIsShown).map(({ id, from, to, role, width }) => `      <edge id="${id}" source="${from}" target="${to}" label="${role}" weight="${width}"/>`);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">', '  <graph defaultedgetype="directed">', '    <attributes class="node">',
    ...names.map((name) => `      <attribute id="${name}" title="${name}" type="string"/>`), "    </attributes>", "    <nodes>", ...nodes, "    </nodes>", "    <edges>", ...lines, "    </edges>", "  </graph>", "</gexf>", ""].join("\n");
}

const literal = (text) => `"${String(text).replace(/[\\"\n\r\t]/g, (mark) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[mark])}"`;

function asTurtle() {
  const iri = (id) => `<${known.get(id).iri}>`;
  const about = onlyShown([...events].sort(inTextOrder));
  const named = new Set(about.flatMap((event) => [...event.roles.map(([, id]) => id), ...event.claims.flatMap((claim) => [claim.source, ...claim.via])]));
  const lines = [`@prefix kg: <${KG}> .`, "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", ""];
  for (const id of [...named].filter((name) => known.has(name) && !isEvent(name))) lines.push(`${iri(id)} a kg:${known.get(id).kind} ; rdfs:label ${literal(labelOf(id))}@en .`);
  for (const event of about) {
    const roles = event.roles.map(([role, id]) => ` ; kg:${role} ${iri(id)}`).join("");
    lines.push(`${iri(event.id)} a kg:Event${event.kind === "Event" ? "" : `, kg:${event.kind}`} ; rdfs:label ${literal(event.label)}@en${roles} .`);
    for (const claim of event.claims.filter(claimIsOn)) lines.push(claimTurtle(event, claim, iri));
  }
  return lines.join("\n") + "\n";
}

function claimTurtle(event, claim, iri) {
  const more = [...claim.via.map((id) => ` ; kg:via ${iri(id)}`), ...claim.conditions.map((id) => ` ; kg:condition ${iri(id)}`)].join("");
  return `<${claim.iri}> a kg:Claim ; kg:about ${iri(event.id)} ; kg:source ${iri(claim.source)} ; kg:attribution kg:${claim.attribution} ; kg:modality kg:${claim.modality} ; kg:polarity kg:${claim.polarity}${more} .`;
}

function boxOf(id) {
  const [{ x, y }, [left, up, right, down]] = [spots.get(id), nodeOf.get(id).box];
  return { left: x - left, top: y - up, right: x + right, bottom: y + down };
}

/** The network as a drawing whose text stays text. */
function asSvg() {
  const on = nodesRead.filter(nodeIsShown);
  const boxes = on.map((node) => boxOf(node.id));
  const [left, top] = [Math.min(...boxes.map((box) => box.left)) - 30, Math.min(...boxes.map((box) => box.top)) - 30];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)) + 30, Math.max(...boxes.map((box) => box.bottom)) + 30];
  const lines = edgesRead.filter(edgeIsShown).map(svgLine);
  const marks = on.map(svgNode);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" font-family="sans-serif"><title>${escaped(document.title)}</title><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${paint.paper}"/>${lines.join("")}${marks.join("")}</svg>\n`;
}

function svgLine(edge) {
  const [a, b] = [spots.get(edge.from), spots.get(edge.to)];
  const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / far, (b.y - a.y) / far];
  const at = (start, along, aside = 0) => [start.x + dx * along - dy * aside, start.y + dy * along + dx * aside].map((value) => value.toFixed(1)).join(" ");
  const colour = edgeSet.get(edge.id).color.color;
  const look = looks[edge.look];
  const dashes = look.dashes ? ` stroke-dasharray="${look.dashes.join(" ")}"` : "";
  const room = (id) => (nodeOf.get(id).size ?? 12) + 3;
  const parts = [`<path d="M${at(a, 0)}L${at(b, look.arrows.to ? -room(edge.to) - 6 : 0)}" fill="none" stroke-width="${edge.width}"${dashes}/>`];
  const tip = -room(edge.to);
  if (look.arrows.to) parts.push(`<path d="M${at(b, tip)}L${at(b, tip - 10, 4)}L${at(b, tip - (look.arrows.to.type === "vee" ? 6 : 10))}L${at(b, tip - 10, -4)}Z" fill="${colour}"/>`);
  if (look.arrows.from) parts.push(`<path d="M${at(a, room(edge.from))}l.01 0" stroke-width="8" stroke-linecap="round"/>`);
  if (look.arrows.middle) parts.push(`<path d="M${at(a, far / 2, 6)}L${at(a, far / 2, -6)}" stroke-width="2.2"/>`);
  return `<g stroke="${colour}">${parts.join("")}</g>`;
}

function svgNode(node) {
  const { x, y } = spots.get(node.id);
  const { font, color } = nodeSet.get(node.id);
  const lines = node.label.split("\n");
  const first = node.kind === "Event" ? y - ((lines.length - 1) * font.size * 1.2) / 2 + font.size * 0.35 : y + node.size + font.size * 1.1;
  const text = lines.map((line, at) => `<tspan x="${x}" y="${(first + at * font.size * 1.2).toFixed(1)}">${escaped(line)}</tspan>`).join("");
  const shape = node.kind === "Event" ? "" : `<g transform="translate(${x} ${y}) scale(${(node.size / 6.5).toFixed(2)}) translate(-11 -8)"><path d="${SHAPES[node.kind]}" fill="${color.background}" stroke="${color.border}" stroke-width="0.5"/></g>`;
  return `${shape}<text text-anchor="middle" font-size="${font.size}" fill="${font.color}" stroke="${paint.paper}" stroke-width="4" paint-order="stroke">${text}</text>`;
}

function savePng() {
  const canvas = canvasBox.querySelector("canvas");
  const ratio = devicePixelRatio || 1;
  const picture = document.createElement("canvas");
  Object.assign(picture, { width: canvas.width, height: canvas.height + 110 * ratio });
  const pen = picture.getContext("2d");
  pen.fillStyle = paint.paper;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(canvas, 0, 76 * ratio);
  pen.fillStyle = paint.ink;
  pen.font = `600 ${24 * ratio}px Georgia, serif`;
  pen.fillText(document.title, 20 * ratio, 36 * ratio);
  pen.font = `${13 * ratio}px sans-serif`;
  pen.fillText("Solid: stated by the article. Dashed: reported. Dotted: claimed. Crossed: denied.", 20 * ratio, 60 * ratio);
  pen.fillText(articles.slice(0, 3).map(articleWords).join("; "), 20 * ratio, picture.height - 14 * ratio);
  picture.toBlob((blob) => download("events.png", "image/png", blob));
}

const SAVES = [
  ["Picture (PNG)", savePng], ["Drawing (SVG)", () => download("events.svg", "image/svg+xml", asSvg())], ["Table (CSV)", () => download("events.csv", "text/csv;charset=utf-8", "\ufeff" + asCsv())],
  ["Graph (GraphML)", () => download("events.graphml", "application/xml", asGraphml())],
  ["Graph (GEXF)", () => download("events.gexf", "application/xml", asGexf())], ["RDF (Turtle)", () => download("events.ttl", "text/turtle", asTurtle())], ["Print", () => print()],
];
byId("saves").append(...SAVES.map(([name, act]) => make("button", { type: "button", onclick: () => { byId("save").open = false; act(); } }, name)));
