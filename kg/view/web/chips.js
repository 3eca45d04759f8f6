// What narrows the page, in words above it: each a button that takes it back.

const chips = byId("chips");

/** What is on or off of a group, whichever is shorter: "Claimed", "not Reported". */
function groupWords(group) {
  const { entries } = groupOf.get(group);
  const [on, off] = [true, false].map((wanted) => entries.filter(([key]) => !isOff(group, key) === wanted).map(([, name]) => name));
  if (!off.length) return "";
  const [names, opening] = on.length && on.length <= off.length ? [on, "only"] : [off, "without"];
  return `${opening} ${listed(names.slice(0, 3))}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

const withoutGroup = (group) => new Set([...state.off].filter((entry) => !entry.startsWith(`${group}:`)));

function restrictions() {
  const found = [...groupOf].map(([group, { title }]) => [title, groupWords(group), { off: withoutGroup(group) }]);
  const days = isCut() ? rangeWords() : "";
  const focus = isFocused() ? `only ${plural(state.steps, "step")} around ${labelOf(state.pick)}` : "";
  const way = state.goal ? `${labelOf(state.pick)} to ${labelOf(state.goal)}${pathBetween(drawnPick(), state.goal).length ? "" : ": there is none"}` : "";
  found.push(["Dates", days, { from: 0, to: Math.max(0, dateBins.length - 1) }], ["Without a date", state.undated ? "" : "left out", { undated: true }]);
  found.push(["Focus", focus, { only: false }], ["Way", way, { goal: "" }]);
  return found.filter(([, text]) => text);
}

listeners.push(() => {
  const parts = restrictions().map(([title, text, back]) =>
    make("button", { type: "button", class: "chip", "aria-label": `Take back: ${title}: ${text}`, onclick: () => change(back) },
      make("span", { class: "soft" }, `${title}: `), make("bdi", {}, text), make("span", { "aria-hidden": "true" }, " ×")));
  if (parts.length) parts.push(make("button", { type: "button", class: "chip all", onclick: reset }, "Show everything"));
  chips.replaceChildren(...parts);
  chips.hidden = !parts.length;
});
