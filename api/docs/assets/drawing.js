// Small things that the page draws by itself: elements, printed JSON, a command for the shell.

const PARTS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b/g;
const WIDE = 58;
const PLAIN = /^[\w.,=-]*$/;

/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** JSON as the page prints it: what is short stands on one line. */
export function printed(value, indent = 0) {
  const flat = JSON.stringify(value).replaceAll(/("(?:\\.|[^"\\])*")|([:,])/g, "$1$2 ")
    .replaceAll(/("(?:\\.|[^"\\])*") /g, "$1");
  if (indent + flat.length <= WIDE || value === null || typeof value !== "object") return flat;
  const inner = " ".repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((one) => printed(one, indent + 2))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${printed(one, indent + 2)}`);
  const [opening, closing] = Array.isArray(value) ? "[]" : "{}";
  return `${opening}\n${inner}${lines.join(`,\n${inner}`)}\n${" ".repeat(indent)}${closing}`;
}

/** Printed JSON as coloured pieces. */
export function colour(text) {
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(PARTS)) {
    const [all, string, colon] = found;
    const kind = colon ? "key" : string ? "string" : /[a-z]/.test(all) ? "word" : "number";
    const shown = string ?? all;
    pieces.push(text.slice(end, found.index), element("span", { className: `c-${kind}` }, shown));
    end = found.index + shown.length;
  }
  return [...pieces, text.slice(end)];
}

/** The same request for a shell, with a place for the key instead of the key. */
export function shell(url, pairs) {
  const lines = pairs.map(([name, value]) => {
    const flag = PLAIN.test(value) ? "-d" : "--data-urlencode";
    const text = `${name}=${value}`;
    const quoted = /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\"'\"'")}'` : `"${text}"`;
    return `  ${flag} ${quoted}`;
  });
  return [`curl ${url}`, '  -d "key=YOUR_API_KEY"', ...lines].join(" \\\n");
}
