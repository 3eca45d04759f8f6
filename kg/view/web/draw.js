// The network: vis-network draws what is placed; colours follow the theme, nothing moves by itself.

const canvasBox = byId("network");
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const edgeOf = new Map(edgesRead.map((edge) => [edge.id, edge]));
const tallFirst = canvasBox.clientHeight > canvasBox.clientWidth * 1.15;
placeFirst(tallFirst);
const network = new vis.Network(canvasBox, { nodes: nodeSet, edges: edgeSet }, read("options"));

const paint = {};
function readPaint() {
  const style = getComputedStyle(document.documentElement);
  const kinds = Object.keys(KINDS).flatMap((kind) => [kind, `${kind}-edge`]);
  for (const name of ["paper", "ink", "soft", "faint", "mark", "claimed", "denied", "says", ...kinds]) {
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
const crowd = () => (edgeSet.length > 250 ? 0.6 : 1);

function paintedNode(node, lit) {
  const share = lit.size && !lit.has(node.id) ? DIM : 1;
  const chosen = node.id === drawnPick();
  const isWord = node.kind === "Event";
  const colour = isWord ? wordColour(node) : paint.ink;
  const background = chosen && isWord ? paint.mark : undefined;
  const font = { size: node.letters, face, color: faded(colour, share), strokeWidth: 4, strokeColor: paint.paper, background };
  const fill = faded(paint[node.kind] ?? paint.ink, share);
  const edge = faded(chosen ? paint.ink : paint[`${node.kind}-edge`] ?? paint.ink, share);
  const touched = { background: fill, border: paint.ink };
  return {
    id: node.id, label: node.label, shape: shapes[node.kind], size: node.size, ...spots.get(node.id), font,
    borderWidth: chosen ? 3 : 1.2, borderWidthSelected: 3,
    color: { background: fill, border: edge, highlight: touched, hover: touched },
  };
}

function wordColour(node) {
  const [attribution, , polarity] = ways[node.way];
  if (attribution === "Claimed") return paint.claimed;
  return attribution === "Denied" || polarity === "Negated" ? paint.denied : paint.ink;
}

function paintedEdge(edge, lit) {
  const on = !lit.size || (lit.has(edge.from) && lit.has(edge.to));
  const colour = faded(edgeColour(edge), !on ? DIM : lit.size ? 1 : crowd());
  return {
    id: edge.id, from: edge.from, to: edge.to, width: edge.width, ...looks[edge.look],
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
  };
}

function edgeColour(edge) {
  const word = nodeOf.get(isEvent(edge.from) ? edge.from : edge.to);
  if (edge.role === "says" || edge.role === "via") return paint.says;
  if (edge.role === "causes" || word.kind !== "Event") return paint.soft;
  return wordColour(word) === paint.ink ? paint.soft : wordColour(word);
}

const nodeIsShown = (node) => shown.nodes.has(node.id);

function edgeIsShown(edge) {
  if (!shown.nodes.has(edge.from) || !shown.nodes.has(edge.to)) return false;
  if (edge.role !== "says" || !isEvent(edge.to)) return true;
  const members = nodeOf.get(edge.to).members.map((member) => known.get(member));
  return members.some((event) => event.claims.some((claim) => claim.source === edge.from && claimIsOn(claim)));
}

function litNodes() {
  const start = drawnPick();
  if (state.goal) return new Set(pathBetween(start, state.goal));
  return !state.only && shown.nodes.has(start) ? around(start, state.steps, (id) => shown.nodes.has(id)) : new Set();
}

/** Bring a set of vis-network up to what is wanted: what went is removed, the rest added or repainted. */
function bring(set, wanted) {
  const ids = new Set(wanted.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  set.update(wanted);
}

listeners.push(() => {
  readPaint();
  placeNew([...shown.nodes]);
  const lit = litNodes();
  const edges = edgesRead.filter(edgeIsShown);
  bring(nodeSet, nodesRead.filter(nodeIsShown).map((node) => paintedNode(node, lit)));
  bring(edgeSet, edges.map((edge) => paintedEdge(edge, lit)));
  network.selectNodes(shown.nodes.has(drawnPick()) ? [drawnPick()] : [], false);
});

// Moving about.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 700px)");
const motion = () => (still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
/** Below this scale names cannot be read. */
const READABLE = 0.5;

function extent() {
  const boxes = [...shown.nodes].map((id) => {
    const [{ x, y }, [left, up, right, down]] = [spots.get(id), nodeOf.get(id).box];
    return [x - left, y - up, x + right, y + down];
  });
  const [lefts, tops, rights, bottoms] = [0, 1, 2, 3].map((at) => boxes.map((box) => box[at]));
  return boxes.length ? [Math.min(...lefts), Math.min(...tops), Math.max(...rights), Math.max(...bottoms)] : [-1, -1, 1, 1];
}

/** Show the whole; where it would be too small to read at the start, as much as fits around the main actor. */
function fitAll(animation = false, least = READABLE) {
  const [left, top, right, bottom] = extent();
  const [wide, high] = [canvasBox.clientWidth - 24, canvasBox.clientHeight - 24];
  const scale = Math.min(1.35, wide / (right - left), high / (bottom - top));
  const main = drawnThings.find((thing) => shown.things.has(thing.id));
  if (scale < least && main) network.moveTo({ position: inSight(spots.get(main.id), Math.max(0.62, least)), scale: Math.max(0.62, least), animation });
  else network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation });
}

/** The place nearest to a spot that can be the middle of the picture without showing empty paper beside it. */
function inSight({ x, y }, scale) {
  const [left, top, right, bottom] = extent();
  const within = (value, low, high, room) => (high - low < room * 2 ? (low + high) / 2 : Math.min(high - room, Math.max(low + room, value)));
  const [wide, high] = [canvasBox.clientWidth - 24, canvasBox.clientHeight - 24];
  return { x: within(x, left, right, wide / 2 / scale), y: within(y, top, bottom, high / 2 / scale) };
}

/** Bring a node to the middle; on a phone above the sheet that holds the evidence. */
function goTo(id, animation = motion()) {
  const drawn = drawnAs.get(id) ?? id;
  network.setSize("100%", "100%"); // the panel may just have taken some of the width
  const offset = { x: 0, y: narrow.matches && state.pick ? -canvasBox.clientHeight * 0.3 : 0 };
  if (shown.nodes.has(drawn)) network.moveTo({ position: spots.get(drawn), scale: Math.max(0.9, network.getScale()), offset, animation });
}

/** Where the panel took some of the width: what stood still stands still, and the selection stays in sight. */
function keepView({ scale, position: { x, y }, wide }) {
  if (canvasBox.clientWidth !== wide) {
    network.setSize("100%", "100%");
    network.moveTo({ scale, position: { x: x + (canvasBox.clientWidth - wide) / 2 / scale, y }, animation: false });
  }
  const spot = shown.nodes.has(drawnPick()) && network.canvasToDOM(spots.get(drawnPick()));
  const isSeen = spot && spot.x > 40 && spot.x < canvasBox.clientWidth - 40 && spot.y > 30 && spot.y < canvasBox.clientHeight - 30;
  if (spot && !isSeen) network.moveTo({ position: spots.get(drawnPick()), animation: motion() });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: motion() });
}

network.on("click", ({ nodes, edges, event }) => {
  if (nodes.length && event.srcEvent?.shiftKey && state.pick) change({ goal: nodes[0] });
  else if (nodes.length) pick(nodes[0], { whole: true });
  else if (edges.length) pick(edgeEvent(edges[0]), { whole: true });
  else pick("");
  if (narrow.matches && state.pick) goTo(state.pick);
});
network.on("doubleClick", ({ nodes }) => nodes.length && unfold(nodes[0]));
network.on("dragEnd", ({ nodes }) => {
  for (const id of nodes) settle(id, Object.values(network.getPosition(id)));
});
for (const [happens, over] of [["hoverNode", true], ["blurNode", false], ["hoverEdge", true], ["blurEdge", false]]) {
  network.on(happens, () => canvasBox.classList.toggle("over", over));
}

/** Draw more of what hangs on a thing. */
const UNFOLD = 8;
function unfold(id) {
  change({ open: new Set([...state.open, id, ...foldedAround(id).slice(0, UNFOLD)].filter((one) => rank.has(one))) });
  fitAll(motion(), 0);
  if (network.getScale() < READABLE) goTo(id);
}

/** A line stands for its event; the line from who passes on to the source, for who passes on. */
function edgeEvent(id) {
  const { from, to } = edgeOf.get(id);
  return [to, from].find(isEvent) ?? from;
}

/** The neighbour that lies in a direction, for the arrow keys. */
function neighbourTowards(start, dx, dy) {
  const here = spots.get(start);
  const rated = [...neighbours.get(start)].filter((id) => shown.nodes.has(id)).map((id) => {
    const { x, y } = spots.get(id);
    const far = Math.hypot(x - here.x, y - here.y) || 1;
    return [((x - here.x) * dx + (y - here.y) * dy) / far, id];
  });
  const [best] = rated.sort((a, b) => b[0] - a[0]);
  return best && best[0] > 0.2 ? best[1] : "";
}

for (const button of document.querySelectorAll("[data-zoom]")) {
  const act = { in: () => zoomBy(1.35), out: () => zoomBy(1 / 1.35), fit: () => fitAll(motion(), 0) };
  button.addEventListener("click", act[button.dataset.zoom]);
}
