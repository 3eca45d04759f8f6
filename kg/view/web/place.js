// Where nodes stand: Python placed those of the first picture; what unfolds finds room near what it belongs to.

const SQUARE = 12;
const spots = new Map();
const taken = new Set();

function placeFirst(tall) {
  for (const { id, x, y, tall: other } of nodesRead) if (x !== undefined) settle(id, tall ? other : [x, y]);
}

function settle(id, [x, y]) {
  spots.set(id, { x, y });
  for (const square of squaresAt(id, x, y)) taken.add(square);
}

/** The squares of a sheet that a node with its label covers. */
function squaresAt(id, x, y) {
  const [left, up, right, down] = nodeOf.get(id).box;
  const found = [];
  for (let column = Math.floor((x - left) / SQUARE); column * SQUARE < x + right; column += 1) {
    for (let row = Math.floor((y - up) / SQUARE); row * SQUARE < y + down; row += 1) found.push(`${column} ${row}`);
  }
  return found;
}

/** Find places for nodes that have none: things near what they are linked to, then words between their ends. */
function placeNew(ids) {
  const wanting = ids.filter((id) => !spots.has(id));
  for (const id of wanting.filter((one) => !isEvent(one))) settle(id, roomNear(id, middle(thingsAround(id)), 10));
  for (const id of wanting.filter(isEvent)) settle(id, roomNear(id, middle([...neighbours.get(id)]), 0));
}

const thingsAround = (id) => [...neighbours.get(id)].flatMap((word) => [word, ...neighbours.get(word)]).filter((near) => near !== id);

function middle(ids) {
  const placed = ids.filter((id) => shown.nodes.has(id) && spots.has(id)).map((id) => spots.get(id));
  const all = placed.length ? placed : [...spots.values()].slice(0, 1);
  return [mean(all.map((spot) => spot.x)), mean(all.map((spot) => spot.y))];
}

const mean = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / (values.length || 1));

/** Walk outwards, ring by ring, until the node fits; things keep some rings off what they hang on, for the words. */
function roomNear(id, [x, y], first) {
  for (let ring = first; ; ring += 1) {
    for (const [dx, dy] of ringOf(ring)) {
      const at = [x + dx * SQUARE, y + dy * SQUARE];
      if (squaresAt(id, ...at).every((square) => !taken.has(square))) return at;
    }
  }
}

function ringOf(ring) {
  if (!ring) return [[0, 0]];
  const steps = Array.from({ length: 24 }, (_, step) => (step * Math.PI) / 12);
  return steps.map((angle) => [Math.round(Math.cos(angle) * ring * 1.4), Math.round(Math.sin(angle) * ring)]);
}
