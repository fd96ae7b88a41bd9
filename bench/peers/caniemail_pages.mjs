// Reads {"clients": [...], "pages": {name: html}} from standard input and writes {name: [title, …]}: what npm caniemail
// finds unsupported or partly supported. A page on which it fails gets {"error": message}.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const { clients, pages } = JSON.parse(readFileSync(0, "utf8"));
const found = {};
for (const [name, html] of Object.entries(pages)) {
  try {
    const { issues } = caniemail({ clients, html });
    const titles = new Set();
    for (const kind of [issues.errors, issues.warnings])
      for (const some of kind.values()) for (const issue of some) titles.add(issue.title);
    found[name] = [...titles].sort();
  } catch (error) {
    found[name] = { error: String(error) };
  }
}
process.stdout.write(JSON.stringify(found));
