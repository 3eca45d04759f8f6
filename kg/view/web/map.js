// The map: places with coordinates as dots on an equirectangular grid, with outlines that are in the file.

const mapped = things.filter((thing) => thing.lat !== undefined && thing.long !== undefined && eventsOf.get(thing.id).length);
const outlines = read("land");
/** What is seen: the middle, and the width, in degrees; y downwards. */
const frame = { x: 0, y: -20, width: 360 };

function homeFrame() {
  const places = mapped.filter((place) => onlyShown(eventsOf.get(place.id)).length);
  if (!places.length) return { x: 0, y: -20, width: 360 };
  const [xs, ys] = [places.map((place) => place.long), places.map((place) => -place.lat)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const { clientWidth: wide, clientHeight: high } = byId("view-map");
  const tall = ((bottom - top) * stretchAt(y) * (wide || 1000)) / (high || 600);
  return { x, y, width: Math.min(360, Math.max((right - left) * 1.4, tall * 1.5, 7)) };
}

/** How much longer a degree of latitude is than one of longitude, at a latitude. */
const stretchAt = (y) => 1 / Math.cos((Math.max(-70, Math.min(70, y)) * Math.PI) / 180);

function projection() {
  const [wide, high] = [Math.max(300, byId("view-map").clientWidth), Math.max(240, byId("view-map").clientHeight)];
  const scale = wide / frame.width;
  const down = scale * stretchAt(frame.y);
  const [left, top] = [frame.x - frame.width / 2, frame.y - high / down / 2];
  return { scale, down, wide, high, left, top, right: left + frame.width, bottom: top + high / down, x: (long) => (long - left) * scale, y: (lat) => (-lat - top) * down };
}

function drawMap() {
  const view = byId("view-map");
  const to = projection();
  const marks = placeDots(to);
  const picture = make("svg", { viewBox: `0 0 ${to.wide} ${to.high}`, class: "map", role: "group", "aria-label": "Places on a map" },
    landShapes(to), graticule(to), countryNames(to, marks.taken), make("g", {}, marks.dots));
  const buttons = [["+", 1 / 1.5, "Zoom in"], ["−", 1.5, "Zoom out"], ["Fit", 0, "Fit: show all places"]].map(([text, factor, label]) =>
    make("button", { type: "button", "aria-label": label, onclick: () => zoomMap(factor) }, text));
  view.replaceChildren(picture, make("div", { class: "zoom" }, buttons), unmapped());
  dragMap(picture, to);
}

/** The coarse land of the world, and over it, around the places, the fine one. */
function landShapes(to) {
  const move = (unit) => `translate(${-to.left * to.scale} ${-to.top * to.down}) scale(${to.scale / unit} ${to.down / unit})`;
  const shapesOf = ({ unit, land, borders }) => make("g", { transform: move(unit) }, make("path", { d: land, class: "land" }), make("path", { d: borders, class: "borders" }));
  const { world, near } = outlines;
  if (!near) return shapesOf(world);
  const [left, top, right, bottom] = near.window;
  const sea = make("rect", { x: to.x(left), y: to.y(-top), width: (right - left) * to.scale, height: (bottom - top) * to.down, class: "sea" });
  return make("g", {}, shapesOf(world), sea, shapesOf(near));
}

function graticule(to) {
  const step = [0.5, 1, 2, 5, 10, 20, 45].find((degrees) => degrees * to.scale > 130) ?? 45;
  const lines = [];
  for (let long = Math.ceil(to.left / step) * step; long < to.right; long += step) {
    if (Math.abs(long) <= 180) lines.push(gridLine(to.x(long), 0, to.x(long), to.high, degreeWords(long, "E", "W"), to.x(long) + 4, 14));
  }
  for (let lat = Math.floor(-to.top / step) * step; -lat < to.bottom; lat -= step) {
    if (Math.abs(lat) <= 90) lines.push(gridLine(0, to.y(lat), to.wide, to.y(lat), degreeWords(lat, "N", "S"), 6, to.y(lat) - 4));
  }
  return make("g", { class: "grid", "aria-hidden": "true" }, lines);
}

const degreeWords = (value, plus, minus) => `${Math.abs(value)}°${value > 0 ? plus : value < 0 ? minus : ""}`;
const gridLine = (x1, y1, x2, y2, text, x, y) => make("g", {}, make("line", { x1, y1, x2, y2 }), make("text", { x, y }, text));

/** Names of countries that are wide enough for them and that no place's label needs the room of. */
function countryNames(to, taken) {
  const fits = outlines.names.filter(([name, x, y, width]) => width * to.scale > name.length * 9 && inside(to, x, y));
  return make("g", { class: "countries", "aria-hidden": "true" }, fits.map(([name, x, y]) => {
    const width = name.length * 9.5;
    return isFree(taken, to.x(x) - width / 2, to.y(y) - 14, width, 20) ? make("text", { x: to.x(x), y: to.y(y) }, name) : null;
  }));
}

const inside = (to, long, lat) => to.x(long) > 0 && to.x(long) < to.wide && to.y(lat) > 0 && to.y(lat) < to.high;

/** Dots with their labels, the places with most events first; each label where there is room, or none. */
function placeDots(to) {
  const taken = [];
  const places = mapped.map((place) => [place, onlyShown(eventsOf.get(place.id)).length]).filter(([, count]) => count).sort((a, b) => b[1] - a[1]);
  const labels = [];
  // The main places have their labels first, and the dots of the others may lie below these.
  for (const some of [places.slice(0, MAIN), places.slice(MAIN)]) {
    for (const [place, count] of some) isFree(taken, to.x(place.long) - radiusOf(count), to.y(place.lat) - radiusOf(count), radiusOf(count) * 2, radiusOf(count) * 2, true);
    labels.push(...some.map(([place, count]) => dotLabel(to, place, count, taken)));
  }
  return { dots: [...places.map(([place, count]) => dot(to, place, count)), make("g", { class: "dot-labels", "aria-hidden": "true" }, labels)], taken };
}

const MAIN = 10;
const radiusOf = (count) => 4 + Math.min(22, Math.sqrt(count) * 2.6);

/** The label of a dot, where there is room beside, below or above it; else none. */
function dotLabel(to, place, count, taken) {
  const [x, y, r] = [to.x(place.long), to.y(place.lat), radiusOf(count)];
  const width = place.label.length * 8 + String(count).length * 8 + 12;
  const spots = [[x + r + 5, y + 5, "start", x + r + 3], [x - r - 5, y + 5, "end", x - r - 3 - width], [x, y + r + 16, "middle", x - width / 2], [x, y - r - 6, "middle", x - width / 2]];
  const spot = spots.find(([, top, , left]) => left > 2 && left + width < to.wide - 2 && top > 18 && isFree(taken, left, top - 14, width, 18));
  return spot ? make("text", { x: spot[0], y: spot[1], "text-anchor": spot[2] }, `${place.label} `, make("tspan", { class: "count" }, count)) : null;
}

function dot(to, place, count) {
  const act = (press) => {
    if (press.type === "keydown" && press.key !== "Enter" && press.key !== " ") return;
    press.preventDefault();
    pick(place.id);
  };
  return make("g", { class: `dot ${placeIsChosen(place) ? "now" : ""}`, role: "button", tabindex: 0, "data-id": place.id, "aria-pressed": String(place.id === state.pick), "aria-label": `${place.label}, ${plural(count, "event")}`, onclick: act, onkeydown: act },
    make("title", {}, `${place.label}, ${plural(count, "event")}`), make("circle", { cx: to.x(place.long), cy: to.y(place.lat), r: radiusOf(count) }));
}

const placeIsChosen = (place) => place.id === state.pick || (isEvent(state.pick) && placesOf(known.get(state.pick)).includes(place.id));

/** Take a rectangle where nothing lies yet (or in any case); tells whether it was free. */
function isFree(taken, x, y, width, height, always = false) {
  const free = taken.every((box) => x >= box.x + box.width || box.x >= x + width || y >= box.y + box.height || box.y >= y + height);
  if (free || always) taken.push({ x, y, width, height });
  return free;
}

function unmapped() {
  const rest = things.filter((thing) => isWhere(thing) && thing.lat === undefined && onlyShown(eventsOf.get(thing.id)).length);
  const some = rest.slice(0, 12);
  const more = rest.length > some.length ? ` and ${rest.length - some.length} more` : "";
  return rest.length ? make("p", { class: "unmapped" }, "Without coordinates: ", pickList(some.map((thing) => thing.id)), more, ".") : null;
}

function zoomMap(factor) {
  if (!factor) Object.assign(frame, homeFrame());
  else frame.width = Math.min(360, Math.max(1.5, frame.width * factor));
  drawMap();
}

function dragMap(picture, to) {
  picture.addEventListener("pointerdown", (start) => {
    if (start.target.closest(".dot")) return;
    const from = { ...frame };
    const move = (now) => {
      Object.assign(frame, { x: from.x - (now.clientX - start.clientX) / to.scale, y: from.y - (now.clientY - start.clientY) / to.down });
      picture.style.translate = `${now.clientX - start.clientX}px ${now.clientY - start.clientY}px`;
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      drawMap();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop, { once: true });
  });
}

let framed = false;
listeners.push(() => {
  if (state.tab !== "map") return;
  if (!framed) Object.assign(frame, homeFrame());
  framed = true;
  drawMap();
});
