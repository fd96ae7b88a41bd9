// Pages of MJML as npm mjml compiles them, for tests/fidelity.
//
// Reads {"name": "<mjml>…"} from standard input and prints {"name": {"html": "…", "errors": ["…"]}}.
import { readFileSync } from "node:fs";
import mjml2html from "mjml";

const pages = JSON.parse(readFileSync(0, "utf8"));
const compiled = {};
for (const [name, mjml] of Object.entries(pages)) {
  // No web fonts, as in newsletter/rendering/mjml.py.
  const { html, errors } = await mjml2html(mjml, { fonts: {} });
  compiled[name] = { html, errors: errors.map((error) => error.formattedMessage) };
}
process.stdout.write(JSON.stringify(compiled));
