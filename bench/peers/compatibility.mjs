// Reads {"html": …, "clients": […], "rounds": n} from standard input; writes the milliseconds of CPU of each round of npm
// caniemail and of @emailens/engine on that email, warm, as {"caniemail": […], "emailens": […]}.
import { readFileSync } from "node:fs";
import { analyzeEmail } from "@emailens/engine";
import { caniemail } from "caniemail";

const { html, clients, rounds } = JSON.parse(readFileSync(0, "utf8"));

function times(work) {
  for (let round = 0; round < 3; round++) work();
  return Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
}

const measured = { caniemail: times(() => caniemail({ clients, html })), emailens: times(() => analyzeEmail(html)) };
process.stdout.write(JSON.stringify(measured));
