// The parts of the page's script are joined into one scope: what one part declares, the others may use.
const fs = require("node:fs");
const path = require("node:path");
const js = require("@eslint/js");

const folder = path.join(__dirname, "..", "kg", "view", "web");
const parts = fs.readdirSync(folder).filter((name) => name.endsWith(".js"));
const declared = /^(?:async )?(?:const|let|function) (?:\{ (.*?) \}|([\w$]+))/gm;
const names = parts.flatMap((name) =>
  [...fs.readFileSync(path.join(folder, name), "utf8").matchAll(declared)].flatMap(([, many, one]) =>
    many ? many.split(",").map((each) => each.split(":").at(-1).trim()) : [one],
  ),
);
const browser = [
  "addEventListener", "Blob", "CSS", "devicePixelRatio", "document", "getComputedStyle", "history", "location", "matchMedia", "navigator", "print",
  "removeEventListener", "setTimeout", "URL", "URLSearchParams", "vis",
];

module.exports = [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: { ...Object.fromEntries(names.map((name) => [name, "writable"])), ...Object.fromEntries(browser.map((name) => [name, "readonly"])) },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // A part declares what others use, so only what is local to a function must be used there.
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-unused-vars": ["error", { vars: "local" }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-implied-eval": "error",
      "no-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property, message: "Text enters the page as text nodes only." }))],
    },
  },
];
