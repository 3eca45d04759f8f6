// The slider of dates: a histogram over the days on which events happened (or on which articles came out).

/** The stretches of time of the slider, each as far as its dates agree: "199" (ten years), "2017", "2018-11", "2018-11-03". */
let dateBins = [];
const BINS = 36;
const LENGTHS = [3, 4, 7, 10];

function datesOf(event, by = state.by) {
  if (by === "event") return event.when?.begin ? [event.when.begin, event.when.end || event.when.begin] : [];
  const dates = articlesOf(event).map((number) => articles[number].date).filter(Boolean).sort();
  return dates.length ? [dates[0], dates.at(-1)] : [];
}

/** Where most events have no date of their own, those of the articles tell more at first. */
function usualDates() {
  const dated = events.filter((event) => event.when?.begin).length;
  return dated * 3 >= events.length || new Set(articles.map(({ date }) => date).filter(Boolean)).size < 2 ? "event" : "article";
}

/** Tens of years, split into years, months and days where most happens; empty stretches take no room. */
function makeBins(by) {
  state.by = by;
  const days = events.map((event) => datesOf(event, by)[0]).filter(Boolean);
  const bins = new Map(grouped(days.map((day) => [day.slice(0, LENGTHS[0]), day])));
  for (let split = heaviest(bins); split; split = heaviest(bins)) {
    bins.delete(split.bin);
    for (const [bin, own] of split.parts) bins.set(bin, own);
  }
  dateBins = [...bins.keys()].sort();
}

/** Of the stretches that can be split without making too many, the one with most dates, and its parts; few dates stay years. */
function heaviest(bins) {
  const few = events.length / 50;
  for (const [bin, own] of [...bins].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))) {
    const length = bin.length < 4 || own.length > few ? LENGTHS[LENGTHS.indexOf(bin.length) + 1] : 0;
    const parts = length ? grouped(own.map((day) => [day.slice(0, length), day])) : new Map();
    if (parts.size && bins.size - 1 + parts.size <= BINS) return { bin, parts };
  }
  return null;
}

/** In which stretch a date lies: its place in the list; of a date before all, -1. */
const binAt = (date) => dateBins.findLastIndex((bin) => bin <= date);

const isCut = () => dateBins.length > 1 && (state.from > 0 || state.to < dateBins.length - 1);

function timeIsOn(event) {
  const [begin, end] = datesOf(event);
  if (!begin) return state.undated || !isCut();
  if (!isCut()) return true;
  return binAt(begin) <= state.to && binAt(end) >= state.from;
}

function rangeWords() {
  const [first, last] = [state.from, state.to].map((at) => dateWords(dateBins[at] ?? ""));
  return first === last ? first : `${first} – ${last}`;
}

function drawSlider() {
  const box = byId("slider");
  const byArticle = new Set(articles.map((article) => article.date).filter(Boolean)).size > 1;
  box.hidden = dateBins.length < 2 && !byArticle;
  if (box.hidden) return;
  const last = dateBins.length - 1;
  const ends = ["from", "to"].map((end) => {
    const input = make("input", { type: "range", id: `slider-${end}`, min: 0, max: last, value: state[end], "aria-label": end === "from" ? "First date" : "Last date", "aria-valuetext": dateWords(dateBins[state[end]] ?? "") });
    input.addEventListener("input", () => moveEnd(end, Number(input.value)));
    return input;
  });
  const chart = make("div", { class: "slider-chart" }, histogram(), make("div", { class: "ends" }, ends));
  chart.style.maxWidth = `${Math.min(620, 90 + 40 * dateBins.length)}px`;
  box.replaceChildren(
    make("div", { class: "slider-text" }, make("strong", {}, rangeWords()), byArticle ? switchBy() : null, undatedBox()),
    chart,
  );
}

function moveEnd(end, value) {
  const other = end === "from" ? Math.max(value, state.to) : Math.min(value, state.from);
  change(end === "from" ? { from: value, to: other } : { to: value, from: other });
  byId(`slider-${end}`).focus();
}

function histogram() {
  const counts = dateBins.map(() => 0);
  for (const event of events) if (datesOf(event)[0]) counts[binAt(datesOf(event)[0])] += 1;
  const most = Math.max(1, ...counts);
  const width = 100 / Math.max(1, dateBins.length);
  const bars = counts.map((count, at) => {
    const height = Math.max(1.5, (count / most) * 30);
    return make("rect", { x: at * width + width * 0.1, y: 32 - height, width: width * 0.8, height, class: at >= state.from && at <= state.to ? "on" : "" });
  });
  return make("svg", { viewBox: "0 0 100 32", preserveAspectRatio: "none", class: "bars", role: "img", "aria-label": dateBins.map((bin, at) => `${dateWords(bin)}: ${counts[at]}`).join(", ") }, bars);
}

function switchBy() {
  const act = () => {
    makeBins(state.by === "event" ? "article" : "event");
    change({ from: 0, to: Math.max(0, dateBins.length - 1) });
  };
  return make("button", { type: "button", class: "link", onclick: act }, state.by === "event" ? "by date of event" : "by date of article");
}

function undatedBox() {
  const count = events.filter((event) => !datesOf(event)[0]).length;
  if (!count) return null;
  const input = make("input", { type: "checkbox", id: "undated", checked: state.undated });
  input.addEventListener("change", () => {
    change({ undated: input.checked });
    byId("undated").focus();
  });
  return make("label", {}, input, ` keep ${plural(count, "event")} without a date`);
}

listeners.push(drawSlider);
