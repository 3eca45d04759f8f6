// The map: places with coordinates as dots on an equirectangular grid, with outlines that are in the file.
// Outlines: Natural Earth 1:110m (public domain) through world-atlas 2.0.2, tenths of a degree, y down.

const mapped = things.filter((thing) => thing.lat !== undefined && thing.long !== undefined && eventsOf.get(thing.id).length);
const frame = { x: -180, y: -90, width: 360, height: 180 };

function homeFrame() {
  if (!mapped.length) return { x: -180, y: -90, width: 360, height: 180 };
  const [xs, ys] = [mapped.map((place) => place.long), mapped.map((place) => -place.lat)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const view = byId("view-map");
  const ratio = (view.clientHeight || 600) / (view.clientWidth || 1000);
  const width = Math.min(360, Math.max((right - left) * 1.6, ((bottom - top) * 1.7) / ratio, 8));
  return { x: (left + right) / 2 - width / 2, y: (top + bottom) / 2 - (width * ratio) / 2, width, height: width * ratio };
}

function drawMap() {
  const view = byId("view-map");
  const { clientWidth: wide, clientHeight: high } = view;
  const scale = Math.max(wide, 300) / frame.width;
  const stretch = 1 / Math.max(0.3, Math.cos(((frame.y + frame.height / 2) * Math.PI) / 180));
  frame.height = Math.max(240, high - 40) / scale / stretch;
  const toX = (long) => (long - frame.x) * scale;
  const toY = (lat) => (-lat - frame.y) * scale * stretch;
  const land = read("land");
  const move = `translate(${-frame.x * scale} ${-frame.y * scale * stretch}) scale(${scale / 10} ${(scale * stretch) / 10})`;
  const picture = make("svg", { viewBox: `0 0 ${frame.width * scale} ${frame.height * scale * stretch}`, class: "map", role: "group", "aria-label": "Places on a map" },
    make("g", { transform: move }, make("path", { d: land.land, class: "land" }), make("path", { d: land.borders, class: "borders" })), graticule(toX, toY, scale, frame.height * scale * stretch), dots(toX, toY));
  const buttons = [["+", 1 / 1.5, "Zoom in"], ["−", 1.5, "Zoom out"], ["Fit", 0, "Show all places"]].map(([text, factor, label]) =>
    make("button", { type: "button", "aria-label": label, onclick: () => zoomMap(factor) }, text));
  view.replaceChildren(picture, make("div", { class: "zoom" }, buttons), unmapped());
  dragMap(picture, scale, scale * stretch);
}

function graticule(toX, toY, scale, high) {
  const step = [0.5, 1, 2, 5, 10, 20, 45].find((degrees) => degrees * scale > 110) ?? 45;
  const lines = [];
  for (let long = Math.ceil(frame.x / step) * step; long < frame.x + frame.width; long += step) lines.push(gridLine(toX(long), 0, toX(long), high, degreeWords(long, "E", "W"), toX(long) + 4, high - 6));
  for (let lat = Math.floor(-frame.y / step) * step; -lat < frame.y + frame.height; lat -= step) lines.push(gridLine(0, toY(lat), frame.width * scale, toY(lat), degreeWords(lat, "N", "S"), 6, toY(lat) - 4));
  return make("g", { class: "grid", "aria-hidden": "true" }, lines);
}

const degreeWords = (value, plus, minus) => `${Math.abs(value)}°${value > 0 ? plus : value < 0 ? minus : ""}`;
const gridLine = (x1, y1, x2, y2, text, x, y) => make("g", {}, make("line", { x1, y1, x2, y2 }), make("text", { x, y }, text));

function dots(toX, toY) {
  const taken = [];
  const places = mapped.map((place) => [place, onlyShown(eventsOf.get(place.id)).length]).filter(([, count]) => count).sort((a, b) => b[1] - a[1]);
  return make("g", {}, places.map(([place, count]) => {
    const [x, y, r] = [toX(place.long), toY(place.lat), 4 + Math.sqrt(count) * 3];
    const labels = { right: [x + r + 5, y + 5, "start"], left: [x - r - 5, y + 5, "end"], below: [x, y + r + 16, "middle"], above: [x, y - r - 6, "middle"] };
    const width = place.label.length * 8 + 26;
    const spot = Object.values(labels).find(([lx, ly, anchor]) => free(taken, anchor === "start" ? lx : anchor === "end" ? lx - width : lx - width / 2, ly - 14, width, 18)) ?? labels.right;
    return make("g", { class: `dot ${place.id === state.pick ? "now" : ""}`, role: "button", tabindex: 0, "aria-label": `${place.label}, ${plural(count, "event")}`, onclick: () => pick(place.id), onkeydown: (press) => (press.key === "Enter" || press.key === " ") && pick(place.id) },
      make("circle", { cx: x, cy: y, r }), make("text", { x: spot[0], y: spot[1], "text-anchor": spot[2] }, `${place.label} `, make("tspan", { class: "count" }, count)));
  }));
}

function free(taken, x, y, width, height) {
  if (taken.some((box) => x < box.x + box.width && box.x < x + width && y < box.y + box.height && box.y < y + height)) return false;
  taken.push({ x, y, width, height });
  return true;
}

function unmapped() {
  const rest = things.filter((thing) => thing.kind === "Place" && thing.lat === undefined && onlyShown(eventsOf.get(thing.id)).length);
  return rest.length ? make("p", { class: "unmapped" }, "Without coordinates: ", pickList(rest.map((thing) => thing.id)), ".") : null;
}

function zoomMap(factor) {
  if (!factor) Object.assign(frame, homeFrame());
  else {
    const width = Math.min(360, Math.max(1.5, frame.width * factor));
    Object.assign(frame, { x: frame.x + (frame.width - width) / 2, y: frame.y + (frame.height * (1 - width / frame.width)) / 2, width });
  }
  drawMap();
}

function dragMap(picture, scale, down) {
  picture.addEventListener("pointerdown", (start) => {
    if (start.target.closest(".dot")) return;
    const from = { ...frame };
    const move = (now) => {
      Object.assign(frame, { x: from.x - (now.clientX - start.clientX) / scale, y: from.y - (now.clientY - start.clientY) / down });
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
