// The text: the sentences as they read, with the words of events marked; articles are written out as one comes to them.

const ARTICLES = 10;
let articlesDrawn = ARTICLES;
const sentencesOf = articles.map(() => []);
sentences.forEach((sentence, place) => sentencesOf[sentence.article]?.push([sentence, place]));

/** Articles that tell something of what is shown, the one that holds the selection first. */
function articlesToRead() {
  const told = new Set(onlyShown(events).flatMap(articlesOf));
  const chosen = isEvent(state.pick) ? articlesOf(known.get(state.pick))[0] : undefined;
  const list = articles.map((_, number) => number).filter((number) => told.has(number) && sentencesOf[number].length);
  return list.indexOf(chosen) >= articlesDrawn ? [chosen, ...list.filter((number) => number !== chosen)] : list;
}

function drawText() {
  const list = articlesToRead();
  const parts = list.slice(0, articlesDrawn).map((number) =>
    make("article", {}, make("h2", { dir: "auto" }, articleName(articles[number])), sentencesOf[number].map(([sentence, place], at) => textSentence(sentence, place, sentencesOf[number][at - 1]?.[0]))));
  const more = () => {
    articlesDrawn += ARTICLES;
    drawText();
  };
  const rest = list.length - articlesDrawn;
  const button = rest > 0 ? make("button", { type: "button", class: "more", onclick: more }, `Show ${Math.min(ARTICLES, rest)} more of ${plural(list.length, "article")}`) : null;
  byId("view-text").replaceChildren(...solid([make("div", { class: "reading" }, textKey(), parts, button)]));
}

const articleName = (article) => (article.address ? link(article.address, articleWords(article)) : articleWords(article));

function textKey() {
  const words = Object.entries(ATTRIBUTIONS).filter(([key]) => key !== "Denied").map(([key, name]) => make("span", { class: `word ${key}` }, name.toLowerCase()));
  return make("p", { class: "text-key" }, "Words of events: ", words.flatMap((word) => [word, "  "]), make("span", { class: "word Negated" }, "denied or not so"), ". Thin lines: who and what.");
}

function textSentence(sentence, place, before) {
  const gap = before && sentence.begin - before.end > 3 ? make("span", { class: "gap", title: "Here the text goes on" }, "[…] ") : null;
  const inPick = known.get(state.pick)?.evidence?.includes(place);
  return make("p", { class: inPick ? "now" : "", dir: "auto" }, gap, textPieces(sentence));
}

/** Cut a sentence at what is marked; of marks that overlap, events win, then the longer. */
function textPieces({ text, marks }) {
  const letters = Array.from(text);
  const taken = [];
  const ranked = marks.filter(([, , id]) => known.has(id)).sort((a, b) => isEvent(b[2]) - isEvent(a[2]) || b[1] - b[0] - (a[1] - a[0]));
  for (const mark of ranked) if (taken.every(([begin, end]) => mark[1] <= begin || mark[0] >= end)) taken.push(mark);
  const pieces = [];
  let at = 0;
  for (const [begin, end, id] of taken.sort((a, b) => a[0] - b[0])) {
    pieces.push(letters.slice(at, begin).join(""), textMark(id, letters.slice(begin, end).join("")));
    at = end;
  }
  return [...pieces, letters.slice(at).join("")];
}

function textMark(id, words) {
  const claim = isEvent(id) ? known.get(id).claims[0] ?? USUAL : USUAL;
  const status = claim.polarity === "Negated" || claim.attribution === "Denied" ? "Negated" : claim.attribution;
  if (isEvent(id) && !shown.events.has(id)) return words;
  // A span and no button, so that lines break in it as in any text.
  const act = (press) => {
    if (press.type === "keydown" && press.key !== "Enter" && press.key !== " ") return;
    press.preventDefault();
    pick(id);
  };
  return make("span", { role: "button", tabindex: isEvent(id) ? 0 : -1, "data-id": id, class: isEvent(id) ? `word ${status}` : "who", "aria-pressed": String(id === state.pick), onclick: act, onkeydown: act }, words);
}

listeners.push(() => {
  if (state.tab !== "text") return;
  drawText();
  byId("view-text").querySelector(".word[aria-pressed=true], [aria-pressed=true]")?.scrollIntoView({ block: "nearest" });
});
