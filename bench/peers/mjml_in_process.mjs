// Measurement A: npm mjml in one warm process.
//
//   node mjml_in_process.mjs FOLDER [--rounds 5] [--write OUT]
//
// Takes every .mjml file below FOLDER, compiles all of them once to warm up and then ROUNDS times, and prints
// {"rounds": [seconds], "cpu": [seconds], "bytes": n, "peak_rss": bytes}. With --write it saves the HTML of the
// warm-up, each file under the name of the folder that it came from, so that run.py can look for the titles.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import mjml2html from "mjml";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, write: { type: "string" } },
});
const folder = positionals[0];
const files = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".mjml"))
  .sort();
if (files.length === 0) throw new Error(`no .mjml file below ${folder}`);
const sources = files.map((name) => readFileSync(path.join(folder, name), "utf8"));

async function compileAll(keep) {
  let bytes = 0;
  for (const [index, source] of sources.entries()) {
    const { html } = await mjml2html(source);
    bytes += Buffer.byteLength(html);
    keep?.(files[index], html);
  }
  return bytes;
}

function save(name, html) {
  const out = path.join(values.write, path.dirname(name));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "email.html"), html);
}

const bytes = await compileAll(values.write ? save : undefined);
const rounds = [];
const cpu = [];
for (let round = 0; round < Number(values.rounds); round++) {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await compileAll();
  rounds.push((performance.now() - before) / 1000);
  const used = process.cpuUsage(cpuBefore);
  cpu.push((used.user + used.system) / 1e6);
}
const peakRss = process.resourceUsage().maxRSS * 1024; // libuv gives kilobytes on every system
console.log(JSON.stringify({ rounds, cpu, bytes, peak_rss: peakRss }));
