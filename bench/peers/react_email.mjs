// Measurement B: react-email from files on disk to HTML and text on disk, as a whole process.
//
//   NODE_ENV=production node react_email.mjs PUBLICATION OUT
//
// Reads the same issue folders as the build does. Its Markdown component renders the sections; the text part is
// made by toPlainText(html), which react-email documents for it: one render an issue, where
// render(element, {plainText: true}) takes a second one.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  Body, Container, Head, Heading, Hr, Html, Markdown, Preview, Section, Text, render, toPlainText,
} from "@react-email/components";
import { createElement } from "react";

const [publication, out] = process.argv.slice(2);

function value(yaml, key) {
  const line = yaml.match(new RegExp(`^${key}: *(.*)$`, "m"));
  if (!line) return "";
  return line[1].startsWith('"') ? JSON.parse(line[1]) : line[1];
}

function readSection(file) {
  const [, front, ...body] = readFileSync(file, "utf8").split(/^---\n/m);
  return { title: value(front, "title"), signed: value(front, "signed"), body: body.join("---\n") };
}

function readIssue(folder) {
  const yaml = readFileSync(path.join(folder, "issue.yaml"), "utf8");
  const names = [...yaml.matchAll(/^ +- (.+)$/gm)].map((match) => match[1]);
  return {
    title: value(yaml, "title"),
    preheader: value(yaml, "preheader"),
    sections: names.map((name) => readSection(path.join(folder, `${name}.md`))),
  };
}

const background = { backgroundColor: "#f4f1ec", fontFamily: "Georgia, 'Times New Roman', serif" };
const paper = { backgroundColor: "#ffffff", maxWidth: "600px", padding: "24px" };
const styles = {
  p: { fontSize: "16px", lineHeight: "26px", margin: "0 0 16px" },
  h3: { fontSize: "18px", lineHeight: "26px", margin: "24px 0 8px" },
  link: { color: "#6a2c70", textDecoration: "underline" },
  li: { fontSize: "16px", lineHeight: "26px" },
  blockQuote: { borderLeft: "4px solid #d8c9dc", margin: "0 0 16px", padding: "0 0 0 16px" },
};

const email = (issue) =>
  createElement(Html, { lang: "en" },
    createElement(Head, null, createElement("title", null, issue.title)),
    createElement(Body, { style: background },
      createElement(Preview, null, issue.preheader),
      createElement(Container, { style: paper },
        createElement(Heading, { as: "h1" }, issue.title),
        issue.sections.map((section) =>
          createElement(Section, { key: section.title },
            createElement(Heading, { as: "h2" }, section.title),
            createElement(Markdown, { markdownCustomStyles: styles }, section.body),
            section.signed && createElement(Text, { style: styles.p }, section.signed),
            createElement(Hr))))));

for (const name of readdirSync(path.join(publication, "issues")).sort()) {
  const issue = readIssue(path.join(publication, "issues", name));
  const html = await render(email(issue));
  mkdirSync(path.join(out, name), { recursive: true });
  writeFileSync(path.join(out, name, "email.html"), html);
  writeFileSync(path.join(out, name, "email.txt"), toPlainText(html));
}
