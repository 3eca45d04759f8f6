// The network: vis-network draws what Python placed; colours follow the theme, nothing moves by itself.

const canvasBox = byId("network");
const nodeSet = new vis.DataSet(nodesRead);
const edgeSet = new vis.DataSet(edgesRead);
const nodeOf = new Map(nodesRead.map((node) => [node.id, node]));
const tallFirst = canvasBox.clientHeight > canvasBox.clientWidth * 1.15;
if (tallFirst) nodeSet.update(nodesRead.map(({ id, tall: [x, y] }) => ({ id, x, y })));
const network = new vis.Network(canvasBox, { nodes: nodeSet, edges: edgeSet }, read("options"));
const neighbours = new Map(nodesRead.map((node) => [node.id, new Set()]));
for (const { from, to } of edgesRead) {
  neighbours.get(from).add(to);
  neighbours.get(to).add(from);
}

const paint = {};
function readPaint() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "ink", "soft", "faint", "mark", "claimed", "denied", "says", ...Object.keys(KINDS).flatMap((kind) => [kind, `${kind}-edge`])]) {
    paint[name] = style.getPropertyValue(`--${name.toLowerCase()}`).trim();
  }
}

/** Mix a colour with the paper; 1 keeps it, 0 hides it. */
function faded(colour, share) {
  if (share === 1) return colour;
  const [a, b] = [colour, paint.paper].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  return `#${a.map((value, at) => Math.round(value * share + b[at] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

const DIM = 0.16;
/** Where there are very many lines, each steps back until something is chosen. */
const crowd = edgesRead.length > 250 ? 0.5 : 1;

function paintedNode(node, lit) {
  const share = lit.size && !lit.has(node.id) ? DIM : 1;
  const chosen = node.id === drawnPick();
  const colour = node.kind === "Event" ? wordColour(node) : paint.ink;
  const font = { ...node.font, color: faded(colour, share), strokeWidth: 4, strokeColor: paint.paper, background: chosen && node.kind === "Event" ? paint.mark : undefined };
  const fill = faded(paint[node.kind] ?? paint.ink, share);
  const edge = faded(chosen ? paint.ink : paint[`${node.kind}-edge`] ?? paint.ink, share);
  const state = { background: fill, border: edge };
  return { id: node.id, font, hidden: !nodeIsShown(node), borderWidth: chosen ? 3 : 1.2, borderWidthSelected: 3, color: { ...state, highlight: { background: fill, border: paint.ink }, hover: { background: fill, border: paint.ink } } };
}

function wordColour(node) {
  const [attribution, , polarity] = node.status;
  if (attribution === "Claimed") return paint.claimed;
  return attribution === "Denied" || polarity === "Negated" ? paint.denied : paint.ink;
}

function paintedEdge(edge, lit) {
  const on = !lit.size || (lit.has(edge.from) && lit.has(edge.to));
  const word = nodeOf.get(isEvent(edge.from) ? edge.from : edge.to);
  const base = edge.role === "says" || edge.role === "via" ? paint.says : edge.role === "causes" ? paint.soft : word.status ? lineColour(word) : paint.says;
  const colour = faded(base, !on ? DIM : lit.size ? 1 : crowd);
  return { id: edge.id, hidden: !edgeIsShown(edge), color: { color: colour, highlight: colour, hover: colour, inherit: false } };
}

const lineColour = (node) => (wordColour(node) === paint.ink ? paint.soft : wordColour(node));
const nodeIsShown = (node) => (node.kind === "Event" ? node.members.some((member) => shown.events.has(member)) : shown.things.has(node.id));
const drawnPick = () => drawnAs.get(state.pick) ?? state.pick;

function edgeIsShown(edge) {
  if (!nodeIsShown(nodeOf.get(edge.from)) || !nodeIsShown(nodeOf.get(edge.to))) return false;
  if (edge.role !== "says" || !isEvent(edge.to)) return true;
  const members = nodeOf.get(edge.to).members.map((member) => known.get(member));
  return members.some((event) => event.claims.some((claim) => claim.source === edge.from && claimIsOn(claim)));
}

/** All within some steps of the chosen node; from name to name is one step, over the word between them. */
function around(start, steps) {
  const found = new Map([[start, 0]]);
  const limit = nodeOf.get(start)?.kind === "Event" ? steps * 2 - 1 : steps * 2;
  for (const id of found.keys()) {
    if (found.get(id) === limit) continue;
    for (const next of neighbours.get(id) ?? []) if (!found.has(next) && nodeIsShown(nodeOf.get(next))) found.set(next, found.get(id) + 1);
  }
  return new Set(found.keys());
}

function pathBetween(start, end) {
  const before = new Map([[start, ""]]);
  for (const id of before.keys()) for (const next of neighbours.get(id) ?? []) if (!before.has(next) && nodeIsShown(nodeOf.get(next))) before.set(next, id);
  const path = [];
  for (let id = before.has(end) ? end : ""; id; id = before.get(id)) path.push(id);
  return path;
}

function litNodes() {
  if (state.path.length) return new Set(state.path);
  const start = drawnPick();
  return nodeOf.has(start) && nodeIsShown(nodeOf.get(start)) ? around(start, state.steps) : new Set();
}

listeners.push(() => {
  readPaint();
  const lit = litNodes();
  nodeSet.update(nodesRead.map((node) => paintedNode(node, lit)));
  edgeSet.update(edgesRead.map((edge) => paintedEdge(edge, lit)));
  const chosen = drawnPick();
  network.selectNodes(nodeOf.has(chosen) && nodeIsShown(nodeOf.get(chosen)) ? [chosen] : [], false);
});

const still = matchMedia("(prefers-reduced-motion: reduce)");
const motion = () => (still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function fitAll() {
  network.fit({ animation: false, maxZoomLevel: 1.3 });
  if (network.getScale() < 0.5) openOnMain();
}

/** Where the whole would be too small to read, start with the main actor in the middle. */
function openOnMain() {
  const main = drawnThings.find((thing) => shown.things.has(thing.id));
  if (main) network.moveTo({ position: network.getPosition(main.id), scale: 0.62, animation: false });
}

const narrow = matchMedia("(max-width: 700px)");

/** Bring a node to the middle; on a phone above the sheet that holds the evidence. */
function goTo(id, animation = motion()) {
  const drawn = drawnAs.get(id) ?? id;
  network.setSize("100%", "100%"); // the panel may just have taken some of the width
  const offset = { x: 0, y: narrow.matches && state.pick ? -canvasBox.clientHeight * 0.3 : 0 };
  if (nodeOf.has(drawn)) network.moveTo({ position: network.getPosition(drawn), scale: Math.max(0.9, network.getScale()), offset, animation });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: motion() });
}

network.on("click", ({ nodes, edges, event }) => {
  if (nodes.length && event.srcEvent?.shiftKey && state.pick) change({ path: pathBetween(drawnPick(), nodes[0]) });
  else if (nodes.length) pick(nodes[0], { whole: true });
  else if (edges.length) pick(edgeEvent(edges[0]), { whole: true });
  else pick("");
  if (narrow.matches && state.pick) goTo(state.pick);
});
network.on("hoverNode", () => canvasBox.classList.add("over"));
network.on("blurNode", () => canvasBox.classList.remove("over"));
network.on("hoverEdge", () => canvasBox.classList.add("over"));
network.on("blurEdge", () => canvasBox.classList.remove("over"));

/** A line stands for its event; the line from who passes on to the source, for who passes on. */
function edgeEvent(id) {
  const { from, to } = edgeSet.get(id);
  return [to, from].find(isEvent) ?? from;
}

/** The neighbour that lies in a direction, for the arrow keys. */
function neighbourTowards(start, dx, dy) {
  const here = network.getPosition(start);
  const rated = [...neighbours.get(start)].filter((id) => nodeIsShown(nodeOf.get(id))).map((id) => {
    const { x, y } = network.getPosition(id);
    const far = Math.hypot(x - here.x, y - here.y) || 1;
    return [((x - here.x) * dx + (y - here.y) * dy) / far, id];
  });
  const [best] = rated.sort((a, b) => b[0] - a[0]);
  return best && best[0] > 0.2 ? best[1] : "";
}

for (const button of document.querySelectorAll("[data-zoom]")) {
  const act = { in: () => zoomBy(1.35), out: () => zoomBy(1 / 1.35), fit: () => network.fit({ animation: motion(), maxZoomLevel: 1.3 }) };
  button.addEventListener("click", act[button.dataset.zoom]);
}
