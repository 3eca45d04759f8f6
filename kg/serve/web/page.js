"use strict";
// The page of the server: named queries, SPARQL, results; whatever is shown is put in as text, never as HTML.
const ROWS = 1000;
const EVENT = /^https:\/\/w3id\.org\/kg-event\/id\/article\/[0-9a-f]+#event_/;
const at = (id) => document.getElementById(id);
const made = (tag, text, attributes = {}) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  return Object.assign(node, attributes);
};
let questions = [];
let opener = null;

function chosen() {
  return questions.find((one) => one.name === at("named").value);
}

function choose() {
  const one = chosen();
  at("values").replaceChildren();
  at("query").readOnly = Boolean(one);
  if (!one) return;
  at("query").value = one.text;
  for (const [name, help] of Object.entries(one.parameters)) {
    const field = made("input", undefined, { id: `value-${name}`, name, placeholder: help, required: true, size: 32 });
    at("values").append(made("label", name, { htmlFor: field.id }), field);
  }
}

function request() {
  const accept = "application/sparql-results+json, text/turtle;q=0.9";
  const headers = { Accept: accept, "Kg-Limit": String(ROWS) };
  const one = chosen();
  if (one) {
    const values = new URLSearchParams([...at("values").querySelectorAll("input")].map((i) => [i.name, i.value]));
    return fetch(`queries/${encodeURIComponent(one.name)}?${values}`, { headers: { ...headers, "Kg-Events": "1" } });
  }
  headers["Content-Type"] = "application/sparql-query";
  return fetch("sparql", { method: "POST", headers, body: at("query").value });
}

function reason(text, event) {
  const link = made("a", text, { href: "#why", title: "Why it is in the graph" });
  link.addEventListener("click", (click) => { click.preventDefault(); explain(event, link); });
  return link;
}

function cell(term, event) {
  if (!term) return made("td", "");
  const node = made("td");
  if (event) {
    node.append(reason(term.value, event.value));
  } else if (term.type === "uri" && EVENT.test(term.value)) {
    node.append(reason(term.value.replace("https://w3id.org/kg-event/id/", "id:"), term.value));
  } else {
    node.textContent = term.type === "triple" ? JSON.stringify(term.value) : term.value;
  }
  return node;
}

// The rows of a named query tell their event in a column more: it is not shown, but what happened links to the evidence.
function table(answer, told) {
  if ("boolean" in answer) return made("pre", answer.boolean ? "yes" : "no");
  const node = made("table"), head = made("tr");
  const names = answer.head.vars.filter((name) => !told || name !== "event");
  const linked = names.includes("what") ? "what" : names[0];
  head.append(...names.map((name) => made("th", name, { scope: "col" })));
  node.append(head);
  for (const row of answer.results.bindings) {
    const line = made("tr");
    line.append(...names.map((name) => cell(row[name], told && name === linked ? row.event : undefined)));
    node.append(line);
  }
  return node;
}

async function explain(event, from) {
  const found = await fetch(`explain?event=${encodeURIComponent(event)}`);
  at("reason").textContent = await found.text();
  at("why").hidden = false;
  at("close").focus();
  opener = from;
}

function close() {
  at("why").hidden = true;
  if (opener) opener.focus();
}

async function ask(event) {
  event.preventDefault();
  at("status").textContent = "Asking …";
  at("status").className = "";
  at("answer").replaceChildren();
  try {
    const found = await request();
    const text = await found.text();
    if (!found.ok) {
      at("status").textContent = text;
      at("status").className = "wrong";
      return;
    }
    const json = (found.headers.get("content-type") || "").includes("json");
    const answer = json ? JSON.parse(text) : null;
    at("answer").append(answer ? table(answer, Boolean(chosen())) : made("pre", text));
    const count = answer && answer.results ? answer.results.bindings.length : -1;
    const rows = count < 0 ? "done" : count === 1 ? "1 row" : `${count} rows`;
    at("status").textContent = found.headers.has("kg-more") ? `${rows}, and there are more` : rows;
  } catch (error) {
    at("status").textContent = `The server does not answer: ${error.message}`;
    at("status").className = "wrong";
  }
}

async function start() {
  at("endpoint").textContent = new URL("sparql", location.href).href;
  at("form").addEventListener("submit", ask);
  at("named").addEventListener("change", choose);
  at("close").addEventListener("click", close);
  document.addEventListener("keydown", (key) => { if (key.key === "Escape" && !at("why").hidden) close(); });
  questions = await (await fetch("queries")).json();
  for (const one of questions) at("named").append(made("option", `${one.name}: ${one.help}`, { value: one.name }));
}

start();
